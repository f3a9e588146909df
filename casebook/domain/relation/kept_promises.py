"""Promises to pay that a debtor made: how many of them he kept."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from casebook.domain.calendar import ONE_DAY, Term, add


class PromisedAmount(NamedTuple):
    """A promise of an amount: the last day on which it can be kept, None while nobody can know, and whether it was."""

    until: date | None
    kept: bool


class Promises(NamedTuple):
    """How many promises were kept and broken, and the days on which those still open break without a payment.

    A promise of which only the day is known is kept where money came on it or within a term after it.
    """

    kept: int
    broken: int
    breaks_on: tuple[date, ...]


def promises(
    promised_on: Sequence[date],
    paid_on: Sequence[date],
    within: Term,
    day: date,
    amounts: Sequence[PromisedAmount] = (),
) -> Promises:
    """Return how the promises made on some days, and those of amounts, stand on `day`."""
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
    for amount in amounts:
        if amount.kept:
            kept += 1
        elif amount.until is not None and amount.until < day:
            broken += 1
        elif amount.until is not None:
            open_ends.append(amount.until + ONE_DAY)
    return Promises(kept, broken, tuple(sorted(open_ends)))
