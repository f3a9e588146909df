"""An import of receivables against `executemany` of the same rows, and the nightly pass against reading the claims."""

import random
import resource
import statistics
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from peewee import Model

from casebook.domain.component import Component
from casebook.domain.ledger import EntryKind
from casebook.jobs import daily, receivables
from casebook.jobs.importing import Import
from casebook.store import address, tables
from casebook.store.actions.office import CreateOffice
from casebook.store.database import Database
from casebook.store.migrations.upgrade import upgrade
from casebook.store.models import every
from casebook.store.models.money import Allocation, LedgerEntry, Payment
from casebook.store.perform import perform
from casebook.store.transaction import EVERY_ROLE, Actor
from tests.benchmarks.table import Table
from tests.store.queries.shelf import put

TODAY = date(2026, 11, 21)
PAID_ON = date(2026, 5, 4)
CHUNK = 5_000
TITLES = (
    "Administratie;Debiteurnummer;Naam;Telefoon;Straat;Huisnummer;Postcode;Plaats;Factuurnummer;Factuurdatum;Vervaldatum;"
    "Factuurbedrag;Openstaand;Valuta;Klantsoort"
)
FIRMS = ("Bakkerij", "Garage", "Slagerij", "Bouwbedrijf", "Transport", "Restaurant", "Drukkerij")
NAMES = ("Jansen", "Visser", "Meijer", "Verhoeven", "Dijkstra", "Postma", "Veenstra", "Koster", "Huisman")


