"""Claims and terms that tests of arrangements begin with."""

from datetime import date
from decimal import Decimal
from typing import Any

from casebook.domain.arrangement.debts import Bearing, Debt
from casebook.domain.arrangement.facts import Coverable, PlanFacts
from casebook.domain.arrangement.terms import PlanTerms, Rhythm
from casebook.domain.capacity import Capacity
from casebook.domain.component import Balance
from casebook.domain.interest import InterestKind
from casebook.domain.money import Cents

DAY = date(2026, 11, 21)
FIRST = date(2026, 12, 31)


def bearing(kind: InterestKind = InterestKind.STATUTORY, start: date = DAY, accrued: int = 0) -> Bearing:
    rate = Decimal(8) if kind is InterestKind.CONTRACTUAL else None
    return Bearing(kind, rate, start, Cents(accrued))


def claim(
    number: int = 1,
    principal: int = 100_000,
    *,
    interest: int = 0,
    costs: int = 0,
    runs: Bearing | None = None,
    **more: Any,
) -> Coverable:
    balance = Balance(Cents(principal), Cents(interest), Cents(costs))
    kind = InterestKind.STATUTORY if runs is None else runs.kind
    debt = Debt(number, date(2026, 10, number % 28 + 1), balance, runs)
    return Coverable(debt, f"F{number}", more.pop("capacity", Capacity.BUSINESS), kind, **more)


def facts(*claims: Coverable, **more: Any) -> PlanFacts:
    return PlanFacts(DAY, 7, claims or (claim(),), **more)


def terms(known: PlanFacts, **given: Any) -> PlanTerms:
    """Return monthly terms on all claims."""
    if not given.keys() & {"each_cents", "terms", "last_on"}:
        given["terms"] = 6
    ids = tuple(one.debt.id for one in known.claims)
    return PlanTerms(**{"party_id": 7, "claim_ids": ids, "rhythm": Rhythm.MONTHLY, "first_on": FIRST, **given})
