"""Money of a debtor that stands on no claim is told in the queue until a person says where it goes."""

from datetime import timedelta

import pytest

from casebook.domain.finding import HOUSE_RULE
from casebook.domain.money import Cents
from casebook.domain.parameters import decode
from casebook.domain.signals.unallocated import Unallocated
from casebook.store.actions.bank_assignments import AssignEntry
from casebook.store.actions.bank_refunds import RefundEntry
from casebook.store.actions.bank_shares import Share
from casebook.store.actions.limitation import EventFacts, Reached, RecordEvent
from casebook.store.actions.payments import AllocateRest, CorrectPayment, ReversePayment
from casebook.store.actions.receipts import Receipt
from casebook.store.facts_of.unallocated import load
from tests.store.actions.desk import TODAY, Desk, sound
from tests.store.actions.statement import Bank

EARLIER = TODAY - timedelta(days=3)


def told(desk: Desk) -> list[tuple[object, ...]]:
    """What the queue tells of it: the amount, of how many payments, since when, by what and in which band."""
    sql = """
        SELECT s.parameters, s.source, n.band FROM signal s JOIN case_now n ON n.case_id = s.case_id
        WHERE s.code = 'signal.unallocated'
    """
    found: list[tuple[object, ...]] = []
    for parameters, source, band in desk.database.fetch(sql):
        said = decode(parameters)
        found.append((said["amount"], said["count"], said["on"], source, band))
    return found


@pytest.mark.parametrize(
    ("owed", "paid", "expected"),
    [
        (100_00, [], []),
        (100_00, [100_00], []),
        (100_00, [60_00], []),
        (100_00, [100_01], [(1, 1)]),
        (100_00, [130_00], [(30_00, 1)]),
        (100_00, [130_00, 5_00], [(35_00, 2)]),
        (None, [20_00], [(20_00, 1)]),
    ],
)
def test_what_payments_did_not_need_is_due(
    desk: Desk, owed: int | None, paid: list[int], expected: list[tuple[int, int]]
) -> None:
    if owed is not None:
        desk.claim("1", owed)
    for cents in paid:
        desk.pay(cents, EARLIER)
    assert told(desk) == [(amount, count, EARLIER, HOUSE_RULE, 2) for amount, count in expected]


@pytest.mark.parametrize("way", ["allocated", "half", "reversed", "returned", "corrected"])
def test_it_is_told_until_a_person_said_where_it_goes(desk: Desk, way: str) -> None:
    over = desk.pay(30_00).payment_id
    assert [one[0] for one in told(desk)] == [30_00]
    match way:
        case "allocated" | "half":
            claim = desk.claim("1", 30_00 if way == "allocated" else 20_00)
            desk.act(AllocateRest(over, (claim,), "in overleg"))
        case "reversed":
            desk.act(ReversePayment(over, "dubbel"))
        case "returned":
            desk.act(ReversePayment(over, "terugbetaald", TODAY))
        case "corrected":
            desk.claim("1", 30_00)
            desk.act(CorrectPayment(over, Receipt(TODAY, Cents(30_00)), "nu met vordering"))
    assert [one[0] for one in told(desk)] == ([10_00] if way == "half" else [])
    sound(desk)


def test_a_refund_at_the_entry_of_the_bank_ends_it(desk: Desk, bank: Bank) -> None:
    desk.claim("2026-7001", 500_00)
    entry = bank.entry(800_00, "2026-7001")
    (booked,) = desk.act(AssignEntry(entry, (Share(desk.case, Cents(800_00)),)))
    assert [one[0] for one in told(desk)] == [booked.unallocated]
    desk.act(RefundEntry(entry, booked.unallocated, "te veel betaald"))
    assert told(desk) == []


def test_money_kept_apart_in_an_insolvency_is_told_by_its_article(desk: Desk) -> None:
    desk.claim("1", 500_00)
    event = EventFacts("insolvency", TODAY - timedelta(days=5), (Reached(desk.debtor),), regime="bankruptcy")
    desk.act(RecordEvent(desk.case, event))
    desk.pay(500_00, EARLIER)
    assert told(desk) == [(500_00, 1, EARLIER, "Fw 23; Fw 228; Fw 296", 2)]


def test_each_case_is_told_its_own(desk: Desk) -> None:
    desk.pay(30_00)
    other = desk.second_case()
    own = (Unallocated(Cents(30_00), TODAY, HOUSE_RULE),)
    assert load(desk.database, [desk.case, other]) == {desk.case: own}
