"""The sample office for every test that asks for it, as of a fixed day."""

import shutil
from pathlib import Path
from typing import NamedTuple

import pytest

from casebook.jobs import daily, sample_office
from casebook.store import address
from casebook.store.database import Database
from casebook.store.transaction import Actor
from tests.databases import TODAY, Databases, made, new_database


class Office(NamedTuple):
    """An office and one of its people, who has every role."""

    database: Database
    actor: Actor


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Actor]:
    """The sample office, to copy from."""
    file = tmp_path_factory.mktemp("sample") / "office.db"
    return file, _make(str(file), "PRAGMA wal_checkpoint(TRUNCATE)")


@pytest.fixture(scope="session")
def sample_served(postgresql: str) -> str:
    """The name of a database of PostgreSQL with the sample office, to copy from."""
    name = "casebook_office"
    _make(new_database(postgresql, name), "ANALYZE")
    return name


@pytest.fixture
def office(sample: tuple[Path, Actor], tmp_path: Path) -> Office:
    """The sample office in a file of its own."""
    file, actor = sample
    return Office(copied(file, tmp_path), actor)


@pytest.fixture
def on_each(databases: Databases, tmp_path: Path, request: pytest.FixtureRequest) -> Database:
    """The sample office in a database of its own, on each engine in turn."""
    if databases.engine == "sqlite":
        return copied(request.getfixturevalue("sample")[0], tmp_path)
    return databases.copy(request.getfixturevalue("sample_served"))


def copied(file: Path, folder: Path) -> Database:
    """Return a copy of a file in a folder, open for this thread."""
    shutil.copy(file, folder / "office.db")
    database = Database(address.read(str(folder / "office.db")))
    database.connect()
    return database


def _make(target: str, finish: str) -> Actor:
    database = made(target)
    actor = sample_office.make(database, TODAY, "m.jansen")
    daily.run(database, TODAY, workers=1)
    database.execute(finish)
    database.close()
    return actor
