"""The bank inbox: what is looked at anew, what could be a term, and in which order it stands."""

from datetime import date, timedelta

from casebook.domain.money import Cents
from casebook.jobs import daily
from casebook.store.actions.bank_assignments import AssignEntry
from casebook.store.actions.bank_refunds import DismissEntry
from casebook.store.actions.bank_shares import Share
from casebook.store.matching.possible import possible
from casebook.store.queries import bank_entry, bank_inbox
from casebook.store.queries.bank_inbox import InboxOrder
from tests.store.actions.desk import TODAY, Desk
from tests.store.actions.statement import Bank

SINCE = date(2026, 10, 1)


def test_a_claim_that_comes_later_is_found_by_the_nightly_pass(desk: Desk, bank: Bank) -> None:
    entry = bank.entry(50_000, "factuur 2026-7001")
    assert bank_entry.candidates(desk.database, entry) == ()
    desk.claim("2026-7001", 50_000)
    assert daily.run(desk.database, TODAY, workers=1).receipts == 1
    (found,) = bank_entry.candidates(desk.database, entry)
    assert (found.case_id, found.ready) == (desk.case, True)
    before = desk.database.fetch("SELECT * FROM entry_now")
    daily.run(desk.database, TODAY + timedelta(days=1), workers=1)
    assert desk.database.fetch("SELECT * FROM entry_now") == before


def test_two_numbers_behind_each_other_are_two(desk: Desk, bank: Bank) -> None:
    first, second = desk.claim("E25-107238", 9_773), desk.claim("E25-107234", 29_364)
    entry = bank.entry(39_137, "E25-107238 E25-107234")
    (found,) = bank_entry.candidates(desk.database, entry)
    assert (sorted(one.claim_id for one in found.claims), found.ready) == ([first, second], True)


def test_what_waits_for_a_case_is_due_after_two_working_days(desk: Desk, bank: Bank) -> None:
    desk.claim("2026-7001", 50_000)
    entry = bank.entry(50_000, "factuur 2026-7001")
    query = "SELECT due_on FROM signal WHERE code = 'signal.bank_receipt'"
    daily.run(desk.database, date(2026, 11, 23), workers=1)
    assert desk.database.fetch(query) == []
    daily.run(desk.database, date(2026, 11, 24), workers=1)
    assert [str(due) for (due,) in desk.database.fetch(query)] == ["2026-11-24"]
    desk.act(AssignEntry(entry, (Share(desk.case, Cents(50_000)),)))
    assert desk.database.fetch(query) == []


def test_a_receipt_of_the_amount_of_a_term_is_possible_until_somebody_says_what_it_is(desk: Desk, bank: Bank) -> None:
    fitting = bank.entry(25_050, "betaling", date(2026, 10, 30), name="Tante Jo")
    bank.entry(30_000, "betaling", date(2026, 10, 30), name="Tante Jo")
    bank.entry(25_000, "te vroeg", date(2026, 9, 1))
    bank.entry(-25_000, "terug", date(2026, 10, 30))

    def found() -> list[int]:
        receipts = possible(desk.database, [desk.creditor], [Cents(25_000)], SINCE, desk.case)
        return [one.entry_id for one in receipts]

    assert found() == [fitting]
    assert possible(desk.database, [desk.creditor + 1], [Cents(25_000)], SINCE, desk.case) == []
    desk.act(DismissEntry(fitting, "van de buren"))
    assert found() == []
    # Another amount is possible where it says for whom it is.
    desk.claim("2026-7001", 90_000)
    naming = bank.entry(12_300, "2026-7001", date(2026, 11, 2))
    assert found() == [naming]


def test_the_inbox_stands_in_any_order_and_is_searched_by_words_and_amounts(desk: Desk, bank: Bank) -> None:
    desk.claim("2026-7001", 50_000)
    small = bank.entry(12_345, "huur 100%", date(2026, 11, 2), name="Zwart")
    ready = bank.entry(50_000, "2026-7001", date(2026, 11, 4), name="Midden")
    large = bank.entry(90_000, "onbekend", date(2026, 11, 3), name="Aard")

    def ids(order: InboxOrder = InboxOrder.READY, **more: object) -> list[int]:
        listing = bank_inbox.inbox(desk.database, order, **more)  # type: ignore[arg-type]  # each has its own type
        return [row.entry_id for row in listing.after(desk.database).rows]

    assert ids() == [ready, small, large]
    assert ids(InboxOrder.DAY) == [small, large, ready]
    assert ids(InboxOrder.AMOUNT) == [large, ready, small]
    assert ids(InboxOrder.NAME) == [large, ready, small]
    assert (ids(ready=True), ids(ready=False)) == ([ready], [small, large])
    assert (ids(query="huur zwart"), ids(query="100%"), ids(query="123,45"), ids(query="900")) == (
        [small],
        [small],
        [small],
        [large],
    )
    assert ids(query="niets") == []
    assert ids(creditor_id=desk.creditor + 1) == []
    assert bank_inbox.count(desk.database).ready.number == 1
