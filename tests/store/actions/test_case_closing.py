"""Closing a case: never as what it is not, and never so that a clock runs on unseen."""

from datetime import date, timedelta

import pytest

from casebook.domain.money import Cents
from casebook.store.actions.cases import CloseCase
from casebook.store.actions.claims import AddClaim, MarkNotPursued, WithdrawClaim
from casebook.store.actions.ledger import CreditClaim, ReverseEntry
from casebook.store.actions.payments import AllocateRest, ReversePayment
from casebook.store.actions.write_offs import WriteOff
from casebook.store.models.cases import Closing
from tests.store.actions.desk import FACTS, TODAY, Desk
from tests.store.actions.refusal import refused

SETTLED = (Closing.PAID, Closing.REMITTED, Closing.DISCHARGED, Closing.WITHDRAWN)
GOES_ELSEWHERE = (Closing.TRANSFERRED, Closing.NOT_OURS, Closing.RETURNED_TO_REGULAR)


def close(desk: Desk, closed_as: Closing) -> CloseCase:
    return CloseCase(desk.case, desk.version("cases", desk.case), closed_as)


def test_what_is_open_is_neither_paid_nor_remitted_nor_written_off(desk: Desk) -> None:
    claim = desk.claim("1", 100_00)
    desk.pay(40_00)
    for closed_as in (*SETTLED, Closing.WRITTEN_OFF):
        assert refused("case.open_balance", desk.act, close(desk, closed_as))["cents"] == 60_00
    desk.act(WriteOff(claim, Cents(60_00), "geen verhaal"))
    refused("case.open_balance", desk.act, close(desk, Closing.PAID))


def test_what_is_paid_on_one_claim_leaves_the_other_open(desk: Desk) -> None:
    desk.claim("1", 100_00)
    paid = desk.claim("2", 50_00)
    desk.pay(50_00, designation=(paid,))
    assert refused("case.open_balance", desk.act, close(desk, Closing.PAID))["cents"] == 100_00


@pytest.mark.parametrize("closed_as", [one for one in SETTLED if one is not Closing.REMITTED])
def test_where_nothing_is_open_the_case_closes(desk: Desk, closed_as: Closing) -> None:
    paid, ended = desk.claim("1", 100_00), desk.claim("2", 50_00)
    desk.pay(100_00, designation=(paid,))
    desk.act(WithdrawClaim(ended, desk.version("claim", ended), "dubbel gefactureerd"))
    desk.act(close(desk, closed_as))
    assert desk.database.value("SELECT closed_as FROM cases") == closed_as


def test_only_a_case_in_which_something_was_credited_closes_as_remitted(desk: Desk) -> None:
    claim = desk.claim("1", 100_00)
    credit = desk.act(CreditClaim(claim, Cents(100_00), TODAY, "uit coulance"))
    desk.act(ReverseEntry(credit, "toch niet"))
    desk.pay(100_00)
    refused("case.nothing_remitted", desk.act, close(desk, Closing.REMITTED))
    other = desk.claim("2", 50_00)
    desk.act(CreditClaim(other, Cents(50_00), TODAY, "uit coulance"))
    desk.act(close(desk, Closing.REMITTED))


def test_a_claim_in_another_currency_is_open_until_it_ends(desk: Desk) -> None:
    claim = desk.act(AddClaim(desk.case, desk.creditor, Cents(100_00), FACTS, currency="USD"))
    assert refused("case.foreign_open", desk.act, close(desk, Closing.PAID))["number"] == FACTS.number
    desk.act(WithdrawClaim(claim, 1, "geen vordering"))
    desk.act(close(desk, Closing.PAID))


@pytest.mark.parametrize("closed_as", [Closing.WRITTEN_OFF, Closing.UNCOLLECTABLE])
def test_a_claim_whose_clock_runs_is_let_go_first(desk: Desk, closed_as: Closing) -> None:
    claim = desk.claim("1", 100_00)
    desk.act(WriteOff(claim, Cents(100_00), "geen verhaal"))
    assert refused("case.clocks_run", desk.act, close(desk, closed_as))["numbers"] == ["1"]
    desk.act(MarkNotPursued(claim, desk.version("claim", claim), True, "kosten te hoog"))
    desk.act(close(desk, closed_as))


