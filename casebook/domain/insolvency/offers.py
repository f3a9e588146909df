"""A proposal to take less than all of it, against what may be expected without it."""

from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from enum import StrEnum
from typing import NamedTuple

from casebook.domain.finding import Finding, Step
from casebook.domain.money import Cents

_SOURCE = "Fw 287a"
_WHOLE = Decimal(100)


class Risk(StrEnum):
    """Whether a court may well hold who refuses to it."""

    HIGH = "high"
    LOW = "low"
    UNKNOWN = "unknown"


class Weighed(NamedTuple):
    """What a proposal comes to on a balance, what may be expected without it, and what is let go of."""

    offered: Cents
    expected: Cents | None
    remitted: Cents
    risk: Risk


def weigh(balance: Cents, offered: Decimal, expected: Decimal | None, bound_by: str | None = None) -> Finding[Weighed]:
    """Return what `offered` percent of a balance is against `expected` percent, None where nobody said.

    A court weighs all interests; that the offer is no less than the alternative is what most often decides. It orders
    a single creditor to accept (Fw 287a), or, where the law names by what a composition binds all, lets that bind him.
    """
    gets, alternative = _part(balance, offered), None if expected is None else _part(balance, expected)
    risk = Risk.UNKNOWN if expected is None else Risk.HIGH if offered >= expected else Risk.LOW
    found = Weighed(gets, alternative, Cents(balance - gets), risk)
    told = {"balance": balance, "offered": gets, "expected": alternative, "percent": offered}
    if bound_by is None:
        return Finding(found, (Step(f"offer.{risk}", told, _SOURCE, None, found),))
    return Finding(found, (Step(f"offer.bound_{risk}", {**told, "source": bound_by}, bound_by, None, found),))


def _part(balance: Cents, percent: Decimal) -> Cents:
    return Cents(int((balance * percent / _WHOLE).quantize(Decimal(1), ROUND_HALF_UP)))


def read_percent(text: str) -> Decimal | None:
    """Return a percentage from nothing to a hundred as people write it, None for what is none."""
    try:
        read = Decimal(text.strip().rstrip("%").strip().replace(",", "."))
    except InvalidOperation:
        return None
    return read if read.is_finite() and 0 <= read <= _WHOLE else None
