"""A database with nothing in it, not even tables."""

from casebook.store.database import Database
from tests.store.conftest import Databases


def bare(databases: Databases) -> Database:
    """Return a new database without tables, open for this thread."""
    database = databases.empty()
    if database.is_postgresql:
        database.execute("DROP SCHEMA public CASCADE")
        database.execute("CREATE SCHEMA public")
        return database
    file = database.address.file
    assert file is not None
    database.close()
    file.unlink()
    database.connect()
    return database
