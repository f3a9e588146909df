"""The comparison of the routes of a case, by what each brought in the past of this book."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from casebook.domain.calendar import Term, add
from casebook.domain.capacity import Capacity
from casebook.domain.dated import Entry
from casebook.domain.finding import Finding
from casebook.domain.money import ZERO, Cents
from casebook.domain.routes.comparison import CourtFee, Outlook, Situation, compare
from casebook.domain.routes.experience import Experience, experiences
from casebook.domain.routes.facts import Basis, Course, Route
from casebook.domain.routes.rules import HistoryRules, RouteCosts
from casebook.law import court_fees
from casebook.law.book import Book
from casebook.store.case_titles import TITLES
from casebook.store.database import Database
from casebook.store.queries import assessments
from casebook.store.queries.assessments import AssessmentRow, open_on
from casebook.store.rows import many, rows


class Comparison(NamedTuple):
    """The routes of a case side by side.

    Routes that began from `since` up to and including `until` count. `rules` are the settings that say which cases
    count, `costs` those of the house with their source. `assessment` is the last one, with what it suggests.
    """

    open_cents: Cents
    capacity: Capacity | None
    since: date
    until: date
    rules: HistoryRules
    costs: Entry[RouteCosts]
    outlooks: tuple[Outlook, ...]
    promises: Experience
    assessment: AssessmentRow | None
    suggestion: Finding[Route | None] | None


class Began(NamedTuple):
    """A case, and the day on which it first went a way."""

    case_id: int
    on_day: date


class _Capacity(NamedTuple):
    case_id: int
    capacity: Capacity | None


class _Amount(NamedTuple):
    case_id: int
    on_day: date
    cents: int


class _Gone(NamedTuple):
    open_cents: Cents
    received_cents: Cents
    cent_days: int


_TRACK = "SELECT case_id, opened_on AS on_day FROM track WHERE kind = '{kind}' AND opened_on BETWEEN ? AND ?"
_CONTACT = "SELECT case_id, on_day FROM contact WHERE outcome = '{outcome}' AND on_day BETWEEN ? AND ?"
_JUDGED = """
    SELECT k.case_id, d.on_day FROM claim_day d JOIN claim k ON k.id = d.claim_id
    WHERE d.name = 'judged_on' AND d.on_day BETWEEN ? AND ?
"""
_WRITTEN_OFF = """
    SELECT k.case_id, w.on_day FROM write_off w JOIN claim k ON k.id = w.claim_id
    WHERE w.reverses_id IS NULL AND w.on_day BETWEEN ? AND ?
      AND NOT EXISTS (SELECT 1 FROM write_off r WHERE r.reverses_id = w.id)
"""
# One that ran before the office worked with the program has its track since it was brought in.
_AGREED = "SELECT case_id, agreed_on AS on_day FROM arrangement WHERE agreed_on BETWEEN ? AND ?"
_SLEPT = "SELECT id AS case_id, sleeping_since AS on_day FROM cases WHERE sleeping_since BETWEEN ? AND ?"
# What begins a route; of a case the first time within the period counts, of rest the last time it was put to sleep.
_BEGAN: Mapping[Basis, Sequence[str]] = {
    Basis.PLAN: (_TRACK.format(kind="arrangement"), _AGREED, _CONTACT.format(outcome="agreement")),
    Basis.PROMISE: (_CONTACT.format(outcome="promise"),),
    Basis.COURT: (_TRACK.format(kind="court"), _JUDGED),
    Basis.AGENCY: (_TRACK.format(kind="agency"),),
    Basis.REST: (_SLEPT,),
    Basis.WRITE_OFF: (_WRITTEN_OFF,),
}
_FIRST = "SELECT case_id, min(on_day) FROM ({began}) AS began GROUP BY case_id ORDER BY 2 DESC, 1 DESC LIMIT ?"
_ENTRIES = """
    SELECT k.case_id, l.on_day, CAST(sum(l.cents) AS BIGINT) FROM claim k JOIN ledger_entry l ON l.claim_id = k.id
    WHERE k.case_id IN ({marks}) GROUP BY k.case_id, l.on_day
"""
_PAYMENTS = """
    SELECT p.case_id, p.on_day, p.cents FROM payment p
    WHERE p.case_id IN ({marks}) AND p.reverses_id IS NULL
      AND NOT EXISTS (SELECT 1 FROM payment r WHERE r.reverses_id = p.id)
