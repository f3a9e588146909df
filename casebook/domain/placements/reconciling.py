"""What became of what was placed, to the cent: what came in, what was credited, what is open, and what it cost."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from casebook.domain.costs.rules import CostRules
from casebook.domain.money import ZERO, Cents
from casebook.domain.placements.facts import FeeEvent
from casebook.domain.placements.fees import FeeTerms, fee, in_force
from casebook.domain.placements.invoices import Due, FeeInvoice, Held, InvoiceDecision, held


class Earned(NamedTuple):
    """An amount on a day for which the agency may have earned a fee; `cost` is one that was agreed for it, else None.

    What the agency received came with what it kept of it.
    """

    event: FeeEvent
    on: date
    cents: Cents
    kept: Cents = ZERO
    cost: Cents | None = None


class DueFee(NamedTuple):
    """What was earned, and what by the terms is due for it, VAT included; `terms` is None where nothing was agreed."""

    earned: Earned
    terms: FeeTerms | None
    due: Cents

    @property
    def difference(self) -> Cents:
        """Return by how much more was kept than is due."""
        return Cents(self.earned.kept - self.due)


class Reconciliation(NamedTuple):
    """What was placed, by what it became more or less, and what is open; all in cents.

    `added` was charged since, `received` came by the agency, `direct` to us, `credited` is what we let go of.
    `invoices` are what it asked beside what it kept, without those that never were.
    """

    placed: Cents
    added: Cents
    received: Cents
    direct: Cents
    credited: Cents
    open: Cents
    fees: tuple[DueFee, ...]
    invoices: tuple[FeeInvoice, ...] = ()

    @property
    def difference(self) -> Cents:
        """Return what is not accounted for: nothing, where the books are whole."""
        return Cents(self.placed + self.added - self.received - self.direct - self.credited - self.open)

    @property
    def due(self) -> Cents:
        """Return all that the agency has earned by the terms."""
        return Cents(sum(one.due for one in self.fees))

    @property
    def kept(self) -> Cents:
        """Return all that it kept."""
        return Cents(sum(one.earned.kept for one in self.fees))

    @property
    def accepted(self) -> Cents:
        """Return all that was accepted of what it asked."""
        return Cents(sum(one.agreed or ZERO for one in self.invoices))

    @property
    def undecided(self) -> Cents:
        """Return all that it asked and nobody decided on."""
        return Cents(sum(one.cents for one in self.invoices if one.decision is None))

    @property
    def disputed(self) -> Cents:
        """Return all that it asked and we dispute."""
        return Cents(sum(one.cents for one in self.invoices if one.decision is InvoiceDecision.DISPUTED))

    @property
    def unpaid(self) -> Cents:
        """Return what is due still beside what it kept and what was accepted, less than nothing where that is more."""
        return Cents(self.due - self.kept - self.accepted)

    @property
    def held(self) -> tuple[Held, ...]:
        """Return what it asked, each beside what is due for the same."""
        due: dict[FeeEvent, Due] = {}
        for one in self.fees:
            event, so_far = one.earned.event, due.get(one.earned.event, Due())
            agreed_on = one.terms.from_on if one.terms else so_far.agreed_on
            due[event] = Due(Cents(so_far.due + one.due), Cents(so_far.kept + one.earned.kept), agreed_on)
        return held(self.invoices, due)


def due_fees(earned: Iterable[Earned], terms: Sequence[FeeTerms], costs: CostRules) -> tuple[DueFee, ...]:
    """Return what is due for each amount, by the terms of its day and over what of its kind came before it."""
    before: dict[FeeEvent, Cents] = {}
    found = []
    for one in sorted(earned, key=lambda each: each.on):
        agreed = in_force(terms, one.event, one.on)
        so_far = before.get(one.event, ZERO)
        before[one.event] = Cents(so_far + one.cents)
        due = one.cost
        if due is None:
            scale = costs.on(one.on).scale.value
            due = ZERO if agreed is None else fee(agreed, scale, one.cents, so_far).total
        found.append(DueFee(one, agreed, due))
    return tuple(found)
