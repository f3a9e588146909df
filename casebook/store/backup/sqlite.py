"""A copy of a file of SQLite that is in use."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from casebook.errors import StoreError
from casebook.store.backup.manifest import Contents, contents
from casebook.store.database import Database
from casebook.store.trouble import BUSY, told

# 16 MB with the pages that SQLite takes by itself: how often it is told how far the copy is.
_PAGES = 4096


def copy(database: Database, target: Path, progress: Callable[[int, int], None]) -> Contents:
    """Copy a database as it is at one moment into an empty file, and return what is in it.

    Others may go on reading and writing: the pages are copied within one snapshot, which in a WAL hinders nobody.
    Without it the copy would begin anew whenever somebody else writes. `progress` is told pages done and in all.
    """
    with database.snapshot():
        found = contents(database)
        with closing(sqlite3.connect(target)) as copied:
            database.peewee.connection().backup(
                copied, pages=_PAGES, progress=lambda _, left, of: progress(of - left, of), sleep=0
            )
            # Kept in one file, not in two beside it.
            copied.execute("PRAGMA journal_mode = delete")
    return found


def gather(database: Database) -> None:
    """Bring all that was written into the one file, which is to be put somewhere else. Raises `StoreError`."""
    # SQLite does so by itself when it closes the file, and does not say when it could not.
    with told(database.address):
        is_busy = database.value("PRAGMA wal_checkpoint(TRUNCATE)")
    if is_busy:
        raise StoreError(BUSY, database=database.address.shown)
