"""What a list says otherwise: accepted, and then done once; dismissed; or overtaken."""

from datetime import date, timedelta
from typing import Any

import pytest

from casebook.domain.component import Component
from casebook.domain.money import Cents
from casebook.errors import Refused, Stale
from casebook.store.actions.ledger import CreditClaim
from casebook.store.actions.parties import ChangeCreditor, CreditorFacts, ReceiptsFrom
from casebook.store.actions.payments import ReversePayment
from casebook.store.actions.proposals import AcceptProposal, DismissProposal
from casebook.store.actions.receipts import ChosenLine
from casebook.store.actions.undo import UndoStep
from casebook.store.database import Database
from casebook.store.transaction import Actor
from tests.store.actions.desk import DUE, INVOICED, Desk
from tests.store.actions.proposed import LISTED, propose


@pytest.fixture
def desk(database: Database, actor: Actor) -> Desk:
    """A desk of an entity whose receipts its ledger books."""
    desk = Desk(database, actor)
    desk.act(ChangeCreditor(desk.creditor, 1, CreditorFacts("WIJ", receipts_from=ReceiptsFrom.LEDGER)))
    return desk


def accept(desk: Desk, proposal: int, **more: Any) -> None:
    desk.act(AcceptProposal(proposal, desk.version("proposal", proposal), **more))


def test_a_proposal_is_decided_once_by_who_saw_it(desk: Desk) -> None:
    proposal = propose(desk, desk.claim("1", 100), "absent")
    with pytest.raises(Refused, match=r"given\.no_reason"):
        desk.act(DismissProposal(proposal, 1, ""))
    desk.act(DismissProposal(proposal, 1, "staat er volgende week weer op"))
    with pytest.raises(Stale):
        desk.act(AcceptProposal(proposal, 1))
    with pytest.raises(Refused, match=r"proposal\.decided"):
        desk.act(AcceptProposal(proposal, 2))


def test_what_is_absent_closes_nothing(desk: Desk) -> None:
    claim = desk.claim("1", 100)
    accept(desk, propose(desk, claim, "absent"))
    assert desk.total(claim) == 100
    assert desk.database.fetch("SELECT ended_on FROM claim") == [(None,)]
    assert desk.database.value("SELECT state FROM proposal") == "accepted"


@pytest.mark.parametrize(
    ("code", "field", "was", "now"),
    [
        ("changed", "order_number", "", "PO-7"),
        ("changed_word", "kind", "contract", "periodic"),
        ("changed_word", "capacity", "business", "consumer"),
        ("changed_day", "due_on", DUE, DUE + timedelta(days=5)),
    ],
)
def test_a_change_is_taken_over_if_nobody_changed_it_meanwhile(
    desk: Desk, code: str, field: str, was: Any, now: Any
) -> None:
    claim = desk.claim("1", 100)
    first, second = (propose(desk, claim, code, field=field, was=was, now=now) for _ in range(2))
    accept(desk, first)
    assert str(desk.database.value(f"SELECT {field} FROM claim")) == str(now)
    with pytest.raises(Refused, match=r"proposal\.outdated"):
        accept(desk, second)


def test_a_change_that_cannot_be_is_refused_and_still_waits(desk: Desk) -> None:
    claim = desk.claim("1", 100)
    before = INVOICED - timedelta(days=1)
    proposal = propose(desk, claim, "changed_day", field="due_on", was=DUE, now=before)
    with pytest.raises(Refused, match=r"given\.days_order"):
        accept(desk, proposal)
    assert desk.database.value("SELECT state FROM proposal") == "proposed"


def test_another_amount_corrects_the_charge(desk: Desk) -> None:
    claim = desk.claim("1", 10000)
    accept(desk, propose(desk, claim, "changed_amount", field="amount", was=10000, now=9000))
    assert desk.balance(claim, INVOICED).total == 9000
    assert desk.database.value("SELECT principal_cents FROM claim") == 9000


def test_a_settled_item_is_a_payment_of_that_day_on_that_claim_only(desk: Desk) -> None:
    older, claim = desk.claim("1", 10000), desk.claim("2", 10000, due_on=DUE + timedelta(days=5))
    desk.pay(10500, DUE)
    accept(desk, propose(desk, claim, "settled", on=LISTED, cents=10000))
    assert (desk.total(older), desk.total(claim)) == (0, 0)
    query = "SELECT source, on_day, cents FROM payment ORDER BY id DESC LIMIT 1"
    ((source, on_day, cents),) = desk.database.fetch(query)
    assert (source, str(on_day), cents) == ("ledger", LISTED.isoformat(), 9500)


def test_a_paid_part_has_the_day_of_the_list(desk: Desk) -> None:
    claim = desk.claim("1", 10000)
    accept(desk, propose(desk, claim, "paid", cents=2500))
    assert desk.balance(claim, LISTED - timedelta(days=1)).total == 10000
    assert desk.balance(claim, LISTED).total == 7500


def test_of_what_later_lists_add_up_each_euro_is_booked_once(desk: Desk) -> None:
    claim = desk.claim("1", 10000)
    first, second = propose(desk, claim, "paid", cents=3000), propose(desk, claim, "paid", cents=5000)
    accept(desk, first)
    accept(desk, second)
    assert desk.total(claim) == 5000
    with pytest.raises(Refused, match=r"payment\.booked_before"):
        accept(desk, propose(desk, claim, "paid", cents=5000))


