"""A reading that another thread stops ends at once; nothing else that its connection does is ever stopped."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event

import pytest

from casebook import words
from casebook.errors import StoreError
from casebook.store.database import Database
from casebook.store.reading import Interrupted, Reading

# Minutes of work in one statement.
LONG = {
    "sqlite": "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 2000000000) SELECT count(*) FROM n",
    "postgresql": "SELECT count(*) FROM generate_series(1, 20000000000)",
}


class Reader:
    """A thread with a connection of its own that reads, as the app has one."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self._thread = ThreadPoolExecutor(1)
        self._thread.submit(database.connect).result()

    def read(self, reading: Reading, work: Callable[[], object]) -> "Future[object]":
        def within() -> object:
            with self.database.reading(reading):
                return work()

        return self._thread.submit(within)

    def long(self, reading: Reading, begun: Event | None = None) -> "Future[object]":
        def work() -> object:
            if begun:
                begun.set()
            return self.database.value(LONG[self.database.engine])

        return self.read(reading, work)

    def works(self) -> bool:
        """What it reads next is not stopped."""
        return self.read(Reading(), lambda: self.database.value("SELECT 7")).result() == 7

    def close(self) -> None:
        self._thread.submit(self.database.close).result()
        self._thread.shutdown()


@pytest.fixture
def reader(database: Database) -> Iterator[Reader]:
    one = Reader(database)
    yield one
    one.close()


def test_what_runs_ends_at_once_and_the_connection_goes_on(reader: Reader) -> None:
    for _ in range(10):
        reading, begun = Reading(), Event()
        found = reader.long(reading, begun)
        assert begun.wait(10)
        # Most often just before the statement begins, which is when a request to stop is lost.
        reading.stop()
        with pytest.raises(Interrupted) as stopped:
            found.result(10)
        for language in words.LANGUAGES:
            assert words.say(stopped.value.code, stopped.value.parameters, language)
        assert reader.works()


def test_a_snapshot_is_stopped_whole(reader: Reader) -> None:
    reading, begun = Reading(), Event()

    def work() -> object:
        with reader.database.snapshot():
            reader.database.value("SELECT 1")
            begun.set()
            return reader.database.value(LONG[reader.database.engine])

    found = reader.read(reading, work)
    assert begun.wait(10)
    reading.stop()
    with pytest.raises(Interrupted):
        found.result(10)
    assert reader.works()


def test_where_the_end_of_a_snapshot_is_stopped_the_connection_goes_on(reader: Reader) -> None:
    """A request to stop may reach the very statement that ends a transaction, which then goes on as a failed one."""
    reading = Reading()

    def work() -> None:
        reading.stopped = True
        reader.database.peewee.execute_sql("BEGIN")
        reader.database.peewee.execute_sql("SELECT nothing_of_the_kind")

    with pytest.raises(Interrupted):
        reader.read(reading, work).result(10)
    assert reader.works()


def test_what_was_stopped_before_it_began_never_begins(reader: Reader) -> None:
    reading = Reading()
    reading.stop()
    with pytest.raises(Interrupted):
        reader.long(reading).result(10)
    assert reader.works()


def test_between_two_statements_it_ends_too(reader: Reader) -> None:
    reading = Reading()

    def work() -> None:
        assert reader.database.value("SELECT 1") == 1
        reading.stop()
        reader.database.value("SELECT 2")

    with pytest.raises(Interrupted):
        reader.read(reading, work).result(10)


def test_what_ended_before_it_was_stopped_leaves_the_next_reading_alone(reader: Reader) -> None:
    for _ in range(100):
        reading = Reading()
        found = reader.read(reading, lambda: reader.database.value("SELECT 7"))
        after = reader.read(Reading(), lambda: reader.database.value("SELECT 8"))
        reading.stop()
        assert found.exception(10) is None or isinstance(found.exception(), Interrupted)
        assert after.result(10) == 8
    assert reader.works()


def test_another_thread_is_not_stopped(reader: Reader, database: Database) -> None:
    reading, begun = Reading(), Event()
    found = reader.long(reading, begun)
    assert begun.wait(10)
    with database.reading(Reading()):
        reading.stop()
        with pytest.raises(Interrupted):
            found.result(10)
        assert database.value("SELECT 7") == 7
    assert database.transact(lambda: database.value("SELECT 7")) == 7


def test_nothing_is_written_within_a_reading(database: Database) -> None:
    with database.reading(Reading()), pytest.raises(RuntimeError):
        database.transact(lambda: database.execute("DELETE FROM case_now"))


def test_other_trouble_is_not_an_interruption(database: Database) -> None:
    with pytest.raises(StoreError) as trouble, database.reading(Reading()):
        raise StoreError("store.lost", database="x", reason="y")
    assert not isinstance(trouble.value, Interrupted)
