"""Writing off: never more than is open, within the mandate, and the claim lives on."""

import pytest

from casebook.domain.component import Component
from casebook.domain.money import Cents
from casebook.errors import Refused
from casebook.store import balances
from casebook.store.actions.claims import AddClaim, MarkNotPursued
from casebook.store.actions.ledger import ChargeCosts
from casebook.store.actions.payments import ReversePayment
from casebook.store.actions.people import AddPerson
from casebook.store.actions.undo import UndoStep
from casebook.store.actions.write_offs import ReverseWriteOff, WriteOff
from casebook.store.models.people import Role
from casebook.store.perform import perform
from casebook.store.transaction import Actor
from tests.store.actions.desk import DUE, FACTS, TODAY, Desk, at_once


def written_off(desk: Desk, claim: int) -> int:
    return balances.written_off(desk.database, [claim])[claim]


def test_a_write_off_leaves_the_claim_as_it_was(desk: Desk) -> None:
    claim = desk.claim("1", 10000)
    desk.act(WriteOff(claim, Cents(10000), "geen verhaal"))
    assert (written_off(desk, claim), desk.total(claim)) == (10000, 10000)


def test_no_more_is_written_off_than_is_open_and_not_written_off_yet(desk: Desk) -> None:
    claim = desk.claim("1", 10000)
    desk.act(ChargeCosts(claim, Component.COURT_COSTS, Cents(500), DUE, "griffierecht"))
    desk.pay(3000)
    desk.act(WriteOff(claim, Cents(7000), "geen verhaal"))
    with pytest.raises(Refused, match=r"claim\.write_off_too_much") as refused:
        desk.act(WriteOff(claim, Cents(501), "geen verhaal"))
    assert refused.value.parameters["most"] == 500
    desk.act(WriteOff(claim, Cents(500), "geen verhaal"))
    assert written_off(desk, claim) == 7500


def test_what_is_paid_after_the_write_off_leaves_nothing_to_write_off(desk: Desk) -> None:
    claim = desk.claim("1", 10000)
    desk.act(WriteOff(claim, Cents(6000), "geen verhaal"))
    desk.pay(8000)
    with pytest.raises(Refused, match=r"claim\.write_off_too_much"):
        desk.act(WriteOff(claim, Cents(1), "geen verhaal"))


@pytest.mark.parametrize("cents", [0, -100])
def test_nothing_is_no_write_off(desk: Desk, cents: int) -> None:
    claim = desk.claim("1", 10000)
    with pytest.raises(Refused, match=r"given\.amount"):
        desk.act(WriteOff(claim, Cents(cents), "x"))


def test_a_reason_is_needed_and_a_claim_in_euro(desk: Desk) -> None:
    claim = desk.claim("1", 10000)
    with pytest.raises(Refused, match=r"given\.no_reason"):
        desk.act(WriteOff(claim, Cents(100), " \x1b[2J "))
    dollars = desk.act(AddClaim(desk.case, desk.creditor, Cents(10000), FACTS, currency="USD"))
    with pytest.raises(Refused, match=r"claim\.foreign_currency"):
        desk.act(WriteOff(dollars, Cents(100), "x"))


def test_a_mandate_is_not_got_round_in_parts(desk: Desk) -> None:
    claim = desk.claim("1", 100000)
    desk.as_handler(WriteOff(claim, Cents(20000), "geen verhaal"))
    with pytest.raises(Refused, match=r"mandate\.exceeded"):
        desk.as_handler(WriteOff(claim, Cents(20000), "geen verhaal"))
    desk.act(WriteOff(claim, Cents(20000), "geen verhaal"))


def test_a_write_off_is_taken_back_once(desk: Desk) -> None:
    claim = desk.claim("1", 10000)
    row = desk.act(WriteOff(claim, Cents(6000), "geen verhaal"))
    reversal = desk.act(ReverseWriteOff(row, "toch verhaal"))
    assert written_off(desk, claim) == 0
    with pytest.raises(Refused, match=r"claim\.write_off_reversed"):
        desk.act(ReverseWriteOff(row, "nog eens"))
    with pytest.raises(Refused, match=r"claim\.write_off_reversal"):
        desk.act(ReverseWriteOff(reversal, "terug"))


