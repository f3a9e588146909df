"""What must never come of entries of the bank: a euro twice, one that is lost, or one that goes where nobody chose."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from casebook.domain.money import Cents
from casebook.errors import Refused
from casebook.store.actions.bank_uses import (
    AcceptMatch,
    AcceptRemittance,
    AssignEntry,
    DismissEntry,
    RefundEntry,
    ReturnEntry,
    Share,
    UndoUse,
)
from casebook.store.actions.claims import AddClaim
from casebook.store.actions.limitation import EventFacts, Reached, RecordEvent
from casebook.store.actions.parties import AddAccount, AddCreditor, CreditorFacts, ReceiptsFrom
from casebook.store.actions.payments import ReversePayment
from casebook.store.actions.rebooking import ReallocatePayments
from casebook.store.queries import bank_inbox
from tests.store.actions.desk import FACTS, TODAY, Desk, at_once
from tests.store.actions.statement import Bank
from tests.store.actions.test_bank_uses import IBAN, accept, bank, desk, sound  # noqa: F401 two are fixtures

EARLIER = TODAY - timedelta(days=9)


def test_a_debit_that_only_told_of_a_return_books_nothing_when_it_is_undone(desk: Desk, bank: Bank) -> None:  # noqa: F811
    claim = desk.claim("2026-7001", 50_000)
    (booked,) = accept(desk, bank.entry(50_000, "2026-7001", on=EARLIER))
    desk.act(ReversePayment(booked.payment_id, "ging terug", TODAY - timedelta(days=2)))
    before = desk.balance(claim)
    back = bank.entry(-50_000, "2026-7001", on=TODAY - timedelta(days=1), return_code="MS03")
    desk.act(ReturnEntry(back, booked.payment_id, "storno"))
    (use,) = bank_inbox.entry(desk.database, back).uses
    desk.act(UndoUse(use.use_id, use.version, "was een andere"))
    assert desk.balance(claim) == before
    assert bank_inbox.entry(desk.database, back).rest == -50_000
    sound(desk)


def test_what_never_came_in_cannot_come_back(desk: Desk, bank: Bank) -> None:  # noqa: F811
    desk.claim("2026-7001", 50_000)
    entry = bank.entry(50_000, "2026-7001", on=EARLIER)
    (booked,) = accept(desk, entry)
    desk.act(ReversePayment(booked.payment_id, "verkeerd dossier"))
    back = bank.entry(-50_000, "2026-7001", return_code="MS03")
    with pytest.raises(Refused, match="reversed_before"):
        desk.act(ReturnEntry(back, booked.payment_id, "storno"))
    assert bank_inbox.entry(desk.database, entry).rest == 50_000


def test_a_payment_that_came_back_is_not_divided_anew_under_its_old_name(desk: Desk, bank: Bank) -> None:  # noqa: F811
    claim = desk.claim("2026-7001", 50_000)
    (booked,) = accept(desk, bank.entry(50_000, "2026-7001", on=EARLIER))
    paid = desk.balance(claim)
    first, second = (bank.entry(-50_000, text, on=TODAY) for text in ("een", "twee"))
    desk.act(ReturnEntry(first, booked.payment_id, "storno"))
    (use,) = bank_inbox.entry(desk.database, first).uses
    desk.act(UndoUse(use.use_id, use.version, "was een andere"))
    assert desk.balance(claim) == paid
    with pytest.raises(Refused, match="reversed_before"):
        desk.act(ReturnEntry(second, booked.payment_id, "storno"))
    sound(desk)


@pytest.mark.parametrize("said", [{"return_code": "AC04"}, {"is_reversal": 1}])
def test_money_of_ours_that_comes_back_is_never_ready(
    desk: Desk,  # noqa: F811
    bank: Bank,  # noqa: F811
    said: dict[str, object],
) -> None:
    desk.claim("2026-7001", 50_000)
    desk.act(AddAccount(desk.debtor, IBAN, own=True))
    plain, back = bank.entry(50_000, "2026-7001", iban=IBAN), bank.entry(50_000, "2026-7001", iban=IBAN, **said)
    ready = [bank_inbox.candidates(desk.database, entry)[0].ready for entry in (plain, back)]
    assert ready == [True, False]


def test_what_was_received_during_an_insolvency_is_not_divided_anew(desk: Desk, bank: Bank) -> None:  # noqa: F811
    desk.claim("2026-7001", 50_000)
    entry = bank.entry(50_000, on=TODAY - timedelta(days=2))
    # A reason of before the insolvency was known is no choice to let it go to an earlier claim.
    desk.act(AssignEntry(entry, (Share(desk.case, Cents(50_000)),), reason="gebeld"))
    event = EventFacts("insolvency", TODAY - timedelta(days=5), (Reached(desk.debtor),), regime="bankruptcy")
    desk.act(RecordEvent(desk.case, event))
    with pytest.raises(Refused, match="none_to_reallocate"):
        desk.act(ReallocatePayments(desk.case, EARLIER, "op volgorde"))


def test_the_bank_books_nothing_on_claims_that_the_ledger_books(desk: Desk, bank: Bank) -> None:  # noqa: F811
    other = desk.act(AddCreditor(desk.party("Zij"), CreditorFacts("ZIJ", receipts_from=ReceiptsFrom.LEDGER)))
    facts = replace(FACTS, number="Z1", due_on=date(2026, 9, 2))
    theirs = desk.act(AddClaim(desk.case, other, Cents(50_000), facts))
    ours = desk.claim("2026-7001", 50_000)
    desk.act(AddAccount(desk.debtor, IBAN, own=True))
    both = bank.entry(100_000, iban=IBAN)
    found = bank_inbox.candidates(desk.database, both)[0]
    assert (found.ready, "bank.why_ledger_too" in [why.code for why in found.why]) == (False, True)
    with pytest.raises(Refused, match="ledger_books"):
        desk.act(AssignEntry(both, (Share(desk.case, Cents(50_000), (ours, theirs)),)))
    (booked,) = desk.act(AssignEntry(both, (Share(desk.case, Cents(40_000)),)))
    assert {claim for claim, _, _ in desk.allocated(booked.payment_id)} == {ours}
    (anew,) = desk.act(ReallocatePayments(desk.case, EARLIER, "op volgorde"))
    assert {claim for claim, _, _ in desk.allocated(anew.payment_id)} == {ours}
    sound(desk)


def test_the_cost_of_an_agency_goes_with_the_last_payment_it_was_kept_from(desk: Desk, bank: Bank) -> None:  # noqa: F811
    one, other = desk.claim("2026-7001", 60_000), desk.claim("2026-7002", 60_000)
    entry = bank.entry(90_000, "afdracht")
    shares = (Share(desk.case, Cents(60_000), (one,)), Share(desk.case, Cents(40_000), (other,)))
    first, second = desk.act(AcceptRemittance(entry, desk.party("Incasso Snel"), shares, Cents(10_000)))
    desk.act(ReversePayment(first.payment_id, "verkeerd dossier"))
    assert bank_inbox.entry(desk.database, entry).rest == 60_000
    desk.act(ReversePayment(second.payment_id, "verkeerd dossier"))
    assert bank_inbox.entry(desk.database, entry).rest == 90_000
    sound(desk)


def test_an_entry_is_used_once_whoever_is_first(desk: Desk, bank: Bank) -> None:  # noqa: F811
    if not desk.database.is_postgresql:
        pytest.skip("one writes at a time in SQLite")
    desk.claim("2026-7001", 50_000)
    desk.claim("2026-7002", 50_000)
    entry = bank.entry(50_000, "2026-7001")
    match = AcceptMatch(entry, bank_inbox.entry(desk.database, entry).seen)
    assert at_once(desk, [match, match]).count("done") == 1
    other = bank.entry(30_000, "iets")
    share = AssignEntry(other, (Share(desk.case, Cents(30_000)),))
    ways = [share, DismissEntry(other, "huur"), RefundEntry(other, Cents(30_000), "dubbel")]
    assert at_once(desk, ways).count("done") == 1
    payment: int = desk.database.value("SELECT min(id) FROM payment")
    debits = [bank.entry(-50_000, text) for text in ("een", "twee")]
    assert at_once(desk, [ReturnEntry(debit, payment, "storno") for debit in debits]).count("done") == 1
    assert desk.database.value("SELECT count(*) FROM payment WHERE reverses_id IS NOT NULL") == 1
