"""What becomes of entries of the bank."""

from datetime import date, timedelta
from typing import Any

import pytest

from casebook.domain.matching.candidate import Method, Proposed
from casebook.domain.money import Cents
from casebook.errors import Refused, Stale
from casebook.store.actions.bank_uses import (
    AcceptMatch,
    AcceptRemittance,
    AssignEntry,
    ConfirmEntry,
    DismissEntry,
    HandToEstate,
    RefundEntry,
    Share,
    UndoUse,
)
from casebook.store.actions.limitation import EventFacts, Reached, RecordEvent
from casebook.store.actions.parties import AddAccount, ChangeCreditor, CreditorFacts, ReceiptsFrom
from casebook.store.actions.payments import ReversePayment
from casebook.store.actions.rebooking import ReallocatePayments
from casebook.store.actions.undo import RedoStep, UndoStep, last_step
from casebook.store.database import Database
from casebook.store.perform import perform_all
from casebook.store.queries import bank_inbox
from casebook.store.transaction import Actor
from casebook.store.verify import verify
from tests.store.actions.desk import TODAY, Desk
from tests.store.actions.statement import Bank

IBAN, OTHER = "NL91ABNA0417164300", "NL20INGB0001234567"


@pytest.fixture
def desk(database: Database, actor: Actor) -> Desk:
    return Desk(database, actor)


@pytest.fixture
def bank(desk: Desk) -> Bank:
    return Bank(desk.database, desk.actor, desk.creditor)


def accept(desk: Desk, entry: int) -> Any:
    return desk.act(AcceptMatch(entry, bank_inbox.entry(desk.database, entry).seen))


def sound(desk: Desk) -> None:
    # The desk itself puts its first parties where no log has them.
    problems = [one for one in verify(desk.database, TODAY) if one.wrong and one.code != "verify.row_unlogged"]
    assert problems == []


def test_a_receipt_that_names_an_invoice_of_its_amount_is_accepted_with_one_key(desk: Desk, bank: Bank) -> None:
    claim = desk.claim("2026-7001", 124_000, kind="contract")
    entry = bank.entry(124_000, "betaling factuur 2026-7001", name="Van Dam Bouw BV")
    (first,) = bank_inbox.candidates(desk.database, entry)
    assert (first.proposed, first.ready, first.method) == (Proposed.BOOK, True, Method.INVOICE_NUMBER)
    assert [one.claim_id for one in first.claims] == [claim]
    accept(desk, entry)
    card = bank_inbox.entry(desk.database, entry)
    assert (card.rest, card.candidates, [use.kind for use in card.uses]) == (0, (), ["booked"])
    payment = card.uses[0].payment_id
    assert payment is not None
    assert sum(cents for _, cents, _ in desk.allocated(payment)) == 124_000
    sound(desk)


def test_what_is_taken_back_is_in_the_inbox_again(desk: Desk, bank: Bank) -> None:
    claim = desk.claim("2026-7001", 124_000)
    before = desk.balance(claim)
    entry = bank.entry(124_000, "2026-7001")
    accept(desk, entry)
    (use,) = bank_inbox.entry(desk.database, entry).uses
    desk.act(UndoUse(use.use_id, use.version, "verkeerd dossier"))
    assert desk.balance(claim) == before
    assert bank_inbox.entry(desk.database, entry).rest == 124_000
    accept(desk, entry)
    assert bank_inbox.entry(desk.database, entry).rest == 0
    sound(desk)


def test_steps_are_undone_and_done_again(desk: Desk, bank: Bank) -> None:
    claim = desk.claim("2026-7001", 124_000)
    before = desk.balance(claim)
    entry = bank.entry(124_000, "2026-7001")
    accept(desk, entry)
    after = desk.balance(claim)
    for _ in range(2):
        step = last_step(desk.database, desk.actor.person or 0)
        assert step is not None
        desk.act(UndoStep(step))
        assert (desk.balance(claim), bank_inbox.entry(desk.database, entry).rest) == (before, 124_000)
        desk.act(RedoStep(step))
        assert (desk.balance(claim), bank_inbox.entry(desk.database, entry).rest) == (after, 0)
        sound(desk)


