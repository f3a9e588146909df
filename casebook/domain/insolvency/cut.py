"""A claim cut at the first hour of an insolvency, by when was supplied: what is from before, and what is from after.

Which part of a claim a payment paid is told by its day. What came before the insolvency paid the oldest first; what
came in it goes to what is from after first, and to the rest where a person chose so.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from casebook.domain.calendar import ONE_DAY
from casebook.domain.money import ZERO, Cents, rounded


class Basis(StrEnum):
    """By what a claim was cut. `PRESUMED`: when was supplied is not known, and the day of the invoice stands for it."""

    WHOLE = "whole"
    DAYS = "days"
    METER = "meter"
    PRESUMED = "presumed"
    UNKNOWN = "unknown"


class Meter(NamedTuple):
    """What a meter showed when the supply began, on the day of the insolvency, and when the supply ended."""

    first: Decimal
    at: Decimal
    last: Decimal

    @property
    def is_right(self) -> bool:
        """Whether it only went up."""
        return self.first <= self.at <= self.last and self.first < self.last


@dataclass(frozen=True, slots=True)
class CutFacts:
    """A claim: from when until when was supplied, the day that stands for it, and its principal.

    `charged` is what was charged of it, `paid_before` what was paid or credited before the insolvency, `paid_since`
    what was from its first day on; none is less than nothing.
    """

    supplied_from: date | None
    supplied_until: date | None
    presumed_on: date | None
    charged: Cents
    paid_before: Cents = ZERO
    paid_since: Cents = ZERO


class Cut(NamedTuple):
    """A claim after the cut: by what, and what is open of what is from before and of what is from after."""

    basis: Basis
    charged_before: Cents
    charged_after: Cents
    before: Cents
    after: Cents

    @property
    def is_split(self) -> bool:
        """Whether the insolvency began while was supplied."""
        return self.basis in (Basis.DAYS, Basis.METER)

    @property
    def is_after(self) -> bool:
        """Whether all of it is from after."""
        return not self.is_split and self.basis is not Basis.UNKNOWN and not self.charged_before


def cut(of: CutFacts, since: date, meter: Meter | None = None) -> Cut:
    """Return a claim cut at 00:00 of `since`, the first day of the insolvency (Fw 23; 217; 287), to the cent.

    The parts that were charged add up to what was charged, those that are open to what is open. A meter that was read
    counts only where both parts were supplied; days count as long as each other. Where nothing says when was supplied
    all of it is taken to be from before.
    """
    share, basis = _share(of, since, meter)
    charged_before = rounded(of.charged * share)
    charged_after = Cents(of.charged - charged_before)
    before, left = _paid(charged_before, of.paid_before)
    after, left = _paid(charged_after, Cents(left + of.paid_since))
    before, _ = _paid(before, left)
    return Cut(basis, charged_before, charged_after, before, after)


def _share(of: CutFacts, since: date, meter: Meter | None) -> tuple[Fraction, Basis]:
    """Return how much of a claim is from before, from nothing to all of it."""
    first, last = of.supplied_from or of.supplied_until, of.supplied_until or of.supplied_from
    if first is None or last is None:
        if of.presumed_on is None:
            return Fraction(1), Basis.UNKNOWN
        return Fraction(of.presumed_on < since), Basis.PRESUMED
    if last < since or first >= since:
        return Fraction(last < since), Basis.WHOLE
    if meter is not None:
        return Fraction(meter.at - meter.first) / Fraction(meter.last - meter.first), Basis.METER
    return Fraction((since - first).days, (last - first + ONE_DAY).days), Basis.DAYS


def _paid(open_cents: Cents, paid: Cents) -> tuple[Cents, Cents]:
    """Return what is open after a payment, and what is left of the payment."""
    taken = min(open_cents, paid)
    return Cents(open_cents - taken), Cents(paid - taken)
