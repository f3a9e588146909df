"""The account of a case at the end of any day."""

from datetime import date, timedelta

from casebook.domain.capacity import Capacity
from casebook.domain.component import Balance, Component
from casebook.domain.money import Cents
from casebook.store.actions.claims import AddClaim
from casebook.store.actions.ledger import ChargeCosts
from casebook.store.actions.payments import RecordPayment, ReversePayment
from casebook.store.actions.receipts import Receipt
from casebook.store.database import Database
from casebook.store.queries.payoff import payoff
from casebook.store.queries.statement import Statement, statement
from tests.store.actions.desk import FACTS, TODAY, Desk

HALF_YEAR, SEPTEMBER = date(2026, 6, 30), date(2026, 9, 1)


def on(desk: Desk, day: date) -> Statement:
    found = statement(desk.database, desk.case, day)
    assert found is not None
    return found


def test_every_entry_stands_there_with_the_balance_after_it(desk: Desk) -> None:
    desk.claim("1", 100000, invoice_on=HALF_YEAR, due_on=HALF_YEAR)
    desk.act(RecordPayment(desk.case, Receipt(SEPTEMBER, Cents(40000)), accrue=True))
    found = on(desk, TODAY)
    assert (found.number, found.debtor, found.day) == ("2026-0001", "Van Dam Bouw", TODAY)
    (claim,) = found.claims
    assert (claim.number, claim.creditor) == ("1", "Wij")
    assert [(entry.on_day, entry.component, entry.cents, entry.balance) for entry in claim.entries] == [
        (HALF_YEAR, Component.PRINCIPAL, 100000, 100000),
        (SEPTEMBER, Component.INTEREST, 679, 100679),
        (SEPTEMBER, Component.INTEREST, -679, 100000),
        (SEPTEMBER, Component.PRINCIPAL, -39321, 60679),
    ]
    # 81 days at 4 percent over 606.79.
    assert (claim.open, claim.interest.run_up) == (Balance(principal=Cents(60679)), 539)
    assert (found.open, found.total) == (claim.open, 60679 + 539)


def test_of_a_past_day_nothing_later_is_known(desk: Desk) -> None:
    one = desk.claim("1", 100000, invoice_on=HALF_YEAR, due_on=HALF_YEAR)
    desk.act(ChargeCosts(one, Component.COURT_COSTS, Cents(5000), TODAY, "griffie"))
    booked = desk.act(RecordPayment(desk.case, Receipt(TODAY, Cents(40000)), accrue=True))
    found = on(desk, SEPTEMBER)
    assert [len(claim.entries) for claim in found.claims] == [1]
    # 62 days, though the interest up to today is booked by now.
    assert (found.open, found.total) == (Balance(principal=Cents(100000)), 100679)
    assert on(desk, HALF_YEAR - timedelta(days=1)).claims == ()
    desk.act(ReversePayment(booked.payment_id, "vergissing"))
    assert on(desk, SEPTEMBER).total == 100679


def test_of_a_day_to_come_the_interest_runs_on(desk: Desk) -> None:
    desk.claim("1", 100000, invoice_on=HALF_YEAR, due_on=HALF_YEAR)
    later = date(2026, 12, 31)
    # 183 days.
    assert on(desk, later).total == 102005
    asked = payoff(desk.database, desk.case, later)
    assert asked is not None
    assert asked.total == 102005


def test_what_lapsed_is_told_and_another_currency_is_not_added(desk: Desk) -> None:
    desk.claim(
        "1",
        50000,
        invoice_on=date(2024, 6, 30),
        due_on=date(2024, 6, 30),
        kind="consumer_sale",
        capacity=Capacity.CONSUMER,
    )
    desk.act(AddClaim(desk.case, desk.creditor, Cents(100000), FACTS, currency="USD"))
    found = on(desk, TODAY)
    assert [(claim.lapsed, claim.currency, claim.foreign_cents) for claim in found.claims] == [
        (True, "EUR", None),
        (False, "USD", 100000),
    ]
    assert found.total == 50000
    assert found.lapsed_interest > 0


def test_there_is_no_statement_of_no_case(database: Database) -> None:
    assert statement(database, 17, TODAY) is None
