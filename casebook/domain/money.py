"""Money is whole cents from end to end; Decimal and Fraction appear only inside a calculation and at file edges."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import NewType

Cents = NewType("Cents", int)
ZERO = Cents(0)


def rounded(exact: Fraction | Decimal) -> Cents:
    """Return an exact number of cents as whole cents, half away from zero (the usual commercial rounding)."""
    fraction = Fraction(exact)
    whole, rest = divmod(abs(fraction), 1)
    cents = int(whole) + (1 if rest >= Fraction(1, 2) else 0)
    return Cents(cents if fraction >= 0 else -cents)


def percent_of(percent: Decimal, base: Cents) -> Cents:
    """Return `percent` percent of `base`, rounded half away from zero: 21 % of 15000 is 3150."""
    return rounded(Fraction(percent) * base / 100)


def from_decimal(euros: Decimal) -> Cents:
    """Return an amount in euro as cents; raises ValueError where it has parts of a cent."""
    cents = euros * 100
    if cents != cents.to_integral_value(rounding=ROUND_HALF_UP):
        raise ValueError(euros)
    return Cents(int(cents))