def test_a_claim_that_has_possibly_lapsed_has_no_clock_to_guard(desk: Desk) -> None:
    due = date(2015, 1, 1)
    desk.claim("1", 100_00, invoice_on=due - timedelta(days=30), due_on=due)
    assert desk.database.value("SELECT state FROM clock_now WHERE clock <> 'interest'") == "possibly_lapsed"
    desk.act(close(desk, Closing.UNCOLLECTABLE))


@pytest.mark.parametrize("closed_as", [one for one in Closing if one not in GOES_ELSEWHERE])
def test_what_we_owe_the_debtor_of_payments_keeps_a_case_open(desk: Desk, closed_as: Closing) -> None:
    desk.claim("1", 100_00)
    desk.pay(130_00, TODAY - timedelta(days=3))
    desk.pay(5_00)
    told = refused("case.unallocated", desk.act, close(desk, closed_as))
    assert told == {"count": 2, "cents": 35_00, "on": TODAY - timedelta(days=3)}


@pytest.mark.parametrize("way", ["allocated", "went_back", "never_came"])
def test_what_was_allocated_or_went_back_keeps_no_case_open(desk: Desk, way: str) -> None:
    desk.claim("1", 100_00)
    desk.pay(100_00)
    over = desk.pay(30_00)
    refused("case.unallocated", desk.act, close(desk, Closing.PAID))
    match way:
        case "allocated":
            other = desk.claim("2", 30_00)
            desk.act(AllocateRest(over.payment_id, (other,), "in overleg"))
        case "went_back":
            desk.act(ReversePayment(over.payment_id, "terugbetaald", TODAY))
        case "never_came":
            desk.act(ReversePayment(over.payment_id, "dubbel geboekt"))
    desk.act(close(desk, Closing.PAID))
    assert desk.database.fetch("SELECT band FROM case_now") == [(9,)]


@pytest.mark.parametrize("closed_as", GOES_ELSEWHERE)
def test_what_we_owe_the_debtor_is_told_of_a_case_that_another_took_over(desk: Desk, closed_as: Closing) -> None:
    desk.pay(30_00)
    desk.act(close(desk, closed_as))
    assert desk.database.fetch("SELECT band, why FROM case_now") == [(2, "signal.unallocated")]


@pytest.mark.parametrize("closed_as", GOES_ELSEWHERE)
def test_who_takes_a_case_over_guards_it(desk: Desk, closed_as: Closing) -> None:
    desk.claim("1", 100_00)
    desk.act(close(desk, closed_as))


def test_what_was_paid_after_its_write_off_covers_no_other_claim(desk: Desk) -> None:
    first, second = desk.claim("1", 10000), desk.claim("2", 10000)
    desk.act(WriteOff(first, Cents(10000), "geen verhaal"))
    desk.act(WriteOff(second, Cents(6000), "geen verhaal"))
    desk.pay(4000, designation=(first,))
    command = CloseCase(desk.case, desk.version("cases", desk.case), Closing.WRITTEN_OFF)
    assert refused("case.open_balance", desk.act, command)["cents"] == 4000


def test_a_payment_that_goes_back_brings_a_paid_case_into_the_queue(desk: Desk) -> None:
    desk.claim("1", 100_00)
    booked = desk.pay(100_00)
    desk.act(close(desk, Closing.PAID))
    assert desk.database.fetch("SELECT band FROM case_now") == [(9,)]
    desk.act(ReversePayment(booked.payment_id, "gestorneerd"))
    # The clock of the claim and the money are both told again; a closed case with work does not sink.
    assert desk.database.value("SELECT band FROM case_now") < 9
    assert desk.database.value("SELECT count(*) FROM signal WHERE code = 'signal.open_again'") == 1
