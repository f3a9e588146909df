"""What a calculation of interest comes to, and how the claim stands while it goes on."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from casebook.domain.money import Cents


class InterestRow(NamedTuple):
    """A period over which nothing changed: `days` from `start` up to and not including `until`, `rate` in percent."""

    start: date
    until: date
    days: int
    rate: Decimal
    base: Cents
    interest: Cents


class Interest(NamedTuple):
    """The interest, and what is still owed on the last day.

    `interest` is the sum of the rows. `total` is principal and interest less the payments counted. `per_day` is
    the interest of one further day. `stale` tells that a counted day has no confirmed rate.
    """

    interest: Cents
    total: Cents
    per_day: Cents
    rows: tuple[InterestRow, ...]
    stale: bool


class Standing(NamedTuple):
    """How the claim stands after a step: the base that bears interest, and the interest accrued on it since.

    `interest` is all interest so far, whether accrued, added to the base or paid.
    """

    base: Cents
    accrued: Cents
    interest: Cents

    @property
    def total(self) -> Cents:
        """What is owed: the base and the interest accrued."""
        return Cents(self.base + self.accrued)
