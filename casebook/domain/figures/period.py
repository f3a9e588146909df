"""The period of a figure, the one before it, and the weeks, months or years it falls into."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from casebook.domain.calendar import ONE_DAY, add_months
from casebook.domain.figures.table import Counted

_WEEK = timedelta(7)
# A period of up to so many days is shown by week, one of up to so many by month.
_BY_WEEK, _BY_MONTH = 100, 800


class PeriodKind(StrEnum):
    """Which period."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    OWN = "own"


_MONTHS = {PeriodKind.MONTH: 1, PeriodKind.QUARTER: 3, PeriodKind.YEAR: 12}


class Span(NamedTuple):
    """Days from one up to and including another, under a key."""

    key: str
    first: date
    last: date


class Period(NamedTuple):
    """Days from `since` up to and including `until`; `ends` is later where the period is not over yet."""

    kind: PeriodKind
    since: date
    until: date
    ends: date

    @property
    def days(self) -> int:
        """How many days it has so far."""
        return (self.until - self.since).days + 1

    @property
    def is_over(self) -> bool:
        """Whether all of its days are counted."""
        return self.until == self.ends

    @property
    def before(self) -> "Period":
        """The period before it, of one that is not over as many days from its beginning."""
        if self.kind is PeriodKind.OWN:
            long = timedelta(self.days)
            return Period(self.kind, self.since - long, self.until - long, self.ends - long)
        since, ends = _bounds(self.kind, self.since - ONE_DAY)
        until = ends if self.is_over else min(ends, since + timedelta(self.days - 1))
        return Period(self.kind, since, until, ends)


def period_of(kind: PeriodKind, day: date, today: date) -> Period:
    """Return the week, month, quarter or year in which `day` lies, up to and including `today`."""
    since, ends = _bounds(kind, day)
    return Period(kind, since, min(ends, today), ends)


def own_period(since: date, until: date) -> Period:
    """Return the days from one up to and including another."""
    return Period(PeriodKind.OWN, since, until, until)


def moved(period: Period, by: int, today: date) -> Period:
    """Return the period before (-1) or after (1) another; the one that is running comes last."""
    if period.kind is PeriodKind.OWN:
        long = by * timedelta(period.days)
        later = Period(period.kind, period.since + long, period.until + long, period.ends + long)
        return later if later.until <= today else period
    day = period.since - ONE_DAY if by < 0 else period.ends + ONE_DAY
    return period_of(period.kind, day, today) if day <= today else period


def steps(since: date, until: date) -> list[Span]:
    """Return the weeks, months or years that a period falls into, cut off at its ends; their keys are ISO days.

    A key is the day on which the week, month or year begins, also where the period begins later.
    """
    return list(_steps(_kind((until - since).days + 1), since, until))


def kind_of_steps(since: date, until: date) -> PeriodKind:
    """Return what a period is shown by."""
    return _kind((until - since).days + 1)


def folded(counted: Iterable[Counted], spans: Sequence[Span]) -> list[Counted]:
    """Return what was counted with rows that are ISO days under the keys of the spans in which they lie."""
    return [one._replace(row=_key(one.row, spans)) for one in counted]


def _key(row: str, spans: Sequence[Span]) -> str:
    try:
        day = date.fromisoformat(row)
    except ValueError:
        return row
    return next((span.key for span in spans if span.first <= day <= span.last), row)


def _kind(days: int) -> PeriodKind:
    if days <= _BY_WEEK:
        return PeriodKind.WEEK
    return PeriodKind.MONTH if days <= _BY_MONTH else PeriodKind.YEAR


def _steps(kind: PeriodKind, since: date, until: date) -> Iterator[Span]:
    begins, ends = _bounds(kind, since)
    while begins <= until:
        yield Span(begins.isoformat(), max(begins, since), min(ends, until))
        begins, ends = _bounds(kind, ends + ONE_DAY)


def _bounds(kind: PeriodKind, day: date) -> tuple[date, date]:
    """Return the first and the last day of the week, month, quarter or year of a day."""
    if kind is PeriodKind.WEEK:
        monday = day - timedelta(day.weekday())
        return monday, monday + _WEEK - ONE_DAY
    months = _MONTHS[kind]
    first = date(day.year, (day.month - 1) // months * months + 1, 1)
    return first, add_months(first, months) - ONE_DAY
