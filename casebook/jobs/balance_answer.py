"""The balance that is asked of us on a day, from the ledger, and why collection costs are in it or not."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from casebook.domain.capacity import Capacity
from casebook.domain.costs import CostFacts, Costs, collection_costs
from casebook.domain.costs.conditions import Condition
from casebook.domain.gate import ClaimNow, Outgoing
from casebook.domain.letters.facts import StatedClaim
from casebook.domain.letters.kept import facts_of
from casebook.domain.letters.kinds import LetterKind
from casebook.domain.letters.ways import DispatchWay
from casebook.domain.money import ZERO, Cents
from casebook.jobs.drafting import Wanted
from casebook.jobs.letters import composed
from casebook.store.database import Database
from casebook.store.gate_claims import claims_now

_DEBTOR = "SELECT debtor_id FROM cases WHERE id = ?"


class BalanceAnswer(NamedTuple):
    """What is open on `on`, in cents: the principals, their interest up to the day, and the costs in the ledger.

    `scale` is what the costs come to where they can be claimed, of each creditor over the sum of his claims (BW 6:96
    lid 7); `unmet` is why they cannot on that day, None where they can or nothing is known of them.
    """

    on: date
    principal: Cents
    interest: Cents
    costs: Cents
    scale: Cents
    unmet: Condition | None


def balance_answer(database: Database, day: date, case_id: int, to: int, on: date) -> BalanceAnswer:
    """Return the balance of a case on a day: what the letters to somebody state, one of each creditor, together.

    Raises `Refused` where nothing was open.
    """
    wanted = Wanted(to=to, extras={"text": "-", "balance_on": on}, ways=(DispatchWay.ORDINARY,))
    drafts = composed(database, day, case_id, LetterKind.TRUSTEE_ANSWER, wanted)
    debtor: int = database.value(_DEBTOR, (case_id,))
    facts = [facts_of(draft.facts) for draft in drafts]
    asked = [Outgoing(one, case_id, debtor, to, (DispatchWay.ORDINARY,), ZERO) for one in facts]
    now = claims_now(database, asked, {case_id: debtor}, on)
    found = [_costs(database, one.claims, claims, on) for one, claims in zip(facts, now, strict=True)]
    costs = [one for one in found if one is not None]
    return BalanceAnswer(
        on,
        principal=Cents(sum(one.principal for one in facts)),
        interest=Cents(sum(one.interest for one in facts)),
        costs=Cents(sum(one.costs for one in facts)),
        scale=Cents(sum(one.total for one in costs)),
        unmet=next((condition for one in costs for condition in one.conditions if condition.met is False), None),
    )


def _costs(database: Database, stated: Sequence[StatedClaim], now: dict[int, ClaimNow], on: date) -> Costs | None:
    """Return the costs over the principals together, by the facts of the first of them (BW 6:96 lid 7)."""
    principals = tuple(one.principal for one in stated if one.claim_id in now)
    if not any(principals):
        return None
    first = next(now[one.claim_id] for one in stated if one.claim_id in now)
    asked = CostFacts(
        principals=principals,
        kind=first.kind,
        debtor=first.capacity or Capacity.CONSUMER,
        creditor_deducts_vat=first.creditor_deducts_vat,
        default_on=max((one.default_on for one in now.values() if one.default_on is not None), default=None),
        recurring=first.recurring,
        letter=first.fourteen_day,
        as_of=on,
    )
    law = database.law
    return collection_costs(asked, law.costs, law.delivery, law.holidays).value
