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
from casebook.store.queries import case
from casebook.store.queries.results import results
from casebook.store.transaction import Actor
from tests.sample import Office
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


def test_the_figures_of_the_sample_office_agree_with_a_count_by_hand(office: Office) -> None:
    for number, days in (("2026-0213", 10), ("2026-0077", 21)):
        on = TODAY + timedelta(days)
        case_id = case.case_of(office.database, number)
        assert case_id is not None
        perform(office.database, office.actor, on, RecordPayment(case_id, Receipt(on, Cents(1_000))))
    found = results(office.database, date(2025, 11, 22), TODAY, TODAY)
    # Terms due in the year, by the arrangements of desk.toml in their order: paid on the day or within the grace; not
    # paid, or collected and returned; not to be judged yet (due today, suspended, or a receipt in the bank inbox may be
    # it).
    paid, unpaid, waiting = (3 + 1 + 1 + 0 + 3 + 1 + 1 + 1 + 1), (1 + 2 + 3 + 1), (1 + 1 + 1)
    assert found.terms == Rate(kept=paid, partly=0, broken=unpaid, waiting=waiting)
    assert found.terms.share == Decimal("63.2")
    # Ten were agreed, one of them is paid in full; two are not agreed yet.
    assert found.plans == Plans(agreed=10, kept=1, broken=0, running=9)
    # Ten and twenty-one days.
    assert found.first == FirstMoney(cases=250, paid=2, days=Decimal("15.5"))
    past = dict(found.routes)[Basis.PLAN]
    # Three terms of 225,00; 250,00; 275,00; all there was of 632,45, which was paid with its interest; 338,14; 294,39;
    # 300,00; and 275,72 that was collected and stands.
    assert past.cases == 10
    assert past.received == 3 * 22_500 + 25_000 + 27_500 + 63_245 + 33_814 + 29_439 + 30_000 + 27_572
