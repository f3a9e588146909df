"""An import as large as the insolvency register: how long it takes, its longest transaction, and memory.

Run by hand: `PYTHONPATH=. python tests/benchmarks/register.py 100000`, on both engines. Of that many proceedings, each
with three publications, 1 in 50 is of a company and 1 in 200 of one of ours. Targets: memory as with a tenth of them;
no transaction that writes longer than 250 ms.
"""

import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from casebook.jobs import register
from casebook.jobs.register import Import
from casebook.store.actions.cases import OpenCase
from casebook.store.actions.office import CreateOffice
from casebook.store.actions.parties import AddParty, PartyFacts
from casebook.store.database import Database
from casebook.store.perform import perform
from casebook.store.transaction import EVERY_ROLE, Actor
from tests.databases import made, new_database, postgresql_server
from tests.exchange.register.writer import written

TODAY = date(2026, 11, 21)
EVERY, AGAIN = 50, 4


def ours(at: int) -> str:
    """Return the number of the company of a proceeding; most are of natural persons."""
    return f"{10_000_000 + at}" if at % EVERY == 0 else ""


def office(target: str, count: int) -> tuple[Database, Actor]:
    """Return a database with a case of every company that is in the register."""
    database = made(target)
    command = CreateOffice("Kantoor", "Europe/Amsterdam", "m.jansen", "M. Jansen")
    actor = Actor(perform(database, Actor(None, EVERY_ROLE), TODAY, command).result, EVERY_ROLE)
    for at in range(0, count, EVERY * AGAIN):
        debtor = perform(database, actor, TODAY, AddParty(PartyFacts(f"Handel {at}", kvk=ours(at)))).result
        perform(database, actor, TODAY, OpenCase(debtor, TODAY, owner_person_id=actor.person))
    return database, actor


def measure(database: Database, actor: Actor, file: Path) -> tuple[float, float, register.Report]:
    """Import a file; return its seconds, those of its longest transaction, and what became of it."""
    longest, transact = 0.0, database.transact

    def timed(work: Callable[[], Any]) -> Any:
        nonlocal longest
        start = time.perf_counter()
        try:
            return transact(work)
        finally:
            longest = max(longest, time.perf_counter() - start)

    database.transact = timed  # type: ignore[method-assign]  # the same, with a clock
    start = time.perf_counter()
    (report,) = register.run(Import(database, actor, TODAY, [file]))
    seconds = time.perf_counter() - start
    database.transact = transact  # type: ignore[method-assign]  # as it was
    return seconds, longest, report


def run(engine: str, target: Callable[[], str], count: int, folder: Path) -> None:
    """Measure once and say it, and the memory of a tenth and of the whole."""
    most = {}
    for some in (count // 10, count):
        file = folder / f"{some}.xml"
        with file.open("wb") as opened:
            written(opened, some, ours)
        database, actor = office(target(), some)
        seconds, longest, report = measure(database, actor, file)
        again, _, known = measure(database, actor, file)
        tracemalloc.start()
        measure(database, actor, file)
        most[some] = tracemalloc.get_traced_memory()[1] // 1024
        tracemalloc.stop()
        database.close()
        print(
            f"{engine}: {some:,} proceedings, {file.stat().st_size / 1e6:,.0f} MB: {seconds:.1f} s, "
            f"{report.added} added; "
            f"again {again:.1f} s, {known.known} known; longest transaction {longest * 1000:.0f} ms; "
            f"memory {most[some]:,} kB",
            flush=True,
        )


def main() -> None:
    """Measure on both engines."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as name, postgresql_server() as server:
        folder, numbers = Path(name), iter(range(9))
        run("sqlite", lambda: str(folder / f"{next(numbers)}.db"), count, folder)
        run("postgresql", lambda: new_database(server, f"register_{next(numbers)}"), count, folder)


if __name__ == "__main__":
    main()
