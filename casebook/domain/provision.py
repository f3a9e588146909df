"""What will probably not be received of a claim, in percent of what is open, and on which ground.

The age of the claim sets it. How the case stands raises it; an arrangement that is kept lowers it. What an insurer
covers is left out, and so is the VAT that is refunded, as far as the house says which part of the principal that is.
What a person holds of a case goes before all of that.
"""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import NamedTuple

from casebook.domain.closing import Age
from casebook.domain.finding import HOUSE_RULE, Finding, Step
from casebook.domain.money import ZERO, Cents

_WHOLE = 100


class Basis(StrEnum):
    """The ground of a percentage."""

    NOT_DUE = "provision_not_due"
    DAYS_30 = "provision_days_30"
    DAYS_60 = "provision_days_60"
    DAYS_90 = "provision_days_90"
    DAYS_180 = "provision_days_180"
    DAYS_365 = "provision_days_365"
    OVER_365 = "provision_over_365"
    UNKNOWN = "provision_unknown"
    INSOLVENCY = "provision_insolvency"
    COUNSELLING = "provision_counselling"
    ESTATE = "provision_estate"
    COURT = "provision_court"
    AGENCY = "provision_agency"
    DISPUTE = "provision_dispute"
    PLAN_KEPT = "provision_plan_kept"
    VAT = "provision_vat"
    OWN = "provision_own"


_OF_AGE = {
    Age.NOT_DUE: Basis.NOT_DUE,
    Age.DAYS_30: Basis.DAYS_30,
    Age.DAYS_60: Basis.DAYS_60,
    Age.DAYS_90: Basis.DAYS_90,
    Age.DAYS_180: Basis.DAYS_180,
    Age.DAYS_365: Basis.DAYS_365,
    Age.OVER_365: Basis.OVER_365,
    Age.UNKNOWN: Basis.UNKNOWN,
}
# At least this much where a case stands so.
_RAISED = (Basis.INSOLVENCY, Basis.COUNSELLING, Basis.ESTATE, Basis.COURT, Basis.AGENCY, Basis.DISPUTE)
# What is set by the house for each entity; an own percentage is set for a case.
RATED = tuple(basis for basis in Basis if basis is not Basis.OWN)


class ProvisionFacts(NamedTuple):
    """What a provision rests on: what is open and not written off, and the principal in it.

    `stands` are the grounds on which the case stands otherwise than by age, `kept`: an arrangement on the claim runs
    and is not behind. `insured` is what an insurer pays of it. `own` is the percentage that a person holds.
    """

    left: Cents
    principal: Cents
    age: Age
    stands: frozenset[Basis] = frozenset()
    kept: bool = False
    insured: Cents = ZERO
    own: int | None = None


class Provided(NamedTuple):
    """What is provided for: the amount, the ground that decided, its percentage, and of which part of what is open."""

    cents: Cents
    basis: Basis
    percent: int
    base: Cents


def provided(facts: ProvisionFacts, rates: Mapping[Basis, int]) -> Provided:
    """Return what is to be provided for on a claim: never less than nothing, and never more than is open."""
    base = Cents(max(ZERO, facts.left) - sum(out for _, out in _left_out(facts, rates)))
    *_, (_, basis, percent) = _grounds(facts, rates)
    return Provided(_share(base, percent), basis, percent, base)


def provide(facts: ProvisionFacts, rates: Mapping[Basis, int]) -> Finding[Provided]:
    """Return what is to be provided for on a claim, and the steps that lead to it."""
    base = Cents(max(ZERO, facts.left))
    steps = [_step("provision.left", base, cents=base)]
    for code, out in _left_out(facts, rates):
        if out:
            base = Cents(base - out)
            steps.append(_step(code, base, cents=out))
    for code, basis, percent in _grounds(facts, rates):
        steps.append(_step(code, base, basis=basis, percent=str(percent)))
    found = provided(facts, rates)
    last = {"cents": found.cents, "base": found.base, "percent": str(found.percent)}
    return Finding(found, (*steps, _step("provision.comes_to", found.cents, **last)))


def _left_out(facts: ProvisionFacts, rates: Mapping[Basis, int]) -> tuple[tuple[str, Cents], tuple[str, Cents]]:
    """Return what of what is open is left out: the VAT that comes back, and what an insurer pays."""
    left = max(ZERO, facts.left)
    vat = _share(Cents(max(ZERO, min(facts.principal, left))), rates[Basis.VAT])
    insured = Cents(max(ZERO, min(facts.insured, left - vat)))
    return ("provision.without_vat", vat), ("provision.without_insured", insured)


def _grounds(facts: ProvisionFacts, rates: Mapping[Basis, int]) -> Iterator[tuple[str, Basis, int]]:
    """Yield each ground that counts for more, or less, than the one before it: the last one decides."""
    basis = _OF_AGE[facts.age]
    percent = rates[basis]
    yield "provision.of_age", basis, percent
    for ground in _RAISED if facts.stands else ():
        if ground in facts.stands and rates[ground] > percent:
            percent = rates[ground]
            yield "provision.raised", ground, percent
    if facts.kept and Basis.INSOLVENCY not in facts.stands and rates[Basis.PLAN_KEPT] < percent:
        yield "provision.kept", Basis.PLAN_KEPT, rates[Basis.PLAN_KEPT]
    if facts.own is not None:
        yield "provision.held", Basis.OWN, facts.own


def _share(cents: Cents, percent: int) -> Cents:
    """Return a percentage of an amount, half a cent upwards."""
    return Cents((cents * percent + _WHOLE // 2) // _WHOLE)


def _step(code: str, after: Cents, **parameters: object) -> Step[Cents]:
    return Step(code, parameters, HOUSE_RULE, None, after)