class Paid(NamedTuple):
    """A payment of a tenth of a claim."""

    number: int
    case_id: int
    claim_id: int
    principal: int

    @property
    def cents(self) -> int:
        """What was paid."""
        return max(1, self.principal // 10)


def a_list(count: int, file: Path) -> None:
    """Write a list of open items: three to a debtor, in no order."""
    rng = random.Random(count)
    with file.open("w", encoding="cp1252") as lines:
        print(TITLES, file=lines)
        for number in range(count):
            debtor = rng.randrange(max(1, count // 3))
            on = date(2022, 1, 1) + timedelta(days=rng.randrange(1700))
            amount = f"{rng.randrange(10, 9000)},{rng.randrange(100):02d}"
            name = f"{FIRMS[debtor % 7]} {NAMES[debtor % 9]} {debtor}"
            where = f"06{debtor:08d};Dorpsstraat;{debtor % 300};{1000 + debtor % 8999} AB;Utrecht"
            days = f"{on:%d-%m-%Y};{on + timedelta(days=30):%d-%m-%Y}"
            print(f"A;{debtor};{name};{where};F{number:08d};{days};{amount};{amount};EUR;bedrijf", file=lines)


def profile(database: Database, folder: Path) -> Any:
    """Return the shipped profile with a rule for the kind of claim, as an office has one."""
    shipped = receivables.load_profile(database, "open-items-nl")
    text = (Path(receivables.__file__).parent.parent / "exchange" / "profiles" / "open-items-nl.toml").read_text(
        "utf-8"
    )
    own = folder / "own.toml"
    rule = '\n[[receivables.kind]]\nkind = "contract"\nagreed = "conditions"\nwhy = "de overeenkomst"\n'
    own.write_text(text.replace(f'name = "{shipped.name}"', 'name = "own"') + rule, "utf-8")
    return receivables.load_profile(database, str(own))


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def memory() -> int:
    """Return the most memory the process has had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def copied(database: Database, other: Database) -> float:
    """Return how long bare `executemany` needs for every row there is, into the same tables of another database."""

    def work() -> None:
        for model in every.ALL:
            table = tables.of(model)
            names = ", ".join(f'"{column}"' for column in table.columns)
            if table.name in {"log_head", "read_log_head"}:
                other.execute(f'DELETE FROM "{table.name}"')
            # The words of a line can be those of hundreds of claims.
            at_once = 20 if table.name == "log_body" else CHUNK
            cursor = database.execute(f'SELECT {names} FROM "{table.name}"')
            while rows := cursor.fetchmany(at_once):
                start = time.perf_counter()
                other.insert_many(table.name, table.columns, rows)
                spent.append(time.perf_counter() - start)

    spent: list[float] = []
    with other.peewee.atomic():
        work()
        before_commit = time.perf_counter()
    spent.append(time.perf_counter() - before_commit)
    return sum(spent)


def pay(database: Database) -> None:
    """Let half of the cases have paid a tenth of a claim, as in every book: what is paid is read with each case."""
    (highest,) = database.fetch("SELECT coalesce(max(id), 0) FROM ledger_entry")[0]
    found = database.fetch("SELECT case_id, min(id), min(principal_cents) FROM claim WHERE case_id % 2 = 0 GROUP BY 1")
    paid = [Paid(number, *row) for number, row in enumerate(found, start=1)]
    rows: dict[type[Model], list[dict[str, Any]]] = {
        Payment: [
            {"id": one.number, "case_id": one.case_id, "on_day": PAID_ON, "cents": one.cents, "source": "hand"}
            for one in paid
        ],
        LedgerEntry: [
            {
                "id": highest + one.number, "claim_id": one.claim_id, "on_day": PAID_ON, "kind": EntryKind.PAYMENT,
                "component": Component.PRINCIPAL, "cents": -one.cents, "payment_id": one.number,
            }
            for one in paid
        ],
        Allocation: [
            {
                "id": one.number, "payment_id": one.number, "entry_id": highest + one.number, "cents": one.cents,
                "basis": "allocation.designated", "source": "BW 6:43",
            }
            for one in paid
        ],
    }  # fmt: skip
    with database.peewee.atomic():
        for model, values in rows.items():
            put(database, model, values)
        database.execute("UPDATE case_now SET holds_until = ? WHERE case_id % 2 = 0", (TODAY,))


def nightly(table: Table, database: Database) -> None:
    """Measure the pass on a book where nothing has changed, and where one case in a hundred has."""
    read = statistics.median(seconds(lambda: [None for _ in claims(database)]) for _ in range(3))
    daily.run(database, TODAY)
    before = memory()
    none = statistics.median(seconds(lambda: daily.run(database, TODAY)) for _ in range(3))
    table.add(
        "nightly", database.engine, "pass without a change, of reading the claims", none, of=read, most=5, unit="s"
    )
    changed = [change_and_run(database, at) for at in (7, 8, 9)]
    title = "pass with 1 in 100 changed, of reading the claims"
    table.add("nightly", database.engine, title, statistics.median(changed), of=read, most=8, unit="s")
    title = "most memory after these, of before"
    table.add("nightly", database.engine, title, memory(), of=before, most=1.1, unit="MB")


def change_and_run(database: Database, which: int) -> float:
    """Let what is known of one case in a hundred no longer hold; return the seconds of the pass."""
    database.execute("UPDATE case_now SET holds_until = ? WHERE case_id % 100 = ?", (TODAY, which))
    return seconds(lambda: daily.run(database, TODAY))


def claims(database: Database) -> Iterator[Any]:
    """Yield all claims, a few in memory at a time: a cursor of PostgreSQL would hold every row."""
    last = 0
    while rows := database.fetch("SELECT * FROM claim WHERE id > ? ORDER BY id LIMIT ?", (last, CHUNK)):
        yield from rows
        last = rows[-1][0]


def measure(table: Table, target: str, other: str, count: int, folder: Path) -> None:
    """Import a list of so many receivables into an empty database, once more, and run the nightly pass."""
    database = Database(address.read(target))
    database.connect()
    upgrade(database)
    first = perform(database, Actor(None, EVERY_ROLE), TODAY, CreateOffice("x", "Europe/Amsterdam", "x", "X")).result
    file = folder / f"{database.engine}.csv"
    a_list(count, file)
    wanted = Import(database, Actor(first, EVERY_ROLE), TODAY, file, profile(database, folder))
    own = seconds(lambda: receivables.run(wanted))
    again = seconds(lambda: receivables.run(wanted))
    second = Database(address.read(other))
    second.connect()
    upgrade(second)
    bare = copied(database, second)
    second.close()
    title = f"{count:,} receivables, of executemany of the same rows"
    table.add("import", database.engine, title, own, of=bare, most=6, unit="s")
    table.add("", database.engine, "the same list again", again, of=bare, unit="s")
    pay(database)
    nightly(table, database)
    database.close()
