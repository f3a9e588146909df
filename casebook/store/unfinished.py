"""A database of PostgreSQL that a restore began to fill: until all of it is done, nobody works in it."""

from collections.abc import Iterator
from contextlib import contextmanager

from casebook.errors import StoreError
from casebook.store.database import Database

# Chosen once: the lock of who fills a database.
_LOCK = 7_103_355_122
# A view is no table, so that a database with nothing but this is still empty; and a dump holds it too.
_MARK = "casebook_unfinished_restore"
_LEFT = """
    SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity
    WHERE datname = current_database() AND usename = current_user AND application_name = 'casebook'
      AND pid <> pg_backend_pid()
"""


def is_unfinished(database: Database) -> bool:
    """Tell whether a restore began to fill a database, and did not come to its end."""
    return database.is_postgresql and bool(database.value("SELECT to_regclass(?) IS NOT NULL", (_MARK,)))


def refuse(database: Database) -> None:
    """Refuse a database that a restore began to fill. Raises `StoreError`."""
    if is_unfinished(database):
        raise StoreError("store.unfinished", database=database.address.shown)


@contextmanager
def only_one(database: Database) -> Iterator[None]:
    """Let nobody else fill a database meanwhile. Raises `StoreError` where somebody does.

    What a run that was killed still had the server do for it is ended.
    """
    if not database.value("SELECT pg_try_advisory_lock(?)", (_LOCK,)):
        raise StoreError("store.unfinished", database=database.address.shown)
    try:
        if is_unfinished(database):
            database.execute(_LEFT)
        yield
    finally:
        database.value("SELECT pg_advisory_unlock(?)", (_LOCK,))


def begin(database: Database) -> None:
    """Mark a database as one that is being filled."""
    database.execute(f"CREATE OR REPLACE VIEW {_MARK} AS SELECT 1 AS begun")


def end(database: Database) -> None:
    """Take the mark away: all of it is there, or nothing."""
    database.execute(f"DROP VIEW IF EXISTS {_MARK}")
