"""What of entries of the bank pays no claim."""

from datetime import timedelta

import pytest

from casebook.domain.money import Cents
from casebook.errors import Refused
from casebook.store.actions.bank_assignments import AssignEntry
from casebook.store.actions.bank_refunds import DismissEntry, HandToEstate, RefundEntry
from casebook.store.actions.bank_shares import Share
from casebook.store.actions.limitation import EventFacts, Reached, RecordEvent
from casebook.store.queries import bank_entry, bank_inbox
from tests.store.actions.desk import TODAY, Desk, sound
from tests.store.actions.statement import Bank, accept

IBAN = "NL91ABNA0417164300"


def test_a_debit_that_is_no_return_is_never_ready(desk: Desk, bank: Bank) -> None:
    desk.claim("2026-7001", 50_000)
    accept(desk, bank.entry(50_000, "2026-7001", on=TODAY - timedelta(days=9), iban=IBAN))
    back = bank.entry(-50_000, "terug", iban=IBAN)
    assert not bank_entry.candidates(desk.database, back)[0].ready
    desk.act(RefundEntry(back, Cents(50_000), "dubbel betaald"))
    assert bank_entry.entry(desk.database, back).rest == 0


def test_more_than_is_open_shows_and_can_be_paid_back(desk: Desk, bank: Bank) -> None:
    claim = desk.claim("2026-7001", 50_000)
    entry = bank.entry(80_000, "2026-7001")
    found = bank_entry.candidates(desk.database, entry)[0]
    assert not found.ready
    assert "bank.why_more" in [why.code for why in found.why]
    (booked,) = accept(desk, entry)
    assert booked.unallocated > 0
    assert bank_entry.entry(desk.database, entry).free == booked.unallocated
    desk.act(RefundEntry(entry, booked.unallocated, "te veel betaald"))
    kinds = [(use.kind, use.cents) for use in bank_entry.entry(desk.database, entry).uses if use.undone_on is None]
    assert sorted(kinds) == [("booked", 80_000 - booked.unallocated), ("refunded", booked.unallocated)]
    assert bank_entry.entry(desk.database, entry).free == 0
    assert desk.total(claim) == 0
    sound(desk)


def test_money_of_an_insolvent_debtor_waits_for_a_choice_and_may_go_to_the_estate(desk: Desk, bank: Bank) -> None:
    desk.claim("2026-7001", 50_000)
    event = EventFacts("insolvency", TODAY - timedelta(days=5), (Reached(desk.debtor),), regime="bankruptcy")
    desk.act(RecordEvent(desk.case, event))
    entry = bank.entry(50_000, "2026-7001", name="Van Dam Bouw")
    found = bank_entry.candidates(desk.database, entry)[0]
    assert (found.ready, "bank.why_insolvent" in [why.code for why in found.why]) == (False, True)
    (booked,) = desk.act(AssignEntry(entry, (Share(desk.case, Cents(50_000)),)))
    assert booked.unallocated == 50_000
    desk.act(HandToEstate(entry, Cents(50_000), "van de boedel", desk.case))
    assert desk.database.value("SELECT sum(cents) FROM payment") == 0
    assert bank_entry.entry(desk.database, entry).rest == 0
    sound(desk)


def test_what_is_not_ours_leaves_the_inbox_with_a_reason(desk: Desk, bank: Bank) -> None:
    entry = bank.entry(50_000, "huur")
    with pytest.raises(Refused, match="no_reason"):
        desk.act(DismissEntry(entry, " "))
    desk.act(DismissEntry(entry, "huur van de buren"))
    assert bank_inbox.count(desk.database).rest.number == 0
    with pytest.raises(Refused, match="nothing_left"):
        desk.act(DismissEntry(entry, "huur van de buren"))
