"""The sample office for every test that asks for it, as of a fixed day."""

import fcntl
import pickle
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple, TypeVar

import pytest

from casebook.jobs import daily, sample_office
from casebook.store import address
from casebook.store.database import Database
from casebook.store.transaction import Actor
from tests.databases import TODAY, Databases, made, new_database

T = TypeVar("T")


class Office(NamedTuple):
    """An office and one of its people, who has every role."""

    database: Database
    actor: Actor


def made_once(folders: pytest.TempPathFactory, name: str, make: Callable[[Path], T]) -> tuple[Path, T]:
    """Return a file that the first worker to ask makes for all, and what making it returned; others wait for it."""
    own = folders.getbasetemp()
    folder = own.parent if own.name.startswith("popen-") else own
    file, told = folder / f"{name}.db", folder / f"{name}.told"
    with (folder / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not told.exists():
            # Of who failed at it.
            file.unlink(missing_ok=True)
            told.write_bytes(pickle.dumps(make(file)))
    result: T = pickle.loads(told.read_bytes())
    return file, result


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Actor]:
    """The sample office, to copy from."""
    return made_once(tmp_path_factory, "sample", lambda file: _make(str(file), "PRAGMA wal_checkpoint(TRUNCATE)"))


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
