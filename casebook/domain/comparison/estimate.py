"""The share that came in of what was placed, and how uncertain it is.

The share of a stratum is a ratio: all that came in over all that was placed. Its variance is that of the ratio
estimator, n / (n - 1) * sum of (y - r x)^2 / X^2 (W. G. Cochran, Sampling Techniques, 3rd ed. 1977, chapter 6), where x
was placed, y came in, r = Y / X, and nothing is taken off for a finite number. Shares of several strata are added up by
their weights, their variances by the squares of those (chapter 5); the share lies within 1,96 standard errors to either
side in 19 of 20.
"""

from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction
from typing import NamedTuple

_TENTH = Decimal("0.1")
_ERRORS = Decimal("1.96")
_DIGITS = 40


class Ratio(NamedTuple):
    """A share of what was placed, and its variance; None of a single case, of which none can be told."""

    share: Fraction
    variance: Fraction | None


class Estimate(NamedTuple):
    """A share in percent with one decimal, and between which two it lies in 19 of 20; both None where not known."""

    share: Decimal
    low: Decimal | None
    high: Decimal | None


def ratio(pairs: Sequence[tuple[int, int]]) -> Ratio:
    """Return what came in of what was placed, of pairs of cents placed and received; something must be placed."""
    number = len(pairs)
    placed, received = sum(x for x, _ in pairs), sum(y for _, y in pairs)
    share = Fraction(received, placed)
    if number < 2:
        return Ratio(share, None)
    squares = sum(y * y for _, y in pairs) - 2 * share * sum(x * y for x, y in pairs)
    squares += share * share * sum(x * x for x, _ in pairs)
    return Ratio(share, Fraction(number, number - 1) * squares / placed**2)


def together(parts: Iterable[tuple[Fraction, Ratio]]) -> Ratio:
    """Return the share of several strata, of pairs of a weight and a ratio; the weights add up to one."""
    share, variance = Fraction(0), Fraction(0)
    known = True
    for weight, one in parts:
        share += weight * one.share
        known = known and one.variance is not None
        variance += weight**2 * (one.variance or 0)
    return Ratio(share, variance if known else None)


def less(one: Ratio, other: Ratio) -> Ratio:
    """Return by how much a share is more than another one that does not rest on the same cases."""
    if one.variance is None or other.variance is None:
        return Ratio(one.share - other.share, None)
    return Ratio(one.share - other.share, one.variance + other.variance)


def estimate(one: Ratio, least: int | None = None) -> Estimate:
    """Return a share with its uncertainty; `least` is a percentage below which it cannot lie."""
    share = percent(one.share)
    if one.variance is None:
        return Estimate(share, None, None)
    with localcontext() as exact:
        exact.prec = _DIGITS
        either = _ERRORS * 100 * (Decimal(one.variance.numerator) / one.variance.denominator).sqrt()
        middle = Decimal(one.share.numerator) * 100 / one.share.denominator
        low, high = _tenths(middle - either), _tenths(middle + either)
    return Estimate(share, low if least is None else max(low, Decimal(least)), high)


def error(one: Ratio) -> Decimal | None:
    """Return the standard error in percent with two decimals, None where it is not known."""
    if one.variance is None:
        return None
    with localcontext() as exact:
        exact.prec = _DIGITS
        found = 100 * (Decimal(one.variance.numerator) / one.variance.denominator).sqrt()
        return found.quantize(Decimal("0.01"), ROUND_HALF_UP)


def percent(share: Fraction) -> Decimal:
    """Return a share in percent with one decimal, half away from zero."""
    with localcontext() as exact:
        exact.prec = _DIGITS
        return _tenths(Decimal(share.numerator) * 100 / share.denominator)


def _tenths(value: Decimal) -> Decimal:
    return value.quantize(_TENTH, ROUND_HALF_UP)
