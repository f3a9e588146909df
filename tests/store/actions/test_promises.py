"""Promises: made in a contact, in the place of others, withdrawn, and what the queue says of those that broke."""

from datetime import date, timedelta

import pytest

from casebook.domain.money import Cents
from casebook.domain.promises import PromiseState
from casebook.errors import Refused, Stale
from casebook.store.actions.contacts import AddContact
from casebook.store.actions.payments import RecordPayment, ReversePayment
from casebook.store.actions.promises import Promised, WithdrawPromise
from casebook.store.actions.receipts import Receipt
from casebook.store.database import Database
from casebook.store.models.cases import Channel, Outcome
from casebook.store.perform import perform
from casebook.store.queries import intake, promises
from casebook.store.refresh import refresh
from casebook.store.transaction import Actor
from tests.store.actions.desk import TODAY, Desk

DUE = date(2026, 11, 27)
# Two working days after it.
CHECK, AFTER = date(2026, 12, 1), date(2026, 12, 2)


@pytest.fixture
def desk(database: Database, actor: Actor) -> Desk:
    desk = Desk(database, actor)
    desk.claim("2026-001", 100_000)
    return desk


def call(desk: Desk, promised: Promised | None, outcome: Outcome = Outcome.PROMISE) -> None:
    desk.act(AddContact(desk.case, desk.debtor, TODAY, Channel.PHONE, outcome, promised=promised))


def states(desk: Desk, day: date) -> list[PromiseState]:
    return [card.standing.state for card in promises.of_case(desk.database, desk.case, day)]


def signals(desk: Desk, day: date) -> list[str]:
    with desk.database.peewee.atomic():
        refresh(desk.database, [desk.case], day)
    found = desk.database.fetch("SELECT code FROM signal WHERE case_id = ? ORDER BY rank", (desk.case,))
    return [code for (code,) in found if code.startswith("signal.promise")]


def test_a_broken_promise_is_told_until_somebody_spoke_to_him(desk: Desk) -> None:
    call(desk, Promised(DUE, Cents(50_000)))
    assert states(desk, CHECK) == [PromiseState.OPEN]
    assert signals(desk, CHECK) == []
    assert states(desk, AFTER) == [PromiseState.BROKEN]
    assert signals(desk, AFTER) == ["signal.promise_broken"]
    spoken = AddContact(desk.case, desk.debtor, AFTER, Channel.PHONE, Outcome.NOT_REACHED)
    perform(desk.database, desk.actor, AFTER, spoken)
    assert signals(desk, AFTER) == ["signal.promise_broken"]
    spoken = AddContact(desk.case, desk.debtor, AFTER, Channel.PHONE, Outcome.INFORMED)
    perform(desk.database, desk.actor, AFTER, spoken)
    assert signals(desk, AFTER) == []


def test_a_part_does_not_keep_it_and_a_return_breaks_it(desk: Desk) -> None:
    call(desk, Promised(DUE, Cents(50_000)))
    desk.act(RecordPayment(desk.case, Receipt(TODAY, Cents(20_000))))
    assert (states(desk, AFTER), signals(desk, AFTER)) == ([PromiseState.PARTLY], ["signal.promise_partly"])
    rest = desk.act(RecordPayment(desk.case, Receipt(TODAY, Cents(30_000))))
    assert (states(desk, AFTER), signals(desk, AFTER)) == ([PromiseState.KEPT], [])
    desk.act(ReversePayment(rest.payment_id, "teruggeboekt", TODAY))
    assert states(desk, AFTER) == [PromiseState.PARTLY]


def test_another_may_come_in_its_place(desk: Desk) -> None:
    call(desk, Promised(DUE, Cents(50_000)))
    call(desk, Promised(DUE + timedelta(7), Cents(10_000)))
    newest = promises.open_in(desk.database, desk.case, TODAY)
    call(desk, Promised(DUE + timedelta(14), Cents(60_000), instead=True, newest=newest))
    assert states(desk, TODAY) == [PromiseState.OPEN, PromiseState.WITHDRAWN, PromiseState.WITHDRAWN]


def test_one_that_a_colleague_recorded_meanwhile_is_not_taken_away(desk: Desk) -> None:
    call(desk, Promised(DUE, Cents(50_000)))
    seen = promises.open_in(desk.database, desk.case, TODAY)
    call(desk, Promised(DUE + timedelta(7), Cents(10_000), instead=True, newest=seen))
    with pytest.raises(Stale) as stale:
        call(desk, Promised(DUE + timedelta(14), Cents(60_000), instead=True, newest=seen))
    assert stale.value.code == "promise.made_since"
    assert states(desk, TODAY) == [PromiseState.OPEN, PromiseState.WITHDRAWN]


