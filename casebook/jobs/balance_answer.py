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
    """What is open on `on`: the claims with their interest, and the costs over the sum of them.

    `scale` is what the costs come to where they can be claimed; `unmet` is why they cannot on that day, None where
    they can or nothing is known of them.
    """

    on: date
    claims: tuple[StatedClaim, ...]
    scale: Cents
    unmet: Condition | None

    @property
    def principal(self) -> Cents:
        """What is open of the principals."""
        return Cents(sum(one.principal for one in self.claims))

    @property
    def interest(self) -> Cents:
        """The interest up to the day."""
        return Cents(sum(one.interest for one in self.claims))

    @property
    def costs(self) -> Cents:
        """The costs that stand in the ledger."""
        return Cents(sum(one.costs for one in self.claims))


def balance_answer(database: Database, day: date, case_id: int, to: int, on: date) -> BalanceAnswer:
    """Return the balance of a case on a day, as a letter to somebody states it.

    Raises `Refused` where nothing was open.
    """
    wanted = Wanted(to=to, extras={"text": "-", "balance_on": on}, ways=(DispatchWay.ORDINARY,))
    drafts = composed(database, day, case_id, LetterKind.TRUSTEE_ANSWER, wanted)
    debtor: int = database.value(_DEBTOR, (case_id,))
    facts = [facts_of(draft.facts) for draft in drafts]
    asked = [Outgoing(one, case_id, debtor, to, (DispatchWay.ORDINARY,), ZERO) for one in facts]
    stated = tuple(claim for one in facts for claim in one.claims)
    now = {id_: one for found in claims_now(database, asked, {case_id: debtor}, on) for id_, one in found.items()}
    costs = _costs(database, stated, now, on)
    unmet = None if costs is None else next((one for one in costs.conditions if one.met is False), None)
    return BalanceAnswer(on, stated, ZERO if costs is None else costs.total, unmet)


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
