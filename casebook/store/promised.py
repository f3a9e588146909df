"""How the promises of cases stand, by what came in and by what is known of the accounts it may come in on."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from casebook.domain.calendar import add_working_days
from casebook.domain.money import Cents
from casebook.domain.promises import PaidIn, PromiseMade, PromiseStanding, PromiseState, judge
from casebook.domain.relation.promises import PromisedAmount
from casebook.store.bank_freshness import known_until
from casebook.store.database import Database
from casebook.store.rows import many


class _Promise(NamedTuple):
    case_id: int
    id: int
    party_id: int
    made_on: date
    due_on: date
    cents: int
    withdrawn_on: date | None


class _Payment(NamedTuple):
    case_id: int
    on_day: date
    cents: int
    payer_id: int | None


class _Creditor(NamedTuple):
    case_id: int
    creditor_id: int


_PROMISES = """
    SELECT case_id, id, party_id, made_on, due_on, cents, withdrawn_on FROM promise WHERE case_id IN ({marks})
"""
_PAYMENTS = """
    SELECT p.case_id, p.on_day, p.cents, p.payer_id FROM payment p
    WHERE p.case_id IN ({marks}) AND p.reverses_id IS NULL
      AND NOT EXISTS (SELECT 1 FROM payment r WHERE r.reverses_id = p.id) ORDER BY p.id
"""
_CREDITORS = "SELECT DISTINCT case_id, creditor_id FROM claim WHERE case_id IN ({marks}) AND ended_on IS NULL"


def standings(database: Database, case_ids: Sequence[int], day: date) -> Mapping[int, tuple[PromiseStanding, ...]]:
    """Return how the promises of cases stand on `day`, in order of their days; a case without any is left out."""
    made: dict[int, list[PromiseMade]] = defaultdict(list)
    for row in many(database, _PROMISES, _Promise, case_ids):
        made[row.case_id].append(_made(database, row))
    with_promises = sorted(made)
    paid: dict[int, list[PaidIn]] = defaultdict(list)
    for payment in many(database, _PAYMENTS, _Payment, with_promises):
        paid[payment.case_id].append(PaidIn(payment.on_day, Cents(payment.cents), payment.payer_id))
    known = _known(database, with_promises)
    return {case_id: judge(some, paid[case_id], known[case_id], day) for case_id, some in made.items()}


def _made(database: Database, row: _Promise) -> PromiseMade:
    """Return a promise with the day on which it is judged, by the settings of when it was made."""
    rules = database.law.defaults.arrangement.applied(row.made_on).value
    check_on = add_working_days(row.due_on, rules.promise_checked_after, database.law.holidays)
    return PromiseMade(
        row.id, row.party_id, row.made_on, row.due_on, Cents(row.cents), check_on, rules.tolerance, row.withdrawn_on
    )


def amounts(standings: Sequence[PromiseStanding]) -> tuple[PromisedAmount, ...]:
    """Return which promises were kept, and until when the others can be."""
    return tuple(
        PromisedAmount(None if one.known_until else one.promise.check_on, one.state is PromiseState.KEPT)
        for one in standings
        if one.state is not PromiseState.WITHDRAWN
    )


def _known(database: Database, case_ids: Sequence[int]) -> Mapping[int, date]:
    """Return up to when receipts are known by case: for good where no creditor of it reports any."""
    creditors: dict[int, set[int]] = defaultdict(set)
    for row in many(database, _CREDITORS, _Creditor, case_ids):
        creditors[row.case_id].add(row.creditor_id)
    known = known_until(database, sorted({one for some in creditors.values() for one in some}))
    return {
        case_id: min((until for one in creditors[case_id] if (until := known.get(one))), default=date.max)
        for case_id in case_ids
    }
