"""Amounts, days and signs as banks write them, strictly: what is not plainly one is refused with its place."""

import re
from datetime import date
from functools import lru_cache

from casebook.domain.money import Cents
from casebook.errors import InputError
from casebook.exchange.fields import FIRST_DAY, LARGEST_AMOUNT, LAST_DAY

_AMOUNT = re.compile(r"(?P<whole>\d{1,18})(?:[.,](?P<part>\d{0,18}))?", re.ASCII)
# What a file can say and a database can still add up.
MOST = LARGEST_AMOUNT // 100
_DAY = re.compile(
    r"(\d{4}-\d{2}-\d{2})(T[\d:.]+)?(Z|[+-]\d{2}:\d{2})?",
    re.ASCII,
)
_LAST = "99"


def cents(text: str, place: str) -> Cents:
    """Return an amount without sign; decimals behind the cent may be zeros.

    Raises `InputError` for what is no amount, or has parts of a cent.
    """
    found = _AMOUNT.fullmatch(text.strip())
    if found is None or int(found["whole"]) > MOST:
        raise InputError("bank_file.amount", place=place, found=text)
    part = (found["part"] or "").rstrip("0")
    if len(part) > len(_LAST):
        raise InputError("bank_file.fraction", place=place, found=text)
    return Cents(int(found["whole"]) * 100 + int(part.ljust(2, "0")))


def day(text: str, place: str) -> date:
    """Return the day of a date or date-time, as the bank writes it in its own zone.

    Raises `InputError` for what is no day between 1900 and 2199.
    """
    found = _day(text.strip())
    if found is None:
        raise InputError("bank_file.day", place=place, found=text)
    return found


@lru_cache(maxsize=1024)
def _day(text: str) -> date | None:
    found = _DAY.fullmatch(text)
    if found is None:
        return None
    try:
        told = date.fromisoformat(found[1])
    except ValueError:
        return None
    return told if FIRST_DAY <= told <= LAST_DAY else None
