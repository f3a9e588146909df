"""The figures of what was agreed: promises, terms of arrangements and whole arrangements, as the rules judge them.

Each counts on its own day. Nothing is broken on bank data that is older than that day: it waits.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from casebook.domain.figures.catalogue import By
from casebook.domain.results import plan_part, promise_part, term_part
from casebook.store import promised
from casebook.store.database import Database
from casebook.store.facts_of import arrangements
from casebook.store.facts_of.arrangements import PlanRecord
from casebook.store.queries.figures.facts import Fact, Judged
from casebook.store.queries.figures.scope import Scope
from casebook.store.queries.routes import courses_of_cases
from casebook.store.rows import rows

_PROMISED = "SELECT DISTINCT case_id FROM promise f WHERE due_on BETWEEN ? AND ?"
_DUE = """
    SELECT DISTINCT f.case_id FROM instalment i JOIN arrangement f ON f.id = i.arrangement_id
    WHERE i.due_on BETWEEN ? AND ? AND f.agreed_on IS NOT NULL
"""
_AGREED = "SELECT DISTINCT f.case_id FROM arrangement f WHERE f.agreed_on BETWEEN ? AND ?"
# So many cases at once keep what is held small, however long the period.
_BATCH = 500
_EVERY = 1_000_000


class _Case(NamedTuple):
    id: int


def promises(database: Database, scope: Scope, by: By) -> Judged:
    """Return the promises for a day of the period, with what was promised and what came in for it."""
    del by
    return Judged(tuple(_promises(database, scope)))


def terms(database: Database, scope: Scope, by: By) -> Judged:
    """Return the terms of agreed arrangements that were due in the period."""
    del by
    return Judged(tuple(_terms(database, scope)))


def plans(database: Database, scope: Scope, by: By) -> Judged:
    """Return the arrangements that were agreed in the period, and what became of them."""
    del by
    return Judged(tuple(_plans(database, scope)))


def outcome(database: Database, scope: Scope, by: By) -> Judged:
    """Return what came in on the ways that cases went for the first time in the period, within the window after that.

    More than what was open came in for something that was not there yet.
    """
    del by
    rules = database.law.defaults.route_history.applied(scope.day).value._replace(most_cases=_EVERY)
    narrowed = scope.cases(entity=True)
    sql = f"SELECT DISTINCT f.case_id FROM (SELECT id AS case_id FROM cases) f WHERE {narrowed.where}"  # noqa: S608 our own text
    some = {one.id for one in rows(database, sql, _Case, narrowed.parameters)} if narrowed.where else None
    found: list[Fact] = []
    for case_id, one in courses_of_cases(database, scope.period.since, scope.period.until, rules):
        if one.open_cents > 0 and (some is None or case_id in some):
            row = one.basis.value
            found += [
                Fact(case_id, row, "began", 1, one.open_cents),
                Fact(case_id, row, "received", 0, min(one.received_cents, one.open_cents)),
                Fact(case_id, row, "weighed", 0, one.received_cents, one.cent_days),
            ]
    return Judged(tuple(found))


def _promises(database: Database, scope: Scope) -> Iterator[Fact]:
    for some in _cases(database, scope, _PROMISED):
        for case_id, standings in promised.standings(database, some, scope.day).items():
            for one in standings:
                part, due_on = promise_part(one), one.promise.due_on
                if part is not None and _in(due_on, scope):
                    yield Fact(case_id, due_on.isoformat(), part, 1, one.promise.cents)
                    yield Fact(case_id, due_on.isoformat(), "received", 0, one.received)


def _terms(database: Database, scope: Scope) -> Iterator[Fact]:
    for one in _records(database, scope, _DUE):
        if one.history.days.agreed_on is None:
            continue
        for term in one.on(scope.day).value.terms:
            part, due_on = term_part(term), term.due_on
            if part is not None and _in(due_on, scope):
                yield Fact(one.case_id, due_on.isoformat(), part, 1, term.owed)
                yield Fact(one.case_id, due_on.isoformat(), "received", 0, term.paid)


def _plans(database: Database, scope: Scope) -> Iterator[Fact]:
    for one in _records(database, scope, _AGREED):
        agreed_on = one.history.days.agreed_on
        if agreed_on is not None and _in(agreed_on, scope):
            part = plan_part(one.on(scope.day).value.state)
            if part is not None:
                yield Fact(one.case_id, agreed_on.isoformat(), part, 1, 0)


def _records(database: Database, scope: Scope, sql: str) -> Iterator[PlanRecord]:
    for some in _cases(database, scope, sql):
        for records in arrangements.load(database, some).values():
            yield from records


def _cases(database: Database, scope: Scope, sql: str) -> Iterator[Sequence[int]]:
    narrowed = scope.cases(entity=True)
    where = f" AND {narrowed.where}" if narrowed.where else ""
    period = (scope.period.since, scope.period.until)
    found = [row.id for row in rows(database, f"{sql}{where} ORDER BY 1", _Case, (*period, *narrowed.parameters))]
    return (found[start : start + _BATCH] for start in range(0, len(found), _BATCH))


def _in(day: date, scope: Scope) -> bool:
    return scope.period.since <= day <= scope.period.until
