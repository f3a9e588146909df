"""When something is done next after a contact."""

from datetime import date
from typing import NamedTuple

from casebook.domain.calendar import Holidays, add_working_days


class FollowUpDay(NamedTuple):
    """A day; with `latest` it is not later because a right or money would be lost after it."""

    on: date
    latest: bool


def follow_up_day(begin: date, after: int, red: date | None, holidays: Holidays) -> FollowUpDay:
    """Return the day so many working days after `begin`, and no later than `red`, by which something has to happen."""
    on = add_working_days(begin, after, holidays)
    return FollowUpDay(on, latest=False) if red is None or on <= red else FollowUpDay(red, latest=True)
