"""Each thread has a connection of its own; one that is handed on is that of the thread that connects next."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

from casebook.store.connection import Limits
from casebook.store.database import Database


def connected(database: Database) -> Any:
    database.connect()
    return database.peewee.connection()


def test_the_next_thread_has_what_is_handed_on_and_those_after_it_their_own(database: Database) -> None:
    ours = connected(database)
    database.hand_on()
    with ThreadPoolExecutor(1) as first, ThreadPoolExecutor(1) as second:
        assert first.submit(connected, database).result() is ours
        assert first.submit(database.value, "SELECT 1").result() == 1
        theirs = second.submit(connected, database).result()
        assert theirs is not ours
        assert connected(database) not in (ours, theirs)
        for thread in (first, second):
            thread.submit(database.close).result()
    assert database.value("SELECT 1") == 1


def test_what_is_handed_on_waits_as_long_as_is_chosen_by_then(database: Database) -> None:
    if not database.is_postgresql:
        return
    database.limits = Limits(statement=7)
    database.hand_on()
    with ThreadPoolExecutor(1) as thread:
        thread.submit(database.connect).result()
        assert thread.submit(database.value, "SHOW statement_timeout").result() == "7s"
        thread.submit(database.close).result()


def test_what_is_closed_is_not_handed_on(database: Database) -> None:
    ours = connected(database)
    database.leave()
    assert connected(database) is not ours
