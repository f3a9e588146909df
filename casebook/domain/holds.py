"""Holds: times in which nothing is chased. Those that overlap or follow each other at once act as one."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from casebook.domain.calendar import ONE_DAY


class Period(NamedTuple):
    """A time up to and including its last day; None: until somebody lifts it."""

    from_on: date
    until_on: date | None


def joined(periods: Iterable[Period], first: date = date.min, last: date | None = None) -> Sequence[Period]:
    """Return when nothing is chased between two days, as few periods as say it, in order.

    Without a `last` day a period that has no end keeps none.
    """
    found: list[Period] = []
    for one in sorted(periods, key=lambda one: one.from_on):
        start, end = max(one.from_on, first), _earlier(one.until_on, last)
        if end is not None and end < start:
            continue
        if found and _touches(found[-1], start):
            found[-1] = Period(found[-1].from_on, _later(found[-1].until_on, end))
        else:
            found.append(Period(start, end))
    return found


def lasted(from_on: date, until_on: date | None, lifted_on: date | None) -> Period:
    """Return how long a hold lasts that was lifted on a day, from which on it holds nothing up."""
    return Period(from_on, until_on if lifted_on is None else _earlier(until_on, lifted_on - ONE_DAY))


def in_force(periods: Iterable[Period], day: date) -> Period | None:
    """Return the time, put together, in which nothing is chased on a day; None where something is."""
    return next((one for one in joined(periods) if one.from_on <= day <= (one.until_on or date.max)), None)


def _touches(one: Period, start: date) -> bool:
    return one.until_on is None or start <= one.until_on or start - ONE_DAY == one.until_on


def _earlier(one: date | None, other: date | None) -> date | None:
    return min((day for day in (one, other) if day is not None), default=None)


def _later(one: date | None, other: date | None) -> date | None:
    return None if one is None or other is None else max(one, other)
