"""The principal of a claim by rate of VAT, and how what is paid of it is divided over the rates."""

from collections.abc import Sequence
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from casebook.domain.finding import HOUSE_RULE
from casebook.domain.money import ZERO, Cents, rounded
from casebook.errors import Refused

# An invoice rounds line by line: so far its VAT may be off what the rate comes to over the whole, in cents.
ROUNDING = Cents(100)


class Treatment(StrEnum):
    """How a supply is taxed: only VAT that the creditor charged and paid can come back to him."""

    CHARGED = "charged"
    REVERSE_CHARGED = "reverse_charged"
    EXEMPT = "exempt"


class VatPart(NamedTuple):
    """What of a principal is at one rate in percent: `gross` with the VAT, `vat` the VAT in it, both in cents."""

    treatment: Treatment
    percent: Decimal
    gross: Cents
    vat: Cents


def check(parts: Sequence[VatPart], principal: Cents) -> None:
    """Raise `Refused` where parts do not make up a principal, or VAT is not what its rate comes to."""
    together = Cents(sum(part.gross for part in parts))
    if together != principal:
        raise Refused("vat.not_the_principal", source=HOUSE_RULE, cents=together, principal=principal)
    if len({(part.treatment, part.percent) for part in parts}) != len(parts):
        raise Refused("vat.rate_twice", source=HOUSE_RULE)
    for part in parts:
        if part.gross <= 0:
            raise Refused("vat.no_amount", source=HOUSE_RULE)
        expected = vat_in(part.gross, part.percent) if part.treatment is Treatment.CHARGED else ZERO
        if abs(part.vat - expected) > (ROUNDING if expected else ZERO) or not 0 <= part.vat < part.gross:
            told = {"percent": str(part.percent), "gross": part.gross, "vat": part.vat, "expected": expected}
            raise Refused("vat.not_the_rate", source=HOUSE_RULE, **told)


def vat_in(gross: Cents, percent: Decimal) -> Cents:
    """Return the VAT in an amount that holds it: 121.00 at 21 % holds 21.00."""
    return rounded(gross * Fraction(percent) / (100 + Fraction(percent)))


def divided(cents: Cents, parts: Sequence[VatPart]) -> list[Cents]:
    """Return how an amount that is paid of parts is divided over them, in proportion to what each is.

    The parts of it add up to it to the cent: each next cent goes to the rate that lags most behind its share (the
    method of Webster). So a later payment never takes from a rate what an earlier one gave it, and what is paid in
    full is paid at every rate. Raises ValueError for less than nothing or more than the parts together.
    """
    whole = sum(part.gross for part in parts)
    if not 0 <= cents <= whole:
        raise ValueError(cents)
    if not cents:
        return [ZERO] * len(parts)
    given = [int(rounded(Fraction(part.gross * cents, whole))) for part in parts]
    while (left := cents - sum(given)) != 0:
        if left > 0:
            at = max(range(len(parts)), key=lambda one: (Fraction(parts[one].gross, 2 * given[one] + 1), -one))
            given[at] += 1
        else:
            some = [one for one in range(len(parts)) if given[one]]
            at = min(some, key=lambda one: (Fraction(parts[one].gross, 2 * given[one] - 1), -one))
            given[at] -= 1
    return [Cents(one) for one in given]


def open_vat(unpaid: Cents, parts: Sequence[VatPart]) -> list[tuple[Cents, Cents]]:
    """Return for each part what of it is unpaid, and the VAT in that, where `unpaid` is open of all together.

    The VAT that is paid is rounded to whole cents per rate, half away from zero; what is open is the rest. With
    everything open it is all VAT of the claim, with nothing open none.
    """
    whole = Cents(sum(part.gross for part in parts))
    open_now = max(ZERO, min(unpaid, whole))
    return [
        (Cents(part.gross - paid), Cents(part.vat - rounded(Fraction(part.vat * paid, part.gross))))
        for part, paid in zip(parts, divided(Cents(whole - open_now), parts), strict=True)
    ]
