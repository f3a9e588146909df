"""A connection that is lost is made anew, and what was being saved is saved once: whatever was lost on the way."""

import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path

import psycopg
import pytest

from casebook.errors import StoreError
from casebook.store import address, log
from casebook.store import database as database_module
from casebook.store.actions.contacts import AddNote
from casebook.store.connection import Limits
from casebook.store.database import Database
from casebook.store.perform import perform
from casebook.store.verify import verify
from tests.databases import made
from tests.server import Server, Way, server
from tests.store.book import TODAY, Book, grown

_numbers = count(1)
NOTED = "SELECT count(*) FROM note WHERE text = ?"
WAITS = "SELECT count(*) FROM pg_locks WHERE NOT granted"


@pytest.fixture(scope="module")
def running() -> Iterator[Server]:
    with server() as one:
        yield one


@pytest.fixture(scope="module")
def template(running: Server) -> str:
    """The name of an empty database on a server that is stopped and started, to copy from."""
    name = "lost_template"
    made(running.new(name)).close()
    return name


@pytest.fixture
def target(running: Server, template: str) -> str:
    """The address of an empty database on a server that is stopped and started."""
    return running.new(f"lost_{next(_numbers)}", template)


@pytest.fixture
def way(running: Server) -> Iterator[Way]:
    with tempfile.TemporaryDirectory() as folder:
        one = Way(Path(folder), running.socket)
        yield one
        one.close()


@pytest.fixture
def lost(target: str, way: Way, running: Server) -> Iterator[Database]:
    """A database that is reached by a way that breaks."""
    folder = Path(str(way._listener.getsockname())).parent
    database = opened(target.replace(str(running.socket.parent), str(folder)))
    # A statement that was prepared goes by without its words.
    database.peewee.connection().prepare_threshold = None
    yield database
    way.shut = False
    database.close()


def opened(target: str) -> Database:
    database = Database(address.read(target))
    database.connect()
    return database


def note(database: Database, book: Book, text: str) -> int | None:
    return perform(database, book.actor, TODAY, AddNote(book.case, text)).number


def is_saved_once(database: Database, text: str, head: int) -> None:
    assert database.value(NOTED, (text,)) == 1
    assert log.head(database) == head + 1
    assert list(verify(database, TODAY)) == []


@pytest.mark.parametrize("what", ["answer", "commit"])
def test_what_is_lost_as_it_is_saved_is_saved_once(lost: Database, way: Way, what: str) -> None:
    book = grown(lost)
    head = log.head(lost)
    way.loses = what
    assert note(lost, book, "once") == head + 1
    assert way.broke.is_set()
    is_saved_once(lost, "once", head)


@pytest.mark.parametrize("what", ["answer", "commit"])
def test_what_nobody_knows_of_is_told_when_it_is_known_and_never_done_twice(
    lost: Database, way: Way, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database_module, "_DOUBT", 0.0)
    book = grown(lost)
    head = log.head(lost)
    way.loses, way.shut = what, True
    with pytest.raises(StoreError, match=r"store\.unknown"):
        note(lost, book, "once")
    # Still unknown: nothing else is begun before it is known.
    with pytest.raises(StoreError, match=r"store\.lost"):
        note(lost, book, "once")
    way.shut = False
    if what == "answer":
        with pytest.raises(StoreError, match=r"store\.was_saved"):
            note(lost, book, "once")
    else:
        assert lost.settled() is False
        note(lost, book, "once")
    is_saved_once(lost, "once", head)
    assert lost.settled() is None
    note(lost, book, "another")
    assert log.head(lost) == head + 2


def test_who_may_yet_commit_is_waited_for(lost: Database, way: Way, target: str) -> None:
    book = grown(lost)
    head = log.head(lost)
    way.loses, way.holds = "commit", True
    with psycopg.connect(target, autocommit=True) as other, ThreadPoolExecutor(1) as thread:
        thread.submit(lost.connect).result()
        saving = thread.submit(note, lost, book, "once")
        # The server has not heard that the line broke, and holds the end of the log.
        while not other.execute(WAITS).fetchall()[0][0]:
            assert not saving.done()
        way.let_go()
        assert saving.result(20) == head + 1
        thread.submit(lost.leave).result()
    is_saved_once(lost, "once", head)


@pytest.mark.parametrize("how", ["stop", "kill", "kill_one"])
def test_a_server_that_was_started_again_is_used_on(running: Server, target: str, how: str) -> None:
    database = opened(target)
    book = grown(database)
    head = log.head(database)
    if how == "kill_one":
        running.kill_one(database.value("SELECT pg_backend_pid()"))
        note(database, book, "once")
    else:
        getattr(running, how)()
        with pytest.raises(StoreError, match=r"store\.lost"):
            note(database, book, "once")
        running.start()
        database.connect()
        note(database, book, "once")
    is_saved_once(database, "once", head)
    database.close()


def test_a_connection_says_who_it_is_and_how_long_it_waits(target: str) -> None:
    database = Database(address.read(target), limits=Limits(statement=7, lock=3, idle=0))
    database.connect()
    told = [database.value(f"SHOW {name}") for name in ("statement_timeout", "lock_timeout")]
    assert told == ["7s", "3s"]
    assert database.value("SHOW idle_in_transaction_session_timeout") == "0"
    assert database.value("SHOW application_name").startswith("casebook ")
    database.close()
    named = opened(f"{target}&application_name=desk&connect_timeout=9")
    assert named.value("SHOW application_name") == "desk"
    assert named.peewee.connection().info.get_parameters()["connect_timeout"] == "9"
    named.close()


def test_what_takes_too_long_is_stopped_and_said(target: str) -> None:
    database = opened(target)
    grown(database)
    database.execute("SET statement_timeout = '20ms'")
    with pytest.raises(StoreError, match=r"store\.too_long"):
        database.transact(lambda: database.value("SELECT count(*) FROM generate_series(1, 20000000000)"))
    assert database.value("SELECT 7") == 7
    database.close()


def test_who_did_nothing_in_a_transaction_is_put_out_and_goes_on(target: str) -> None:
    database = opened(target)
    book = grown(database)
    head = log.head(database)
    times = []

    def work() -> int | None:
        times.append(1)
        done = note(database, book, "once")
        if len(times) == 1:
            database.execute("SET LOCAL idle_in_transaction_session_timeout = '5ms'")
            with psycopg.connect(target, autocommit=True) as other:
                pid = database.peewee.connection().info.backend_pid
                while other.execute("SELECT count(*) FROM pg_stat_activity WHERE pid = %s", (pid,)).fetchall()[0][0]:
                    pass
        return done

    assert database.transact(work) == head + 1
    assert len(times) == 2
    is_saved_once(database, "once", head)
    database.close()