def test_a_match_that_is_another_by_now_is_not_accepted(desk: Desk, bank: Bank) -> None:
    desk.claim("2026-7001", 124_000)
    first, second = bank.entry(124_000, "2026-7001"), bank.entry(124_000, "2026-7001")
    many = bank_inbox.ready(desk.database)
    assert [one.entry_id for one in many] == [first, second]
    outcomes = [outcome for _, outcome in perform_all(desk.database, desk.actor, TODAY, many)]
    # The claim is paid by the first: the second one is for a person to look at.
    assert isinstance(outcomes[1], Stale)
    assert bank_inbox.entry(desk.database, first).rest == 0
    card = bank_inbox.entry(desk.database, second)
    assert (card.rest, card.candidates[0].ready) == (124_000, False)
    sound(desk)


def test_neither_a_name_nor_an_amount_makes_a_match_ready(desk: Desk, bank: Bank) -> None:
    desk.claim("2026-7001", 50_000)
    entry = bank.entry(50_000, "betaling", name="Van Dam Bouw")
    (first,) = bank_inbox.candidates(desk.database, entry)
    assert (first.case_id, first.ready) == (desk.case, False)
    assert bank_inbox.ready(desk.database) == []


def test_a_known_account_with_the_amount_is_ready_and_somebody_elses_is_not(desk: Desk, bank: Bank) -> None:
    desk.claim("2026-7001", 50_000)
    desk.act(AddAccount(desk.debtor, IBAN, own=True))
    desk.act(AddAccount(desk.debtor, OTHER, own=False))
    own, others = bank.entry(50_000, iban=IBAN), bank.entry(50_000, iban=OTHER, name="Tante Jo")
    assert bank_inbox.candidates(desk.database, own)[0].ready
    found = bank_inbox.candidates(desk.database, others)[0]
    assert (found.third_party, found.ready) == (True, False)


def test_an_account_that_paid_before_helps_to_find_the_next_payment(desk: Desk, bank: Bank) -> None:
    desk.claim("2026-001", 50_000)
    desk.claim("2026-002", 30_000)
    later = bank.entry(30_000, "tweede", iban=IBAN, name="Van Dam Bouw")
    before = bank_inbox.candidates(desk.database, later)
    accept(desk, first := bank.entry(50_000, "factuur 2026-001", iban=IBAN, name="Van Dam Bouw"))
    found, *_ = bank_inbox.candidates(desk.database, later)
    assert not any(one.method is Method.KNOWN_ACCOUNT for one in before)
    assert found.method is Method.KNOWN_ACCOUNT
    use = desk.database.value("SELECT id FROM bank_use WHERE entry_id = ?", (first,))
    desk.act(UndoUse(use, 1, "verkeerd"))
    assert bank_inbox.candidates(desk.database, later) == before
    sound(desk)


def test_an_entry_is_split_and_its_account_is_learned_only_where_asked(desk: Desk, bank: Bank) -> None:
    one, other = desk.claim("2026-7001", 30_000), desk.claim("2026-7002", 30_000)
    entry = bank.entry(50_000, iban=IBAN)
    desk.act(AssignEntry(entry, (Share(desk.case, Cents(20_000), (other,)), Share(desk.case, Cents(10_000), (one,)))))
    assert bank_inbox.entry(desk.database, entry).rest == 20_000
    assert desk.database.value("SELECT count(*) FROM account") == 0
    desk.act(AssignEntry(entry, (Share(desk.case, Cents(20_000)),), learn=True, third_party=True))
    assert desk.database.fetch("SELECT party_id, iban, own FROM account") == [(desk.debtor, IBAN, 0)]
    with pytest.raises(Refused, match="more_than_left"):
        desk.act(AssignEntry(entry, (Share(desk.case, Cents(1)),)))
    sound(desk)


def test_a_payment_by_hand_is_confirmed_and_not_booked_again(desk: Desk, bank: Bank) -> None:
    desk.claim("2026-7001", 50_000)
    payment = desk.pay(50_000, TODAY - timedelta(days=2)).payment_id
    entry = bank.entry(50_000, "2026-7001")
    with pytest.raises(Refused, match="booked_before"):
        desk.act(AssignEntry(entry, (Share(desk.case, Cents(50_000)),)))
    found = bank_inbox.candidates(desk.database, entry)[0]
    assert (found.proposed, found.payment_id) == (Proposed.CONFIRM, payment)
    accept(desk, entry)
    assert desk.database.value("SELECT count(*) FROM payment") == 1
    with pytest.raises(Refused, match="of_bank"):
        desk.act(ConfirmEntry(bank.entry(50_000, "2026-7001"), payment))
    sound(desk)


