"""How the promises of cases stand, by what came in and by what is known of the accounts it may come in on."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import NamedTuple

from casebook.domain.bank_cover import Known, together
from casebook.domain.calendar import add_working_days
from casebook.domain.money import Cents
from casebook.domain.promises import PaidIn, PromiseMade, PromiseStanding, PromiseState, judge
from casebook.domain.relation.kept_promises import PromisedAmount
from casebook.store.bank_freshness import Receipts
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
    claim_id: int | None


class _Payment(NamedTuple):
    case_id: int
    id: int
    on_day: date
    cents: int
    payer_id: int | None


class _Part(NamedTuple):
    payment_id: int
    claim_id: int
    cents: int


class _Creditor(NamedTuple):
    case_id: int
    creditor_id: int


_PROMISES = """
    SELECT case_id, id, party_id, made_on, due_on, cents, withdrawn_on, claim_id FROM promise WHERE case_id IN ({marks})
"""
_PAYMENTS = """
    SELECT p.case_id, p.id, p.on_day, p.cents, p.payer_id FROM payment p
    WHERE p.case_id IN ({marks}) AND p.reverses_id IS NULL
      AND NOT EXISTS (SELECT 1 FROM payment r WHERE r.reverses_id = p.id) ORDER BY p.id
"""
_PARTS = """
    SELECT a.payment_id, l.claim_id, CAST(sum(a.cents) AS BIGINT)
    FROM ledger_entry l JOIN allocation a ON a.entry_id = l.id
    WHERE l.claim_id IN ({marks}) AND l.kind = 'payment' GROUP BY a.payment_id, l.claim_id
"""
_CREDITORS = "SELECT DISTINCT case_id, creditor_id FROM claim WHERE case_id IN ({marks}) AND ended_on IS NULL"


def standings(database: Database, case_ids: Sequence[int], day: date) -> Mapping[int, tuple[PromiseStanding, ...]]:
    """Return how the promises of cases stand on `day`, in order of their days; a case without any is left out."""
    made: dict[int, list[PromiseMade]] = defaultdict(list)
    for row in many(database, _PROMISES, _Promise, case_ids):
        made[row.case_id].append(_made(database, row))
    with_promises = sorted(made)
    named = sorted({one.claim_id for some in made.values() for one in some if one.claim_id is not None})
    parts: dict[int, dict[int, Cents]] = defaultdict(dict)
    for part in many(database, _PARTS, _Part, named):
        parts[part.payment_id][part.claim_id] = Cents(part.cents)
    paid: dict[int, list[PaidIn]] = defaultdict(list)
    for payment in many(database, _PAYMENTS, _Payment, with_promises):
        by_claim = parts.get(payment.id, {})
        paid[payment.case_id].append(PaidIn(payment.on_day, Cents(payment.cents), payment.payer_id, by_claim))
    known = _known(database, with_promises)
    return {case_id: judge(some, paid[case_id], known[case_id], day) for case_id, some in made.items()}


def _made(database: Database, row: _Promise) -> PromiseMade:
    """Return a promise with the day on which it is judged, by the settings of when it was made."""
    rules = database.law.defaults.arrangement.applied(row.made_on).value
    check_on = add_working_days(row.due_on, rules.promise_checked_after, database.law.holidays)
    return PromiseMade(
        row.id,
        row.party_id,
        row.made_on,
        row.due_on,
        Cents(row.cents),
        check_on,
        rules.tolerance,
        row.withdrawn_on,
        row.claim_id,
    )


def amounts(standings: Sequence[PromiseStanding]) -> tuple[PromisedAmount, ...]:
    """Return which promises were kept, and until when the others can be."""
    return tuple(
        PromisedAmount(None if one.is_unknown else one.promise.check_on, one.state is PromiseState.KEPT)
        for one in standings
        if one.state is not PromiseState.WITHDRAWN
    )


def _known(database: Database, case_ids: Sequence[int]) -> Mapping[int, Callable[[date], Known]]:
    """Return by case what is known of receipts since a day, of the creditors of which any are reported."""
    creditors: dict[int, set[int]] = defaultdict(set)
    for row in many(database, _CREDITORS, _Creditor, case_ids):
        creditors[row.case_id].add(row.creditor_id)
    receipts = Receipts(database, sorted({one for some in creditors.values() for one in some}))

    def since(own: Sequence[int], day: date) -> Known:
        found = (receipts.known([one], day) for one in own)
        return together(one for one in found if one.until_on is not None)

    return {case_id: partial(since, sorted(creditors[case_id])) for case_id in case_ids}
