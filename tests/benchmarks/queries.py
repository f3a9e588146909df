"""Windows, searches and cards against the same SQL on a raw connection that is kept, in one run: the ratio counts.

Run by hand: `PYTHONPATH=. python tests/benchmarks/queries.py 100000`, on both engines or the one named behind it.
A path behind it is a file of SQLite that is kept: it is made if there is none, measured, and opens with
`casebook --database` for whoever made it.
Targets: a window at most 1.5 times the raw connection at any depth; a case with 200 claims and 2,000 lines of the log
at most 1.5 times an empty one; nothing more than 1.3 times as slow with 1,000,000 cases as with 10,000; the first rows
of a filter within 100 ms, of a misspelt name within 250.
"""

import os
import pwd
import random
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from casebook.domain.component import Component
from casebook.domain.filter.parse import parse
from casebook.domain.ledger import EntryKind
from casebook.store import address, commands
from casebook.store.actions.contacts import AddNote
from casebook.store.actions.office import CreateOffice
from casebook.store.actions.people import JoinTeam
from casebook.store.database import Database
from casebook.store.migrations.upgrade import upgrade
from casebook.store.models.claims import Claim
from casebook.store.models.derived import Signal
from casebook.store.models.money import LedgerEntry
from casebook.store.perform import finish, perform
from casebook.store.queries import case, cases, claims, log, queue, radar, search
from casebook.store.queries.listing import AT_ONCE, Listing
from casebook.store.queries.narrowing import Narrowing
from casebook.store.queries.vocabulary import vocabulary
from casebook.store.transaction import EVERY_ROLE, Actor, Transaction
from tests.benchmarks.variety import vary
from tests.databases import new_database, postgresql_server
from tests.store.queries.recorded import asked
from tests.store.queries.shelf import (
    PERSONS,
    TEAMS,
    TODAY,
    Shown,
    claim_values,
    now_values,
    put,
    put_cases,
    shelve,
)

ROUNDS, CHUNK = 41, 20_000
FIRST = ("J.", "A. van", "M. de", "Sophie", "Mohammed", "Bakkerij", "Transportbedrijf", "Stichting", "P.", "H. van der")
LAST = ("B.V.", "", "", "VOF", "Holding", "en Zonen", "", "")
SOUNDS = ("jan", "dam", "vries", "berg", "bos", "mul", "der", "huis", "man", "kamp", "stra", "ker", "wil", "lem", "oos")
COLUMNS = {
    cases.Order.NUMBER: "number",
    cases.Order.NAME: "sort_name",
    cases.Order.AMOUNT: "amount_rank",
    cases.Order.NEXT: "next_on",
}
WORDS = (
    "jandamvries",
    "jandamvries holding",
    "jandam",
    "bakkerij",
    "bakkerij holding",
    "sophie bakkerij",
    "van",
    "202",
    "2015",
    "2015-000",
    "zzz",
)
FILTERS = (
    *("track:R", "track:E", "!track:R", "band:1", "handler:me", "team:201", "open>5000", "open>49990"),
    *("safe<30d", "safe<-25d", "by<+7d", "next<-29d", "do:call", "do:visit", "kind:guarantee", "kind:periodic"),
    *("city:muiden", "city:amsterdam", "tag:fraude", "tag:na-17-uur", "!tag:na-17-uur", "seg:key"),
    *("has:hold", "!has:phone", "has:neglected", "has:unproven", "state:intake", "state:closed"),
    *("bakkerij track:R", "jandamvries band:1", "bakkerij city:muiden", "!bakkerij open>49000", "2015 track:I"),
    *("band:1 track:I", "city:amsterdam track:E", "kind:periodic seg:key has:hold", "city:amsterdam do:visit"),
)
TYPED = (
    "F00000042",
    "jandamvries",
    "jan",
    "van jan",
    "bakkerij jandamvries",
    "j",
    "jnadamvries",
    "jandamvrise holdign",
)


