"""An import of bank entries against the bare writes of the same rows, in one run: a ratio, and memory.

Run by hand: `PYTHONPATH=. python tests/benchmarks/bank.py 100000`, on both engines or the one named behind it.
Targets: at most 6 times `executemany` of the entries; memory as with a tenth of them; no chunk longer than 250 ms.
"""

import hashlib
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from casebook.domain.bank import BankLine, Closed, Opened, StatementKind, Told
from casebook.domain.money import Cents
from casebook.jobs import bank
from casebook.jobs.bank import Import, Source
from casebook.store import address, bank_import, tables
from casebook.store.actions.office import CreateOffice
from casebook.store.actions.parties import AddAccount, AddCreditor, AddParty, CreditorFacts, PartyFacts
from casebook.store.database import Database
from casebook.store.migrations.upgrade import upgrade
from casebook.store.models.bank import BankEntry
from casebook.store.perform import perform
from casebook.store.runs import File
from casebook.store.transaction import EVERY_ROLE, Actor
from tests.databases import new_database, postgresql_server

TODAY = date(2026, 11, 21)
OURS = "NL91ABNA0417164300"
PER_DAY = 400


def told(count: int, *, daily: bool) -> Iterator[Told]:
    """Yield so many entries, in one statement or in one for each day."""
    first = TODAY - timedelta(days=-(-count // PER_DAY))
    balance = 0
    for number in range(count):
        on = first + timedelta(days=number // PER_DAY)
        if not number or (daily and not number % PER_DAY):
            until = on if daily else first + timedelta(days=(count - 1) // PER_DAY)
            yield Opened(StatementKind.STATEMENT, OURS, "EUR", str(number), "place", on, until, Cents(balance))
        cents = Cents(1000 + number * 7919 % 500_000)
        balance += cents
        yield BankLine(
            on,
            on,
            cents,
            "place",
            name=f"Debiteur {number % 20_000}",
            iban=f"NL00DEMO{number % 20_000:010}",
            text=f"Factuur 2026.{number:06} en dank voor de levering",
            end_to_end=f"E2E{number}",
            bank_reference=f"{number:016}",
            transaction_code="PMNT-RCDT-ESCT",
        )
        if number == count - 1 or (daily and number % PER_DAY == PER_DAY - 1):
            yield Closed(closing=Cents(balance))


def source(count: int, *, daily: bool) -> Source:
    """Return a file with so many entries."""
    sha256 = hashlib.sha256(f"{count}{daily}".encode()).hexdigest()
    return Source(File("bank.xml", sha256, ""), lambda: told(count, daily=daily))


def office(target: str) -> tuple[Database, Actor]:
    """Make an office with one entity and its account."""
    database = Database(address.read(target))
    database.connect()
    upgrade(database)
    command = CreateOffice("Kantoor", "Europe/Amsterdam", "m.jansen", "M. Jansen")
    actor = Actor(perform(database, Actor(None, EVERY_ROLE), TODAY, command).result, EVERY_ROLE)
    party = perform(database, actor, TODAY, AddParty(PartyFacts("Groothandel"))).result
    perform(database, actor, TODAY, AddCreditor(party, CreditorFacts("GH")))
    perform(database, actor, TODAY, AddAccount(party, OURS))
    return database, actor


def copied(database: Database, other: Database) -> float:
    """Return how long bare `executemany` needs for every entry, in one transaction of another database."""
    table = tables.of(BankEntry)
    names = ", ".join(f'"{column}"' for column in table.columns)
    for name in ("import_run", "bank_statement"):
        columns = [column for column, *_ in database.execute(f"SELECT * FROM {name} LIMIT 0").description]
        other.insert_many(name, columns, database.fetch(f"SELECT * FROM {name}"))
    rows = database.fetch(f"SELECT {names} FROM bank_entry ORDER BY id")
    marks = ", ".join("?" * len(table.columns))
    start = time.perf_counter()
    with other.peewee.atomic():
        statement = other.sql(f"INSERT INTO bank_entry ({names}) VALUES ({marks})")
        other.peewee.cursor().executemany(statement, rows)
    return time.perf_counter() - start


class Spent(NamedTuple):
    """How long an import took in seconds, how much of it was matching, and its longest chunk."""

    all: float
    matching: float
    longest: float


def imported(database: Database, actor: Actor, file: Source) -> tuple[Spent, bank.Report]:
    """Import a file and measure it."""
    chunks: list[float] = []
    matched: list[float] = []
    write, settle = bank_import.write, bank_import.settle

    def timed(*arguments: object) -> object:
        start = time.perf_counter()
        done = write(*arguments)  # type: ignore[arg-type]  # handed on as they came
        chunks.append(time.perf_counter() - start)
        return done

    def timed_settling(*arguments: object) -> Iterator[int]:
        start = time.perf_counter()
        yield from settle(*arguments)  # type: ignore[arg-type]  # handed on as they came
        matched.append(time.perf_counter() - start)

    bank_import.write = timed  # type: ignore[assignment]  # the same, with a clock
    bank_import.settle = timed_settling  # type: ignore[assignment]  # the same, with a clock
    start = time.perf_counter()
    (report,) = bank.run(Import(database, actor, TODAY, [file]))
    spent = time.perf_counter() - start
    bank_import.write, bank_import.settle = write, settle
    return Spent(spent, sum(matched), max(chunks, default=0.0)), report


def memory(target: Callable[[], str], count: int) -> int:
    """Return the most memory that Python held during an import, in kB."""
    database, actor = office(target())
    tracemalloc.start()
    bank.run(Import(database, actor, TODAY, [source(count, daily=False)]))
    most = tracemalloc.get_traced_memory()[1] // 1024
    tracemalloc.stop()
    database.close()
    return most


def say(title: str, spent: Spent, base: float) -> None:
    """Print what was measured against the bare writes."""
    print(
        f"  {title:<20} {spent.all:8.2f} s  {spent.all / base:5.2f} times {base:.2f} s,"
        f" {spent.matching / base:.2f} of it matching; longest chunk {spent.longest * 1000:.0f} ms"
    )


def run(engine: str, target: Callable[[], str], count: int) -> None:
    """Measure on one engine."""
    print(f"{engine}, {count} entries")
    for daily in (False, True):
        database, actor = office(target())
        other, _ = office(target())
        spent, report = imported(database, actor, source(count, daily=daily))
        base = copied(database, other)
        say("a statement a day" if daily else "one statement", spent, base)
        assert report.added == count
        # Nearly the same days again, in another file.
        spent, report = imported(database, actor, source(count - 1, daily=daily))
        say("overlapping it", spent, base)
        assert report.added == 0
        database.close()
        other.close()
    small, large = memory(target, count // 10), memory(target, count)
    print(f"  memory {small} kB with {count // 10}, {large} kB with {count}")


def main() -> None:
    """Measure on the engines that were asked for."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    engines = sys.argv[2:] or ["sqlite", "postgresql"]
    names = iter(range(100))
    if "sqlite" in engines:
        with tempfile.TemporaryDirectory() as folder:
            run("sqlite", lambda: str(Path(folder) / f"{next(names)}.db"), count)
    if "postgresql" in engines:
        with postgresql_server() as server:
            run("postgresql", lambda: new_database(server, f"bank_{next(names)}"), count)


if __name__ == "__main__":
    main()
