"""The closing of a month: what moved what is open, how it went to the books, and the ages of what is open."""

import calendar
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from enum import StrEnum
from hashlib import sha256
from typing import NamedTuple

from casebook.domain.money import ZERO, Cents


class Movement(StrEnum):
    """What moves what is open: the columns of a roll-forward."""

    CLAIMS = "roll_claims"
    INTEREST = "roll_interest"
    COSTS = "roll_costs"
    RECEIPTS = "roll_receipts"
    WRITE_OFFS = "roll_write_offs"
    REMISSIONS = "roll_remissions"
    CREDITS = "roll_credits"
    SET_OFFS = "roll_set_offs"
    CORRECTIONS = "roll_corrections"


class Carried(StrEnum):
    """How a movement came to the books: in a batch, from the books themselves, or not yet."""

    BATCH = "in_batch"
    FROM_BOOKS = "from_books"
    UNSENT = "unsent_line"


class Age(StrEnum):
    """How many days the last day of payment is past."""

    UNKNOWN = "age_unknown"
    NOT_DUE = "age_not_due"
    DAYS_30 = "age_30"
    DAYS_60 = "age_60"
    DAYS_90 = "age_90"
    DAYS_180 = "age_180"
    DAYS_365 = "age_365"
    OVER_365 = "age_over_365"


# So many days after the last day of payment an age begins, the oldest first.
_AGES = {
    Age.OVER_365: 365,
    Age.DAYS_365: 180,
    Age.DAYS_180: 90,
    Age.DAYS_90: 60,
    Age.DAYS_60: 30,
    Age.DAYS_30: 0,
}


class Part(NamedTuple):
    """What of a movement went to the books in one way; `batch` is the number of the batch where it went in one.

    `movement` is None for what was recorded after the months it is dated in were closed.
    """

    movement: Movement | None
    carried: Carried
    batch: int | None
    number: int
    cents: Cents


class RollForward(NamedTuple):
    """How what was open, less what was written off, went from one day to another.

    Amounts have the sign with which they move it. `opening` is what stood when the month before was closed, where it
    was; the parts without a movement are dated before `first` and were recorded after that. `closing` is summed apart.
    """

    first: date
    last: date
    opening: Cents
    parts: tuple[Part, ...]
    closing: Cents

    @property
    def later(self) -> Cents:
        """What was recorded after the months it is dated in were closed."""
        return Cents(sum(part.cents for part in self.parts if part.movement is None))

    def of(self, movement: Movement) -> Cents:
        """Return what one kind of movement comes to."""
        return Cents(sum(part.cents for part in self.parts if part.movement is movement))

    @property
    def unsent(self) -> Cents:
        """What is in no batch yet and is to go in one."""
        return Cents(sum(part.cents for part in self.parts if part.carried is Carried.UNSENT))

    @property
    def difference(self) -> Cents:
        """What the movements leave unexplained: nothing, unless something is wrong."""
        return Cents(self.closing - self.opening - sum(part.cents for part in self.parts))


class Checked(NamedTuple):
    """What does not agree or is not done before a month is closed: how often, and how much where it is about money."""

    code: str
    number: int
    cents: Cents = ZERO


def month_end(first: date) -> date:
    """Return the last day of the month that begins on `first`."""
    return first.replace(day=calendar.monthrange(first.year, first.month)[1])


def month_of(day: date) -> date:
    """Return the first day of the month a day is in."""
    return day.replace(day=1)


def next_month(first: date) -> date:
    """Return the first day of the month after."""
    return month_end(first) + timedelta(days=1)


def month_before(first: date) -> date:
    """Return the first day of the month before."""
    return month_of(first - timedelta(days=1))


def age_of(due_on: date | None, day: date) -> Age:
    """Return how long ago the last day of payment was."""
    if due_on is None:
        return Age.UNKNOWN
    days = (day - due_on).days
    return next((age for age, least in _AGES.items() if days > least), Age.NOT_DUE)


def age_begins(day: date) -> Mapping[Age, date]:
    """Return, the oldest age first, the day before which the last day of payment lies at each age on `day`."""
    return {age: day - timedelta(days=least) for age, least in _AGES.items()}


def digest(balances: Iterable[tuple[int, Cents, Cents]]) -> str:
    """Return the SHA-256 over the id of each claim, what is open on it and what is written off, in order of the ids."""
    found = sha256()
    for claim_id, open_cents, written_off in sorted(balances):
        if open_cents or written_off:
            found.update(f"{claim_id};{open_cents};{written_off}\n".encode())
    return found.hexdigest()
