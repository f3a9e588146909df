"""The lists of disputes: by term or by day, narrowed, with the amounts of each as its case tells them."""

from datetime import date, timedelta
from decimal import Decimal

from casebook.domain.disputes import Awaited, Decision, Due
from casebook.domain.filter.parse import parse
from casebook.domain.money import Cents
from casebook.store.actions.dispute_course import CreditDispute, DecideDispute, WithdrawDispute
from casebook.store.actions.disputes import ContestedPart, RegisterDispute
from casebook.store.models.disputes import DisputeReason
from casebook.store.queries import dispute_list, disputes
from casebook.store.queries.dispute_list import Listed
from casebook.store.queries.narrowing import Narrowing
from tests.store.actions.desk import TODAY, Desk
from tests.store.queries.recorded import asked


def registered(desk: Desk, claim: int, cents: int, since: date, department: str = "") -> int:
    part = ContestedPart(claim, Cents(cents))
    asked_on = since if department else None
    dispute: int = desk.act(RegisterDispute(desk.case, DisputeReason.DAMAGED, (part,), since, "", department, asked_on))
    return dispute


def narrowed(desk: Desk, text: str) -> Narrowing:
    terms = parse(text, TODAY, desk.database.law.holidays).terms
    return Narrowing(terms=terms, me=desk.actor.person, day=TODAY)


def test_open_disputes_by_term_and_all_by_day(desk: Desk) -> None:
    claim = desk.claim("F-1", 100_000)
    old = registered(desk, claim, 30_000, date(2026, 3, 2))
    new = registered(desk, claim, 20_000, date(2026, 11, 16), "Logistiek")
    gone = registered(desk, claim, 60_000, date(2026, 6, 1))
    desk.act(WithdrawDispute(gone, 1, "vergissing", TODAY))
    desk.act(CreditDispute(old, claim, Cents(10_000), TODAY, "creditnota"))
    found = dispute_list.disputes(desk.database, Listed.OPEN, TODAY)
    rows = found.after(desk.database).rows
    assert [(row.dispute_id, row.registered, row.left, row.due) for row in rows] == [
        (old, 30_000, 20_000, Due(Awaited.DECISION, date(2026, 3, 30))),
        (new, 20_000, 20_000, Due(Awaited.ANSWER, date(2026, 11, 23))),
    ]
    assert found.count(desk.database).number == dispute_list.count_open(desk.database).number == 2
    every = dispute_list.disputes(desk.database, Listed.ALL, TODAY)
    assert [row.dispute_id for row in every.after(desk.database).rows] == [new, gone, old]
    # From a place on, either way.
    place = every.key(every.after(desk.database).rows[1])
    assert [row.dispute_id for row in every.after(desk.database, place).rows] == [old]
    assert [row.dispute_id for row in every.before(desk.database, place).rows] == [new]
    assert [row.left for row in every.around(desk.database, place).rows] == [20_000, 0, 20_000]


def test_a_list_tells_the_amounts_that_the_case_tells(desk: Desk) -> None:
    claim = desk.claim("F-1", 50_000)
    for at in range(3):
        registered(desk, claim, 30_000, TODAY - timedelta(days=at))
    rows = dispute_list.disputes(desk.database, Listed.OPEN, TODAY).after(desk.database).rows
    told = {sheet.dispute_id: sheet.left for sheet in disputes.of_case(desk.database, desk.case, TODAY)}
    assert {row.dispute_id: row.left for row in rows} == told
    assert sorted(told.values()) == [0, 20_000, 30_000]


def test_a_filter_narrows_by_the_case(desk: Desk) -> None:
    registered(desk, desk.claim("F-1", 50_000), 30_000, TODAY)
    for text, number in (("track:D", 1), ("!track:D", 0), ("open>1000", 0), ("handler:me", 1)):
        listing = dispute_list.disputes(desk.database, Listed.OPEN, TODAY, narrowed(desk, text))
        assert len(listing.after(desk.database).rows) == number, text
        assert listing.count(desk.database).number == number, text


def test_a_window_asks_as_much_however_many_disputes_there_are(desk: Desk) -> None:
    claim = desk.claim("F-1", 50_000)
    registered(desk, claim, 10_000, TODAY)

    def statements() -> int:
        listing = dispute_list.disputes(desk.database, Listed.OPEN, TODAY)
        return len(asked(desk.database, lambda: listing.after(desk.database)))

    before = statements()
    for _ in range(4):
        registered(desk, claim, 10_000, TODAY)
    assert statements() == before


def test_the_report_counts_what_was_registered_in_its_days(desk: Desk) -> None:
    claim = desk.claim("F-1", 100_000)
    first = registered(desk, claim, 30_000, date(2026, 11, 2), "Logistiek")
    registered(desk, claim, 20_000, date(2025, 11, 2))
    desk.act(DecideDispute(first, 1, Decision.REJECTED, "niet waar", date(2026, 11, 16)))
    gone = registered(desk, claim, 10_000, TODAY)
    desk.act(WithdrawDispute(gone, 1, "vergissing", TODAY))
    found = dispute_list.causes(desk.database, date(2026, 1, 1), TODAY)
    (group,) = found.departments
    assert (group.cause, group.department, group.number, group.contested) == ("", "Logistiek", 1, 30_000)
    assert (group.accepted, group.mean_days) == (Cents(0), Decimal(14))
