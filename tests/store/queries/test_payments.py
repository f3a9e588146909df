"""The payments and entries of a case."""

from datetime import timedelta

from casebook import words
from casebook.domain.component import Component
from casebook.domain.ledger import EntryKind
from casebook.domain.money import Cents
from casebook.store.actions.ledger import ChargeCosts, ReverseEntry
from casebook.store.actions.payments import AllocateRest, ReversePayment
from casebook.store.actions.receipts import ChosenLine
from casebook.store.models.claims import RateKind
from casebook.store.queries import payments
from casebook.store.queries.entries import CaseEntryRow, entries
from casebook.store.queries.payments import Allocated, PaymentRow
from tests.store.actions.desk import DUE, INVOICED, TODAY, Desk

YESTERDAY, LATER = TODAY - timedelta(days=1), TODAY + timedelta(days=40)


def of_case(desk: Desk) -> tuple[PaymentRow, ...]:
    return payments.payments(desk.case).after(desk.database).rows


def parts(found: Allocated) -> list[tuple[str, Component, int, str]]:
    return [(part.claim_number, part.component, part.cents, part.basis) for part in found.parts]


def allocated(desk: Desk) -> dict[int, Allocated]:
    return payments.allocated(desk.database, payments.payments(desk.case).after(desk.database))


def test_the_newest_payment_first_with_where_it_went(desk: Desk) -> None:
    first, second = desk.claim("7001", 10_000), desk.claim("7002", 10_000, due_on=YESTERDAY)
    older = desk.pay(12_000, YESTERDAY, payer_name="J. Bakker", reference="F 7001").payment_id
    lines = (ChosenLine(second, Component.PRINCIPAL, Cents(500)),)
    newer = desk.pay(9_500, lines=lines, reason="zo bedoeld").payment_id
    assert [(row.payment_id, row.cents, row.payer_name, row.reason, row.stands) for row in of_case(desk)] == [
        (newer, 9_500, "", "zo bedoeld", True),
        (older, 12_000, "J. Bakker", "", True),
    ]
    found = allocated(desk)
    assert sum(part.cents for part in found[older].parts) == 12_000
    assert {part.claim_id for part in found[older].parts} == {first, second}
    assert parts(found[newer]) == [("7002", Component.PRINCIPAL, 500, "payment.deviation")]
    assert (found[newer].rest, found[older].rest) == (9_000, 0)


def test_what_went_back_and_what_never_came(desk: Desk) -> None:
    desk.claim("7001", 10_000)
    back, never = desk.pay(2_000, YESTERDAY).payment_id, desk.pay(1_000, YESTERDAY).payment_id
    desk.act(ReversePayment(back, "gestorneerd", TODAY))
    desk.act(ReversePayment(never, "verkeerde debiteur"))
    found = {row.payment_id: row for row in of_case(desk)}
    assert found.keys() == {back, never}
    assert (found[back].stands, found[back].returned_on, found[back].reversed_because) == (False, TODAY, "gestorneerd")
    assert (found[never].stands, found[never].returned_on, found[never].reversed_on) == (False, None, YESTERDAY)


def test_a_rest_that_was_allocated_later_is_no_rest(desk: Desk) -> None:
    first, second = desk.claim("7001", 10_000), desk.claim("7002", 10_000)
    lines = (ChosenLine(first, Component.PRINCIPAL, Cents(100)),)
    paid = desk.pay(900, lines=lines, reason="zo bedoeld").payment_id
    desk.act(AllocateRest(paid, (second,), "zelfde klant"))
    found = allocated(desk)[paid]
    assert [(number, cents) for number, _, cents, _ in parts(found)] == [("7001", 100), ("7002", 800)]
    assert found.rest == 0


def test_every_basis_is_said_without_its_parameters(desk: Desk) -> None:
    alike = [desk.claim(number, 5_000) for number in ("7001", "7002")]
    older = desk.claim("7003", 5_000, due_on=DUE - timedelta(days=9))
    heavier = desk.claim("7004", 5_000, rate_kind=RateKind.CONTRACTUAL, rate="30")
    desk.claim("7005", 5_000, due_on=LATER)
    desk.pay(1_000, designation=(alike[0],))
    desk.pay(9, lines=(ChosenLine(alike[1], Component.PRINCIPAL, Cents(9)),), reason="zo bedoeld")
    rest = desk.pay(10, lines=(ChosenLine(older, Component.PRINCIPAL, Cents(1)),), reason="zo bedoeld").payment_id
    desk.act(AllocateRest(rest, (heavier,), "zelfde klant"))
    desk.pay(100_000)
    bases: dict[str, str] = {}
    for one in allocated(desk).values():
        bases |= {part.basis: part.why for part in one.parts} | {part.basis: part.why for part in one.rests}
    assert {"payment.deviation", "payment.chosen", "payment.unallocated", "allocation.designated"} < bases.keys()
    assert len(bases) >= 7
    for why in bases.values():
        assert words.say(why, {}, "nl") != words.say(why, {}, "en")


def test_the_ledger_of_the_whole_case_newest_first(desk: Desk) -> None:
    first, second = desk.claim("7001", 10_000), desk.claim("7002", 20_000, invoice_on=DUE)
    cost = desk.act(ChargeCosts(first, Component.COLLECTION_COSTS, Cents(4_000), YESTERDAY, "incasso"))
    reversal = desk.act(ReverseEntry(cost, "coulance"))
    paid = desk.pay(500, designation=(second,)).payment_id
    other = desk.second_case()
    listing = entries(desk.case)
    rows = listing.after(desk.database).rows
    assert [(row.on_day, row.claim_number, row.kind, row.cents) for row in rows] == [
        (TODAY, "7002", EntryKind.PAYMENT, -500),
        (YESTERDAY, "7001", EntryKind.REVERSAL, -4_000),
        (YESTERDAY, "7001", EntryKind.CHARGE, 4_000),
        (DUE, "7002", EntryKind.CHARGE, 20_000),
        (INVOICED, "7001", EntryKind.CHARGE, 10_000),
    ]
    payment, reversing, reversed_one, *_ = rows
    assert (payment.payment_id, payment.creditor) == (paid, "Wij")
    assert (reversing.reverses_id, reversing.reversed_by_id) == (cost, None)
    assert (reversed_one.reverses_id, reversed_one.reversed_by_id) == (None, reversal)
    assert listing.after(desk.database, rows[1].key, 2).rows == rows[2:4]
    assert listing.before(desk.database, rows[3].key, 2).rows == rows[1:3]
    assert listing.around(desk.database, rows[2].key, 3).rows == rows[1:4]
    assert listing.count(desk.database).number == 5
    nothing: tuple[CaseEntryRow, ...] = entries(other).after(desk.database).rows
    assert nothing == ()
