"""Allocation of a payment: which debt first (BW 6:43), and within a debt costs, interest, principal (BW 6:44)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import groupby, zip_longest
from typing import Any, NamedTuple

from casebook.domain.component import COSTS, Balance, Component
from casebook.domain.finding import NO_PARAMETERS, Caution, Finding, Step
from casebook.domain.money import ZERO, Cents

_DESIGNATION = "BW 6:43 lid 1"
_ORDER_OF_DEBTS = "BW 6:43 lid 2"
_ORDER_WITHIN = "BW 6:44 lid 1"
_LAPSED_DEBTS = "ECLI:NL:RBMNE:2019:4078"
_COSTS_CLAIMABLE = "BW 6:96"


# Costs, interest, principal (BW 6:44 lid 1).
_ORDER = (*COSTS, Component.INTEREST, Component.PRINCIPAL)


class ClaimBalance(NamedTuple):
    """What is open on a claim, no component less than nothing.

    `due_on` is the last day of payment, `rate` what the debt costs the debtor in percent per year, None where that
    is not known. Where known, `safe_until` is the safe end of its limitation and `costs_claimable_from` the day from
    which the collection costs may be asked.
    """

    id: str
    due_on: date
    rate: Decimal | None
    open: Balance
    safe_until: date | None = None
    costs_claimable_from: date | None = None


class Receipt(NamedTuple):
    """Money received: `amount` is more than nothing; `designation` names the debts the debtor meant, in his order."""

    on: date
    amount: Cents
    designation: tuple[str, ...] = ()


class Line(NamedTuple):
    """An amount that goes to a component of a claim.

    `source` is the order of the components, `basis` the step that let this debt come before the others.
    """

    claim: str
    component: Component
    amount: Cents
    source: str
    basis: Step[Cents]


class Allocation(NamedTuple):
    """Where the money goes, what is then open per claim in the order given, and what goes nowhere."""

    lines: tuple[Line, ...]
    left: tuple[ClaimBalance, ...]
    unallocated: Cents


def allocate(receipt: Receipt, claims: Sequence[ClaimBalance]) -> Finding[Allocation]:
    """Return how a payment is divided: lines and what is unallocated always add up to its amount.

    First the debts the debtor designated; then due before not due, the most burdensome (highest rate), the oldest,
    and in proportion to what is open where debts are alike (BW 6:43); within a debt costs, interest, principal
    (BW 6:44 lid 1). Nothing goes to a debt that has possibly lapsed unless the debtor designated it, nor to collection
    costs that may not be asked yet. Each claim has its own id and a designation names only claims that are given.
    After each step stands what is still unallocated.
    """
    division = _Division(receipt.on, {claim.id: claim for claim in claims}, receipt.amount)
    division.step("allocation.received", {"on": receipt.on, "amount": receipt.amount}, _ORDER_OF_DEBTS, receipt.on)
    rest = dict(division.left)
    for name in dict.fromkeys(receipt.designation):
        division.divide([rest.pop(name)], "allocation.designated", NO_PARAMETERS, _DESIGNATION)
    still_open = [claim for claim in rest.values() if claim.open.total]
    alive = [claim for claim in still_open if not division.passed_over(claim)]
    if len(alive) > 1 and division.unallocated:
        division.beware_of_rates(alive)
    for group, code, parameters in _in_order(alive, receipt.on):
        division.divide(group, code, parameters, _ORDER_OF_DEBTS)
    if division.unallocated:
        division.warn("allocation.unallocated", {"amount": division.unallocated}, _ORDER_OF_DEBTS)
    value = Allocation(tuple(division.lines), tuple(division.left.values()), division.unallocated)
    return Finding(value, tuple(division.steps), tuple(division.warnings))


def _in_order(claims: Sequence[ClaimBalance], on: date) -> Iterator[tuple[list[ClaimBalance], str, Mapping[str, Any]]]:
    """Yield the claims in the order in which money reaches them, those alike together, with the reason."""

    def rank(claim: ClaimBalance) -> tuple[bool, Decimal, date]:
        return claim.due_on > on, -_burden(claim), claim.due_on

    groups = [list(group) for _, group in groupby(sorted(claims, key=rank), rank)]
    for group, following in zip_longest(groups, groups[1:]):
        yield group, *_reason(group, following[0] if following else None, on)


def _reason(group: Sequence[ClaimBalance], following: ClaimBalance | None, on: date) -> tuple[str, Mapping[str, Any]]:
    """Return, as a code with parameters, what sets a group of like debts before the debt that follows."""
    first = group[0]
    if len(group) > 1:
        return "allocation.in_proportion", {"count": len(group)}
    if following is None:
        return "allocation.last", NO_PARAMETERS
    if first.due_on <= on < following.due_on:
        return "allocation.due", {"due_on": first.due_on}
    if _burden(first) > _burden(following):
        return "allocation.most_burdensome", {"rate": first.rate}
    return "allocation.oldest", {"due_on": first.due_on}


def _burden(claim: ClaimBalance) -> Decimal:
    """Return what the debt costs the debtor, nothing where that is not known."""
    return claim.rate or Decimal(0)


def in_proportion(amount: Cents, parts: Sequence[Cents]) -> list[Cents]:
    """Divide `amount` in proportion to `parts`, never more than each; the cents left over to the largest remainders."""
    whole = sum(parts)
    if amount >= whole:
        return list(parts)
    shares = [amount * part // whole for part in parts]
    by_remainder = sorted(range(len(parts)), key=lambda index: -(amount * parts[index] % whole))
    for index in by_remainder[: amount - sum(shares)]:
        shares[index] += 1
    return [Cents(share) for share in shares]


@dataclass(slots=True)
class _Division:
    """The payment as it is divided: what is left of it and of the debts, and the steps taken so far."""

    on: date
    left: dict[str, ClaimBalance]
    unallocated: Cents
    lines: list[Line] = field(default_factory=list)
    steps: list[Step[Cents]] = field(default_factory=list)
    warnings: list[Caution] = field(default_factory=list)

    def step(self, code: str, parameters: Mapping[str, Any], source: str, on: date | None = None) -> Step[Cents]:
        step = Step(code, parameters, source, on, self.unallocated)
        self.steps.append(step)
        return step

    def warn(self, code: str, parameters: Mapping[str, Any], source: str) -> None:
        self.warnings.append(Caution(code, parameters, source))

    def passed_over(self, claim: ClaimBalance) -> bool:
        """Tell, with a warning, whether a debt nobody designated has possibly lapsed."""
        if not _possibly_lapsed(claim, self.on):
            return False
        self.warn("allocation.lapsed_passed_over", {"claim": claim.id, "safe_until": claim.safe_until}, _LAPSED_DEBTS)
        return True

    def beware_of_rates(self, claims: Sequence[ClaimBalance]) -> None:
        """Warn of debts whose place in the order rests on a rate nobody gave."""
        for claim in claims:
            if claim.rate is None:
                self.warn("allocation.rate_unknown", {"claim": claim.id}, _ORDER_OF_DEBTS)

    def divide(self, group: Sequence[ClaimBalance], code: str, parameters: Mapping[str, Any], source: str) -> None:
        """Let what is left of the money go to debts that are alike, for the reason that the code gives."""
        if not self.unallocated:
            return
        basis = self.step(code, parameters, source)
        payable = [Cents(sum(self._payable(claim, component) for component in _ORDER)) for claim in group]
        for claim, share in zip(group, in_proportion(self.unallocated, payable), strict=True):
            self._beware(claim, share)
            self._pay(claim, share, basis)

    def _payable(self, claim: ClaimBalance, component: Component) -> Cents:
        withheld = component is Component.COLLECTION_COSTS and not _costs_claimable(claim, self.on)
        return ZERO if withheld else claim.open.of(component)

    def _pay(self, claim: ClaimBalance, share: Cents, basis: Step[Cents]) -> None:
        left = claim.open
        for component in _ORDER:
            amount = Cents(min(share, self._payable(claim, component)))
            if not amount:
                continue
            share = Cents(share - amount)
            self.unallocated = Cents(self.unallocated - amount)
            left = left.plus(component, Cents(-amount))
            self.lines.append(Line(claim.id, component, amount, _ORDER_WITHIN, basis))
            self.step("allocation.line", {"claim": claim.id, "component": component, "amount": amount}, _ORDER_WITHIN)
        self.left[claim.id] = claim._replace(open=left)

    def _beware(self, claim: ClaimBalance, share: Cents) -> None:
        """Warn of what money does not go to, and of money that goes where it need not."""
        costs = claim.open.collection_costs
        if costs and not _costs_claimable(claim, self.on):
            parameters = {"claim": claim.id, "amount": costs, "claimable_from": claim.costs_claimable_from}
            self.warn("allocation.costs_not_claimable", parameters, _COSTS_CLAIMABLE)
        if share and _possibly_lapsed(claim, self.on):
            parameters = {"claim": claim.id, "safe_until": claim.safe_until}
            self.warn("allocation.lapsed_designated", parameters, _LAPSED_DEBTS)
        if share and claim.due_on > self.on:
            self.warn("allocation.not_due", {"claim": claim.id, "due_on": claim.due_on}, _ORDER_OF_DEBTS)


def _possibly_lapsed(claim: ClaimBalance, on: date) -> bool:
    return claim.safe_until is not None and claim.safe_until < on


def _costs_claimable(claim: ClaimBalance, on: date) -> bool:
    return claim.costs_claimable_from is None or claim.costs_claimable_from <= on
