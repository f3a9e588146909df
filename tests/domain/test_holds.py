"""Holds put together: when nothing is chased."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casebook.domain.holds import Period, in_force, joined, lasted

DAY = date(2026, 11, 21)


def on(day: int) -> date:
    return DAY + timedelta(day)


def period(first: int, last: int | None) -> Period:
    return Period(on(first), None if last is None else on(last))


@pytest.mark.parametrize(
    ("holds", "together"),
    [
        ([], []),
        ([(0, 5), (3, 9)], [(0, 9)]),
        # The day after is no gap; two days after is one.
        ([(0, 5), (6, 9)], [(0, 9)]),
        ([(0, 5), (7, 9)], [(0, 5), (7, 9)]),
        # One without an end goes on for good, also over one that ends.
        ([(0, None), (3, 9)], [(0, None)]),
        ([(5, None), (0, 5)], [(0, None)]),
        ([(0, 9), (2, 3)], [(0, 9)]),
        # One that was lifted before it began.
        ([(4, 3)], []),
    ],
)
def test_what_overlaps_or_follows_at_once_acts_as_one(
    holds: list[tuple[int, int | None]], together: list[tuple[int, int | None]]
) -> None:
    assert joined([period(*one) for one in holds]) == [period(*one) for one in together]


def test_between_two_days() -> None:
    found = joined([period(-5, 2), period(8, None), period(20, 30)], on(0), on(10))
    assert found == [period(0, 2), period(8, 10)]


def test_a_hold_that_was_lifted_holds_up_until_the_day_before() -> None:
    assert lasted(on(0), on(9), on(4)) == period(0, 3)
    assert lasted(on(0), None, on(4)) == period(0, 3)
    assert lasted(on(0), on(2), on(4)) == period(0, 2)


@given(
    st.lists(st.tuples(st.integers(0, 20), st.none() | st.integers(0, 20)), max_size=6),
    st.integers(0, 22),
)
def test_a_day_is_held_up_if_one_of_the_holds_covers_it(holds: list[tuple[int, int | None]], day: int) -> None:
    covered = any(first <= day and (last is None or day <= last) for first, last in holds)
    assert (in_force([period(*one) for one in holds], on(day)) is not None) == covered