"""
# Of several capacities none is that of the case.
_CAPACITIES = """
    SELECT case_id, CASE WHEN min(capacity) = max(capacity) THEN min(capacity) END
    FROM claim WHERE case_id IN ({marks}) GROUP BY case_id
"""
_TITLED = "SELECT 1 FROM claim WHERE case_id = ? AND kind IN ({marks}) AND ended_on IS NULL LIMIT 1"


def compared(database: Database, case_id: int, day: date) -> Comparison:
    """Return what each route of a case may be expected to bring, by the past of the book up to `day`."""
    house = database.law.defaults
    rules, costs = house.route_history.applied(day).value, house.route_costs.applied(day)
    until = add(day, _back(rules.window))
    since = add(until, _back(rules.reach))
    with database.snapshot():
        open_cents = open_on(database, case_id, day)
        capacity = {one.case_id: one.capacity for one in many(database, _CAPACITIES, _Capacity, [case_id])}.get(case_id)
        past = experiences(courses(database, since, until, rules), capacity, rules)
        newest = assessments.newest(database, case_id)
        suggestion = assessments.suggestion(database, case_id, newest, day) if newest else None
        fee = court_fee(database.law, open_cents, day)
        situation = Situation(open_cents, costs.value, fee, _titled(database, case_id))
    outlooks = compare(situation, past, rules)
    promises = past[Basis.PROMISE]
    return Comparison(open_cents, capacity, since, until, rules, costs, outlooks, promises, newest, suggestion)


def courses(database: Database, since: date, until: date, rules: HistoryRules) -> list[Course]:
    """Return how cases went whose route began from `since` up to and including `until`."""
    return [course for _, course in courses_of_cases(database, since, until, rules)]


def courses_of_cases(database: Database, since: date, until: date, rules: HistoryRules) -> list[tuple[int, Course]]:
    """Return the same with the case of each."""
    first = {basis: began(database, basis, since, until, rules.most_cases) for basis in Basis}
    ids = sorted({one.case_id for some in first.values() for one in some})
    capacities = {one.case_id: one.capacity for one in many(database, _CAPACITIES, _Capacity, ids)}
    entries, payments = _by_case(database, _ENTRIES, ids), _by_case(database, _PAYMENTS, ids)
    return [
        (
            one.case_id,
            Course(
                basis,
                capacities.get(one.case_id),
                *_course(one, entries[one.case_id], payments[one.case_id], rules.window),
            ),
        )
        for basis, some in first.items()
        for one in some
    ]


def court_fee(law: Book, open_cents: Cents, day: date) -> CourtFee:
    """Return the court fee of a company that claims an amount, or why none is known."""
    district = open_cents > law.court.kanton_limit.applied(day).value
    fee = court_fees.of_company(law.court_fees, open_cents, day, district=district)
    return CourtFee(None, "Wgbz", "routes.no_fee_this_year") if fee is None else CourtFee(fee.cents, fee.source)


def began(database: Database, basis: Basis, since: date, until: date, most: int) -> list[Began]:
    """Return when each case first went a way, the newest first."""
    queries = _BEGAN[basis]
    union = " UNION ALL ".join(queries)
    return rows(database, _FIRST.format(began=union), Began, (*(since, until) * len(queries), most))


def _by_case(database: Database, query: str, ids: Sequence[int]) -> Mapping[int, list[_Amount]]:
    found: dict[int, list[_Amount]] = defaultdict(list)
    for one in many(database, query, _Amount, ids):
        found[one.case_id].append(one)
    return found


def _course(one: Began, entries: Sequence[_Amount], payments: Sequence[_Amount], window: Term) -> _Gone:
    received = list(_within(payments, one.on_day, window))
    return _Gone(
        Cents(sum((entry.cents for entry in entries if entry.on_day <= one.on_day), ZERO)),
        Cents(sum((payment.cents for payment in received), ZERO)),
        sum(payment.cents * (payment.on_day - one.on_day).days for payment in received),
    )


def _within(payments: Sequence[_Amount], began_on: date, window: Term) -> Iterator[_Amount]:
    until = add(began_on, window)
    return (one for one in payments if began_on < one.on_day <= until)


def _titled(database: Database, case_id: int) -> bool:
    kinds = sorted(TITLES)
    query = _TITLED.replace("{marks}", ", ".join("?" * len(kinds)))
    return database.value(query, (case_id, *kinds)) is not None


def _back(term: Term) -> Term:
    return Term(-term.amount, term.unit)
