"""The contract of `calc allocation`: three parts of a claim, where the domain tells five components apart."""

from datetime import date
from decimal import Decimal

from casebook.domain.allocation import ClaimBalance, Receipt, allocate
from casebook.domain.component import Balance
from casebook.domain.money import Cents
from casebook.exchange.allocation import read, write
from casebook.exchange.fields import Fields

CLAIM = {"id": "A", "due_on": "2026-10-01", "costs": "40.00", "interest": "5.00", "principal": "100.00"}


def test_costs_are_read_as_collection_costs() -> None:
    facts = read(Fields({"on": "2026-11-20", "amount": "10.00", "claims": [CLAIM]}))
    assert facts.claims[0].open == Balance(Cents(10000), Cents(500), Cents(4000))


def test_costs_of_every_kind_are_written_as_costs() -> None:
    open_now = Balance(Cents(10000), Cents(500), Cents(4000), Cents(3000), Cents(2000))
    claim = ClaimBalance("A", date(2026, 10, 1), Decimal(6), open_now)
    found = write(allocate(Receipt(date(2026, 11, 20), Cents(8000)), [claim]), "en")
    assert [(line["component"], line["amount"]) for line in found["lines"]] == [
        ("costs", "40.00"),
        ("costs", "30.00"),
        ("costs", "10.00"),
    ]
    assert found["left"] == [{"claim": "A", "costs": "10.00", "interest": "5.00", "principal": "100.00"}]
