"""Days and terms: ends of months and years, working days and holidays."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casebook.domain.calendar import (
    Holidays,
    Term,
    add,
    add_months,
    add_working_days,
    is_working_day,
    last_day,
    next_working_day,
    working_days_between,
)
from casebook.law.book import book

HOLIDAYS = book().holidays
NO_HOLIDAYS = Holidays({}, frozenset())

days = st.dates(date(1950, 1, 1), date(2150, 12, 31))


@pytest.mark.parametrize(
    ("start", "term", "later"),
    [
        (date(2026, 11, 21), Term(5, "years"), date(2031, 11, 21)),
        (date(2024, 2, 29), Term(1, "years"), date(2025, 2, 28)),
        (date(2024, 2, 29), Term(4, "years"), date(2028, 2, 29)),
        (date(2026, 1, 31), Term(1, "months"), date(2026, 2, 28)),
        (date(2024, 1, 31), Term(1, "months"), date(2024, 2, 29)),
        (date(2026, 11, 30), Term(3, "months"), date(2027, 2, 28)),
        (date(2026, 8, 31), Term(6, "months"), date(2027, 2, 28)),
        (date(2026, 12, 31), Term(2, "weeks"), date(2027, 1, 14)),
        (date(2026, 12, 31), Term(1, "days"), date(2027, 1, 1)),
    ],
)
def test_a_term_later(start: date, term: Term, later: date) -> None:
    assert add(start, term) == later


def test_months_back_end_in_the_shorter_month() -> None:
    assert add_months(date(2026, 3, 31), -1) == date(2026, 2, 28)


@pytest.mark.parametrize(
    ("eve", "term", "end", "why"),
    [
        (date(2024, 2, 29), Term(5, "years"), date(2029, 2, 28), "begins 1 March, ends 28 February"),
        (date(2022, 2, 28), Term(2, "years"), date(2024, 2, 29), "begins 1 March, a leap day later"),
        (date(2023, 11, 15), Term(5, "years"), date(2028, 11, 15), "the same calendar day"),
        (date(2026, 12, 31), Term(1, "years"), date(2027, 12, 31), "a calendar year"),
        (date(2026, 1, 31), Term(1, "months"), date(2026, 2, 28), "begins 1 February"),
        (date(2024, 2, 28), Term(5, "years"), date(2029, 2, 28), "begins 29 February, complete when February is"),
        (date(2026, 8, 27), Term(6, "months"), date(2027, 2, 27), "begins on a 28th"),
        (date(2026, 8, 30), Term(6, "months"), date(2027, 2, 28), "begins on a 31st, complete when February is"),
        (date(2026, 8, 31), Term(6, "months"), date(2027, 2, 28), "begins 1 September"),
        (date(2026, 11, 5), Term(14, "days"), date(2026, 11, 19), "fourteen days from the day after"),
    ],
)
def test_last_day_of_a_term(eve: date, term: Term, end: date, why: str) -> None:
    assert last_day(eve, term) == end, why


@given(days, st.integers(1, 30))
def test_a_term_of_years_ends_on_the_same_calendar_day_but_about_29_february(eve: date, years: int) -> None:
    end = last_day(eve, Term(years, "years"))
    assert end.year == eve.year + years
    if (end.month, end.day) != (eve.month, eve.day):
        assert {(eve.month, eve.day), (end.month, end.day)} in ({(2, 27), (2, 28)}, {(2, 28), (2, 29)})


@pytest.mark.parametrize(
    ("year", "expected"),
    [
        (2026, "1-1 2-1 3-4 6-4 27-4 5-5 14-5 15-5 25-5 25-12 26-12"),
        (2027, "1-1 26-3 29-3 27-4 5-5 6-5 7-5 17-5 25-12 26-12"),
        (2028, "1-1 14-4 17-4 27-4 28-4 5-5 25-5 26-5 5-6 25-12 26-12"),
    ],
)
def test_holidays_of_a_year(year: int, expected: str) -> None:
    """Atw art. 3 lid 1-3, as listed in the facts."""
    of_year = (date(year, 1, 1) + timedelta(days=n) for n in range(366))
    found = [day for day in of_year if day.year == year and day in HOLIDAYS]
    assert " ".join(f"{day.day}-{day.month}" for day in found) == expected


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (date(2013, 4, 30), "Queen's Day until 2013"),
        (date(2006, 4, 29), "30 April 2006 was a Sunday"),
        (date(2025, 4, 26), "27 April 2025 was a Sunday"),
        (date(2014, 4, 26), "27 April 2014 was a Sunday"),
        (date(2024, 3, 29), "Good Friday, equated by Atw art. 3 lid 2"),
        (date(2018, 12, 24), "equated by decree"),
        (date(2022, 5, 27), "equated by decree"),
    ],
)
def test_moved_and_equated_holidays(day: date, why: str) -> None:
    assert day in HOLIDAYS, why


@pytest.mark.parametrize("day", [date(2014, 4, 30), date(2025, 4, 27), date(2006, 4, 30), date(2026, 4, 5)])
def test_no_holiday(day: date) -> None:
    assert day not in HOLIDAYS


def test_ten_working_days_of_a_counsellor() -> None:
    """T1: asked on Monday 16-11-2026, due on Monday 30-11."""
    assert add_working_days(date(2026, 11, 16), 10, HOLIDAYS) == date(2026, 11, 30)


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        (date(2026, 12, 23), 3, date(2026, 12, 29)),  # Thursday, then past Christmas and the weekend
        (date(2026, 4, 2), 1, date(2026, 4, 7)),  # past Good Friday and Easter Monday
        (date(2026, 11, 21), 0, date(2026, 11, 21)),
        (date(2026, 11, 23), -1, date(2026, 11, 20)),
    ],
)
def test_working_days_pass_over_weekends_and_holidays(start: date, count: int, end: date) -> None:
    assert add_working_days(start, count, HOLIDAYS) == end


@given(st.dates(date(2010, 1, 1), date(2040, 1, 1)), st.integers(-60, 60))
def test_counting_working_days_undoes_adding_them(day: date, count: int) -> None:
    start = next_working_day(day, HOLIDAYS)
    assert working_days_between(start, add_working_days(start, count, HOLIDAYS), HOLIDAYS) == count


def test_without_holidays_only_the_weekend_counts() -> None:
    assert [is_working_day(date(2026, 12, 21) + timedelta(days=n), NO_HOLIDAYS) for n in range(7)] == [True] * 5 + [
        False
    ] * 2
