"""An office in which nothing was ever contested, whatever its sample says."""

from casebook.store.database import Database
from tests.databases import TODAY


def without_disputes(database: Database) -> None:
    """Take the disputes out of an office."""
    for table in ("disputed_claim", "dispute"):
        database.execute(f"DELETE FROM {table}")
    database.execute("UPDATE track SET closed_on = ?, version = version + 1 WHERE kind = 'dispute'", (TODAY,))
