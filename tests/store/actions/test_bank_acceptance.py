"""What is proposed for entries of the bank, and accepted."""

import pytest

from casebook.domain.matching.candidate import Method, Proposed
from casebook.domain.money import Cents
from casebook.errors import Refused, Stale
from casebook.store.actions.bank_assignments import AssignEntry
from casebook.store.actions.bank_shares import Share
from casebook.store.actions.bank_undo import UndoUse
from casebook.store.actions.parties import AddAccount, ChangeCreditor, CreditorFacts, ReceiptsFrom
from casebook.store.perform import perform_all
from casebook.store.queries import bank_entry, bank_inbox
from tests.store.actions.desk import TODAY, Desk, sound
from tests.store.actions.statement import Bank, accept

IBAN, OTHER = "NL91ABNA0417164300", "NL20INGB0001234567"


def test_a_receipt_that_names_an_invoice_of_its_amount_is_accepted_with_one_key(desk: Desk, bank: Bank) -> None:
    claim = desk.claim("2026-7001", 124_000, kind="contract")
    entry = bank.entry(124_000, "betaling factuur 2026-7001", name="Van Dam Bouw BV")
    (first,) = bank_entry.candidates(desk.database, entry)
    assert (first.proposed, first.ready, first.method) == (Proposed.BOOK, True, Method.INVOICE_NUMBER)
    assert [one.claim_id for one in first.claims] == [claim]
    accept(desk, entry)
    card = bank_entry.entry(desk.database, entry)
    assert (card.rest, card.candidates, [use.kind for use in card.uses]) == (0, (), ["booked"])
    payment = card.uses[0].payment_id
    assert payment is not None
    assert sum(cents for _, cents, _ in desk.allocated(payment)) == 124_000
    sound(desk)


def test_a_match_that_is_another_by_now_is_not_accepted(desk: Desk, bank: Bank) -> None:
    desk.claim("2026-7001", 124_000)
    first, second = bank.entry(124_000, "2026-7001"), bank.entry(124_000, "2026-7001")
    many = bank_inbox.ready(desk.database)
    assert [one.entry_id for one in many] == [first, second]
    outcomes = [outcome for _, outcome in perform_all(desk.database, desk.actor, TODAY, many)]
    # The claim is paid by the first: the second one is for a person to look at.
    assert isinstance(outcomes[1], Stale)
    assert bank_entry.entry(desk.database, first).rest == 0
    card = bank_entry.entry(desk.database, second)
    assert (card.rest, card.candidates[0].ready) == (124_000, False)
    sound(desk)


def test_neither_a_name_nor_an_amount_makes_a_match_ready(desk: Desk, bank: Bank) -> None:
    desk.claim("2026-7001", 50_000)
    entry = bank.entry(50_000, "betaling", name="Van Dam Bouw")
    (first,) = bank_entry.candidates(desk.database, entry)
    assert (first.case_id, first.ready) == (desk.case, False)
    assert bank_inbox.ready(desk.database) == []


def test_a_known_account_with_the_amount_is_ready_and_somebody_elses_is_not(desk: Desk, bank: Bank) -> None:
    desk.claim("2026-7001", 50_000)
    desk.act(AddAccount(desk.debtor, IBAN, own=True))
    desk.act(AddAccount(desk.debtor, OTHER, own=False))
    own, others = bank.entry(50_000, iban=IBAN), bank.entry(50_000, iban=OTHER, name="Tante Jo")
    assert bank_entry.candidates(desk.database, own)[0].ready
    found = bank_entry.candidates(desk.database, others)[0]
    assert (found.third_party, found.ready) == (True, False)


def test_an_account_that_paid_before_helps_to_find_the_next_payment(desk: Desk, bank: Bank) -> None:
    desk.claim("2026-001", 50_000)
    desk.claim("2026-002", 30_000)
    later = bank.entry(30_000, "tweede", iban=IBAN, name="Van Dam Bouw")
    before = bank_entry.candidates(desk.database, later)
    accept(desk, first := bank.entry(50_000, "factuur 2026-001", iban=IBAN, name="Van Dam Bouw"))
    found, *_ = bank_entry.candidates(desk.database, later)
    assert not any(one.method is Method.KNOWN_ACCOUNT for one in before)
    assert found.method is Method.KNOWN_ACCOUNT
    use = desk.database.value("SELECT id FROM bank_use WHERE entry_id = ?", (first,))
    desk.act(UndoUse(use, 1, "verkeerd"))
    assert bank_entry.candidates(desk.database, later) == before
    sound(desk)


def test_what_the_ledger_books_is_only_confirmed(desk: Desk, bank: Bank) -> None:
    desk.act(ChangeCreditor(desk.creditor, 1, CreditorFacts("WIJ", receipts_from=ReceiptsFrom.LEDGER)))
    desk.claim("2026-7001", 50_000)
    entry = bank.entry(50_000, "2026-7001")
    found = bank_entry.candidates(desk.database, entry)[0]
    assert (found.proposed, found.ready) == (Proposed.AWAIT_LEDGER, False)
    with pytest.raises(Refused, match="nothing_proposed"):
        accept(desk, entry)
    with pytest.raises(Refused, match="ledger_books"):
        desk.act(AssignEntry(entry, (Share(desk.case, Cents(50_000)),)))


def test_money_in_another_currency_is_never_taken_for_euro(desk: Desk) -> None:
    desk.claim("2026-7001", 50_000)
    entry = Bank(desk.database, desk.actor, desk.creditor, "USD").entry(50_000, "2026-7001")
    assert bank_entry.candidates(desk.database, entry) == ()
    with pytest.raises(Refused, match="currency"):
        desk.act(AssignEntry(entry, (Share(desk.case, Cents(50_000)),)))
