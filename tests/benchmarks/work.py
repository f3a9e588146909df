"""An import, the nightly pass and an action against the bare writes and reads they come to, in one run: ratios.

Run by hand: `PYTHONPATH=. python tests/benchmarks/work.py 100000`, on both engines or the one named behind it.
Targets: an import at most 6 times `executemany` of the same rows; the nightly pass without a change at most 5 times
reading the claims once, with 1 in 100 cases changed at most 8; memory flat; an action no dearer as the book grows.
"""

import random
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from casebook.jobs import daily, receivables
from casebook.jobs.importing import Import
from casebook.store import address, tables
from casebook.store.actions.contacts import AddContact, Next
from casebook.store.actions.office import CreateOffice
from casebook.store.database import Database
from casebook.store.migrations.upgrade import upgrade
from casebook.store.models import every
from casebook.store.models.cases import Channel, NextKind, Outcome
from casebook.store.perform import perform
from casebook.store.transaction import EVERY_ROLE, Actor
from tests.databases import new_database, postgresql_server

TODAY = date(2026, 11, 21)
ROUNDS, CHUNK = 101, 5_000
TITLES = (
    "Administratie;Debiteurnummer;Naam;Telefoon;Straat;Huisnummer;Postcode;Plaats;Factuurnummer;Factuurdatum;Vervaldatum;"
    "Factuurbedrag;Openstaand;Valuta;Klantsoort"
)
FIRMS = ("Bakkerij", "Garage", "Slagerij", "Bouwbedrijf", "Transport", "Restaurant", "Drukkerij")
NAMES = ("Jansen", "Visser", "Meijer", "Verhoeven", "Dijkstra", "Postma", "Veenstra", "Koster", "Huisman")


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


def say(title: str, own: float, base: float, unit: str = "s") -> None:
    print(f"  {title:<52} {own:9.3f} {unit}   {own / base:6.2f} times {base:.3f} {unit}")


def copied(database: Database, other: Database) -> float:
    """Return how long bare `executemany` needs for every row there is, into the same tables of another database."""

    def work() -> None:
        for model in every.ALL:
            table = tables.of(model)
            names = ", ".join(f'"{column}"' for column in table.columns)
            if table.name == "log_head":
                other.execute("DELETE FROM log_head")
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


def nightly(database: Database) -> None:
    """Measure the pass on a book where nothing has changed, and where one case in a hundred has."""
    cursor_read = seconds(lambda: [None for _ in claims(database)])
    daily.run(database, TODAY)
    none = statistics.median(seconds(lambda: daily.run(database, TODAY)) for _ in range(3))
    say("nightly pass, nothing changed", none, cursor_read)
    before = memory()
    database.execute("UPDATE case_now SET holds_until = ? WHERE case_id % 100 = 7", (TODAY,))
    say("nightly pass, 1 in 100 cases changed", seconds(lambda: daily.run(database, TODAY)), cursor_read)
    print(f"  memory {before} MB before, {memory()} MB after")


def claims(database: Database) -> Iterator[Any]:
    """Yield all claims, a few in memory at a time: a cursor of PostgreSQL would hold every row."""
    last = 0
    while rows := database.fetch("SELECT * FROM claim WHERE id > ? ORDER BY id LIMIT ?", (last, CHUNK)):
        yield from rows
        last = rows[-1][0]


def act(database: Database, actor: Actor) -> None:
    """Measure a contact with a next action against the rows it writes, in one transaction of their own."""
    cases = database.fetch("SELECT c.id, c.debtor_id, c.version FROM cases c ORDER BY c.id LIMIT ?", (ROUNDS,))

    def one(case_id: int, debtor_id: int, version: int) -> float:
        then = Next(version=version, on=TODAY + timedelta(days=1), kind=NextKind.CALL)
        command = AddContact(case_id, debtor_id, TODAY, Channel.PHONE, Outcome.NOT_REACHED, next=then)
        return seconds(lambda: perform(database, actor, TODAY, command))

    def bare(case_id: int) -> float:
        def work() -> None:
            with database.peewee.atomic():
                database.execute("UPDATE cases SET moves = moves, version = version + 1 WHERE id = ?", (case_id,))
                last = database.value("SELECT number FROM log_head") + 1_000_000 + case_id
                database.execute("INSERT INTO log_body (number, salt, body) VALUES (?, '', '')", (last,))

        return seconds(work)

    own = statistics.median(one(*case) for case in cases)
    base = statistics.median(bare(case_id) for case_id, _, _ in cases)
    say("contact with next action, whole transaction", own * 1000, base * 1000, "ms")


def run(target: str, other: str, count: int, folder: Path) -> None:
    database = Database(address.read(target))
    database.connect()
    upgrade(database)
    first = perform(database, Actor(None, EVERY_ROLE), TODAY, CreateOffice("x", "Europe/Amsterdam", "x", "X")).result
    actor = Actor(first, EVERY_ROLE)
    file = folder / "list.csv"
    a_list(count, file)
    how, before = profile(database, folder), memory()
    own = seconds(lambda: receivables.run(Import(database, actor, TODAY, file, how)))
    print(f"  memory {before} MB before the import, {memory()} MB after")
    again = seconds(lambda: receivables.run(Import(database, actor, TODAY, file, how)))
    second = Database(address.read(other))
    second.connect()
    upgrade(second)
    base = copied(database, second)
    second.close()
    say(f"import of {count:,} receivables", own, base)
    say("the same list again", again, base)
    nightly(database)
    act(database, actor)
    database.close()


def on_sqlite(count: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        run(f"{folder}/book.db", f"{folder}/other.db", count, Path(folder))


def on_postgresql(count: int) -> None:
    with postgresql_server() as server, tempfile.TemporaryDirectory() as folder:
        run(new_database(server, "book"), new_database(server, "other"), count, Path(folder))


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    engines = {"sqlite": on_sqlite, "postgresql": on_postgresql}
    for engine in sys.argv[2:] or engines:
        print(f"{engine}, {count:,} claims")
        engines[engine](count)


if __name__ == "__main__":
    main()
