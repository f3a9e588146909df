"""Promises: kept by the amount and by the day, each receipt once, none broken on old knowledge."""

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casebook.domain.bank_cover import Known
from casebook.domain.money import Cents
from casebook.domain.promises import PaidIn, PromiseMade, PromiseStanding, PromiseState, judge

MADE, DUE, CHECK, AFTER = date(2026, 11, 2), date(2026, 11, 6), date(2026, 11, 10), date(2026, 11, 11)
KNOWN = date.max


def until(day: date, from_on: date = date.min) -> Callable[[date], Known]:
    """All that came in up to a day is known, since one on."""
    return lambda _: Known(day, from_on)


def promise(id_: int = 1, **other: object) -> PromiseMade:
    values: dict[str, object] = {"id": id_, "party_id": 7, "made_on": MADE, "due_on": DUE, "cents": Cents(50_000)}
    return PromiseMade(**{**values, "check_on": CHECK, "tolerance": Cents(100), **other})  # type: ignore[arg-type]  # by name


def paid(on: date, cents: int, payer: int | None = None) -> PaidIn:
    return PaidIn(on, Cents(cents), payer)


@pytest.mark.parametrize(
    ("receipts", "day", "known", "state", "received"),
    [
        ([], DUE, KNOWN, PromiseState.OPEN, 0),
        ([], CHECK, KNOWN, PromiseState.OPEN, 0),
        ([], AFTER, KNOWN, PromiseState.BROKEN, 0),
        ([paid(DUE, 50_000)], DUE, KNOWN, PromiseState.KEPT, 50_000),
        ([paid(CHECK, 50_000)], AFTER, KNOWN, PromiseState.KEPT, 50_000),
        ([paid(AFTER, 50_000)], AFTER, KNOWN, PromiseState.BROKEN, 0),
        ([paid(date(2026, 11, 1), 50_000)], AFTER, KNOWN, PromiseState.BROKEN, 0),
        ([paid(DUE, 20_000)], DUE, KNOWN, PromiseState.OPEN, 20_000),
        ([paid(DUE, 20_000)], AFTER, KNOWN, PromiseState.PARTLY, 20_000),
        ([paid(DUE, 20_000), paid(CHECK, 30_000)], AFTER, KNOWN, PromiseState.KEPT, 50_000),
        # Less than the tolerance is no shortage, one cent more is.
        ([paid(DUE, 49_900)], AFTER, KNOWN, PromiseState.KEPT, 49_900),
        ([paid(DUE, 49_899)], AFTER, KNOWN, PromiseState.PARTLY, 49_899),
        # Nothing is broken on a bank file older than the day of judging; what is kept, is kept.
        ([], AFTER, date(2026, 11, 9), PromiseState.OPEN, 0),
        ([], AFTER, CHECK, PromiseState.BROKEN, 0),
        ([paid(DUE, 50_000)], AFTER, date(2026, 11, 9), PromiseState.KEPT, 50_000),
    ],
)
def test_a_promise_is_judged_by_amount_and_day(
    receipts: list[PaidIn], day: date, known: date, state: PromiseState, received: int
) -> None:
    (found,) = judge([promise()], receipts, until(known), day)
    assert (found.state, found.received) == (state, received)
    assert found.known_until == (known if state is PromiseState.OPEN and day > CHECK else None)


def test_what_came_in_before_the_bank_data_begin_may_have_kept_it() -> None:
    begins = date(2026, 11, 3)
    (found,) = judge([promise()], [], until(KNOWN, begins), AFTER)
    assert (found.state, found.told_from, found.is_unknown) == (PromiseState.OPEN, begins, True)
    (found,) = judge([promise()], [], until(KNOWN, MADE), AFTER)
    assert (found.state, found.is_unknown) == (PromiseState.BROKEN, False)
    (found,) = judge([promise()], [paid(DUE, 50_000)], until(KNOWN, begins), AFTER)
    assert (found.state, found.is_unknown) == (PromiseState.KEPT, False)


def test_an_account_that_is_never_reported_is_known_by_what_is_booked() -> None:
    (found,) = judge([promise()], [], lambda _: Known(None), AFTER)
    assert found.state is PromiseState.BROKEN


def test_a_promise_below_the_tolerance_is_not_kept_by_nothing() -> None:
    (found,) = judge([promise(cents=Cents(100))], [], until(KNOWN), AFTER)
    assert found.state is PromiseState.BROKEN


def test_one_that_was_withdrawn_is_neither_kept_nor_broken_and_takes_no_money() -> None:
    later = promise(2, due_on=CHECK)
    first, second = judge([promise(withdrawn_on=DUE), later], [paid(DUE, 50_000)], until(KNOWN), AFTER)
    assert (first.state, second.state) == (PromiseState.WITHDRAWN, PromiseState.KEPT)


def test_a_receipt_counts_once_for_the_promise_with_the_earliest_day() -> None:
    later = promise(2, due_on=CHECK, cents=Cents(30_000))
    first, second = judge([later, promise()], [paid(DUE, 60_000)], until(KNOWN), AFTER)
    assert [(one.promise.id, one.received, one.state) for one in (first, second)] == [
        (1, 50_000, PromiseState.KEPT),
        (2, 10_000, PromiseState.PARTLY),
    ]


def test_what_a_guarantor_pays_is_his_own_promise_where_he_made_one() -> None:
    his = promise(2, party_id=9)
    debtor, guarantor = judge([promise(), his], [paid(DUE, 50_000, 9)], until(KNOWN), AFTER)
    assert (debtor.state, guarantor.state) == (PromiseState.BROKEN, PromiseState.KEPT)
    (alone,) = judge([promise()], [paid(DUE, 50_000, 9)], until(KNOWN), AFTER)
    assert alone.state is PromiseState.KEPT


_DAYS = st.dates(date(2026, 10, 1), date(2026, 12, 31))
_RECEIPTS = st.lists(st.builds(paid, _DAYS, st.integers(1, 80_000), st.sampled_from([None, 7, 9])), max_size=6)
_BAD = {PromiseState.BROKEN, PromiseState.PARTLY}


@given(_RECEIPTS, st.builds(paid, _DAYS, st.integers(1, 80_000)), _DAYS, _DAYS, _DAYS)
def test_more_money_or_older_knowledge_never_makes_a_promise_worse(
    receipts: list[PaidIn], more: PaidIn, known: date, older: date, day: date
) -> None:
    some = [promise(), promise(2, due_on=CHECK, party_id=9)]
    before = judge(some, receipts, until(known), day)
    with_more = judge(some, [*receipts, more], until(known), day)
    for one, other in zip(before, with_more, strict=True):
        assert other.received >= one.received
        assert one.state is not PromiseState.KEPT or other.state is PromiseState.KEPT
    for one, other in zip(before, judge(some, receipts, until(min(known, older)), day), strict=True):
        assert other.state is one.state or _is_milder(other, one)
    assert sum(one.received for one in before) <= sum(receipt.cents for receipt in receipts)


def _is_milder(one: PromiseStanding, than: PromiseStanding) -> bool:
    return one.state is PromiseState.OPEN and than.state in _BAD
