"""Promises to pay that were made in contacts: which of them a payment followed in time."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from casebook.domain.calendar import ONE_DAY, Term, add


class Promises(NamedTuple):
    """How many promises were kept and broken, and the days on which those still open break without a payment.

    A promise is kept where money came on its day or within a term after it, whatever the amount.
    """

    kept: int
    broken: int
    breaks_on: tuple[date, ...]


def promises(promised_on: Sequence[date], paid_on: Sequence[date], within: Term, day: date) -> Promises:
    """Return how the promises made on some days stand on `day`."""
    kept = broken = 0
    open_ends: list[date] = []
    for promised in promised_on:
        until = add(promised, within)
        if any(promised <= paid <= until for paid in paid_on):
            kept += 1
        elif until < day:
            broken += 1
        else:
            open_ends.append(until + ONE_DAY)
    return Promises(kept, broken, tuple(sorted(open_ends)))
