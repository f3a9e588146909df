"""The terms of an arrangement: no day drifts, no cent is lost, and the last one is the rest."""

from calendar import monthrange
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casebook.domain.arrangement.schedule import (
    MOST_TERMS,
    count_of,
    due_day,
    each_of,
    schedule,
    terms_until,
)
from casebook.domain.arrangement.terms import Rhythm
from casebook.domain.money import Cents
from casebook.errors import Refused

D = date.fromisoformat
days = st.dates(date(2000, 1, 1), date(2060, 12, 31))
rhythms = st.sampled_from(list(Rhythm))


@pytest.mark.parametrize(
    ("first", "following"),
    [
        ("2026-12-31", ["2027-01-31", "2027-02-28", "2027-03-31", "2027-04-30", "2027-05-31"]),
        ("2028-01-30", ["2028-02-29", "2028-03-30", "2028-04-30"]),
        ("2028-02-29", ["2028-03-29", "2028-04-29"]),
        ("2026-11-28", ["2026-12-28", "2027-01-28", "2027-02-28", "2027-03-28"]),
    ],
)
def test_a_month_that_is_too_short_lends_its_last_day_and_nothing_drifts(first: str, following: list[str]) -> None:
    found = [due_day(D(first), Rhythm.MONTHLY, number) for number in range(1, len(following) + 2)]
    assert [day.isoformat() for day in found] == [first, *following]


@given(days, rhythms, st.integers(1, 120))
def test_days_follow_one_another_at_the_rhythm_of_the_first(first: date, rhythm: Rhythm, count: int) -> None:
    found = [due_day(first, rhythm, number) for number in range(1, count + 1)]
    assert found[0] == first
    for earlier, later in pairwise(found):
        if rhythm is Rhythm.MONTHLY:
            assert (later.year * 12 + later.month) - (earlier.year * 12 + earlier.month) == 1
            assert later.day == min(first.day, monthrange(later.year, later.month)[1])
        else:
            assert (later - earlier).days == (7 if rhythm is Rhythm.WEEKLY else 28)


@given(days, rhythms, st.integers(1, MOST_TERMS), st.integers(1, 10_000_000))
def test_terms_add_up_and_the_last_is_never_the_largest(first: date, rhythm: Rhythm, count: int, cents: int) -> None:
    total = Cents(cents)
    each = each_of(total, count)
    if each * (count - 1) >= total:
        with pytest.raises(Refused, match=r"plan\.too_many_terms"):
            schedule(total, each, count, first, rhythm)
        return
    found = schedule(total, each, count, first, rhythm)
    assert sum(term.cents for term in found) == total
    assert {term.cents for term in found[:-1]} <= {each}
    assert each - count < found[-1].cents <= each
    assert [term.number for term in found] == list(range(1, count + 1))
    assert terms_until(first, rhythm, found[-1].due_on) == count


@pytest.mark.parametrize(
    ("total", "each", "count"),
    [(120_000, 10_000, 12), (120_100, 10_000, 12), (120_101, 10_000, 13), (50, 10_000, 1), (10_000, 10_000, 1)],
)
def test_a_rest_within_the_tolerance_is_no_term_of_its_own(total: int, each: int, count: int) -> None:
    assert count_of(Cents(total), Cents(each), Cents(100)) == count


@pytest.mark.parametrize(("until", "count"), [("2027-02-27", 2), ("2027-02-28", 3), ("2026-12-31", 1)])
def test_an_end_date_says_how_many_terms_there_are(until: str, count: int) -> None:
    assert terms_until(D("2026-12-31"), Rhythm.MONTHLY, D(until)) == count


@pytest.mark.parametrize("until", ["2026-12-30", "2100-01-01"])
def test_no_term_and_endless_terms_are_refused(until: str) -> None:
    with pytest.raises(Refused, match=r"plan\.count"):
        terms_until(D("2026-12-31"), Rhythm.MONTHLY, D(until))
