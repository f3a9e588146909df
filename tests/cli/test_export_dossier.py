"""`casebook export dossier`: a case as one file, written where it was asked."""

import argparse
import pwd
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from zipfile import ZipFile

import pytest

from casebook.cli import export
from casebook.cli.arguments import _day
from casebook.cli.office_arguments import Shared
from casebook.cli.opening import Asked
from casebook.errors import InputError
from casebook.settings import Settings
from casebook.store import address
from tests.sample import Office

Export = Callable[..., int]


@pytest.fixture
def exported(office: Office, monkeypatch: pytest.MonkeyPatch) -> Export:
    def exported(*arguments: str, language: str = "nl") -> int:
        monkeypatch.setattr(pwd, "getpwuid", lambda _: SimpleNamespace(pw_name="m.jansen"))
        parser, empty = argparse.ArgumentParser(), argparse.ArgumentParser(add_help=False)
        export.add(parser.add_subparsers(), Shared(empty, empty, empty, _day(language)), language)
        options = parser.parse_args(["export", "dossier", *arguments])
        chosen = Settings(language, True, None, "dark", {}, Path("settings.toml"))
        return export.run(Asked(options, chosen, address.read(office.database.address.text)))

    return exported


def test_a_case_is_written_and_said_where(exported: Export, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "dossier.zip"
    assert exported("2026-0002", "--to", str(path), "--on", "2026-11-21") == 0
    assert str(path) in capsys.readouterr().out
    assert {"index.html", "index.csv", "statement.csv", "limitation.html"} <= set(ZipFile(path).namelist())
    with pytest.raises(InputError) as there:
        exported("2026-0002", "--to", str(path))
    assert there.value.code == "dossier.not_written"


def test_a_number_that_no_case_has_writes_nothing(exported: Export, tmp_path: Path) -> None:
    with pytest.raises(InputError) as none:
        exported("2026-9999", "--to", str(tmp_path / "dossier.zip"))
    assert none.value.code == "export.no_case"
    assert not (tmp_path / "dossier.zip").exists()