def surname(number: int) -> str:
    """One of 3,375 names; low numbers come more often."""
    return "".join(SOUNDS[number // 15**place % 15] for place in range(3)).capitalize()


def name_of(rng: random.Random) -> str:
    return f"{rng.choice(FIRST)} {surname(int(rng.random() ** 2 * 3375))} {rng.choice(LAST)}".strip()


def fill(database: Database, count: int) -> None:
    """Fill the tables with cases of one claim each, and one case with 200 claims and 2,000 lines of the log.

    The office is that of the user of the operating system, who has every role and owns one case in fifty.
    """
    rng = random.Random(20261121)
    login = pwd.getpwuid(os.getuid()).pw_name
    office = CreateOffice("Bijzonder Beheer", "Europe/Amsterdam", login, "M. Jansen")
    me = Actor(perform(database, Actor(None, EVERY_ROLE), TODAY, office).result, EVERY_ROLE)
    with database.peewee.atomic():
        shelve(database, [])
    for start in range(1, count + 1, CHUNK):
        some = [shown(rng, n, count, me.person or 0) for n in range(start, min(start + CHUNK, count + 1))]
        put_cases(database, some)
        with database.peewee.atomic():
            put(database, LedgerEntry, [charge(one.case_id, one.case_id, one.cents) for one in some])
            put(database, Signal, [signal(one) for one in some])
    perform(database, me, TODAY, JoinTeam(TEAMS[0], me.person or 0, TODAY))
    big(database, count, me)
    vary(database)
    # As the server does by itself from time to time.
    database.execute("VACUUM ANALYZE" if database.is_postgresql else "ANALYZE")


def shown(rng: random.Random, n: int, count: int, me: int) -> Shown:
    person = me if n % 50 == 7 else PERSONS[n % 3]
    return Shown(
        n,
        name_of(rng),
        band=rng.choices((1, 2, 3, 4, 9), (2, 18, 60, 5, 15))[0],
        by_on=TODAY + timedelta(days=rng.randrange(-30, 300)),
        cents=rng.randrange(1_000, 5_000_000),
        person_id=person if n % 10 else 0,
        team_id=0 if n % 10 else TEAMS[n // 10 % 2],
        listed=("radar", "radar", "history_missing", "abstained")[n % 4],
        year=2010 + n * 17 // (count + 1),
    )


def charge(entry_id: int, claim_id: int, cents: int) -> dict[str, Any]:
    kind = {"kind": EntryKind.CHARGE, "component": Component.PRINCIPAL}
    return {"id": entry_id, "claim_id": claim_id, "on_day": TODAY, "cents": cents, **kind}


def signal(one: Shown) -> dict[str, Any]:
    """Why a case stands in the queue, as its row there says it."""
    now = now_values(one)
    why = {"code": now["why"], "parameters": now["why_parameters"], "source": now["why_source"]}
    return {"case_id": one.case_id, "rank": 0, "due_on": one.by_on, **why}


def big(database: Database, count: int, me: Actor) -> None:
    """Give the first case 200 claims and 2,000 lines of the log; the second stays as it is."""
    claim_ids = range(count + 1, count + 200)
    entries = [charge(n * 3 + part, n, 1) for n in claim_ids for part in range(3)]
    with database.peewee.atomic():
        put(database, Claim, [claim_values(n, 1, 10_000) for n in claim_ids])
        put(database, LedgerEntry, entries)
        for number in range(1, 2001):
            note(database, me, AddNote(1, f"Notitie {number}"))


def note(database: Database, me: Actor, command: AddNote) -> None:
    """Add a note, without making anew what follows from 200 claims."""
    action, tx = commands.action_for(command), Transaction(database, me, TODAY)
    tx.cases.add(command.case_id)
    action.perform(tx, command)
    finish(tx, action.name, commands.encode(command), derive=False)


def seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def measure(database: Database, raw: Any, title: str, work: Callable[[], object]) -> None:
    statements = asked(database, work)

    def again() -> None:
        for statement, parameters in statements:
            raw.execute(statement, parameters).fetchall()

    work()
    again()
    rounds = [(seconds(work), seconds(again)) for _ in range(ROUNDS)]
    ours, theirs = (statistics.median(times) * 1e3 for times in zip(*rounds, strict=True))
    print(f"  {title:<52} {ours:9.2f} ms  raw {theirs:9.2f} ms  {ours / theirs:5.1f} times")


def far_down(database: Database, order: str, place: int) -> int:
    """Return the case that stands far down in an order."""
    case_id: int = database.value(f"SELECT case_id FROM case_now ORDER BY {order} LIMIT 1 OFFSET {place}")
    return case_id


def works(database: Database, count: int) -> Iterator[tuple[str, Callable[[], object]]]:
    whose = queue.Whose(PERSONS[1], tuple(TEAMS))
    everybody, one, mine = queue.queue(queue.EVERYBODY), queue.queue(queue.Whose(PERSONS[1])), queue.queue(whose)
    # Four of five cases are in the queue.
    deep = queue.place(database, far_down(database, "band, by_on, amount_rank, case_id", count * 72 // 100)) or ()
    yield "queue of everybody: first window", lambda: everybody.after(database)
    yield "queue of everybody: window at 0.9", lambda: everybody.after(database, deep)
    yield "queue of everybody: window before 0.9", lambda: everybody.before(database, deep)
    yield "queue of everybody: last window", lambda: everybody.before(database)
    yield "queue of everybody: around 0.9", lambda: everybody.around(database, deep)
    yield "queue of one person: first window", lambda: one.after(database)
    yield "queue of a person and two teams: first window", lambda: mine.after(database)
    yield "queue of a person and two teams: from 0.9", lambda: mine.after(database, deep)
    yield "counts per band, everybody", lambda: queue.band_counts(database, queue.EVERYBODY)
    yield "counts per band, a person and two teams", lambda: queue.band_counts(database, whose)
    yield "line of small claims, everybody", lambda: queue.small_claims(database, queue.EVERYBODY)
    yield "overdue rows", lambda: queue.overdue(database, TODAY)
    for order, column in COLUMNS.items():
        listing = cases.cases(database, order)
        far = cases.place(database, far_down(database, f"{column}, case_id", count * 9 // 10), order) or ()
        yield f"cases by {order}: first window", partial(listing.after, database)
        yield f"cases by {order}: window at 0.9", partial(listing.after, database, far)
    yield "cases: count", lambda: cases.cases(database).count(database)
    for words in WORDS:
        for order in (cases.Order.NUMBER, cases.Order.NAME, cases.Order.AMOUNT):
            yield f"cases by {order} with {words!r}: at once", partial(narrowed, database, order, words, AT_ONCE)
            yield f"cases by {order} with {words!r}: first window", partial(narrowed, database, order, words)
    for text in FILTERS:
        yield f"cases by number, {text}", partial(filtered, database, text, cases.Order.NUMBER)
        yield f"cases by amount, {text}", partial(filtered, database, text, cases.Order.AMOUNT)
        yield f"queue, {text}", partial(filtered, database, text, None)
    yield "vocabulary of the filter", partial(vocabulary, database)
    by_amount = cases.cases(database, cases.Order.AMOUNT, Narrowing(PERSONS[1]))
    yield "cases of a person by amount: first window", lambda: by_amount.after(database)
    clocks = radar.clocks()
    yield "radar: first window", lambda: clocks.after(database)
    yield "radar: histogram of 24 months", lambda: radar.histogram(database, TODAY)
    yield "radar: without history, count", lambda: radar.count_listed(database, radar.Listed.HISTORY_MISSING)
    number = database.value("SELECT number FROM cases WHERE id = ?", (count // 2,))
    for text in (number, *TYPED):
        yield f"search {text!r}", partial(search.find, database, text)
    yield "open an empty case", partial(open_case, database, 2)
    yield "open a case with 200 claims and 2,000 log lines", partial(open_case, database, 1)


def narrowed(database: Database, order: cases.Order, words: str, budget: int | None = None) -> object:
    return cases.cases(database, order, Narrowing(words=words)).after(database, budget=budget)


def filtered(database: Database, text: str, order: cases.Order | None) -> object:
    """Read what is shown first under a filter: what can be found at once of the cases in an order, or of the queue."""
    narrowing = Narrowing(terms=parse(text, TODAY, database.law.holidays).terms, me=1, day=TODAY)
    listing: Listing[Any] = (
        queue.narrowed(database, queue.EVERYBODY, narrowing)
        if order is None
        else cases.cases(database, order, narrowing)
    )
    return listing.after(database, budget=AT_ONCE)


def open_case(database: Database, case_id: int) -> None:
    """Read what the first frame of a case shows: the header, and the first tab with its first windows."""
    case.card(database, case_id)
    case.signals(database, case_id)
    case.tracks(database, case_id)
    case.holds(database, case_id)
    window = claims.claims(case_id).after(database, None, 20)
    claims.open_on(database, window, TODAY)
    log.lines_of(case_id).after(database, None, 20)


def run(target: str, raw: Callable[[], Any], count: int) -> None:
    database = Database(address.read(target))
    database.connect()
    upgrade(database)
    if database.value("SELECT count(*) FROM office"):
        count = database.value("SELECT max(case_id) FROM case_now")
        print(f"{database.engine}, {count:,} cases, as they were; medians of {ROUNDS}")
    else:
        if not database.is_postgresql:
            for pragma in ("foreign_keys = 0", "synchronous = off", "cache_size = -400000"):
                database.execute(f"PRAGMA {pragma}")
        begun = time.perf_counter()
        fill(database, count)
        print(f"{database.engine}, {count:,} cases, filled in {time.perf_counter() - begun:.0f} s; medians of {ROUNDS}")
        database.close()
        database.connect()
    other = raw()
    for title, work in works(database, count):
        measure(database, other, title, work)
    other.close()
    database.close()


def on_sqlite(count: int, file: str) -> None:
    run(file, lambda: sqlite3.connect(file), count)


def on_postgresql(count: int) -> None:
    import psycopg

    with postgresql_server() as server:
        target = new_database(server, "book")
        run(target, lambda: psycopg.connect(target), count)


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    for engine in sys.argv[2:] or ["sqlite", "postgresql"]:
        if engine == "postgresql":
            on_postgresql(count)
        elif engine == "sqlite":
            with tempfile.TemporaryDirectory() as folder:
                on_sqlite(count, str(Path(folder) / "queries.db"))
        else:
            on_sqlite(count, engine)


if __name__ == "__main__":
    main()
