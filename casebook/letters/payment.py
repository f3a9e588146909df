"""What a debtor pays by without typing: the code his bank reads, and the address and code of an online payment.

The code of the bank is that of the European Payments Council, EPC069-12, version 002.
"""

import re
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from casebook.domain.matching.references import is_creditor_reference
from casebook.domain.money import Cents
from casebook.errors import InputError
from casebook.letters.marking import on_a_line

if TYPE_CHECKING:
    from segno import QRCode

_MOST = Cents(99_999_999_999)
_ACCOUNT = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9]{8,30}", re.ASCII)
_BANK = re.compile(r"[A-Z0-9]{8}(?:[A-Z0-9]{3})?", re.ASCII)
# Signs and bytes: the standard has the first, and room for 331 bytes in all.
_NAME = (70, 120)
_REMARK = (140, 120)
_LONGEST_LINK = 500
_MASK = 3
_FIELD = re.compile(r"\{([^{}]*)\}")
# What the address of an online payment may name.
LINK_FIELDS = ("reference", "case", "amount")


def bank_code(name: str, iban: str, bic: str, cents: Cents, reference: str) -> str | None:
    """Return what the code for a transfer says: to whom, how much, and under which reference.

    None where there can be no such code: no account or name, or an amount of nothing or above 999,999,999.99 euro.
    A reference that is no creditor reference (RF) goes as a remark.
    """
    name, account = _cut(name, *_NAME), _closed_up(iban)
    if not name or not _ACCOUNT.fullmatch(account) or not 0 < cents <= _MOST:
        return None
    bank, structured = _closed_up(bic), _closed_up(reference)
    is_structured = is_creditor_reference(structured)
    lines = (
        *("BCD", "002", "1", "SCT"),
        bank if _BANK.fullmatch(bank) else "",
        name,
        account,
        f"EUR{cents // 100}.{cents % 100:02d}",
        "",
        structured if is_structured else "",
        "" if is_structured else _cut(reference, *_REMARK),
    )
    return "\n".join(lines).rstrip("\n")


def pay_link(address: str, *, reference: str, case_number: str, cents: Cents) -> str:
    """Return the address of an online payment; `address` may have the fields {reference}, {case} and {amount}.

    The amount is in euro with a point: 1104.71. Raises `InputError` for an address that is not of the web, or that
    has another field.
    """
    values = dict(zip(LINK_FIELDS, (reference, case_number, f"{cents // 100}.{cents % 100:02d}"), strict=True))
    for found in _FIELD.finditer(address):
        if found[1] not in values:
            raise InputError("letter.pay_link_field", place=found[0], choices=[f"{{{name}}}" for name in values])
    link = _FIELD.sub(lambda found: quote(values[found[1]], safe=""), address.strip())
    if not is_web_link(link) or "{" in link or "}" in link:
        raise InputError("letter.pay_link_address", place=on_a_line(address))
    return link


def is_web_link(link: str) -> bool:
    """Tell whether a text is an address of the web that a reader may be sent to: what it shows nobody can change."""
    if len(link) > _LONGEST_LINK or not link.isprintable() or " " in link:
        return False
    try:
        parts = urlsplit(link)
    except ValueError:
        return False
    return parts.scheme == "https" and bool(parts.hostname)


def qr(content: str) -> "QRCode":
    """Return a QR code with error correction M, as the standard asks for."""
    import segno

    # A reader reads every mask; to try all eight takes longer than the page that the code stands on.
    return segno.make_qr(content.encode(), error="m", boost_error=False, mask=_MASK)


def _closed_up(value: str) -> str:
    return "".join(value.split()).upper()


def _cut(value: str, signs: int, size: int) -> str:
    return on_a_line(value)[:signs].encode(errors="ignore")[:size].decode(errors="ignore").strip()
