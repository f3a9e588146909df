"""What goes wrong outside the program is one clear sentence, leaves nothing half done, and does not last."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from casebook import words
from casebook.errors import StoreError
from casebook.store import address, log
from casebook.store.actions.contacts import AddNote
from casebook.store.database import Database
from casebook.store.migrations.upgrade import check
from casebook.store.models.cases import Note
from casebook.store.perform import perform
from casebook.store.transaction import Transaction
from casebook.store.verify import verify
from tests.store.book import TODAY, Book, act, grown
from tests.store.conftest import Databases


@pytest.fixture
def book(database: Database) -> Book:
    return grown(database)


def stopped(code: str, work: Callable[[], object]) -> None:
    """Work stops with a code that is said in both languages."""
    with pytest.raises(StoreError) as stop:
        work()
    assert stop.value.code == code
    for language in words.LANGUAGES:
        assert words.say(stop.value.code, stop.value.parameters, language)


def works(database: Database, book: Book) -> None:
    """Nothing was half done, and the next command is."""
    before = log.head(database)
    act(database, book.actor, AddNote(book.case, "weer gewoon"))
    assert log.head(database) == before + 1
    assert list(verify(database, TODAY)) == []


@pytest.fixture
def failing(database: Database) -> Iterator[Callable[[str], None]]:
    """What makes PostgreSQL fail as it does when something is wrong around it, whenever a note is added."""

    def fail(state: str) -> None:
        database.execute(
            "CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS"
            f" $$ BEGIN RAISE EXCEPTION 'so it is' USING ERRCODE = '{state}'; END $$"
        )
        database.execute("CREATE TRIGGER fail AFTER INSERT ON note EXECUTE FUNCTION fail()")

    yield fail
    database.execute("DROP FUNCTION IF EXISTS fail CASCADE") if database.is_postgresql else None


def test_a_full_disk(database: Database, book: Book, failing: Callable[[str], None]) -> None:
    before = log.head(database)
    if database.is_postgresql:
        failing("53100")
    else:
        pages = database.value("PRAGMA page_count")
        database.execute(f"PRAGMA max_page_count = {pages}")
    stopped("store.disk_full", lambda: act(database, book.actor, AddNote(book.case, "lang verhaal " * 20_000)))
    assert log.head(database) == before
    if database.is_postgresql:
        database.execute("DROP FUNCTION fail CASCADE")
    else:
        database.execute("PRAGMA max_page_count = 1000000")
    works(database, book)


def test_a_database_that_may_only_be_read(database: Database, book: Book) -> None:
    on, off = (
        ("SET default_transaction_read_only = on", "SET default_transaction_read_only = off")
        if database.is_postgresql
        else ("PRAGMA query_only = 1", "PRAGMA query_only = 0")
    )
    database.execute(on)
    stopped("store.read_only", lambda: act(database, book.actor, AddNote(book.case, "x")))
    database.execute(off)
    works(database, book)


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    file = tmp_path / "notes.db"
    file.write_bytes(b"Beste collega,\n" * 300)
    stopped("store.not_a_database", Database(address.read(str(file))).connect)


def test_a_file_that_ends_in_the_middle(databases: Databases) -> None:
    database = databases.empty()
    if database.address.file is None:
        return
    grown(database)
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
    whole = database.address.file.read_bytes()
    database.address.file.write_bytes(whole[: len(whole) // 2])
    stopped("store.not_a_database", database.connect)


@pytest.mark.parametrize("name", ["", "missing/office.db", "file/office.db"])
def test_a_place_where_no_file_can_be(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_text("x")
    stopped("store.cannot_open", Database(address.read(str(tmp_path / name))).connect)


def test_a_server_that_is_not_there() -> None:
    gone = Database(address.read("postgresql://postgres@127.0.0.1:1/office"))
    stopped("store.lost", gone.connect)


def test_a_connection_that_was_lost_between_two_commands(database: Database, book: Book) -> None:
    if not database.is_postgresql:
        return
    terminate(database)
    act(database, book.actor, AddNote(book.case, "x"))
    works(database, book)


def test_a_connection_that_was_lost_in_the_middle(database: Database, book: Book) -> None:
    if not database.is_postgresql:
        return
    before = database.fetch("SELECT text FROM note")

    def work() -> None:
        tx = Transaction(database, book.actor, TODAY)
        tx.lock([book.case])
        tx.add(Note, case_id=book.case, on_day=TODAY, person_id=book.actor.person, text="half")
        # Each time: it is begun again once.
        terminate(database)
        tx.add(Note, case_id=book.case, on_day=TODAY, person_id=book.actor.person, text="done")

    stopped("store.lost", lambda: database.transact(work))
    database.connect()
    assert database.fetch("SELECT text FROM note") == before
    works(database, book)


def test_a_connection_that_was_lost_while_reading(database: Database, book: Book) -> None:
    if not database.is_postgresql:
        return

    def read() -> None:
        with database.snapshot():
            terminate(database)
            database.fetch("SELECT id FROM cases")

    stopped("store.lost", read)
    database.connect()
    works(database, book)


def terminate(database: Database) -> None:
    """End the connection of this thread, as a server that stops does."""
    import psycopg

    process = database.value("SELECT pg_backend_pid()")
    with psycopg.connect(database.address.text, autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s, 5000)", (process,))


def test_somebody_who_does_not_let_go(database: Database, book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("casebook.store.database._PAUSE", {"sqlite": 0.001, "postgresql": 0.001})
    other = Database(address.read(database.address.text))
    other.connect()
    wait = "SET lock_timeout = '5ms'" if database.is_postgresql else "PRAGMA busy_timeout = 5"
    database.execute(wait)

    def hold() -> None:
        other.execute("UPDATE log_head SET number = number")
        stopped("store.busy", lambda: act(database, book.actor, AddNote(book.case, "x")))

    other.transact(hold)
    other.close()
    works(database, book)


def test_a_fault_of_ours_is_no_sentence(database: Database, book: Book) -> None:
    with pytest.raises(Exception, match=r"no such table|does not exist") as fault:
        database.transact(lambda: database.execute("SELECT 1 FROM nowhere"))
    assert not isinstance(fault.value, StoreError)
    works(database, book)


def test_a_good_database_is_not_refused(database: Database, book: Any) -> None:
    check(database)
    assert perform(database, book.actor, TODAY, AddNote(book.case, "x")).number == log.head(database)
