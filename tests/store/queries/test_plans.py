"""How the engines read the lists: through an index, in its order, never through a whole table."""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

import pytest

from casebook.domain.filter.parse import parse
from casebook.store import promised
from casebook.store.database import Database
from casebook.store.facts_of import arrangement_rows, unallocated
from casebook.store.matching import cases as matching
from casebook.store.models.derived import Signal
from casebook.store.models.log import LogCase, LogLine
from casebook.store.open_work import open_work
from casebook.store.queries import (
    case,
    cases,
    claims,
    events,
    insolvency_requests,
    log,
    narrowing_factor,
    people,
    queue,
    radar,
    routes,
    search,
    team,
)
from casebook.store.queries.cases import Order
from casebook.store.queries.listing import AT_ONCE, Listing
from casebook.store.queries.narrowing import Narrowing
from casebook.store.queries.queue import EVERYBODY, Whose
from tests.store.queries.recorded import asked
from tests.store.queries.shelf import PERSONS, TEAMS, TODAY, logged, put, shelve, some

WHOLE = {
    # The log lies in the order of its numbers, and there are few people, teams and creditors.
    "sqlite": re.compile(
        r"SCAN (?!.*(USING (COVERING )?INDEX|LEFT-JOIN))(?!(l|d|person|counted|small|CONSTANT.*|\(.*)$)"
    ),
    "postgresql": re.compile(r"Seq Scan on (case_now|cases|claim|clock_now|party|search_term|log|log_case|signal)\b"),
}
SORTED = {"sqlite": re.compile("USE TEMP B-TREE"), "postgresql": re.compile(r"\bSort\b|Aggregate .*\bKey")}
FILTERS = (
    *("track:E", "!track:E", "band:1", "handler:me", "open>15", "by<2d", "next:today", "safe<2d", "do:call"),
    *("kind:guarantee", "creditor:x", "city:x", "tag:x", "seg:key", "has:hold", "!has:phone", "has:lead"),
    *("has:history-missing", "state:closed", "opened<-1d", "claimed>today", "jansen track:E", "!jansen band:2"),
)


def hot(database: Database) -> Iterator[tuple[str, Callable[[], object]]]:
    """Yield what is read at every key press: without a whole table and without a sort."""
    for title, whose in (
        ("everybody", EVERYBODY),
        ("person", Whose(PERSONS[0])),
        ("teams", Whose(PERSONS[0], tuple(TEAMS))),
    ):
        one = queue.queue(whose)
        key = one.key(one.after(database, limit=400).rows[-1])
        yield f"queue of {title}, first", partial(one.after, database)
        yield f"queue of {title}, last", partial(one.before, database)
        yield f"queue of {title}, after", partial(one.after, database, key)
        yield f"queue of {title}, before", partial(one.before, database, key)
        yield f"queue of {title}, around", partial(one.around, database, key)
        yield f"queue of {title}, count", partial(one.count, database)
        yield f"bands of {title}", partial(queue.band_counts, database, whose)
        yield f"overdue of {title}", partial(queue.overdue_cases, database, whose, TODAY, 50)
    yield "overdue", lambda: queue.overdue(database, TODAY)
    for order in Order:
        by = cases.cases(database, order)
        key = cases.place(database, 4321, order) or ()
        yield f"cases by {order}, first", partial(by.after, database)
        yield f"cases by {order}, after", partial(by.after, database, key)
        yield f"cases by {order}, before", partial(by.before, database, key)
    clocks = radar.clocks()
    key = clocks.key(clocks.after(database, limit=300).rows[-1])
    yield "radar, first", lambda: clocks.after(database)
    yield "radar, after", lambda: clocks.after(database, key)
    yield "radar, months", lambda: radar.histogram(database, TODAY)
    yield "radar, abstained", lambda: radar.clocks(radar.Listed.ABSTAINED).before(database)
    yield "log, first", lambda: log.lines().after(database)
    yield "log of a case", lambda: log.lines_of(17).after(database, (1000,))
    yield "log, news", lambda: log.news(database, 1000)
    yield "case", lambda: case.card(database, 17)
    for which in team.Watched:
        listing = team.watched(database, which)
        yield f"{which}, first", partial(listing.after, database)
        yield f"{which}, after", partial(listing.after, database, (1, TODAY, 0, 17))
        yield f"{which}, count", partial(listing.count, database)
    yield "signals", lambda: case.signals(database, 17)


