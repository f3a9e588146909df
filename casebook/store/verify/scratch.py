"""A file beside the database in which the log is replayed, and removed afterwards."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from casebook.store import address
from casebook.store.database import Database
from casebook.store.migrations.upgrade import upgrade

# Rows that were erased, and those of which was said meanwhile how they stand: there may be as many as there are rows.
_NOTES = tuple(
    f"CREATE TABLE {name} (name TEXT NOT NULL, id INTEGER NOT NULL, PRIMARY KEY (name, id)) WITHOUT ROWID"
    for name in ("unknown_row", "standing_row")
)


@contextmanager
def scratch() -> Iterator[Database]:
    """Give an empty SQLite database with the tables, but without what guards or orders them: the log is the truth."""
    with tempfile.TemporaryDirectory(prefix="casebook-") as folder:
        database = Database(address.read(str(Path(folder) / "replay.db")))
        database.connect()
        try:
            upgrade(database)
            for pragma in ("foreign_keys = 0", "synchronous = 0", "journal_mode = memory"):
                database.execute(f"PRAGMA {pragma}")
            for kind, name in database.fetch(
                "SELECT type, name FROM sqlite_master WHERE type = 'trigger' OR type = 'index' AND sql IS NOT NULL"
            ):
                database.execute(f'DROP {kind} "{name}"')
            for statement in _NOTES:
                database.execute(statement)
            yield database
        finally:
            database.close()