def test_only_what_was_written_off_in_full_is_let_go(desk: Desk) -> None:
    claim = desk.claim("1", 10000)
    desk.act(WriteOff(claim, Cents(9999), "geen verhaal"))
    with pytest.raises(Refused, match=r"claim\.not_written_off"):
        desk.act(MarkNotPursued(claim, 1, not_pursued=True, reason="x"))
    desk.act(WriteOff(claim, Cents(1), "geen verhaal"))
    desk.act(MarkNotPursued(claim, 1, not_pursued=True, reason="overleden zonder nalatenschap"))
    assert desk.database.value("SELECT not_pursued FROM claim") == 1
    desk.act(MarkNotPursued(claim, 2, not_pursued=False, reason="erfenis"))
    with pytest.raises(Refused, match=r"actions\.role"):
        desk.as_handler(MarkNotPursued(claim, 3, not_pursued=True, reason="x"))


def test_of_two_write_offs_of_the_last_euro_at_once_one_succeeds(desk: Desk) -> None:
    claim = desk.claim("1", 100)
    command = WriteOff(claim, Cents(100), "laatste euro")
    assert at_once(desk, [command, command]) == ["claim.write_off_too_much", "done"]
    assert written_off(desk, claim) == 100


def let_go(desk: Desk, *, paid: int = 0) -> tuple[int, int]:
    """A claim of 100 euro that was paid in part, written off for the rest and let go, and the write-off."""
    claim = desk.claim("1", 10000)
    if paid:
        desk.pay(paid)
    row = desk.act(WriteOff(claim, Cents(10000 - paid), "geen verhaal"))
    desk.act(MarkNotPursued(claim, desk.version("claim", claim), not_pursued=True, reason="geen verhaal"))
    return claim, row


def test_a_claim_that_was_let_go_is_taken_up_again_with_its_clocks(desk: Desk) -> None:
    claim, row = let_go(desk)
    listed = "SELECT listed FROM clock_now WHERE claim_id = ? AND clock = 'principal'"
    assert desk.database.value(listed, (claim,)) == "quiet"
    desk.act(ReverseWriteOff(row, "toch verhaal"))
    assert desk.database.fetch("SELECT not_pursued FROM claim") == [(0,)]
    assert desk.database.value(listed, (claim,)) == "radar"


def test_what_comes_open_again_of_a_claim_that_was_let_go_is_pursued(desk: Desk) -> None:
    claim, _ = let_go(desk, paid=4000)
    desk.act(ReversePayment(desk.database.value("SELECT min(id) FROM payment"), "gestorneerd"))
    assert desk.database.fetch("SELECT not_pursued FROM claim") == [(0,)]
    step = desk.database.value("SELECT max(step) FROM log")
    desk.act(UndoStep(step))
    assert desk.database.fetch("SELECT not_pursued FROM claim") == [(1,)]
    desk.act(ChargeCosts(claim, Component.COURT_COSTS, Cents(500), DUE, "griffierecht"))
    assert desk.database.fetch("SELECT not_pursued FROM claim") == [(0,)]


def test_undo_of_a_write_off_takes_up_what_a_lead_let_go_since(desk: Desk) -> None:
    lead = Actor(desk.act(AddPerson("lead", "Lead", (Role.LEAD,))), frozenset({Role.LEAD}))
    claim = desk.claim("1", 10000)
    desk.act(WriteOff(claim, Cents(10000), "geen verhaal"))
    step = desk.database.value("SELECT max(step) FROM log")
    perform(desk.database, lead, TODAY, MarkNotPursued(claim, 1, not_pursued=True, reason="x"))
    desk.act(UndoStep(step))
    assert desk.database.fetch("SELECT not_pursued FROM claim") == [(0,)]
