"""The VAT in an open item: what of its amount is at which rate, as far as a list tells it."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from casebook.domain.money import ZERO, Cents, rounded
from casebook.domain.vat.parts import Treatment, VatPart, check
from casebook.errors import Refused
from casebook.exchange.sheets import Cells
from casebook.law.book import book

_NOTHING = Decimal(0)
_RATES = ("high", "low")


class _Told(NamedTuple):
    """What a list tells of a rate."""

    rate: str
    net: Cents | None
    vat: Cents | None


def vat_parts(cells: Cells, amount: Cents, invoice_on: date) -> tuple[VatPart, ...]:
    """Return what of an amount is at which rate of the day of the invoice; nothing where the list does not tell all.

    Without its net amount VAT is of the whole, if it is at one rate only; without the VAT it is reckoned over the net
    amount, to the nearest cent. Raises `InputError` where the amounts cannot be true together.
    """
    if cells.optional_flag("reverse_charged"):
        return (VatPart(Treatment.REVERSE_CHARGED, _NOTHING, amount, ZERO),)
    told = [_Told(rate, cells.optional_amount(f"net_{rate}"), cells.optional_amount(f"vat_{rate}")) for rate in _RATES]
    charged, zero = [one for one in told if one.net or one.vat], cells.optional_amount("net_zero")
    whole = amount if len(charged) == 1 and not zero else None
    found = [_charged(cells, one, invoice_on, whole) for one in charged]
    rest = Cents(amount - sum(part.gross for part in found))
    if rest < 0 or (zero is not None and zero != rest):
        together = Cents(amount - rest + (zero or ZERO))
        raise cells.wrong("vat_high", "import.row.vat_sum", part=together, amount=amount)
    if zero is None and rest:
        return ()
    if rest:
        found.append(VatPart(Treatment.EXEMPT, _NOTHING, rest, ZERO))
    return _checked(cells, tuple(found), amount)


def _charged(cells: Cells, told: _Told, invoice_on: date, whole: Cents | None) -> VatPart:
    """Return what is at a rate; `whole` is the amount of the item where all of it may be."""
    law = book().vat
    percent = (law.general_rate if told.rate == "high" else law.reduced_rate).applied(invoice_on).value
    if told.net is None:
        if whole is None:
            raise cells.wrong(f"net_{told.rate}", "import.row.vat_net", part=told.vat)
        return VatPart(Treatment.CHARGED, percent, whole, told.vat or ZERO)
    vat = rounded(told.net * Fraction(percent) / 100) if told.vat is None else told.vat
    return VatPart(Treatment.CHARGED, percent, Cents(told.net + vat), vat)


def _checked(cells: Cells, found: tuple[VatPart, ...], amount: Cents) -> tuple[VatPart, ...]:
    """Return parts that are right. Raises `InputError` where VAT is not that of its rate."""
    try:
        check(found, amount)
    except Refused as refused:
        vat = Cents(sum(part.vat for part in found))
        raise cells.wrong("vat_high", "import.row.vat_rate", part=vat, amount=amount) from refused
    return found