def test_a_return_reverses_the_payment_and_all_it_gave(desk: Desk, bank: Bank) -> None:
    claim = desk.claim("2026-7001", 50_000)
    came = TODAY - timedelta(days=9)
    entry = bank.entry(50_000, "2026-7001", on=came, iban=IBAN)
    accept(desk, entry)
    # Part of what came in paid interest.
    assert desk.total(claim) < 50_000
    back = bank.entry(-50_000, "2026-7001", on=TODAY - timedelta(days=1), iban=IBAN, return_code="MS03")
    found = bank_inbox.candidates(desk.database, back)[0]
    assert (found.proposed, found.ready) == (Proposed.RETURN, True)
    accept(desk, back)
    assert desk.balance(claim).principal == 50_000
    assert desk.balance(claim, came).principal < 50_000
    assert bank_inbox.entry(desk.database, entry).rest == 0
    assert bank_inbox.entry(desk.database, back).rest == 0
    last = "SELECT m.proof FROM proof_mark m WHERE m.event_id = e.id ORDER BY m.id DESC LIMIT 1"
    assert desk.database.value(f"SELECT count(*) FROM limitation_event e WHERE ({last}) <> 'void'") == 0
    (use,) = bank_inbox.entry(desk.database, back).uses
    desk.act(UndoUse(use.use_id, use.version, "was een andere"))
    assert desk.balance(claim).principal < 50_000
    assert bank_inbox.entry(desk.database, back).rest == -50_000
    sound(desk)


def test_a_debit_that_is_no_return_is_never_ready(desk: Desk, bank: Bank) -> None:
    desk.claim("2026-7001", 50_000)
    accept(desk, bank.entry(50_000, "2026-7001", on=TODAY - timedelta(days=9), iban=IBAN))
    back = bank.entry(-50_000, "terug", iban=IBAN)
    assert not bank_inbox.candidates(desk.database, back)[0].ready
    desk.act(RefundEntry(back, Cents(50_000), "dubbel betaald"))
    assert bank_inbox.entry(desk.database, back).rest == 0


def test_what_a_remittance_kept_is_a_cost_of_ours_and_the_debtor_paid_all(desk: Desk, bank: Bank) -> None:
    one, other = desk.claim("2026-7001", 60_000), desk.claim("2026-7002", 60_000)
    agency = desk.party("Incasso Snel")
    entry = bank.entry(90_000, "afdracht")
    shares = (Share(desk.case, Cents(60_000), (one,)), Share(desk.case, Cents(40_000), (other,)))
    with pytest.raises(Refused, match="remittance_sum"):
        desk.act(AcceptRemittance(entry, agency, shares, Cents(5_000)))
    desk.act(AcceptRemittance(entry, agency, shares, Cents(10_000)))
    card = bank_inbox.entry(desk.database, entry)
    assert (card.rest, [use.cents for use in card.uses]) == (0, [60_000, 40_000, -10_000])
    assert desk.database.value("SELECT sum(cents) FROM payment") == 100_000
    desk.act(UndoUse(card.uses[0].use_id, 1, "verkeerde afrekening"))
    assert bank_inbox.entry(desk.database, entry).rest == 90_000
    assert desk.database.value("SELECT sum(cents) FROM payment") == 0
    sound(desk)


def test_more_than_is_open_shows_and_can_be_paid_back(desk: Desk, bank: Bank) -> None:
    claim = desk.claim("2026-7001", 50_000)
    entry = bank.entry(80_000, "2026-7001")
    found = bank_inbox.candidates(desk.database, entry)[0]
    assert not found.ready
    assert "bank.why_more" in [why.code for why in found.why]
    (booked,) = accept(desk, entry)
    assert booked.unallocated > 0
    desk.act(RefundEntry(entry, booked.unallocated, "te veel betaald"))
    kinds = [(use.kind, use.cents) for use in bank_inbox.entry(desk.database, entry).uses if use.undone_on is None]
    assert sorted(kinds) == [("booked", 80_000 - booked.unallocated), ("refunded", booked.unallocated)]
    assert desk.total(claim) == 0
    sound(desk)