def searches(database: Database) -> Iterator[tuple[str, Callable[[], object]]]:
    """Yield what may be sorted because it is little, but never reads a whole table."""
    for text in ("jansen", "jan bakkerij", "jansen bakkerij", "2026-0004321", "F0000432", "j", "jnsaen"):
        yield f"search {text!r}", partial(search.find, database, text)
        for order in (Order.NUMBER, Order.AMOUNT):
            yield f"cases by {order} with {text!r}", partial(narrowed, database, order, text)
        for order in Order:
            yield f"cases by {order} with {text!r}, at once", partial(narrowed, database, order, text, AT_ONCE)
    yield "routes", lambda: routes.compared(database, 17, TODAY)
    yield "disputes of a person", lambda: people.disputes_of(database, PERSONS[0])
    yield "requests of a person", lambda: people.asked_of(database, PERSONS[0])
    yield "requests to answer", lambda: insolvency_requests.assigned(database, PERSONS[0])
    yield "open work of a person", lambda: open_work(database, PERSONS[0], TODAY)
    for text in FILTERS:
        narrowing = Narrowing(terms=parse(text, TODAY, database.law.holidays).terms, me=PERSONS[0], day=TODAY)
        for order in (Order.NUMBER, Order.AMOUNT):
            yield (
                f"cases by {order}, {text}",
                partial(first, database, partial(cases.cases, database, order, narrowing)),
            )
        for whose in (EVERYBODY, Whose(PERSONS[0], tuple(TEAMS))):
            yield f"queue, {text}", partial(first, database, partial(queue.narrowed, database, whose, narrowing))
        clocks = partial(radar.narrowed, database, radar.Listed.RADAR, narrowing)
        yield f"radar, {text}", partial(first, database, clocks)
    yield "small claims", lambda: queue.small_claims(database, Whose(PERSONS[0], tuple(TEAMS)))
    yield "claims", lambda: claims.claims(17).after(database)
    yield "ledger", lambda: claims.ledger(17).after(database)
    yield "notes", lambda: case.notes(17).after(database)
    yield "contacts", lambda: case.contacts(17).after(database)
    yield "events", lambda: events.events(17).after(database)
    yield "clocks of a case", lambda: radar.clocks_of(17).after(database)


def first(database: Database, listing: Callable[[], Listing[Any]]) -> object:
    return listing().after(database, budget=AT_ONCE)


def narrowed(database: Database, order: Order, text: str, budget: int | None = None) -> object:
    return cases.cases(database, order, Narrowing(words=text)).after(database, budget=budget)


def plan(database: Database, statement: str, parameters: Sequence[Any]) -> list[str]:
    cursor = database.peewee.cursor()
    explain = "EXPLAIN" if database.is_postgresql else "EXPLAIN QUERY PLAN"
    cursor.execute(f"{explain} {statement}", parameters)
    if database.is_postgresql:
        return [row[0] for row in cursor.fetchall()]
    lines = [row[-1] for row in cursor.fetchall()]
    # What a subquery has found already is read as a whole.
    found = {line.split()[-1] for line in lines if line.startswith(("CO-ROUTINE ", "MATERIALIZE "))}
    return [line for line in lines if line.removeprefix("SCAN ") not in found]


@pytest.mark.parametrize(
    "statement", [promised._PAYMENTS, arrangement_rows.WAITING, unallocated._RESTS, routes._PAYMENTS, matching._BOOKED]
)
def test_of_many_cases_only_their_own_money_is_read(database: Database, statement: str) -> None:
    if database.is_postgresql:
        # It knows by itself that most payments reverse nothing.
        return
    asked = statement.format(marks=", ".join("?" * 500)) if "{marks}" in statement else statement
    steps = plan(database, asked, [1] * asked.count("?"))
    assert [step for step in steps if re.search(r"(SEARCH|SCAN) p\b", step)], steps
    assert not [step for step in steps if "(case_id=?)" not in step and re.search(r"(SEARCH|SCAN) p\b", step)], steps


def test_lists_are_read_by_their_indexes(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    # As it is in a large book: what so many cases have is no way to find them.
    monkeypatch.setattr(narrowing_factor, "MOST_SORTED", 100)
    shelve(database, some(20_000))
    with database.peewee.atomic():
        put(database, LogLine, [logged(number, number % 1000) for number in range(1, 20_001)])
        put(database, LogCase, [{"case_id": number % 1000, "number": number} for number in range(1, 20_001)])
        signal = {"code": "x", "parameters": "{}", "source": ""}
        put(database, Signal, [{"case_id": n // 2, "rank": n % 2, **signal} for n in range(20_000)])
    # As the server does by itself from time to time; counts then need the index alone.
    database.execute("VACUUM ANALYZE" if database.is_postgresql else "ANALYZE")
    found = [
        f"{title}: {line.strip()} — {' '.join(statement.split())}"
        for works, forbidden in ((hot, (WHOLE, SORTED)), (searches, (WHOLE,)))
        for title, work in works(database)
        for statement, parameters in asked(database, work)
        for line in plan(database, statement, parameters)
        if any(kind[database.engine].search(line) for kind in forbidden)
    ]
    assert not found, "\n".join(found)
