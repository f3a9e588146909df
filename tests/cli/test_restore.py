"""A restore that is killed before who was erased is erased again leaves nothing that anybody can work in."""

import json
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from casebook import paths
from casebook.jobs import backup_file, checkpoints, erasures
from casebook.jobs.backup import back_up
from casebook.store import address
from casebook.store.backup import postgresql
from casebook.store.database import Database
from casebook.store.verify import Checkpoint, origin
from tests.cli.test_backup import later
from tests.cli.test_office import Run, data, home, refused, run
from tests.databases import TODAY, Databases
from tests.jobs.test_backup import left_empty, nowhere, opened
from tests.jobs.test_erasures import ended, erase, name_of
from tests.jobs.test_older import OLDER, VERSIONS
from tests.store.book import grown

__all__ = ["home", "refused", "run"]

KILLED = """
import os, signal, sys
from casebook.cli.main import main
from casebook.jobs import backup, checkpoints, erasures
from casebook.store import unfinished

moment, *arguments = sys.argv[1:]
ways = {
    "erasing": [(erasures, "apply_again")],
    "noting": [(checkpoints, "append")],
    "giving free": [(backup, "_put"), (unfinished, "end")],
}
for module, name in ways[moment]:
    setattr(module, name, lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL))
main(arguments)
"""
OTHERS = """
    SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
"""


@pytest.mark.parametrize("moment", ["erasing", "noting", "giving free"])
def test_a_restore_killed_before_its_end_is_begun_anew(
    database: Database,
    databases: Databases,
    *,
    run: Run,
    refused: Callable[..., str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    moment: str,
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    kept = tmp_path / "state" / "casebook"
    book = grown(database)
    debtor = ended(database, book, "P. Xylander")
    place, target = tmp_path / "office.casebook-backup", nowhere(databases)
    back_up(database, place, TODAY, quick=True)
    erase(database, book, debtor)
    erasures.note(database, kept / paths.ERASURES)

    command = [sys.executable, "-c", KILLED, moment, "restore", str(place), "--database", target]
    assert subprocess.run(command, check=False).returncode == -signal.SIGKILL
    if database.is_postgresql:
        with opened(target) as half:
            assert half.peewee.get_tables()
            # The server may not have seen yet that who filled it is gone.
            half.fetch(OTHERS)
        for again in ("verify", "init", "demo", "daily"):
            assert "casebook restore" in refused(again, "--database", target)
    else:
        file = address.read(target).file
        assert file is not None
        assert not file.exists()

    assert data(run("restore", place, "--database", target, "--json"))["erased_again"] == 1
    with opened(target) as back:
        assert name_of(back, debtor) == f"#{debtor}"
        assert back.fetch("SELECT number FROM log_body WHERE body LIKE '%Xylander%'") == []
    assert json.loads((kept / paths.CHECKPOINTS).read_text().splitlines()[-1])["restored"] is True
    if database.address.file is not None:
        assert not list(Path(target).parent.glob(".casebook-*"))
        assert b"Xylander" not in Path(target).read_bytes()
    assert data(run("verify", "--json", "--database", target))["clean"] is True


def test_who_was_erased_since_an_earlier_version_is_erased_again(
    database: Database, databases: Databases, *, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    state = tmp_path / "state"
    monkeypatch.setenv("XDG_STATE_HOME", str(state))
    book = grown(database)
    debtor = ended(database, book, "P. Xylander")
    place, target = tmp_path / "office.casebook-backup", nowhere(databases)
    back_up(database, place, TODAY, quick=True)
    erase(database, book, debtor)
    erasures.note(database, state / "casebook" / paths.ERASURES)
    later(monkeypatch)
    back = data(run("restore", place, "--database", target, "--json"))
    assert (back["erased_again"], back["older"]) == (1, False)
    with opened(target) as again:
        assert name_of(again, debtor) == f"#{debtor}"
    assert data(run("verify", "--json", "--database", target))["clean"] is True


@pytest.mark.parametrize("step", VERSIONS)
def test_what_was_kept_of_later_lines_ends_also_where_an_earlier_version_is_restored(
    databases: Databases, *, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    kept, target = OLDER / f"{step}-{databases.engine}.casebook-backup", nowhere(databases)
    end = backup_file.read_manifest(kept).contents
    file = tmp_path / "state" / "casebook" / paths.CHECKPOINTS
    run("restore", kept, "--database", target)
    with opened(target) as older:
        of = checkpoints.Of(older.address.shown, origin(older))
        assert [one[:2] for one in checkpoints.read(file, of)] == [(end.number, end.hash)]
    # The log went on, and is to be cut off again.
    checkpoints.append(file, of, Checkpoint(end.number + 9, "0" * 64, "2026-11-21T01:00:00+00:00"), TODAY)
    emptied(target)
    run("restore", kept, "--database", target)
    run("init", "--without-backup", "--database", target)
    assert data(run("verify", "--json", "--database", target))["clean"] is True


def emptied(target: str) -> None:
    """Remove what is in a database."""
    file = address.read(target).file
    if file is not None:
        file.unlink()
        return
    with opened(target) as database:
        postgresql.empty(database)


def test_what_cannot_be_noted_is_not_restored(
    database: Database,
    databases: Databases,
    refused: Callable[..., str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    grown(database)
    place, target, state = tmp_path / "office.casebook-backup", nowhere(databases), tmp_path / "state"
    back_up(database, place, TODAY, quick=True)
    state.mkdir()
    monkeypatch.setenv("XDG_STATE_HOME", str(state))
    (state / "casebook" / paths.CHECKPOINTS).mkdir(parents=True)
    assert paths.CHECKPOINTS in refused("restore", place, "--database", target)
    left_empty(target)
