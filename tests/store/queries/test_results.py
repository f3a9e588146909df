"""The results of a period, on both engines: each figure from a few facts that can be counted on one hand."""

from datetime import date, timedelta
from decimal import Decimal

from casebook.domain.money import Cents
from casebook.domain.results import FirstMoney, Plans, Rate
from casebook.domain.routes.facts import Basis
from casebook.store.actions.contacts import AddContact
from casebook.store.actions.payments import RecordPayment, ReversePayment
from casebook.store.actions.promises import Promised
from casebook.store.actions.receipts import Receipt
from casebook.store.database import Database
from casebook.store.models.cases import Channel, Outcome
from casebook.store.perform import perform
from casebook.store.queries.results import results
from casebook.store.transaction import Actor
from tests.store.actions.desk import TODAY, Desk

LATER = TODAY + timedelta(40)


def pay(desk: Desk, cents: int, on: date) -> int:
    receipt = Receipt(on, Cents(cents), another=True)
    payment: int = perform(desk.database, desk.actor, on, RecordPayment(desk.case, receipt)).result.payment_id
    return payment


def test_promises_first_money_and_the_route_they_are(database: Database, actor: Actor) -> None:
    desk = Desk(database, actor)
    desk.claim("2026-001", 100_000)
    second = desk.second_case()
    # One is kept, one in part, one not, and one is for a day that is still to come.
    for days, cents in ((5, 10_000), (12, 10_000), (20, 10_000), (60, 10_000)):
        promised = Promised(TODAY + timedelta(days), Cents(cents))
        desk.act(AddContact(desk.case, desk.debtor, TODAY, Channel.PHONE, Outcome.PROMISE, promised=promised))
    returned = pay(desk, 7_777, TODAY + timedelta(2))
    perform(desk.database, desk.actor, TODAY + timedelta(3), ReversePayment(returned, "storno", TODAY + timedelta(3)))
    pay(desk, 10_000, TODAY + timedelta(5))
    pay(desk, 4_000, TODAY + timedelta(12))
    found = results(database, TODAY, LATER, LATER)
    assert found.promises == Rate(kept=1, partly=1, broken=1)
    assert found.promises.share == Decimal("33.3")
    assert (found.terms, found.terms.share, found.plans) == (Rate(), None, Plans())
    # The second case brought nothing; what went back was no money.
    assert second
    assert found.first == FirstMoney(cases=2, paid=1, days=Decimal("5.0"))
    past = dict(found.routes)[Basis.PROMISE]
    assert (past.cases, past.open, past.received, past.share) == (1, 100_000, 14_000, Decimal("14.0"))
    later = results(database, LATER, TODAY + timedelta(100), TODAY + timedelta(100))
    assert (later.promises, later.first) == (Rate(broken=1), FirstMoney(0, 0, None))
