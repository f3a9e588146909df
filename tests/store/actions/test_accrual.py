"""A payment by hand pays the interest that ran up, which is booked with it."""

from datetime import date

import pytest

from casebook.domain.component import Balance, Component
from casebook.domain.money import Cents
from casebook.errors import Refused
from casebook.store.actions.payments import CorrectPayment, RecordPayment, ReversePayment
from casebook.store.actions.receipts import ChosenLine, Receipt
from casebook.store.actions.undo import RedoStep, UndoStep
from casebook.store.perform import perform
from casebook.store.queries.payoff import payoff
from casebook.store.replay import replay
from casebook.store.verify import verify
from tests.databases import Databases
from tests.store import book
from tests.store.actions.desk import TODAY, Desk
from tests.store.test_replay import facts

HALF_YEAR, SEPTEMBER = date(2026, 6, 30), date(2026, 9, 1)


def claim(desk: Desk, number: str, cents: int = 100000, due_on: date = HALF_YEAR) -> int:
    return desk.claim(number, cents, invoice_on=due_on, due_on=due_on)


def accrued(desk: Desk, cents: int, day: date = TODAY, **more: object) -> RecordPayment:
    return RecordPayment(desk.case, Receipt(day, Cents(cents), another=True, **more), accrue=True)  # type: ignore[arg-type]  # fields of a receipt


def charges(desk: Desk) -> list[tuple[int, int]]:
    query = "SELECT claim_id, cents FROM ledger_entry WHERE component = 'interest' AND kind = 'charge' ORDER BY id"
    return [(claim_id, cents) for claim_id, cents in desk.database.fetch(query)]


def total(desk: Desk, day: date = TODAY) -> int:
    found = payoff(desk.database, desk.case, day)
    assert found is not None
    return found.total


def test_interest_is_paid_before_principal(desk: Desk) -> None:
    one = claim(desk, "1")
    booked = desk.act(accrued(desk, 40000))
    assert desk.allocated(booked.payment_id) == [(one, 1567, "allocation.last"), (one, 38433, "allocation.last")]
    assert desk.balance(one) == Balance(principal=Cents(61567))


def test_without_it_only_what_is_booked_is_paid(desk: Desk) -> None:
    one = claim(desk, "1")
    desk.pay(40000)
    assert (charges(desk), desk.balance(one)) == ([], Balance(principal=Cents(60000)))


def test_it_is_booked_in_full_on_the_claims_that_get_money_and_on_no_other(desk: Desk) -> None:
    older = claim(desk, "1")
    claim(desk, "2", due_on=date(2026, 7, 31))
    desk.act(accrued(desk, 1000))
    assert charges(desk) == [(older, 1567)]
    assert desk.balance(older).interest == 567


def test_twice_on_a_day_books_nothing_more(desk: Desk) -> None:
    one = claim(desk, "1")
    before = total(desk)
    for _ in range(2):
        desk.act(accrued(desk, 1000))
    assert charges(desk) == [(one, 1567)]
    assert total(desk) == before - 2000


def test_a_chosen_line_may_be_of_interest_that_ran_up(desk: Desk) -> None:
    one = claim(desk, "1")
    lines = (ChosenLine(one, Component.INTEREST, Cents(1567)), ChosenLine(one, Component.PRINCIPAL, Cents(433)))
    with pytest.raises(Refused, match=r"payment\.more_than_open"):
        desk.act(RecordPayment(desk.case, Receipt(TODAY, Cents(2000), lines=lines, reason="afspraak")))
    desk.act(accrued(desk, 2000, lines=lines, reason="afspraak"))
    assert desk.balance(one) == Balance(principal=Cents(99567))


def test_a_payment_of_an_earlier_day_pays_no_interest_that_was_booked_since(desk: Desk) -> None:
    one = claim(desk, "1")
    desk.act(accrued(desk, 1567))
    desk.act(accrued(desk, 1000, SEPTEMBER))
    assert (charges(desk), desk.balance(one)) == ([(one, 1567)], Balance(principal=Cents(99000)))


def test_a_payment_that_never_came_in_takes_its_interest_back(desk: Desk) -> None:
    one = claim(desk, "1")
    before = total(desk)
    booked = desk.act(accrued(desk, 50000))
    desk.act(ReversePayment(booked.payment_id, "vergissing"))
    assert (desk.balance(one), total(desk)) == (Balance(principal=Cents(100000)), before)


def test_money_that_went_back_leaves_the_interest_of_its_day(desk: Desk) -> None:
    one = claim(desk, "1")
    booked = desk.act(accrued(desk, 50000, SEPTEMBER))
    desk.act(ReversePayment(booked.payment_id, "gestorneerd", date(2026, 9, 11)))
    assert desk.balance(one) == Balance(principal=Cents(100000), interest=Cents(679))
    # 62 days over 1,000.00, 10 over 506.79, 71 over 1,000.00.
    assert total(desk) == 100000 + 679 + 56 + 778


def test_interest_that_another_payment_paid_stays_booked(desk: Desk) -> None:
    one = claim(desk, "1")
    first = desk.act(accrued(desk, 1000))
    desk.act(accrued(desk, 1000))
    before = total(desk)
    desk.act(ReversePayment(first.payment_id, "vergissing"))
    assert charges(desk) == [(one, 1567)]
    assert desk.balance(one).interest == 1000
    assert total(desk) == before + 1000


def test_a_corrected_payment_pays_the_interest_of_its_right_day(desk: Desk) -> None:
    one = claim(desk, "1")
    booked = desk.act(accrued(desk, 40000))
    desk.act(CorrectPayment(booked.payment_id, Receipt(SEPTEMBER, Cents(40000)), "verkeerde dag", accrue=True))
    assert desk.balance(one, SEPTEMBER) == Balance(principal=Cents(60679))
    assert desk.balance(one) == Balance(principal=Cents(60679))


def test_undo_and_redo(desk: Desk) -> None:
    one = claim(desk, "1")
    owed = total(desk)
    step = perform(desk.database, desk.actor, TODAY, accrued(desk, owed)).step
    assert step is not None
    assert (total(desk), desk.balance(one)) == (0, Balance())
    desk.act(UndoStep(step))
    assert (total(desk), desk.balance(one)) == (owed, Balance(principal=Cents(100000)))
    desk.act(RedoStep(step))
    assert (total(desk), desk.balance(one)) == (0, Balance())


def test_the_log_tells_all_of_it(databases: Databases) -> None:
    database, again = databases.empty(), databases.empty()
    made = book.grown(database)
    receipt = Receipt(TODAY, Cents(50_000), another=True)
    step = perform(database, made.actor, TODAY, RecordPayment(made.case, receipt, accrue=True)).step
    assert step is not None
    book.act(database, made.actor, UndoStep(step))
    book.act(database, made.actor, RedoStep(step))
    assert list(verify(database, TODAY)) == []
    replay(database, again)
    assert facts(again) == facts(database)
