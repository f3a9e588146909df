"""The list of an agency held against ours: 50,000 lines in one pass, against reading the file alone.

Run by hand: `PYTHONPATH=. python tests/benchmarks/inventory.py 50000`, on both engines. Of the lines 1 in 100 differs.
Targets: every planted difference is found, and the whole takes no more than 3 times what reading the file does.
"""

import sys
import tempfile
import time
import tracemalloc
from collections import Counter
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

from casebook.domain.capacity import Capacity
from casebook.domain.component import Component
from casebook.domain.default import Agreed
from casebook.domain.ledger import EntryKind
from casebook.domain.placements.facts import AgencyKind, Guard, PlacementEventKind
from casebook.domain.placements.inventory import DifferenceKind
from casebook.domain.search import sort_name
from casebook.exchange.agencies import profile as profiles
from casebook.exchange.agencies import reading
from casebook.jobs import agency_list
from casebook.jobs.agency_list import Import
from casebook.store import agency_runs
from casebook.store.actions.agencies import AgencyFacts, RegisterAgency
from casebook.store.actions.office import CreateOffice
from casebook.store.database import Database
from casebook.store.models.cases import Case
from casebook.store.models.claims import Claim
from casebook.store.models.money import LedgerEntry
from casebook.store.models.parties import Creditor, Party
from casebook.store.models.placements import PlacedClaim, Placement, PlacementEvent
from casebook.store.perform import perform
from casebook.store.transaction import EVERY_ROLE, Actor, Transaction
from tests.databases import made, new_database, postgresql_server

TODAY, SENT = date(2026, 11, 21), date(2026, 11, 2)
EVERY, TIMES = 100, 5
HEAD = "Uw kenmerk;Ons dossier;Debiteur;Hoofdsom;Status"


def office(target: str, count: int) -> tuple[Database, Actor]:
    """Return a database in which so many claims lie with an agency; nothing of it is derived."""
    database = made(target)
    command = CreateOffice("Kantoor", "Europe/Amsterdam", "m.jansen", "M. Jansen")
    actor = Actor(perform(database, Actor(None, EVERY_ROLE), TODAY, command).result, EVERY_ROLE)
    agency = perform(
        database, actor, TODAY, RegisterAgency(AgencyFacts(AgencyKind.BAILIFF), name="Incasso Snel")
    ).result
    database.transact(lambda: _fill(Transaction(database, actor, TODAY), agency, count))
    if database.is_postgresql:
        # As its own service does before long.
        database.execute("ANALYZE")
    return database, actor


def _fill(tx: Transaction, agency: int, count: int) -> None:
    party = tx.add(Party, name="Wij", sort_name="wij")
    creditor = tx.add(Creditor, party_id=party, code="WIJ")
    places = range(1, count + 1)
    names = [f"Handel {at}" for at in places]
    parties = tx.add_many(Party, [{"name": name, "sort_name": sort_name(name)} for name in names])
    of_case = {"opened_on": TODAY, "owner_person_id": tx.actor.person, "next_on": TODAY, "next_kind": "call"}
    numbered = zip(places, parties, strict=True)
    cases = tx.add_many(Case, [{**of_case, "number": f"2025-{at:06}", "debtor_id": id_} for at, id_ in numbered])
    facts = {
        "creditor_id": creditor,
        "kind": "contract",
        "capacity": Capacity.BUSINESS,
        "agreed": Agreed.CONTRACT,
        "law": "NL",
        "due_on": SENT,
        "rate_kind": "commercial",
        "placed": 1,
    }
    rows = [
        {**facts, "case_id": case_id, "number": f"F{at}", "principal_cents": _cents(at)}
        for at, case_id in zip(places, cases, strict=True)
    ]
    claims = tx.add_many(Claim, rows)
    of_entry = {"on_day": SENT, "kind": EntryKind.CHARGE, "component": Component.PRINCIPAL}
    owed = zip(places, claims, strict=True)
    tx.add_many(LedgerEntry, [{**of_entry, "claim_id": id_, "cents": _cents(at)} for at, id_ in owed])
    common = {"agency_id": agency, "guard": Guard.US, "next_due_on": TODAY}
    known = zip(places, cases, strict=True)
    placements = tx.add_many(Placement, [{**common, "case_id": id_, "reference": f"INC{at}"} for at, id_ in known])
    triples = list(zip(places, placements, claims, strict=True))
    tx.add_many(
        PlacedClaim,
        [
            {
                "placement_id": id_,
                "claim_id": claim,
                "principal_cents": _cents(at),
                "interest_cents": 0,
                "costs_cents": 0,
            }
            for at, id_, claim in triples
        ],
    )
    sent = {"kind": PlacementEventKind.SENT, "on_day": SENT, "recorded_on": SENT}
    tx.add_many(PlacementEvent, [{**sent, "placement_id": id_} for _, id_, _ in triples])


