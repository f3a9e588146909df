"""Entries of the bank that go where a person says."""

from datetime import date, timedelta

import pytest

from casebook.domain.matching.candidate import Proposed
from casebook.domain.money import Cents
from casebook.errors import Refused
from casebook.store.actions.bank_assignments import AssignEntry, ConfirmEntry
from casebook.store.actions.bank_shares import Share
from casebook.store.actions.rebooking import ReallocatePayments
from casebook.store.queries import bank_entry
from tests.store.actions.desk import TODAY, Desk, sound
from tests.store.actions.statement import Bank, accept

IBAN = "NL91ABNA0417164300"


def test_an_entry_is_split_and_its_account_is_learned_only_where_asked(desk: Desk, bank: Bank) -> None:
    one, other = desk.claim("2026-7001", 30_000), desk.claim("2026-7002", 30_000)
    entry = bank.entry(50_000, iban=IBAN)
    desk.act(AssignEntry(entry, (Share(desk.case, Cents(20_000), (other,)), Share(desk.case, Cents(10_000), (one,)))))
    assert bank_entry.entry(desk.database, entry).rest == 20_000
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
    found = bank_entry.candidates(desk.database, entry)[0]
    assert (found.proposed, found.payment_id) == (Proposed.CONFIRM, payment)
    accept(desk, entry)
    assert desk.database.value("SELECT count(*) FROM payment") == 1
    with pytest.raises(Refused, match="of_bank"):
        desk.act(ConfirmEntry(bank.entry(50_000, "2026-7001"), payment))
    sound(desk)


def test_a_hand_payment_that_the_bank_reported_is_refused(desk: Desk, bank: Bank) -> None:
    desk.claim("2026-7001", 50_000)
    accept(desk, bank.entry(50_000, "2026-7001"))
    with pytest.raises(Refused, match="in_bank"):
        desk.pay(50_000)


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
