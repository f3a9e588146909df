"""Days and terms: years and months, holidays and working days.

The only place that knows dateutil. Terms in years and months follow the calendar; the same days come back in
every book, so their ends are remembered.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from dateutil.easter import easter
from dateutil.relativedelta import relativedelta

from casebook.domain.dated import Dated

ONE_DAY = timedelta(days=1)
SATURDAY, SUNDAY = 5, 6
_REMEMBERED = 1 << 17

Unit = Literal["years", "months", "weeks", "days"]


class Term(NamedTuple):
    """A length of time as law and contracts state it: 5 years, 9 months, 14 days."""

    amount: int
    unit: Unit


@lru_cache(_REMEMBERED)
def add(day: date, term: Term) -> date:
    """Return the same day `term` later; where the month is too short, its last day (29 February + 1 year = 28)."""
    if term.unit == "years":
        return _add_years(day, term.amount)
    if term.unit == "months":
        return add_months(day, term.amount)
    return day + timedelta(days=term.amount * (7 if term.unit == "weeks" else 1))


def _add_years(day: date, years: int) -> date:
    if day.month == 2 and day.day == 29:
        return add_months(day, 12 * years)
    return day.replace(year=day.year + years)


def add_months(day: date, months: int) -> date:
    """Return the same day of the month `months` later (earlier if negative), or the last day of a shorter month."""
    return day + relativedelta(months=months)


@lru_cache(_REMEMBERED)
def last_day(eve: date, term: Term) -> date:
    """Return the last day of a term that begins at 00:00 of the day after `eve`.

    It is complete at 00:00 of the same calendar day later, so its last day is the day before: five years after
    29-02-2024 end on 28-02-2029, two years after 28-02-2022 on 29-02-2024. Where that month has no such day it is
    complete when the month is: five years after 28-02-2024 end on 28-02-2029.
    """
    start = eve + ONE_DAY
    end = add(start, term)
    return end if term.unit in ("years", "months") and end.day < start.day else end - ONE_DAY


class FixedDay(NamedTuple):
    """A holiday on a day of the year; on a Sunday it moves by `sunday_shift` days."""

    month: int
    day: int
    sunday_shift: int = 0


class EasterDay(NamedTuple):
    """A holiday a number of days after Easter Sunday (before it, if negative)."""

    offset: int


@dataclass(frozen=True, eq=False)
class Holidays:
    """The days that Atw art. 3 names as holidays or equates with them, and those equated by decree."""

    rules: Mapping[str, Dated[FixedDay | EasterDay]]
    decreed: frozenset[date]

    def __contains__(self, day: date) -> bool:
        return day in _holidays(self, day.year)


@cache
def _holidays(holidays: Holidays, year: int) -> frozenset[date]:
    days = {day for day in holidays.decreed if day.year == year}
    for rule in holidays.rules.values():
        entry = rule.in_force(date(year, 12, 31))
        if entry is None:
            continue
        match entry.value:
            case EasterDay(offset):
                days.add(easter(year) + timedelta(days=offset))
            case FixedDay(month, day, shift):
                fixed = date(year, month, day)
                days.add(fixed + timedelta(days=shift) if fixed.weekday() == SUNDAY else fixed)
    return frozenset(days)


def is_working_day(day: date, holidays: Holidays) -> bool:
    """Tell whether `day` is neither Saturday, Sunday nor holiday."""
    return day.weekday() < SATURDAY and day not in holidays


def add_working_days(day: date, count: int, holidays: Holidays) -> date:
    """Return the `count`-th working day after `day` (before it, if negative); `day` itself for 0."""
    step = ONE_DAY if count > 0 else -ONE_DAY
    for _ in range(abs(count)):
        day += step
        while not is_working_day(day, holidays):
            day += step
    return day


def working_days_between(start: date, end: date, holidays: Holidays) -> int:
    """Return the number of working days after `start` up to and including `end` (negative if `end` is earlier)."""
    if end < start:
        return -working_days_between(end, start, holidays)
    days = (start + timedelta(days=n) for n in range(1, (end - start).days + 1))
    return sum(is_working_day(day, holidays) for day in days)


def next_working_day(day: date, holidays: Holidays) -> date:
    """Return `day` if it is a working day, else the first one after it."""
    while not is_working_day(day, holidays):
        day += ONE_DAY
    return day
