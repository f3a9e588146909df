"""What an agency asks by invoice beside what it kept: a fee for something, held against what the terms say is due."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from casebook.domain.money import ZERO, Cents
from casebook.domain.placements.facts import FeeEvent


class InvoiceDecision(StrEnum):
    """What was decided on an invoice; `mistaken` is one that never was."""

    ACCEPTED = "accepted"
    DISPUTED = "disputed"
    WITHDRAWN = "withdrawn"
    MISTAKEN = "mistaken"


class FeeInvoice(NamedTuple):
    """A fee that is asked for something, VAT included, in cents; `agreed` is what was accepted of it."""

    id: int
    event: FeeEvent
    on: date
    cents: Cents
    decision: InvoiceDecision | None = None
    agreed: Cents | None = None

    @property
    def counted(self) -> Cents:
        """What it costs: what was accepted of it, and all of it while nobody decided; what is disputed is no cost."""
        if self.decision is None:
            return self.cents
        return self.agreed or ZERO


class Held(NamedTuple):
    """An invoice beside what is due for the same by the terms, less what was kept or asked for it before.

    `agreed_on` is since when the terms say so, None where none are in force or it did not happen.
    """

    invoice: FeeInvoice
    expected: Cents
    agreed_on: date | None

    @property
    def difference(self) -> Cents:
        """By how much more is asked than is due."""
        return Cents(self.invoice.cents - self.expected)


class Due(NamedTuple):
    """What is due for something in all by the terms, what was kept of it, and since when the last terms say so."""

    due: Cents = ZERO
    kept: Cents = ZERO
    agreed_on: date | None = None


def held(invoices: Iterable[FeeInvoice], due: Mapping[FeeEvent, Due]) -> tuple[Held, ...]:
    """Return invoices, by their days, each beside what is due still for what it is for; never less than nothing."""
    before: dict[FeeEvent, Cents] = defaultdict(lambda: ZERO)
    found = []
    for one in sorted(invoices, key=lambda each: (each.on, each.id)):
        of_event = due.get(one.event, Due())
        left = of_event.due - of_event.kept - before[one.event]
        found.append(Held(one, Cents(max(left, 0)), of_event.agreed_on))
        before[one.event] = Cents(before[one.event] + one.counted)
    return tuple(found)