def test_money_of_an_insolvent_debtor_waits_for_a_choice_and_may_go_to_the_estate(desk: Desk, bank: Bank) -> None:
    desk.claim("2026-7001", 50_000)
    event = EventFacts("insolvency", TODAY - timedelta(days=5), (Reached(desk.debtor),), regime="bankruptcy")
    desk.act(RecordEvent(desk.case, event))
    entry = bank.entry(50_000, "2026-7001", name="Van Dam Bouw")
    found = bank_inbox.candidates(desk.database, entry)[0]
    assert (found.ready, "bank.why_insolvent" in [why.code for why in found.why]) == (False, True)
    (booked,) = desk.act(AssignEntry(entry, (Share(desk.case, Cents(50_000)),)))
    assert booked.unallocated == 50_000
    desk.act(HandToEstate(entry, Cents(50_000), "van de boedel", desk.case))
    assert desk.database.value("SELECT sum(cents) FROM payment") == 0
    assert bank_inbox.entry(desk.database, entry).rest == 0
    sound(desk)


def test_what_the_ledger_books_is_only_confirmed(desk: Desk, bank: Bank) -> None:
    desk.act(ChangeCreditor(desk.creditor, 1, CreditorFacts("WIJ", receipts_from=ReceiptsFrom.LEDGER)))
    desk.claim("2026-7001", 50_000)
    entry = bank.entry(50_000, "2026-7001")
    found = bank_inbox.candidates(desk.database, entry)[0]
    assert (found.proposed, found.ready) == (Proposed.AWAIT_LEDGER, False)
    with pytest.raises(Refused, match="nothing_proposed"):
        accept(desk, entry)
    with pytest.raises(Refused, match="ledger_books"):
        desk.act(AssignEntry(entry, (Share(desk.case, Cents(50_000)),)))


def test_a_payment_reversed_by_hand_gives_its_entry_back(desk: Desk, bank: Bank) -> None:
    desk.claim("2026-7001", 50_000)
    entry = bank.entry(50_000, "2026-7001")
    (booked,) = accept(desk, entry)
    desk.act(ReversePayment(booked.payment_id, "verkeerd"))
    assert bank_inbox.entry(desk.database, entry).rest == 50_000
    step = last_step(desk.database, desk.actor.person or 0)
    assert step is not None
    desk.act(UndoStep(step))
    assert bank_inbox.entry(desk.database, entry).rest == 0
    (use,) = bank_inbox.entry(desk.database, entry).uses
    desk.act(UndoUse(use.use_id, use.version, "toch"))
    assert bank_inbox.entry(desk.database, entry).rest == 50_000
    sound(desk)


def test_a_hand_payment_that_the_bank_reported_is_refused(desk: Desk, bank: Bank) -> None:
    desk.claim("2026-7001", 50_000)
    accept(desk, bank.entry(50_000, "2026-7001"))
    with pytest.raises(Refused, match="in_bank"):
        desk.pay(50_000)


def test_what_is_not_ours_leaves_the_inbox_with_a_reason(desk: Desk, bank: Bank) -> None:
    entry = bank.entry(50_000, "huur")
    with pytest.raises(Refused, match="no_reason"):
        desk.act(DismissEntry(entry, " "))
    desk.act(DismissEntry(entry, "huur van de buren"))
    assert bank_inbox.count(desk.database).rest.number == 0
    with pytest.raises(Refused, match="nothing_left"):
        desk.act(DismissEntry(entry, "huur van de buren"))


def test_money_in_another_currency_is_never_taken_for_euro(desk: Desk) -> None:
    desk.claim("2026-7001", 50_000)
    entry = Bank(desk.database, desk.actor, desk.creditor, "USD").entry(50_000, "2026-7001")
    assert bank_inbox.candidates(desk.database, entry) == ()
    with pytest.raises(Refused, match="currency"):
        desk.act(AssignEntry(entry, (Share(desk.case, Cents(50_000)),)))


def test_an_earlier_receipt_that_comes_in_late_is_divided_as_if_it_had_come_in_time(desk: Desk, bank: Bank) -> None:
    first, second = desk.claim("2026-7001", 30_000), desk.claim("2026-7002", 30_000)
    later = bank.entry(30_000, on=date(2026, 11, 10))
    earlier = bank.entry(30_000, on=date(2026, 11, 2))
    for entry in (later, earlier):
        desk.act(AssignEntry(entry, (Share(desk.case, Cents(30_000)),)))
    why = "SELECT code FROM signal WHERE case_id = ?"
    assert ("signal.bank_late",) in desk.database.fetch(why, (desk.case,))
    desk.act(ReallocatePayments(desk.case, date(2026, 11, 2), "kwam later binnen"))
    assert ("signal.bank_late",) not in desk.database.fetch(why, (desk.case,))
    assert desk.balance(first, date(2026, 11, 2)).principal < 30_000
    assert desk.balance(second).principal < 30_000
    sound(desk)
