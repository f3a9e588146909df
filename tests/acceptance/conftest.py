"""A home of its own for every command that is started, and a sample office to start it on."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import pytest

from casebook.jobs import daily, sample_office
from casebook.store import address
from casebook.store.database import Database
from casebook.store.people import today_in
from tests.acceptance.terminal import CHECKOUT, LOGIN
from tests.databases import ENGINES, Databases, made, new_database
from tests.sample import made_once

R = TypeVar("R")
Environment = dict[str, str]
_numbers = count(1)


class Book(NamedTuple):
    """A database with the sample office, and the environment in which `casebook` opens it."""

    target: str
    environment: Mapping[str, str]

    @property
    def file(self) -> Path:
        """The file of a database of SQLite."""
        return Path(self.target)

    @property
    def home(self) -> Path:
        """The home of who opens it."""
        return Path(self.environment["HOME"])

    def read(self, query: Callable[..., R], *arguments: object) -> R:
        """Return what a query of the store finds."""
        database = Database(address.read(self.target))
        database.connect()
        try:
            return query(database, *arguments)
        finally:
            database.close()

    def fetch(self, statement: str, *parameters: object) -> list[tuple[Any, ...]]:
        """Return all rows that a statement finds."""
        return self.read(Database.fetch, statement, parameters)

    def value(self, statement: str, *parameters: object) -> Any:
        """Return the first value that a statement finds."""
        return next((row[0] for row in self.fetch(statement, *parameters)), None)

    def is_clean(self) -> bool:
        """Say whether `verify` finds nothing."""
        command = [sys.executable, "-m", "casebook", "verify"]
        environment = {**self.environment, "PATH": os.environ["PATH"], "PYTHONPATH": str(CHECKOUT)}
        return subprocess.run(command, env=environment, capture_output=True, check=False).returncode == 0


@pytest.fixture
def environment(tmp_path: Path) -> Environment:
    """What a command knows of the person who starts it: a home without anything in it, and English."""
    home = tmp_path / "home"
    home.mkdir()
    return {"HOME": str(home), "LANG": "en_GB.UTF-8", "TMPDIR": str(tmp_path)}


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample office as of today, to copy from."""
    return made_once(tmp_path_factory, "today", lambda file: _make(str(file), "PRAGMA wal_checkpoint(TRUNCATE)"))[0]


@pytest.fixture(scope="session")
def sample_served(postgresql: str) -> str:
    """The name of a database of PostgreSQL with the sample office as of today, to copy from."""
    name = "casebook_sample"
    _make(new_database(postgresql, name), "ANALYZE")
    return name


@pytest.fixture
def book(sample_file: Path, tmp_path: Path, environment: Environment) -> Book:
    """The sample office in a file of its own."""
    return _opened(_copied(sample_file, tmp_path), environment)


@pytest.fixture
def served(sample_served: str, postgresql: str, environment: Environment) -> Book:
    """The sample office in a database of PostgreSQL of its own."""
    return _opened(new_database(postgresql, f"acceptance_{next(_numbers)}", sample_served), environment)


@pytest.fixture(params=["book", "served"], ids=ENGINES)
def office(request: pytest.FixtureRequest) -> Book:
    """The sample office in a database of its own, on each engine in turn."""
    found: Book = request.getfixturevalue(request.param)
    return found


@pytest.fixture
def blank(databases: Databases, environment: Environment) -> Book:
    """A database with the tables and nothing in them, on each engine in turn."""
    return _opened(databases.address(), environment)


def _make(target: str, finish: str) -> None:
    database = made(target)
    day = today_in("Europe/Amsterdam")
    sample_office.make(database, day, LOGIN)
    daily.run(database, day, workers=1)
    database.execute(finish)
    database.close()


def _copied(sample: Path, folder: Path) -> str:
    file = folder / "office.db"
    shutil.copy(sample, file)
    return str(file)


def _opened(target: str, environment: Environment) -> Book:
    return Book(target, {**environment, "CASEBOOK_DATABASE": target})
