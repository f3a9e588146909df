"""A home of its own for every command that is started, and a sample office to start it on."""

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

from casebook.jobs import daily, sample_office
from casebook.store import address
from casebook.store.database import Database
from casebook.store.people import today_in
from tests.acceptance.terminal import LOGIN
from tests.databases import made

Environment = dict[str, str]


class Book(NamedTuple):
    """A database of SQLite with the sample office, and the environment in which `casebook` opens it."""

    file: Path
    environment: Mapping[str, str]

    def value(self, statement: str, *parameters: object) -> object:
        """Return the first value that a query finds."""
        database = Database(address.read(str(self.file)))
        database.connect()
        try:
            return database.value(statement, parameters)
        finally:
            database.close()


@pytest.fixture
def environment(tmp_path: Path) -> Environment:
    """What a command knows of the person who starts it: a home without anything in it, and English."""
    home = tmp_path / "home"
    home.mkdir()
    return {"HOME": str(home), "LANG": "en_GB.UTF-8", "TMPDIR": str(tmp_path)}


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample office as of today, to copy from."""
    file = tmp_path_factory.mktemp("sample") / "office.db"
    database = made(str(file))
    day = today_in("Europe/Amsterdam")
    sample_office.make(database, day, LOGIN)
    daily.run(database, day, workers=1)
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
    return file


@pytest.fixture
def book(sample_file: Path, tmp_path: Path, environment: Environment) -> Book:
    """The sample office in a file of its own."""
    file = tmp_path / "office.db"
    shutil.copy(sample_file, file)
    return Book(file, {**environment, "CASEBOOK_DATABASE": str(file)})