def test_what_goes_to_another_claim_keeps_no_promise_for_one(desk: Desk) -> None:
    other = desk.claim("2026-002", 100_000)
    call(desk, Promised(DUE, Cents(25_000), claim_id=other))
    first = desk.database.value("SELECT min(id) FROM claim")
    desk.act(RecordPayment(desk.case, Receipt(TODAY, Cents(25_000), designation=(first,))))
    assert states(desk, AFTER) == [PromiseState.BROKEN]
    call(desk, Promised(DUE, Cents(25_000)))
    desk.act(RecordPayment(desk.case, Receipt(TODAY, Cents(25_000), designation=(other,), another=True)))
    assert states(desk, AFTER) == [PromiseState.KEPT, PromiseState.KEPT]


def test_nobody_promises_more_than_is_open(desk: Desk) -> None:
    other = desk.claim("2026-002", 100_000)
    # Interest that runs until the day may be promised too.
    for promised in (Promised(DUE, Cents(1_000_000_000_000)), Promised(DUE, Cents(110_000), claim_id=other)):
        with pytest.raises(Refused) as refused:
            call(desk, promised)
        assert refused.value.code == "promise.more_than_open"
    with pytest.raises(Refused) as refused:
        call(desk, Promised(DUE, Cents(1), claim_id=999))
    assert refused.value.code == "promise.other_case"
    call(desk, Promised(DUE, Cents(200_000)))
    assert states(desk, TODAY) == [PromiseState.OPEN]


def test_a_contact_told_afterwards_takes_no_later_promise_away(desk: Desk) -> None:
    call(desk, Promised(DUE, Cents(50_000)))
    before = Promised(DUE + timedelta(14), Cents(60_000), instead=True)
    yesterday = TODAY - timedelta(1)
    desk.act(AddContact(desk.case, desk.debtor, yesterday, Channel.PHONE, Outcome.PROMISE, promised=before))
    assert states(desk, TODAY) == [PromiseState.OPEN, PromiseState.OPEN]


def test_it_is_withdrawn_once_and_before_its_day(desk: Desk) -> None:
    call(desk, Promised(DUE, Cents(50_000)))
    (card,) = promises.of_case(desk.database, desk.case, TODAY)
    command = WithdrawPromise(card.standing.promise.id, card.version, "toch een regeling")
    with pytest.raises(Refused) as refused:
        perform(desk.database, desk.actor, DUE + timedelta(1), command)
    assert refused.value.code == "promise.past"
    desk.act(command)
    assert (states(desk, AFTER), signals(desk, AFTER)) == ([PromiseState.WITHDRAWN], [])
    with pytest.raises(Refused) as refused:
        desk.act(WithdrawPromise(card.standing.promise.id, card.version + 1, "nog eens"))
    assert refused.value.code == "promise.withdrawn"


def test_an_amount_goes_with_a_promise_and_a_day_that_comes(desk: Desk) -> None:
    for promised, outcome, code in (
        (Promised(DUE, Cents(50_000)), Outcome.INFORMED, "contact.promised_alone"),
        (Promised(TODAY - timedelta(1), Cents(50_000)), Outcome.PROMISE, "given.days_order"),
        (Promised(DUE, Cents(0)), Outcome.PROMISE, "given.amount"),
    ):
        with pytest.raises(Refused) as refused:
            call(desk, promised, outcome)
        assert refused.value.code == code
    assert desk.database.value("SELECT count(*) FROM contact") == 0


def test_the_criteria_count_promises_by_their_amount(desk: Desk) -> None:
    call(desk, Promised(DUE, Cents(50_000)))
    call(desk, Promised(DUE, Cents(10_000)))
    desk.act(RecordPayment(desk.case, Receipt(TODAY, Cents(100))))
    found = intake.criteria_met(desk.database, desk.debtor, AFTER)
    (broken,) = [step for step in found.steps if step.code.startswith("intake.promises")]
    assert (broken.code, broken.parameters["count"]) == ("intake.promises_enough", 2)


def test_without_bank_what_was_recorded_by_hand_decides(desk: Desk) -> None:
    call(desk, Promised(DUE, Cents(50_000)))
    assert desk.database.value("SELECT count(*) FROM bank_statement") == 0
    assert states(desk, AFTER) == [PromiseState.BROKEN]
