"""An import of bank entries against the bare writes of the same rows, in one run: a ratio, and memory.

Run by hand: `PYTHONPATH=. python tests/benchmarks/bank.py 100000`, on both engines or the one named behind it.
Once in a book without cases, and once in one whose claims the lines meet: 3 in 20 lines are of a debtor with open
claims, which half of these know by his account and the rest by his name; of the first two lines of each the number and
the amount are those of a claim. What the lines come to in that book, and the cases it makes anew, is part of its ratio.
Targets: at most 6 times `executemany` of the entries without cases; memory as with a tenth of them; no transaction that
writes or matches longer than 250 ms.
"""

import hashlib
import sys
import tempfile
import time
import tracemalloc
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from casebook.domain.bank import BankLine, Closed, Opened, StatementKind, Told
from casebook.domain.money import Cents
from casebook.jobs import bank, importing, receivables
from casebook.jobs.bank import Import, Source
from casebook.store import address, tables
from casebook.store.actions.office import CreateOffice
from casebook.store.actions.parties import AddAccount, AddCreditor, AddParty, CreditorFacts, PartyFacts
from casebook.store.database import Database
from casebook.store.migrations.upgrade import upgrade
from casebook.store.models.bank import BankEntry
from casebook.store.models.parties import Account
from casebook.store.perform import perform
from casebook.store.runs import File
from casebook.store.transaction import EVERY_ROLE, Actor, Transaction
from tests.benchmarks.work import TITLES, profile
from tests.databases import new_database, postgresql_server

TODAY = date(2026, 11, 21)
OURS = "NL91ABNA0417164300"
PER_DAY = 400
# Of so many who pay, so many owe on so many claims.
PAYERS, DEBTORS, CLAIMS = 20_000, 3_000, 2


def cents_of(number: int) -> Cents:
    return Cents(1000 + number * 7919 % 500_000)


def name_of(number: int) -> str:
    return f"Debiteur {number % PAYERS}"


def iban_of(number: int) -> str:
    return f"NL00DEMO{number % PAYERS:010}"


def invoice_of(number: int) -> str:
    return f"2026.{number:06}"


def told(count: int, *, daily: bool) -> Iterator[Told]:
    """Yield so many entries, in one statement or in one for each day."""
    first = TODAY - timedelta(days=-(-count // PER_DAY))
    balance = 0
    for number in range(count):
        on = first + timedelta(days=number // PER_DAY)
        if not number or (daily and not number % PER_DAY):
            until = on if daily else first + timedelta(days=(count - 1) // PER_DAY)
            yield Opened(StatementKind.STATEMENT, OURS, "EUR", str(number), "place", on, until, Cents(balance))
        cents = cents_of(number)
        balance += cents
        yield BankLine(
            on,
            on,
            cents,
            "place",
            name=name_of(number),
            iban=iban_of(number),
            text=f"Factuur {invoice_of(number)} en dank voor de levering",
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


class Watch:
    """How long each stage of an import takes in seconds, all in all and in its longest transaction."""

    def __init__(self) -> None:
        self.seconds: defaultdict[str, float] = defaultdict(float)
        self.longest: defaultdict[str, float] = defaultdict(float)
        self._since, self._transaction = time.perf_counter(), 0.0

    def told(self, stage: str, _done: int, _of: int) -> None:
        """Take the time since the last was told as that of a stage."""
        now = time.perf_counter()
        self.seconds[stage] += now - self._since
        self.longest[stage] = max(self.longest[stage], self._transaction)
        self._since, self._transaction = now, 0.0

    def transaction(self, seconds: float) -> None:
        """Take the time of a transaction."""
        self._transaction = max(self._transaction, seconds)


def imported(database: Database, actor: Actor, file: Source) -> tuple[Watch, bank.Report]:
    """Import a file and measure it."""
    watch, transact = Watch(), database.transact

    def timed(work: Callable[[], Any]) -> Any:
        start = time.perf_counter()
        try:
            return transact(work)
        finally:
            watch.transaction(time.perf_counter() - start)

    database.transact = timed  # type: ignore[method-assign]  # the same, with a clock
    (report,) = bank.run(Import(database, actor, TODAY, [file], progress=watch.told))
    database.transact = transact  # type: ignore[method-assign]  # as it was
    watch.told("derive", 0, 0)
    return watch, report


def memory(target: Callable[[], str], count: int) -> int:
    """Return the most memory that Python held during an import, in kB."""
    database, actor = office(target())
    tracemalloc.start()
    bank.run(Import(database, actor, TODAY, [source(count, daily=False)]))
    most = tracemalloc.get_traced_memory()[1] // 1024
    tracemalloc.stop()
    database.close()
    return most


def say(title: str, watch: Watch, base: float) -> None:
    """Print what was measured against the bare writes."""
    spent = sum(watch.seconds.values())
    parts = ", ".join(
        f"{stage} {watch.seconds[stage] / base:.2f} (longest {watch.longest[stage] * 1000:.0f} ms)"
        for stage in ("read", "write", "match", "derive")
    )
    print(f"  {title:<28} {spent:8.2f} s  {spent / base:5.2f} times {base:.2f} s: {parts}")


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
    in_a_book(target, count)
    small, large = memory(target, count // 10), memory(target, count)
    print(f"  memory {small} kB with {count // 10}, {large} kB with {count}")


def in_a_book(target: Callable[[], str], count: int) -> None:
    """Measure in a book whose claims the lines meet."""
    database, actor = office(target())
    other, _ = office(target())
    owe(database, actor)
    spent, report = imported(database, actor, source(count, daily=True))
    base = copied(database, other)
    assert report.added == count
    say("a statement a day, in a book", spent, base)
    cases = database.value("SELECT count(*) FROM cases")
    known, ready = database.fetch(
        "SELECT count(*), sum(CASE WHEN not_ready = 0 THEN 1 ELSE 0 END) FROM entry_now WHERE case_id <> 0"
    )[0]
    print(f"    {cases} cases; {known} lines may be for one of them, {ready} are ready to be accepted")
    database.close()
    other.close()


def owe(database: Database, actor: Actor) -> None:
    """Fill a book with the debtors of some lines, their claims, and the accounts of half of them."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "list.csv"
        with file.open("w", encoding="cp1252") as lines:
            print(TITLES, file=lines)
            for number in (debtor + PAYERS * which for debtor in range(DEBTORS) for which in range(CLAIMS)):
                amount = f"{cents_of(number) // 100},{cents_of(number) % 100:02}"
                days = "01-02-2026;03-03-2026"
                where = f";Dorpsstraat;{number % 300 + 1};{1000 + number % PAYERS % 8999} AB;Utrecht"
                who = f"GH;D{number % PAYERS};{name_of(number)}"
                print(f"{who};{where};{invoice_of(number)};{days};{amount};{amount};EUR;bedrijf", file=lines)
        how = profile(database, Path(folder))
        receivables.run(importing.Import(database, actor, TODAY, file, how))
    parties: dict[str, int] = dict(database.fetch("SELECT number, party_id FROM debtor_number"))
    assert len(parties) == DEBTORS
    known = [(parties[f"D{debtor}"], iban_of(debtor)) for debtor in range(0, DEBTORS, 2)]
    accounts = [{"party_id": party, "iban": iban, "own": 1} for party, iban in known]
    database.transact(lambda: Transaction(database, actor, TODAY).add_many(Account, accounts))


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
