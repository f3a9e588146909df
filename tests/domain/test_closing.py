"""Months, ages, and the digest over what was open."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casebook.domain.closing import (
    Age,
    Carried,
    Movement,
    Part,
    RollForward,
    age_begins,
    age_of,
    digest,
    month_before,
    month_end,
    month_of,
    next_month,
)
from casebook.domain.money import Cents

DAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("days", "age"),
    [
        (-1, Age.NOT_DUE),
        (0, Age.NOT_DUE),
        (1, Age.DAYS_30),
        (30, Age.DAYS_30),
        (31, Age.DAYS_60),
        (60, Age.DAYS_60),
        (90, Age.DAYS_90),
        (91, Age.DAYS_180),
        (180, Age.DAYS_180),
        (365, Age.DAYS_365),
        (366, Age.OVER_365),
    ],
)
def test_an_age_begins_the_day_after_the_one_before_ends(days: int, age: Age) -> None:
    due_on = DAY - timedelta(days=days)
    assert age_of(due_on, DAY) is age
    # As the database counts it: the first age before whose day it lies.
    assert next((one for one, begins in age_begins(DAY).items() if due_on < begins), Age.NOT_DUE) is age


def test_a_claim_without_a_last_day_of_payment_has_no_age() -> None:
    assert age_of(None, DAY) is Age.UNKNOWN


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)))
def test_months_follow_each_other(day: date) -> None:
    first = month_of(day)
    assert first <= day <= month_end(first)
    assert month_end(first) + timedelta(days=1) == next_month(first)
    assert month_before(next_month(first)) == first


def test_what_is_unexplained_is_named() -> None:
    parts = (
        Part(None, Carried.UNSENT, None, 1, Cents(500)),
        Part(Movement.RECEIPTS, Carried.BATCH, 3, 2, Cents(-300)),
    )
    rolled = RollForward(DAY, DAY, Cents(1_000), parts, Cents(1_250))
    assert (rolled.later, rolled.of(Movement.RECEIPTS), rolled.unsent, rolled.difference) == (500, -300, 500, 50)


def test_a_digest_knows_each_claim_and_not_their_order() -> None:
    some = [(1, Cents(100), Cents(0)), (2, Cents(-5), Cents(7)), (3, Cents(0), Cents(0))]
    assert digest(some) == digest(reversed(some)) == digest(some[:2])
    assert digest(some) != digest([(1, Cents(101), Cents(0)), *some[1:]])
    assert digest(some) != digest([(1, Cents(95), Cents(0)), (2, Cents(0), Cents(7))])
