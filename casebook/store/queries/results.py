"""The results of a period: promises and terms kept, the first money, and what each route recovered."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from casebook.domain.arrangement.standing import PlanNow
from casebook.domain.promises import PromiseStanding
from casebook.domain.results import FirstMoney, Opened, Plans, Rate, first_money, plan_counts, promise_rate, term_rate
from casebook.domain.routes.experience import Experience, experiences
from casebook.domain.routes.facts import Basis
from casebook.store import promised
from casebook.store.database import Database
from casebook.store.facts_of import arrangements
from casebook.store.queries import routes
from casebook.store.rows import rows


class Results(NamedTuple):
    """What the work brought from one day up to and including another.

    `promises` and `terms` are those whose day lies in the period, `plans` were agreed in it, `first` are cases opened
    in it, `routes` are cases that went that way in it, with what came in within the window after that.
    """

    since: date
    until: date
    promises: Rate
    terms: Rate
    plans: Plans
    first: FirstMoney
    routes: tuple[tuple[Basis, Experience], ...]


class _Id(NamedTuple):
    id: int


_PROMISED = "SELECT DISTINCT case_id FROM promise WHERE due_on BETWEEN ? AND ? ORDER BY case_id"
_FIRST = """
    SELECT c.opened_on, min(p.on_day) FROM cases c
    LEFT JOIN payment p ON p.case_id = c.id AND p.on_day >= c.opened_on AND p.reverses_id IS NULL
      AND NOT EXISTS (SELECT 1 FROM payment r WHERE r.reverses_id = p.id)
    WHERE c.opened_on BETWEEN ? AND ? GROUP BY c.id, c.opened_on
"""
_AGREED = "SELECT DISTINCT case_id FROM arrangement WHERE agreed_on IS NOT NULL ORDER BY case_id"
_EVERY = 1_000_000
_BATCH = 500


def results(database: Database, since: date, until: date, day: date) -> Results:
    """Return what the work brought from `since` up to and including `until`, as it is known on `day`."""
    rules = database.law.defaults.route_history.applied(day).value._replace(most_cases=_EVERY)
    with database.snapshot():
        past = experiences(routes.courses(database, since, until, rules), None, rules)
        plans = list(_plans(database, day))
        first = rows(database, _FIRST, Opened, (since, until))
        kept = promise_rate(_promises(database, since, until, day))
    return Results(
        since,
        until,
        kept,
        term_rate(term for plan in plans for term in plan.now.terms if since <= term.due_on <= until),
        plan_counts(plan.now.state for plan in plans if since <= plan.agreed_on <= until),
        first_money(first),
        tuple(past.items()),
    )


class _Plan(NamedTuple):
    agreed_on: date
    now: PlanNow


def _plans(database: Database, day: date) -> Iterator[_Plan]:
    """Yield how the arrangements that were ever agreed stand on a day."""
    for some in _batches([row.id for row in rows(database, _AGREED, _Id)]):
        for records in arrangements.load(database, some).values():
            for one in records:
                agreed_on = one.history.days.agreed_on
                if agreed_on is not None:
                    yield _Plan(agreed_on, one.on(day).value)


def _promises(database: Database, since: date, until: date, day: date) -> Iterator[PromiseStanding]:
    """Yield how the promises for days of a period stand on a day."""
    for some in _batches([row.id for row in rows(database, _PROMISED, _Id, (since, until))]):
        for standings in promised.standings(database, some, day).values():
            yield from (one for one in standings if since <= one.promise.due_on <= until)


def _batches(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    return (ids[start : start + _BATCH] for start in range(0, len(ids), _BATCH))