def test_what_was_paid_in_parts_is_not_booked_again_when_the_item_is_settled(desk: Desk) -> None:
    claim = desk.claim("1", 10000)
    desk.pay(6000, DUE)
    desk.pay(4000, DUE + timedelta(days=20))
    with pytest.raises(Refused, match=r"payment\.booked_before"):
        accept(desk, propose(desk, claim, "settled", on=LISTED, cents=10000))


@pytest.mark.parametrize(
    ("days_apart", "cents", "twice"), [(0, 10000, True), (5, 10000, True), (60, 10000, True), (0, 9999, False)]
)
def test_a_euro_is_booked_once_whichever_source_reports_it(
    desk: Desk, days_apart: int, cents: int, twice: bool
) -> None:
    claim = desk.claim("1", 20000)
    desk.pay(cents, LISTED - timedelta(days=days_apart))
    proposal = propose(desk, claim, "settled", on=LISTED, cents=10000)
    if twice:
        with pytest.raises(Refused, match=r"payment\.booked_before"):
            accept(desk, proposal)
        assert desk.database.value("SELECT count(*) FROM payment") == 1
        accept(desk, proposal, another=True)
    else:
        accept(desk, proposal)
    assert desk.database.value("SELECT count(*) FROM payment") == 2


def test_a_part_of_a_larger_payment_that_went_to_the_claim_is_that_payment(desk: Desk) -> None:
    first, second = desk.claim("1", 10000), desk.claim("2", 5000, due_on=DUE + timedelta(days=5))
    desk.pay(15000, LISTED)
    for claim, cents in ((first, 10000), (second, 5000)):
        with pytest.raises(Refused, match=r"payment\.booked_before"):
            accept(desk, propose(desk, claim, "settled", on=LISTED, cents=cents))


def test_a_payment_that_went_to_another_claim_or_went_back_is_no_such_payment(desk: Desk) -> None:
    other, claim = desk.claim("1", 10000), desk.claim("2", 10000)
    desk.pay(10000, LISTED, lines=(ChosenLine(other, Component.PRINCIPAL, Cents(10000)),), reason="x")
    accept(desk, propose(desk, claim, "settled", on=LISTED, cents=10000))
    back = desk.claim("3", 10000)
    booked = desk.pay(10000, DUE + timedelta(days=20))
    desk.act(ReversePayment(booked.payment_id, "gestorneerd"))
    accept(desk, propose(desk, back, "settled", on=DUE + timedelta(days=20), cents=10000))
    assert desk.total(back) == 0


@pytest.mark.parametrize("day", [LISTED, LISTED + timedelta(days=3)])
def test_what_a_list_reported_is_not_recorded_by_hand_again_unless_it_is_another(desk: Desk, day: date) -> None:
    claim = desk.claim("1", 10000)
    accept(desk, propose(desk, claim, "paid", cents=2500))
    with pytest.raises(Refused, match=r"payment\.in_list"):
        desk.pay(2500, day)
    desk.pay(2500, day, another=True)
    assert desk.total(claim) == 5000


def test_who_took_an_acceptance_back_accepts_again(desk: Desk) -> None:
    claim = desk.claim("1", 10000)
    proposal = propose(desk, claim, "settled", on=LISTED, cents=10000)
    for _ in range(2):
        accept(desk, proposal)
        assert desk.total(claim) == 0
        desk.act(UndoStep(desk.database.value("SELECT max(step) FROM log")))
        assert desk.total(claim) == 10000


def test_no_more_is_booked_than_is_open_of_what_a_list_has_as_paid(desk: Desk) -> None:
    claim = desk.claim("1", 10000)
    desk.act(CreditClaim(claim, Cents(4000), LISTED, "creditnota"))
    accept(desk, propose(desk, claim, "settled", on=LISTED, cents=10000))
    assert desk.database.fetch("SELECT cents FROM payment") == [(6000,)]


def test_money_that_waits_unallocated_is_not_booked_again_because_a_list_has_it(desk: Desk) -> None:
    desk.pay(10000, LISTED)
    proposal = propose(desk, desk.claim("1", 10000), "settled", on=LISTED, cents=10000)
    with pytest.raises(Refused, match=r"payment\.booked_before"):
        accept(desk, proposal)


def test_where_the_bank_reports_receipts_a_list_books_nothing_without_a_reason(
    database: Database, actor: Actor
) -> None:
    desk = Desk(database, actor)
    claim = desk.claim("7001", 124_000)
    proposal = propose(desk, claim, "settled", on=LISTED, cents=124_000)
    for more in ({}, {"another": True}):
        with pytest.raises(Refused, match=r"proposal\.awaits_bank"):
            accept(desk, proposal, **more)
    with pytest.raises(Refused, match=r"given\.no_reason"):
        accept(desk, proposal, without_bank=True)
    accept(desk, proposal, reason="rekening wordt niet ingelezen", without_bank=True)
    assert desk.total(claim) == 0
    assert desk.database.fetch("SELECT source FROM payment") == [("ledger",)]


def test_a_list_is_right_where_the_payment_is_known_and_books_it_no_second_time(
    database: Database, actor: Actor
) -> None:
    desk = Desk(database, actor)
    claim = desk.claim("7001", 124_000)
    proposal = propose(desk, claim, "settled", on=LISTED, cents=124_000)
    desk.pay(124_000, LISTED - timedelta(days=2))
    accept(desk, proposal)
    assert desk.database.fetch("SELECT source FROM payment") == [("hand",)]
    assert desk.database.value("SELECT state FROM proposal") == "accepted"
