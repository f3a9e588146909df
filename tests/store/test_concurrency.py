"""Many writers at once, and writers that are killed: nothing that was acknowledged is lost, nothing is half done."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest

from casebook.store import log
from casebook.store.database import Database
from casebook.store.verify import verify
from tests.store.book import TODAY, Book, case, claim, grown

WRITER = Path(__file__).with_name("writer.py")


class Writer:
    """A process that writes; it waits until it is told to start."""

    def __init__(self, database: Database, book: Book, cases: list[int], name: str, **asked: Any) -> None:
        what = {"address": database.address.text, "person": book.actor.person, "cases": cases, "name": name, **asked}
        self.process = subprocess.Popen(
            [sys.executable, str(WRITER), json.dumps(what)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert self.process.stdout
        assert self.process.stdin
        self.said, self.told = self.process.stdout, self.process.stdin

    def wait_until_ready(self) -> None:
        assert self.said.readline() == "ready\n", self.process.communicate()[1]

    def start(self) -> None:
        self.told.write("\n")
        self.told.flush()

    def finish(self) -> list[str]:
        """Return what was acknowledged; a writer that failed says why."""
        said, failed = self.process.communicate()
        self.told.close()
        assert self.process.returncode == 0, failed
        return said.split()

    def kill(self) -> list[str]:
        """Kill it in the middle of whatever it does, and return what it had acknowledged and was not read yet."""
        self.process.kill()
        said, _ = self.process.communicate()
        # A last line without its end was being said when the writer died.
        return said.split("\n")[:-1]


@pytest.fixture
def running() -> Iterator[list[Writer]]:
    """Writers that are stopped when the test ends, however it ends."""
    writers: list[Writer] = []
    yield writers
    for writer in writers:
        if not writer.said.closed:
            writer.kill()


def cases(database: Database, book: Book, count: int) -> list[int]:
    """Cases with a claim, to write in."""
    made = []
    for number in range(count):
        _, case_id = case(database, book.actor, f"Debiteur {number}")
        claim(database, book.actor, case_id, book.creditor, f"R-{number}", 1_000_000)
        made.append(case_id)
    return made


def stored(database: Database) -> set[str]:
    notes = database.fetch("SELECT text FROM note")
    payments = database.fetch("SELECT reference FROM payment")
    return {text for (text,) in (*notes, *payments)}


def test_many_writers_at_once(database: Database, running: list[Writer], request: pytest.FixtureRequest) -> None:
    long = request.config.getoption("--long")
    writers, asked = (50, {"seconds": 60}) if long else (8, {"until": 15})
    book = grown(database)
    shared = cases(database, book, 3)
    before = log.head(database)
    running += [Writer(database, book, shared, f"w{number}", **asked) for number in range(writers)]
    for writer in running:
        writer.wait_until_ready()
    for writer in running:
        writer.start()
    acknowledged = [text for writer in running for text in writer.finish()]
    assert len(acknowledged) >= writers
    assert set(acknowledged) <= stored(database)
    assert log.head(database) - before == len(acknowledged)
    assert list(verify(database, TODAY)) == []


@pytest.mark.parametrize("bulk", [False, True])
def test_writers_that_are_killed(
    database: Database, running: list[Writer], request: pytest.FixtureRequest, bulk: bool
) -> None:
    kills = 100 if request.config.getoption("--long") else 3
    moments = Random(20261121)
    book = grown(database)
    shared = cases(database, book, 3)
    for number in range(kills):
        writer = Writer(database, book, shared, f"k{number}", bulk=bulk, until=100_000 if not bulk else 400)
        running.append(writer)
        writer.wait_until_ready()
        writer.start()
        acknowledged = [writer.said.readline().strip() for _ in range(moments.randint(0, 40))]
        try:
            # Somewhere inside the next command, which takes a few milliseconds.
            writer.process.wait(moments.random() * 0.03)
        except subprocess.TimeoutExpired:
            acknowledged += writer.kill()
        else:
            acknowledged += writer.finish()
        assert set(filter(None, acknowledged)) <= stored(database)
        assert list(verify(database, TODAY)) == []


def test_bulks_over_the_same_cases_in_opposite_order_do_not_wait_for_each_other(
    database: Database, running: list[Writer]
) -> None:
    book = grown(database)
    shared = cases(database, book, 40)
    for name, backwards in (("there", False), ("back", True)):
        running.append(Writer(database, book, shared, name, bulk=True, backwards=backwards, until=160))
    for writer in running:
        writer.wait_until_ready()
    for writer in running:
        writer.start()
    acknowledged = [text for writer in running for text in writer.finish()]
    assert len(acknowledged) == 320
    assert set(acknowledged) <= stored(database)
    assert list(verify(database, TODAY)) == []
