"""What the tests of the app share: nothing they opened stays open."""

from collections.abc import Iterator

import pytest

from casebook.store.database import Database


@pytest.fixture(autouse=True)
def _closed(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Close what a test opened for itself; the app closes the connections of its threads."""
    connected: dict[int, Database] = {}
    connect = Database.connect

    def remembered(database: Database) -> None:
        connected[id(database)] = database
        connect(database)

    monkeypatch.setattr(Database, "connect", remembered)
    yield
    for database in connected.values():
        database.close()
