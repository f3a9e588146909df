"""The backup that is taken before a database is upgraded: whatever an upgrade does, one can go back."""

from collections.abc import Iterator
from datetime import date
from itertools import count
from pathlib import Path

from casebook.errors import InputError
from casebook.jobs.backup import Progress, back_up
from casebook.store.backup import postgresql
from casebook.store.database import Database
from casebook.store.migrations import upgrade

ENDING = ".casebook-backup"


def back_up_first(database: Database, folder: Path, day: date, progress: Progress) -> Path | None:
    """Make a backup in a folder of a database that is about to be upgraded, and return the file.

    None where there is nothing to keep: no steps are waiting, or nothing was ever done in it. On a server where we may
    make no database beside it, it is not proven by restoring it. Raises `InputError` and `StoreError`.
    """
    newest = upgrade.newest_applied(database)
    if newest is None or newest > upgrade.NEWEST or not upgrade.missing(database):
        return None
    if not database.value("SELECT number FROM log_head WHERE id = 1"):
        return None
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise InputError("backup.not_written", file=str(folder), reason=error.strerror or "") from None
    quick = database.is_postgresql and not postgresql.may_make_databases(database)
    for place in _places(folder, f"{stem(database)}-{newest}"):
        try:
            back_up(database, place, day, quick=quick, progress=progress)
        except InputError as error:
            if error.code != "backup.exists":
                raise
        else:
            return place
    raise AssertionError("there is always a next number")


def stem(database: Database) -> str:
    """Return what the backups of a database are called by."""
    return database.address.file.stem if database.address.file is not None else "casebook"


def _places(folder: Path, stem: str) -> Iterator[Path]:
    yield folder / f"{stem}{ENDING}"
    for number in count(2):
        yield folder / f"{stem}-{number}{ENDING}"
