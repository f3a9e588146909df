"""The texts of a bank: cleaned, joined where the bank broke them off, and the payment reference found in them."""

import re
from collections.abc import Iterable

from casebook.text import clean_line

LONGEST = 140
LONGEST_TEXT = 4000

# What banks write where the payer gave nothing, and where the reference stands in another field.
_NOT_GIVEN = frozenset({"NOTPROVIDED", "NOT PROVIDED", "NONREF", "NOTAPPLICABLE", "EREF", "MARF", "PREF", "KREF"})
_IBAN = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}", re.ASCII)
_ISSUED = re.compile(
    r"""(?: \bSTRD/CUR/ | \bSCOR/CUR/ | \bISSUER:\s*CUR\s+REF:\s* | \bBETALINGSKENM(?:ERK)?\.?:?\s* )
    (?P<reference> RF\d{2}[A-Z0-9]{1,21}\b | \d(?:[\d ]{5,25}\d) (?!\d) )""",
    re.VERBOSE | re.IGNORECASE | re.ASCII,
)
_LONGEST_REFERENCE = 16
_WIDEST_USTRD = 140


def line(value: str, limit: int = LONGEST) -> str:
    """Return a text cleaned and on one line; most are plain and take the short way to the same."""
    if not value:
        return ""
    if value.isascii() and value.isprintable() and len(value) <= limit:
        return " ".join(value.split())
    return clean_line(value, limit)


def given(value: str) -> str:
    """Return a reference, or nothing where the bank says that there is none."""
    said = line(value)
    return "" if said.upper() in _NOT_GIVEN else said


def iban(value: str) -> str | None:
    """Return an account number without spaces where it has the form of an IBAN."""
    if not value:
        return None
    compact = "".join(line(value).split()).upper()
    return compact if _IBAN.fullmatch(compact) else None


def reference(text: str) -> str:
    """Return the payment reference that the bank marks as one inside a text, without spaces; empty where none is."""
    found = _ISSUED.search(text)
    if found is None:
        return ""
    compact = found["reference"].replace(" ", "")
    return compact if compact[:2].isalpha() or len(compact) <= _LONGEST_REFERENCE else ""


def joined(pieces: Iterable[str]) -> str:
    """Return blocks of remittance text as one; a block that is full was broken off wherever it ended."""
    text = ""
    full = True
    for piece in pieces:
        text += piece if full else f" {piece}"
        full = len(piece) == _WIDEST_USTRD
    return text


def together(parts: Iterable[str], between: str = " ") -> str:
    """Return texts one after the other, each once, the empty ones left out."""
    return line(between.join(dict.fromkeys(filter(None, map(str.strip, parts)))), LONGEST_TEXT)
