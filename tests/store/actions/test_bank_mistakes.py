"""What must never come of entries of the bank: a euro twice, one that is lost, or one that goes where nobody chose."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from casebook.domain.money import Cents
from casebook.errors import Refused
from casebook.store.actions.bank_acceptance import AcceptMatch
from casebook.store.actions.bank_assignments import AssignEntry
from casebook.store.actions.bank_refunds import DismissEntry, RefundEntry
from casebook.store.actions.bank_remittances import AcceptRemittance
from casebook.store.actions.bank_returns import ReturnEntry
from casebook.store.actions.bank_shares import Share
from casebook.store.actions.bank_undo import UndoUse
from casebook.store.actions.claims import AddClaim
from casebook.store.actions.limitation import EventFacts, Reached, RecordEvent
from casebook.store.actions.parties import AddAccount, AddCreditor, CreditorFacts, ReceiptsFrom
from casebook.store.actions.payments import ReversePayment
from casebook.store.actions.rebooking import ReallocatePayments
from casebook.store.actions.undo import UndoStep, last_step
from casebook.store.models.bank import BankPart
from casebook.store.perform import perform
from casebook.store.queries import bank_entry
from tests.store.actions.desk import FACTS, TODAY, Desk, at_once, sound
from tests.store.actions.statement import Bank, accept

IBAN = "NL91ABNA0417164300"
EARLIER = TODAY - timedelta(days=9)


def test_a_debit_that_only_told_of_a_return_books_nothing_when_it_is_undone(desk: Desk, bank: Bank) -> None:
    claim = desk.claim("2026-7001", 50_000)
    (booked,) = accept(desk, bank.entry(50_000, "2026-7001", on=EARLIER))
    desk.act(ReversePayment(booked.payment_id, "ging terug", TODAY - timedelta(days=2)))
    before = desk.balance(claim)
    back = bank.entry(-50_000, "2026-7001", on=TODAY - timedelta(days=1), return_code="MS03")
    desk.act(ReturnEntry(back, booked.payment_id, "storno"))
    (use,) = bank_entry.entry(desk.database, back).uses
    desk.act(UndoUse(use.use_id, use.version, "was een andere"))
    assert desk.balance(claim) == before
    assert bank_entry.entry(desk.database, back).rest == -50_000
    sound(desk)


def test_what_never_came_in_cannot_come_back(desk: Desk, bank: Bank) -> None:
    desk.claim("2026-7001", 50_000)
    entry = bank.entry(50_000, "2026-7001", on=EARLIER)
    (booked,) = accept(desk, entry)
    desk.act(ReversePayment(booked.payment_id, "verkeerd dossier"))
    back = bank.entry(-50_000, "2026-7001", return_code="MS03")
    with pytest.raises(Refused, match="reversed_before"):
        desk.act(ReturnEntry(back, booked.payment_id, "storno"))
    assert bank_entry.entry(desk.database, entry).rest == 50_000


def test_a_return_that_was_none_leaves_every_day_as_it_was_before(desk: Desk, bank: Bank) -> None:
    claim = desk.claim("2026-7001", 50_000)
    (booked,) = accept(desk, bank.entry(30_000, "2026-7001", on=EARLIER))
    proofs = "SELECT event_id, proof FROM proof_mark WHERE id IN (SELECT max(id) FROM proof_mark GROUP BY event_id)"
    days = [EARLIER, TODAY - timedelta(days=1), TODAY]
    paid, proven = [desk.balance(claim, day) for day in days], desk.database.fetch(proofs)
    first, second = (bank.entry(-30_000, text) for text in ("een", "twee"))
    desk.act(ReturnEntry(first, booked.payment_id, "storno"))
    assert desk.balance(claim).principal == 50_000
    (use,) = bank_entry.entry(desk.database, first).uses
    desk.act(UndoUse(use.use_id, use.version, "was een andere"))
    assert ([desk.balance(claim, day) for day in days], desk.database.fetch(proofs)) == (paid, proven)
    # Under the number it had before, it can go back again.
    desk.act(ReturnEntry(second, booked.payment_id, "storno"))
    assert desk.balance(claim).principal == 50_000
    (use,) = bank_entry.entry(desk.database, second).uses
    accept(desk, bank.entry(50_225, "2026-7001"))
    with pytest.raises(Refused, match="changed_since"):
        desk.act(UndoUse(use.use_id, use.version, "was een andere"))
    sound(desk)


@pytest.mark.parametrize("said", [{"return_code": "AC04"}, {"is_reversal": 1}])
def test_money_of_ours_that_comes_back_is_never_ready(
    desk: Desk,
    bank: Bank,
    said: dict[str, Any],
) -> None:
    desk.claim("2026-7001", 50_000)
    desk.act(AddAccount(desk.debtor, IBAN, own=True))
    plain, back = bank.entry(50_000, "2026-7001", iban=IBAN), bank.entry(50_000, "2026-7001", iban=IBAN, **said)
    ready = [bank_entry.candidates(desk.database, entry)[0].ready for entry in (plain, back)]
    assert ready == [True, False]


def test_what_was_received_during_an_insolvency_is_not_divided_anew(desk: Desk, bank: Bank) -> None:
    desk.claim("2026-7001", 90_000)
    before, during = bank.entry(10_000, on=EARLIER), bank.entry(50_000, on=TODAY - timedelta(days=2))
    desk.act(AssignEntry(before, (Share(desk.case, Cents(10_000)),)))
    # A reason of before the insolvency was known is no choice to let it go to an earlier claim.
    (stays,) = desk.act(AssignEntry(during, (Share(desk.case, Cents(50_000)),), reason="gebeld"))
    event = EventFacts("insolvency", TODAY - timedelta(days=5), (Reached(desk.debtor),), regime="bankruptcy")
    desk.act(RecordEvent(desk.case, event))
    (anew,) = desk.act(ReallocatePayments(desk.case, EARLIER, "op volgorde"))
    assert desk.database.value("SELECT cents FROM payment WHERE id = ?", (anew.payment_id,)) == 10_000
    assert desk.database.value("SELECT count(*) FROM payment WHERE reverses_id = ?", (stays.payment_id,)) == 0
    with pytest.raises(Refused, match="none_to_reallocate"):
        desk.act(ReallocatePayments(desk.case, TODAY - timedelta(days=5), "op volgorde"))


def test_the_bank_books_nothing_on_claims_that_the_ledger_books(desk: Desk, bank: Bank) -> None:
    other = desk.act(AddCreditor(desk.party("Zij"), CreditorFacts("ZIJ", receipts_from=ReceiptsFrom.LEDGER)))
    facts = replace(FACTS, number="Z1", due_on=date(2026, 9, 2))
    theirs = desk.act(AddClaim(desk.case, other, Cents(50_000), facts))
    ours = desk.claim("2026-7001", 50_000)
    desk.act(AddAccount(desk.debtor, IBAN, own=True))
    both = bank.entry(100_000, iban=IBAN)
    found = bank_entry.candidates(desk.database, both)[0]
    assert (found.ready, "bank.why_ledger_too" in [why.code for why in found.why]) == (False, True)
    with pytest.raises(Refused, match="ledger_books"):
        desk.act(AssignEntry(both, (Share(desk.case, Cents(50_000), (ours, theirs)),)))
    (booked,) = desk.act(AssignEntry(both, (Share(desk.case, Cents(40_000)),)))
    assert {claim for claim, _, _ in desk.allocated(booked.payment_id)} == {ours}
    (anew,) = desk.act(ReallocatePayments(desk.case, EARLIER, "op volgorde"))
    assert {claim for claim, _, _ in desk.allocated(anew.payment_id)} == {ours}
    sound(desk)


def test_the_cost_of_an_agency_goes_with_the_last_payment_it_was_kept_from(desk: Desk, bank: Bank) -> None:
    one, other = desk.claim("2026-7001", 60_000), desk.claim("2026-7002", 60_000)
    entry = bank.entry(90_000, "afdracht")
    shares = (Share(desk.case, Cents(60_000), (one,)), Share(desk.case, Cents(40_000), (other,)))
    first, second = desk.act(AcceptRemittance(entry, desk.party("Incasso Snel"), shares, Cents(10_000)))
    desk.act(ReversePayment(first.payment_id, "verkeerd dossier"))
    assert bank_entry.entry(desk.database, entry).rest == 60_000
    desk.act(ReversePayment(second.payment_id, "verkeerd dossier"))
    assert bank_entry.entry(desk.database, entry).rest == 90_000
    sound(desk)


def test_an_amount_is_not_used_as_a_whole_and_in_parts_where_a_step_is_undone(desk: Desk, bank: Bank) -> None:
    desk.claim("2026-7001", 90_000)
    whole = bank.entry(50_000, "batch")
    desk.act(AssignEntry(whole, (Share(desk.case, Cents(50_000)),)))
    parts = [bank.entry(cents, "factuur 2026-7001") for cents in (30_000, 20_000)]
    with desk.database.peewee.atomic():
        tx = desk.transaction()
        tx.add_many(BankPart, [{"whole_id": whole, "part_id": part} for part in parts])
    with pytest.raises(Refused, match="told_otherwise"):
        desk.act(AssignEntry(parts[0], (Share(desk.case, Cents(30_000)),)))
    (use,) = bank_entry.entry(desk.database, whole).uses
    desk.act(UndoUse(use.use_id, use.version, "liever de delen"))
    step = last_step(desk.database, desk.actor.person or 0)
    assert step is not None
    other = desk.actor._replace(person=None)
    perform(desk.database, other, TODAY, AssignEntry(parts[0], (Share(desk.case, Cents(30_000)),)))
    with pytest.raises(Refused, match="told_otherwise"):
        desk.act(UndoStep(step))
    assert desk.database.value("SELECT sum(cents) FROM payment") == 30_000


def test_the_claim_that_was_meant_is_meant_still_where_nothing_was_open_on_it(desk: Desk, bank: Bank) -> None:
    desk.claim("2026-7001", 30_000, due_on=date(2026, 9, 2))
    younger = desk.claim("2026-7002", 30_000)
    later, earlier = bank.entry(40_000, on=date(2026, 11, 10)), bank.entry(20_000, on=date(2026, 11, 2))
    for entry in (later, earlier):
        cents = Cents(bank_entry.entry(desk.database, entry).rest)
        desk.act(AssignEntry(entry, (Share(desk.case, cents, (younger,)),)))
    first, _ = desk.act(ReallocatePayments(desk.case, date(2026, 11, 2), "op volgorde"))
    assert {claim for claim, _, _ in desk.allocated(first.payment_id)} == {younger}
    sound(desk)


def test_what_an_agency_passed_on_is_not_paid_back_behind_its_back(desk: Desk, bank: Bank) -> None:
    one = desk.claim("2026-7001", 50_000)
    entry = bank.entry(90_000, "afdracht")
    share = Share(desk.case, Cents(100_000), (one,))
    (booked,) = desk.act(AcceptRemittance(entry, desk.party("Incasso Snel"), (share,), Cents(10_000)))
    assert booked.unallocated > 0
    with pytest.raises(Refused, match="more_than_left"):
        desk.act(RefundEntry(entry, Cents(1_000), "te veel"))


def test_an_entry_is_used_once_whoever_is_first(desk: Desk, bank: Bank) -> None:
    if not desk.database.is_postgresql:
        pytest.skip("one writes at a time in SQLite")
    desk.claim("2026-7001", 50_000)
    desk.claim("2026-7002", 50_000)
    entry = bank.entry(50_000, "2026-7001")
    match = AcceptMatch(entry, bank_entry.entry(desk.database, entry).seen)
    assert at_once(desk, [match, match]).count("done") == 1
    other = bank.entry(30_000, "iets")
    share = AssignEntry(other, (Share(desk.case, Cents(30_000)),))
    ways = [share, DismissEntry(other, "huur"), RefundEntry(other, Cents(30_000), "dubbel")]
    assert at_once(desk, ways).count("done") == 1
    payment: int = desk.database.value("SELECT min(id) FROM payment")
    debits = [bank.entry(-50_000, text) for text in ("een", "twee")]
    assert at_once(desk, [ReturnEntry(debit, payment, "storno") for debit in debits]).count("done") == 1
    assert desk.database.value("SELECT count(*) FROM payment WHERE reverses_id IS NOT NULL") == 1
