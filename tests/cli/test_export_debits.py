"""`casebook export direct-debit`."""

import argparse
import pwd
from pathlib import Path
from types import SimpleNamespace

import pytest

from casebook.cli import export
from casebook.cli.arguments import _day
from casebook.cli.office_arguments import Shared
from casebook.cli.opening import Asked
from casebook.settings import Settings
from casebook.store import address, people
from casebook.store.database import Database
from casebook.store.queries import direct_debit
from casebook.store.transaction import Actor
from tests.store.actions.test_direct_debit import Collecting


def test_a_batch_is_made_and_written_again(
    database: Database,
    actor: Actor,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    office = Collecting(database, actor)
    office.mandate()
    login = database.value("SELECT login FROM person WHERE id = ?", (actor.person,))
    monkeypatch.setattr(pwd, "getpwuid", lambda _: SimpleNamespace(pw_name=login))
    monkeypatch.setattr(people, "today", lambda _: office.day)

    def exported(*arguments: str) -> str:
        parser, empty = argparse.ArgumentParser(), argparse.ArgumentParser(add_help=False)
        export.add(parser.add_subparsers(), Shared(empty, empty, empty, _day("nl")), "nl")
        options = parser.parse_args(["export", "direct-debit", *arguments])
        chosen = Settings("nl", True, None, "dark", {}, Path("settings.toml"))
        assert export.run(Asked(options, chosen, address.read(database.address.text))) == 0
        return capsys.readouterr().out

    first, again = tmp_path / "a.xml", tmp_path / "b.xml"
    said = exported("--creditor", "GH", "--until", "2026-09-28", "--out", str(first))
    (batch,) = direct_debit.batches(database)
    assert batch.message in said
    assert "uiterlijk 27-08-2026" in said
    exported("--batch", batch.message, "--out", str(again))
    assert first.read_bytes() == again.read_bytes()
    with pytest.raises(SystemExit):
        exported("--out", str(tmp_path / "c.xml"))
