"""What an agency asks by invoice, held against what is due."""

from datetime import date

import pytest

from casebook.domain.money import Cents
from casebook.domain.placements.facts import FeeEvent
from casebook.domain.placements.invoices import Due, FeeInvoice, InvoiceDecision, held

DAY = date(2026, 11, 2)
RECALL = FeeEvent.RECALL


def asked(id_: int, cents: int, decision: InvoiceDecision | None = None, agreed: int | None = None) -> FeeInvoice:
    return FeeInvoice(id_, RECALL, DAY, Cents(cents), decision, None if agreed is None else Cents(agreed))


@pytest.mark.parametrize(
    ("decision", "agreed", "counted"),
    [
        (None, None, 60_50),
        (InvoiceDecision.ACCEPTED, 50_00, 50_00),
        (InvoiceDecision.ACCEPTED, 0, 0),
        (InvoiceDecision.DISPUTED, None, 0),
        (InvoiceDecision.WITHDRAWN, None, 0),
        (InvoiceDecision.MISTAKEN, None, 0),
    ],
)
def test_what_an_invoice_costs_follows_from_what_was_decided(
    decision: InvoiceDecision | None, agreed: int | None, counted: int
) -> None:
    assert asked(1, 60_50, decision, agreed).counted == counted


def test_each_invoice_stands_beside_what_those_before_it_left() -> None:
    due = {RECALL: Due(Cents(100_00), Cents(15_00), DAY)}
    several = [asked(3, 50_00), asked(1, 60_00, InvoiceDecision.ACCEPTED, 40_00), asked(2, 10_00)]
    found = held(several, due)
    assert [(one.invoice.id, one.expected, one.difference) for one in found] == [
        (1, 85_00, -25_00),
        (2, 45_00, -35_00),
        (3, 35_00, 15_00),
    ]
    # What is disputed takes nothing of what the next may ask.
    both = held([asked(1, 85_00, InvoiceDecision.DISPUTED), asked(2, 85_00)], due)
    assert [one.difference for one in both] == [0, 0]


def test_less_than_nothing_is_never_due() -> None:
    (one,) = held([asked(1, 5_00)], {RECALL: Due(Cents(10_00), Cents(25_00), None)})
    assert (one.expected, one.difference, one.agreed_on) == (0, 5_00, None)
    (other,) = held([asked(1, 5_00)], {})
    assert (other.expected, other.difference) == (0, 5_00)
