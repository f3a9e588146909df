"""`casebook export journal` and `casebook export reconciliation`."""

import argparse
import json
import pwd
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from casebook.cli import export
from casebook.cli.arguments import _day
from casebook.cli.office_arguments import Shared
from casebook.cli.opening import Asked
from casebook.errors import CasebookError
from casebook.settings import Settings
from casebook.store import address
from casebook.store.database import Database
from casebook.store.queries import reconciliation
from tests.sample import Office

Export = Callable[..., str]


@pytest.fixture
def office(office: Office) -> Database:
    return office.database


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where files are written; there is nothing yet."""
    made = tmp_path / "books"
    made.mkdir()
    return made


@pytest.fixture
def exported(office: Database, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]) -> Export:
    """Export as somebody, and return what came on standard output."""

    def exported(*arguments: str, login: str = "m.jansen") -> str:
        monkeypatch.setattr(pwd, "getpwuid", lambda _: SimpleNamespace(pw_name=login))
        parser, empty = argparse.ArgumentParser(), argparse.ArgumentParser(add_help=False)
        export.add(parser.add_subparsers(), Shared(empty, empty, empty, _day("nl")), "nl")
        options = parser.parse_args(["export", *arguments])
        chosen = Settings("nl", True, None, "dark", {}, Path("settings.toml"))
        assert export.run(Asked(options, chosen, address.read(office.address.text))) == 0
        return capsysbinary.readouterr().out.decode("utf-8")

    return exported


def code(office: Database) -> str:
    return next(entity.code for entity in reconciliation.entities(office) if entity.run_id is not None)


def test_a_reconciliation_in_json_adds_up(office: Database, exported: Export) -> None:
    rows = json.loads(exported("reconciliation", "--creditor", code(office), "--format", "json"))
    by_standing = {row["standing"]: row for row in rows}
    total = by_standing.pop("sum_all")
    for side in ("listed", "ours"):
        parts = [row[side] for name, row in by_standing.items() if name.startswith("sum_")]
        assert round(sum(map(float, parts)), 2) == float(total[side])


def test_lines_go_to_a_file_once(office: Database, exported: Export, folder: Path) -> None:
    some = code(office)
    first = exported("journal", "--creditor", some, str(folder / "a.csv"))
    second = exported("journal", "--creditor", some, str(folder / "b.csv"))
    assert not (folder / "b.csv").exists()
    assert "niets dat nog naar de boekhouding moet" in second
    if (folder / "a.csv").exists():
        assert "Batch 1" in first
        assert "--batch 1 schrijft hem opnieuw" in second
        again = exported("journal", "--creditor", some, "--batch", "1", str(folder / "c.csv"))
        assert "Batch 1" in again
        assert (folder / "c.csv").read_bytes() == (folder / "a.csv").read_bytes()


def test_who_does_not_work_here_sends_nothing(office: Database, exported: Export, folder: Path) -> None:
    with pytest.raises(CasebookError):
        exported("journal", "--creditor", code(office), str(folder / "a.csv"), login="vreemde")
    assert list(folder.iterdir()) == []


def test_a_dry_run_tells_of_the_opening(exported: Export, folder: Path) -> None:
    told = exported("journal", "--creditor", "MBG", "--dry-run", str(folder / "a.csv"))
    assert "Er is niets gemaakt." in told
    assert "Dit is de eerste batch van MBG" in told
    assert list(folder.iterdir()) == []
