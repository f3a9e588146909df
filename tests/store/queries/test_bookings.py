"""What the forms of money read: claims and what is booked on them, a payment and what follows from a claim's facts."""

from dataclasses import replace
from datetime import date

from casebook.domain.capacity import Capacity
from casebook.domain.component import Balance, Component
from casebook.domain.ledger import EntryKind
from casebook.domain.limitation.answer import Limitation
from casebook.domain.money import Cents
from casebook.store.actions.claims import AddClaim, WithdrawClaim
from casebook.store.actions.ledger import CreditClaim, ReverseEntry
from casebook.store.actions.payments import RecordPayment
from casebook.store.actions.receipts import Receipt
from casebook.store.actions.write_offs import ReverseWriteOff, WriteOff
from casebook.store.database import Database
from casebook.store.perform import Done, rehearse
from casebook.store.queries import bookings, claim_facts, received
from casebook.store.queries.received import Received
from casebook.store.transaction import Actor
from tests.store.actions.desk import DUE, FACTS, INVOICED, TODAY, Desk


def test_claims_that_did_not_end_with_what_is_open_and_written_off(database: Database, actor: Actor) -> None:
    desk = Desk(database, actor)
    first, second = desk.claim("A", 12000), desk.claim("B", 5000, due_on=date(2026, 9, 15))
    ended = desk.claim("C", 100)
    desk.act(WithdrawClaim(ended, desk.version("claim", ended), "dubbel"))
    foreign = desk.act(AddClaim(desk.case, desk.creditor, Cents(500), replace(FACTS, number="D"), currency="USD"))
    desk.act(WriteOff(first, Cents(2000), "te klein"))
    found = bookings.sheets(database, desk.case, TODAY)
    assert [(one.claim_id, one.creditor, one.foreign, one.open, one.written_off, one.left) for one in found] == [
        (second, "WIJ", False, Balance(Cents(5000)), 0, 5000),
        (first, "WIJ", False, Balance(Cents(12000)), 2000, 10000),
        (foreign, "WIJ", True, Balance(), 0, 0),
    ]


def test_what_was_reversed_is_no_booking_and_no_write_off_any_more(database: Database, actor: Actor) -> None:
    desk = Desk(database, actor)
    claim_id = desk.claim("A", 12000)
    kept = desk.act(CreditClaim(claim_id, Cents(300), TODAY, "nota"))
    gone = desk.act(CreditClaim(claim_id, Cents(400), TODAY, "nota"))
    desk.act(ReverseEntry(gone, "vergissing"))
    written = desk.act(WriteOff(claim_id, Cents(2000), "te klein"))
    standing = bookings.write_offs(database, desk.case)
    desk.act(ReverseWriteOff(written, "toch niet"))
    found = bookings.bookings(database, desk.case)
    assert [(one.on_day, one.kind, one.component, one.cents) for one in found] == [
        (TODAY, EntryKind.CREDIT, Component.PRINCIPAL, -300),
        (INVOICED, EntryKind.CHARGE, Component.PRINCIPAL, 12000),
    ]
    assert found[0].entry_id == kept
    assert [one.write_off_id for one in standing] == [written]
    assert bookings.write_offs(database, desk.case) == []


def test_a_payment_is_read_while_it_is_rehearsed(database: Database, actor: Actor) -> None:
    desk = Desk(database, actor)
    desk.claim("A", 120000)
    last = received.last_entry(database)
    command = RecordPayment(desk.case, Receipt(TODAY, Cents(130000)), accrue=True)

    def look(inside: Database, done: Done) -> tuple[Received, Cents]:
        return received.received(inside, desk.case, done.result.payment_id), received.interest_since(
            inside, desk.case, last
        )

    found, interest = rehearse(database, actor, TODAY, command, look)
    assert (found.row.cents, found.row.on_day) == (130000, TODAY)
    assert [(one.component, one.cents) for one in found.allocated.parts] == [
        (Component.INTEREST, interest),
        (Component.PRINCIPAL, 120000),
    ]
    assert found.allocated.rest == 130000 - 120000 - interest
    assert received.last_entry(database) == last


def test_a_claim_as_it_is_stored_and_what_follows_from_it(database: Database, actor: Actor) -> None:
    desk = Desk(database, actor)
    claim_id = desk.claim("A", 12000, capacity=Capacity.CONSUMER)
    stored = claim_facts.stored(database, claim_id)
    assert stored == (claim_id, 1, replace(FACTS, number="A", capacity=Capacity.CONSUMER))
    outlook = claim_facts.outlook(database, claim_id, TODAY)
    assert outlook.default is not None
    assert outlook.default.value == date(2026, 10, 2)
    assert outlook.limitation is not None
    answer: Limitation = outlook.limitation.value
    assert answer.ends.safe_until == DUE.replace(year=2031)
    assert outlook.interest.finding is not None
