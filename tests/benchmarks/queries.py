"""Windows, searches and cards against the same SQL on a raw connection that is kept."""

import statistics
import time
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from casebook.domain.filter.parse import parse
from casebook.store.database import Database
from casebook.store.queries import case, cases, claims, log, queue, radar, search
from casebook.store.queries.listing import AT_ONCE, Listing
from casebook.store.queries.narrowing import Narrowing
from casebook.store.queries.vocabulary import vocabulary
from tests.benchmarks.books import Book
from tests.benchmarks.table import Much, Table
from tests.store.queries.recorded import asked
from tests.store.queries.shelf import PERSONS, TEAMS, TODAY

# Times the same SQL on the raw connection; milliseconds to the first rows, and where a name is misspelt.
PAGE, TYPED_MS, MISSPELT_MS = 1.5, 100, 250
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
QUOTED = (
    "F00000042",
    "jandamvries",
    "jan",
    "van jan",
    "bakkerij jandamvries",
    "j",
)
MISSPELT = ("jnadamvries", "jandamvrise holdign")


Work = Callable[[], object]


def measure(table: Table, book: Book, much: Much) -> None:
    """Measure all of it in a book."""
    database, raw = book.open(), book.raw()
    for row, title, work, most in works(database, book.cases):
        ours, floor = beside(database, raw, work, much.rounds)
        if row == "filter":
            table.add(row, book.engine, title, ours, most=most)
        else:
            table.add(row, book.engine, title, ours, of=floor, most=most)
    full, empty = (
        statistics.median(_ms(partial(open_case, database, id_)) for _ in range(much.rounds)) for id_ in (1, 2)
    )
    table.add("", book.engine, "the store alone: 200 claims, 2,000 lines, of an empty one", full, of=empty)
    raw.close()
    database.close()


def beside(database: Database, raw: Any, work: Work, times: int) -> tuple[float, float]:
    """Return the milliseconds of some work, and of its SQL alone, in turn: medians."""
    statements = asked(database, work)

    def again() -> None:
        for statement, parameters in statements:
            raw.execute(statement, parameters).fetchall()

    work()
    again()
    rounds = [(_ms(work), _ms(again)) for _ in range(times)]
    ours, floor = (statistics.median(found) for found in zip(*rounds, strict=True))
    return ours, floor


def _ms(work: Work) -> float:
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1e3


def far_down(database: Database, order: str, place: int) -> int:
    """Return the case that stands far down in an order."""
    case_id: int = database.value(f"SELECT case_id FROM case_now ORDER BY {order} LIMIT 1 OFFSET {place}")
    return case_id


def works(database: Database, count: int) -> Iterator[tuple[str, str, Work, float | None]]:
    """Yield what is measured: the row it belongs to, what it is, the work, and its target."""
    for title, work in pages(database, count):
        yield "page", title, work, PAGE
    for title, work in lists(database):
        yield "", title, work, None
    for text in FILTERS:
        for order in (cases.Order.NUMBER, cases.Order.AMOUNT, None):
            title = f"{order or 'queue'}: {text}"
            yield "filter", title, partial(filtered, database, text, order), TYPED_MS
    for words in WORDS:
        for order in (cases.Order.NUMBER, cases.Order.NAME, cases.Order.AMOUNT):
            yield "filter", f"{order}: {words}", partial(narrowed, database, order, words, AT_ONCE), TYPED_MS
    number = database.value("SELECT number FROM cases WHERE id = ?", (count // 2,))
    for text in (number, *QUOTED):
        yield "filter", f"find {text}", partial(search.find, database, text), TYPED_MS
    for text in MISSPELT:
        yield "filter", f"find {text}, misspelt", partial(search.find, database, text), MISSPELT_MS


def pages(database: Database, count: int) -> Iterator[tuple[str, Work]]:
    """Yield the windows of the queue, at any depth."""
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
    for order, column in COLUMNS.items():
        listing = cases.cases(database, order)
        far = cases.place(database, far_down(database, f"{column}, case_id", count * 9 // 10), order) or ()
        yield f"cases by {order}: first window", partial(listing.after, database)
        yield f"cases by {order}: window at 0.9", partial(listing.after, database, far)
    yield "radar: first window", lambda: radar.clocks().after(database)


def lists(database: Database) -> Iterator[tuple[str, Work]]:
    """Yield what stands beside the windows."""
    whose = queue.Whose(PERSONS[1], tuple(TEAMS))
    yield "counts per band, everybody", lambda: queue.band_counts(database, queue.EVERYBODY)
    yield "counts per band, a person and two teams", lambda: queue.band_counts(database, whose)
    yield "line of small claims, everybody", lambda: queue.small_claims(database, queue.EVERYBODY)
    yield "overdue rows", lambda: queue.overdue(database, TODAY)
    yield "cases: count", lambda: cases.cases(database).count(database)
    yield "vocabulary of the filter", partial(vocabulary, database)
    by_amount = cases.cases(database, cases.Order.AMOUNT, Narrowing(PERSONS[1]))
    yield "cases of a person by amount: first window", lambda: by_amount.after(database)
    yield "radar: histogram of 24 months", lambda: radar.histogram(database, TODAY)
    yield "radar: without history, count", lambda: radar.count_listed(database, radar.Listed.HISTORY_MISSING)


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
