"""What came of an attempt to collect within a number of days: of a case at an agency, or on a route."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from casebook.domain.comparison.strata import Stratum
from casebook.domain.money import ZERO, Cents


class Amount(NamedTuple):
    """So many cents, on a day so many days after the attempt began."""

    days: int
    cents: Cents


class Attempt(NamedTuple):
    """A case that was placed with an agency or went a route: what was open on that day, and what came of it.

    `group` is what it is compared by. `received` and `costs` are what counts for it, complaints are by the days after
    it began. `ended_on` is None while it lasts.
    """

    case_id: int
    group: str
    stratum: Stratum
    began_on: date
    ended_on: date | None
    placed: Cents
    received: Sequence[Amount] = ()
    costs: Sequence[Amount] = ()
    complaints: Sequence[int] = ()


class Outcome(NamedTuple):
    """What came of an attempt within the days that all had: cents, and `first`, the days to the first money.

    `curve` is what came in, in order of its days. `ended`: it was over before those days were.
    """

    case_id: int
    group: str
    stratum: Stratum
    placed: Cents
    received: Cents
    cost: Cents
    first: int | None
    complaints: int
    ended: bool
    curve: tuple[Amount, ...]

    @property
    def net(self) -> Cents:
        """What came in less what it cost."""
        return Cents(self.received - self.cost)


def had_time(attempt: Attempt, horizon: int, until: date) -> bool:
    """Return whether an attempt had all of its days, as far as is known up to and including `until`."""
    return known_on(attempt, horizon) <= until


def known_on(attempt: Attempt, horizon: int) -> date:
    """Return the last of the days that an attempt has."""
    return attempt.began_on + timedelta(horizon)


def outcome(attempt: Attempt, horizon: int) -> Outcome:
    """Return what came in from the day after an attempt began up to and including day `horizon`, and what it cost.

    What it cost counts from the day on which it began.
    """
    curve = tuple(sorted(_within(attempt.received, 1, horizon)))
    ended = attempt.ended_on is not None and attempt.ended_on < known_on(attempt, horizon)
    return Outcome(
        attempt.case_id,
        attempt.group,
        attempt.stratum,
        attempt.placed,
        _sum(curve),
        _sum(_within(attempt.costs, 0, horizon)),
        next((one.days for one in curve if one.cents > 0), None),
        sum(0 <= days <= horizon for days in attempt.complaints),
        ended,
        curve,
    )


def _within(some: Iterable[Amount], first: int, last: int) -> Iterator[Amount]:
    return (one for one in some if first <= one.days <= last)


def _sum(some: Iterable[Amount]) -> Cents:
    return Cents(sum((one.cents for one in some), ZERO))
