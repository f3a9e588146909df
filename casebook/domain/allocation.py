"""Allocation of a payment: which debt first (BW 6:43), and within a debt costs, interest, principal (BW 6:44)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from itertools import groupby
from typing import Any, NamedTuple

from casebook.domain.finding import NO_PARAMETERS, Caution, Finding, Step
from casebook.domain.money import ZERO, Cents

_DESIGNATION = "BW 6:43 lid 1"
_ORDER_OF_DEBTS = "BW 6:43 lid 2"
_ORDER_WITHIN = "BW 6:44 lid 1"
_LAPSED_DEBTS = "ECLI:NL:RBMNE:2019:4078"
_COSTS_CLAIMABLE = "BW 6:96"


class Part(StrEnum):
    """The parts of a debt, in the order in which a payment goes to them."""

    COSTS = "costs"
    INTEREST = "interest"
    PRINCIPAL = "principal"


class ClaimBalance(NamedTuple):
    """What is open on a claim, no part less than nothing.

    `due_on` is the last day of payment, `rate` what the debt costs the debtor in percent per year, None where that
    is not known. Where known,
    `safe_until` is the safe end of its limitation and `costs_claimable_from` the day the costs may be asked.
    """

    id: str
    due_on: date
    rate: Decimal | None
    costs: Cents
    interest: Cents
    principal: Cents
    safe_until: date | None = None
    costs_claimable_from: date | None = None

    def open(self, part: Part) -> Cents:
        """Return what is open of a part."""
        return {Part.COSTS: self.costs, Part.INTEREST: self.interest, Part.PRINCIPAL: self.principal}[part]

    def less(self, part: Part, amount: Cents) -> "ClaimBalance":
        """Return the balance after `amount` has gone to a part."""
        left = Cents(self.open(part) - amount)
        match part:
            case Part.COSTS:
                return self._replace(costs=left)
            case Part.INTEREST:
                return self._replace(interest=left)
            case Part.PRINCIPAL:
                return self._replace(principal=left)


class Receipt(NamedTuple):
    """Money received: `amount` is more than nothing; `designation` names the debts the debtor meant, in his order."""

    on: date
    amount: Cents
    designation: tuple[str, ...] = ()


class Basis(NamedTuple):
    """Why a debt comes before the others that are open, as a code with parameters and the article."""

    code: str
    parameters: Mapping[str, Any]
    source: str


class Line(NamedTuple):
    """An amount that goes to a part of a claim; `source` is the order of the parts, `basis` that of the debts."""

    claim: str
    component: Part
    amount: Cents
    source: str
    basis: Basis


class Allocation(NamedTuple):
    """Where the money goes, what is then open per claim in the order given, and what goes nowhere."""

    lines: tuple[Line, ...]
    left: tuple[ClaimBalance, ...]
    unallocated: Cents


def allocate(receipt: Receipt, claims: Sequence[ClaimBalance]) -> Finding[Allocation]:
    """Return how a payment is divided: lines and what is unallocated always add up to its amount.

    First the debts the debtor designated; then due before not due, the most burdensome (highest rate), the oldest,
    and in proportion to what is open where debts are alike (BW 6:43); within a debt costs, interest, principal
    (BW 6:44 lid 1). Nothing goes to a debt that has possibly lapsed unless the debtor designated it, nor to costs
    that may not be asked yet. Each claim has its own id and a designation names only claims that are given.
    """
    division = _Division(receipt.on, {claim.id: claim for claim in claims}, receipt.amount)
    division.step("allocation.received", {"on": receipt.on, "amount": receipt.amount}, _ORDER_OF_DEBTS, receipt.on)
    rest = dict(division.left)
    for name in dict.fromkeys(receipt.designation):
        division.divide([rest.pop(name)], Basis("allocation.designated", NO_PARAMETERS, _DESIGNATION))
    still_open = [claim for claim in rest.values() if claim.costs or claim.interest or claim.principal]
    alive = [claim for claim in still_open if not division.passed_over(claim)]
    if len(alive) > 1 and division.unallocated:
        division.beware_of_rates(alive)
    for group, basis in _in_order(alive, receipt.on):
        division.divide(group, basis)
    if division.unallocated:
        division.warn("allocation.unallocated", {"amount": division.unallocated}, _ORDER_OF_DEBTS)
    return Finding(division.value, tuple(division.steps), tuple(division.warnings))


def _in_order(claims: Sequence[ClaimBalance], on: date) -> Iterator[tuple[list[ClaimBalance], Basis]]:
    """Yield the claims in the order in which money reaches them, those alike together, with the reason."""

    def rank(claim: ClaimBalance) -> tuple[bool, Decimal, date]:
        return claim.due_on > on, -(claim.rate or Decimal(0)), claim.due_on

    groups = [list(group) for _, group in groupby(sorted(claims, key=rank), rank)]
    followers = [*(group[0] for group in groups[1:]), None]
    for group, following in zip(groups, followers, strict=False):
        yield group, _basis(group, following, on)


def _basis(group: Sequence[ClaimBalance], following: ClaimBalance | None, on: date) -> Basis:
    """Return what sets a group of like debts before the debt that follows."""
    first = group[0]
    if len(group) > 1:
        return Basis("allocation.in_proportion", {"count": len(group)}, _ORDER_OF_DEBTS)
    if following is None:
        return Basis("allocation.last", NO_PARAMETERS, _ORDER_OF_DEBTS)
    if first.due_on <= on < following.due_on:
        return Basis("allocation.due", {"due_on": first.due_on}, _ORDER_OF_DEBTS)
    if first.rate != following.rate:
        return Basis("allocation.most_burdensome", {"rate": first.rate}, _ORDER_OF_DEBTS)
    return Basis("allocation.oldest", {"due_on": first.due_on}, _ORDER_OF_DEBTS)


def _shares(amount: Cents, parts: Sequence[Cents]) -> list[Cents]:
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
    lines: tuple[Line, ...] = ()
    steps: list[Step[Allocation]] = field(default_factory=list)
    warnings: list[Caution] = field(default_factory=list)

    @property
    def value(self) -> Allocation:
        return Allocation(self.lines, tuple(self.left.values()), self.unallocated)

    def step(self, code: str, parameters: Mapping[str, Any], source: str, on: date | None = None) -> None:
        self.steps.append(Step(code, parameters, source, on, self.value))

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

    def divide(self, group: Sequence[ClaimBalance], basis: Basis) -> None:
        """Let what is left of the money go to debts that are alike."""
        if not self.unallocated:
            return
        payable = [Cents(sum(self._payable(claim, part) for part in Part)) for claim in group]
        self.step(basis.code, basis.parameters, basis.source)
        for claim, share in zip(group, _shares(self.unallocated, payable), strict=True):
            self._beware(claim, share)
            self._pay(claim, share, basis)

    def _payable(self, claim: ClaimBalance, part: Part) -> Cents:
        return ZERO if part is Part.COSTS and not _costs_claimable(claim, self.on) else claim.open(part)

    def _pay(self, claim: ClaimBalance, share: Cents, basis: Basis) -> None:
        for part in Part:
            amount = Cents(min(share, self._payable(claim, part)))
            if not amount:
                continue
            share = Cents(share - amount)
            self.unallocated = Cents(self.unallocated - amount)
            self.left[claim.id] = self.left[claim.id].less(part, amount)
            self.lines = (*self.lines, Line(claim.id, part, amount, _ORDER_WITHIN, basis))
            self.step("allocation.line", {"claim": claim.id, "component": part, "amount": amount}, _ORDER_WITHIN)

    def _beware(self, claim: ClaimBalance, share: Cents) -> None:
        """Warn of what money does not go to, and of money that goes where it need not."""
        if claim.costs and not _costs_claimable(claim, self.on):
            parameters = {"claim": claim.id, "amount": claim.costs, "claimable_from": claim.costs_claimable_from}
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
