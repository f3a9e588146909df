"""Rates of VAT as a line of text, in which two sources are compared and a difference is stored."""

import re
from collections.abc import Iterable
from decimal import Decimal

from casebook.domain.money import Cents
from casebook.domain.vat.parts import Treatment, VatPart

_REVERSED, _EXEMPT = "AE", "E"
_PART = re.compile(
    r"(?:(?P<percent>\d{1,3}(?:\.\d{1,4})?)%|(?P<other>AE|E)) (?P<gross>\d+\.\d\d)(?: \((?P<vat>\d+\.\d\d)\))?"
)


def told(parts: Iterable[VatPart]) -> str:
    """Return rates as text, in one order: `21% 1210.00 (210.00)`, the VAT in brackets; `AE` is reverse-charged.

    `E` is without VAT (the codes of UNCL 5305). Empty for no parts.
    """
    return " + ".join(sorted(map(_said, parts)))


def read(text: str) -> tuple[VatPart, ...]:
    """Return the rates that `told` wrote. Raises ValueError for any other text."""
    found = [_PART.fullmatch(part) for part in text.split(" + ")] if text else []
    return tuple(_part(one) for one in found)


def _said(part: VatPart) -> str:
    gross = _amount(part.gross)
    if part.treatment is Treatment.CHARGED:
        return f"{format(part.percent.normalize(), 'f')}% {gross} ({_amount(part.vat)})"
    return f"{_REVERSED if part.treatment is Treatment.REVERSE_CHARGED else _EXEMPT} {gross}"


def _amount(cents: Cents) -> str:
    return f"{cents // 100}.{cents % 100:02}"


def _part(found: re.Match[str] | None) -> VatPart:
    if found is None:
        raise ValueError("no rates of VAT")
    gross, vat = (Cents(int((found[name] or "0").replace(".", ""))) for name in ("gross", "vat"))
    if found["percent"]:
        return VatPart(Treatment.CHARGED, Decimal(found["percent"]), gross, vat)
    other = Treatment.REVERSE_CHARGED if found["other"] == _REVERSED else Treatment.EXEMPT
    return VatPart(other, Decimal(0), gross, vat)
