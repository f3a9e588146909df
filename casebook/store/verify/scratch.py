"""A file beside the database in which the log is replayed, and removed afterwards."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from casebook.store import address
from casebook.store.database import Database
from casebook.store.migrations.anew import made_anew

# Rows that were erased, and those of which was said meanwhile how they stand: there may be as many as there are rows.
_NOTES = tuple(
    f"CREATE TABLE {name} (name TEXT NOT NULL, id INTEGER NOT NULL, PRIMARY KEY (name, id)) WITHOUT ROWID"
    for name in ("unknown_row", "standing_row")
)


@contextmanager
def scratch() -> Iterator[Database]:
    """Give an empty SQLite database with the tables, but without what guards or orders them: the log is the truth."""
    with tempfile.TemporaryDirectory(prefix="casebook-") as folder:
        file = Path(folder) / "replay.db"
        file.write_bytes(_unguarded())
        database = Database(address.read(str(file)))
        database.connect()
        try:
            for pragma in ("foreign_keys = 0", "synchronous = 0", "journal_mode = memory"):
                database.execute(f"PRAGMA {pragma}")
            yield database
        finally:
            database.close()


@cache
def _unguarded() -> bytes:
    with tempfile.TemporaryDirectory(prefix="casebook-") as folder:
        file = Path(folder) / "unguarded.db"
        file.write_bytes(made_anew())
        database = Database(address.read(str(file)))
        database.connect()
        try:
            with database.peewee.atomic():
                for kind, name in database.fetch(
                    "SELECT type, name FROM sqlite_master WHERE type = 'trigger' OR type = 'index' AND sql IS NOT NULL"
                ):
                    database.execute(f'DROP {kind} "{name}"')
                for statement in _NOTES:
                    database.execute(statement)
            database.execute("VACUUM")
        finally:
            database.close()
        return file.read_bytes()
