"""An import of the bank that is killed half-way: run again, it comes to what it would have come to."""

import random
import select
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest

from casebook.jobs.bank import CHUNK
from tests.acceptance.conftest import Book, Environment
from tests.acceptance.firm import ON_A_DAY, Firm, Receipt
from tests.acceptance.terminal import CHECKOUT
from tests.databases import Databases

BEGAN, LAST, TODAY = date(2026, 9, 1), date(2026, 11, 20), date(2026, 11, 21)
# An import that stops while a chunk is written, just before its lines of the log, and says so in its home.
STOPS = """
import pathlib, time
from casebook.store import log
written, append_all = [], log.append_all
def stops(*arguments):
    written.append(arguments)
    if len(written) == {at}:
        pathlib.Path.home().joinpath("stopped").touch()
        time.sleep(600)
    return append_all(*arguments)
log.append_all = stops
"""
ENTRIES = """
    SELECT e.account, e.booked_on, e.value_on, e.cents, e.name, e.iban, e.text, s.number
    FROM bank_entry e JOIN bank_statement s ON s.id = e.statement_id
    ORDER BY e.booked_on, e.cents, e.name, e.text, e.id
"""
PROPOSED = """
    SELECT e.text, e.cents, n.case_id, n.method, n.confidence, n.rest_cents
    FROM entry_now n JOIN bank_entry e ON e.id = n.entry_id ORDER BY e.text, e.cents, n.entry_id
"""
RUNS = "SELECT state, count(*) FROM import_run GROUP BY state"


@pytest.fixture
def firm(blank: Book, tmp_path: Path) -> Iterator[Firm]:
    with closing(Firm(blank, tmp_path, BEGAN)) as one:
        yield one


@pytest.fixture
def other(databases: Databases, environment: Environment, tmp_path: Path) -> Iterator[Firm]:
    """Another firm alike, to which the same is brought in without a stop."""
    target, folder = databases.address(), tmp_path / "other"
    folder.mkdir()
    with closing(Firm(Book(target, {**environment, "CASEBOOK_DATABASE": target}), folder, BEGAN)) as one:
        yield one


def larger(firm: Firm, count: int) -> Path:
    """A file with entries of many days, some of them alike, some for the claims of two debtors."""
    for number, name in enumerate(("Bakkerij De Vries", "Garage Lammerink"), 101):
        _, case = firm.debtor(BEGAN, name)
        firm.claim(BEGAN, case, f"2026-{number}", 150_000)
    receipts = [
        Receipt(
            LAST - timedelta(days=number % 60),
            f"{10 + number % 97}.50",
            "Bakkerij De Vries" if number % 3 else "T. de Boer",
            f"factuur 2026-{101 + number % 2}" if number % 5 else "betaling",
        )
        for number in range(count)
    ]
    return firm.file(LAST, sorted(receipts))


def import_that_is_killed(firm: Firm, file: Path, program: str, seconds: float | None = None) -> None:
    """Begin to import a file; kill it where it stops by itself, or after so many seconds."""
    environment = {**firm.book.environment, "PYTHONPATH": str(CHECKOUT)}
    command = [sys.executable, "-c", program, "import", "bank", str(file)]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    stopped = firm.book.home / "stopped"
    if seconds is not None:
        select.select([], [], [], seconds)
    else:
        while not stopped.exists():
            assert process.poll() is None, "it is to be half-way"
            select.select([], [], [], 0.05)
    process.kill()
    process.wait()


def comes_to(firm: Firm) -> tuple[list[tuple[object, ...]], list[tuple[object, ...]]]:
    """Return the entries with their statements, and what is proposed for them."""
    return firm.book.fetch(ENTRIES), firm.book.fetch(PROPOSED)


@pytest.mark.parametrize("at", [2, 3])
def test_an_import_that_was_killed_comes_to_the_same(firm: Firm, other: Firm, at: int) -> None:
    count = 2 * CHUNK + 100
    file = larger(firm, count)
    import_that_is_killed(firm, file, STOPS.format(at=at) + ON_A_DAY.format(day=TODAY))
    kept = firm.book.value("SELECT count(*) FROM bank_entry")
    # The statement itself counts as a line of the first chunk.
    assert kept == (at - 2) * (CHUNK - 1)
    # What is not whole says nothing yet of how far the bank is known.
    assert firm.book.value(RUNS) is None or "done" not in dict(firm.book.fetch(RUNS))
    firm.brings_in(TODAY, file)
    other.brings_in(TODAY, larger(other, count))
    assert comes_to(firm) == comes_to(other)
    assert len(comes_to(firm)[0]) == count
    assert dict(firm.book.fetch(RUNS)).get("done") == 1
    assert not firm.amiss(TODAY)


def test_an_import_that_is_killed_at_any_moment_comes_to_the_same(
    firm: Firm, other: Firm, request: pytest.FixtureRequest
) -> None:
    if not request.config.getoption("--long"):
        pytest.skip("takes minutes")
    count, drawn = 10 * CHUNK, random.Random(20261122)
    file = larger(firm, count)
    for _ in range(10):
        import_that_is_killed(firm, file, ON_A_DAY.format(day=TODAY), drawn.uniform(0.5, 4))
        assert not firm.amiss(TODAY)
    firm.brings_in(TODAY, file)
    other.brings_in(TODAY, larger(other, count))
    assert comes_to(firm) == comes_to(other)
    assert len(comes_to(firm)[0]) == count
    assert not firm.amiss(TODAY)