def _cents(at: int) -> int:
    return 10_000 + at % 5_000


def written(file: Path, count: int) -> Counter[DifferenceKind]:
    """Write the list of the agency, and return which differences were planted in it."""
    planted: Counter[DifferenceKind] = Counter()
    rows = [HEAD]
    for at in range(1, count + 1):
        number, reference = (f"2025-{at:06}", "") if at % 2 else ("", f"INC{at}")
        name, cents, state = f"Handel {at}", _cents(at), "lopend"
        if at % EVERY == 0:
            match at // EVERY % 5:
                case 0:
                    planted[DifferenceKind.ONLY_OURS] += 1
                    continue
                case 1:
                    planted += Counter([DifferenceKind.ONLY_OURS, DifferenceKind.ONLY_THEIRS])
                    number, reference, name = "", f"X{at}", "Iemand anders"
                case 2:
                    planted[DifferenceKind.AMOUNT] += 1
                    cents += 1
                case 3:
                    planted[DifferenceKind.STATE] += 1
                    state = "gesloten"
                case _:
                    planted[DifferenceKind.PROPOSED] += 1
                    number, reference = "", f"Y{at}"
        rows.append(f"{number};{reference};{name};{cents // 100},{cents % 100:02};{state}")
    file.write_text("\n".join([*rows, ""]), "utf-8")
    return planted


def seconds(work: Callable[[], Any]) -> float:
    """Return how long something takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def run(engine: str, target: Callable[[], str], count: int, folder: Path) -> None:
    """Measure and say it; each list is of another day, as a list that came before is not looked at again."""
    file = folder / "lijst.csv"
    planted = written(file, count)
    database, actor = office(target(), count)
    profile, agency = profiles.load("agency-nl"), agency_runs.find_agency(database, "Incasso Snel")
    read, whole = [], []
    for day in range(1, TIMES + 1):
        read.append(seconds(lambda: sum(1 for _ in reading.inventory(file, profile))))
        wanted = Import(database, actor, TODAY, file, profile, agency, TODAY.replace(day=day + 15))
        whole.append(seconds(partial(agency_list.run, wanted)))
    found: Counter[str] = Counter()
    for (kind,) in database.fetch("SELECT kind FROM inventory_difference WHERE resolved_on IS NULL"):
        found[DifferenceKind(kind)] += 1
    assert found == planted, (found, planted)
    tracemalloc.start()
    agency_list.run(wanted._replace(as_of=TODAY))
    memory = tracemalloc.get_traced_memory()[1] // 1024
    tracemalloc.stop()
    database.close()
    ratio = median(whole) / median(read)
    print(
        f"{engine}: {count:,} lines, {sum(found.values()):,} differences, all found: reading {median(read):.2f} s, "
        f"in all {median(whole):.2f} s, ratio {ratio:.2f} (target 3); memory {memory:,} kB",
        flush=True,
    )


def main() -> None:
    """Measure on both engines."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 50_000
    with tempfile.TemporaryDirectory() as name, postgresql_server() as server:
        folder, numbers = Path(name), iter(range(9))
        run("sqlite", lambda: str(folder / f"{next(numbers)}.db"), count, folder)
        run("postgresql", lambda: new_database(server, f"inventory_{next(numbers)}"), count, folder)


if __name__ == "__main__":
    main()
