"""A database as this version makes it, to compare with and to fill."""

import tempfile
from functools import cache
from pathlib import Path

from casebook.store import address
from casebook.store.database import Database
from casebook.store.migrations.upgrade import upgrade


@cache
def made_anew() -> bytes:
    """Return the file of SQLite that all steps and guards make, with nothing in it: to take them takes a while."""
    with tempfile.TemporaryDirectory(prefix="casebook-") as folder:
        file = Path(folder) / "expected.db"
        database = Database(address.read(str(file)))
        database.connect()
        try:
            upgrade(database)
        finally:
            database.close()
        return file.read_bytes()
