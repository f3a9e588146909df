"""Payment references with a check: the creditor reference of ISO 11649 (RF) and the Dutch `betalingskenmerk`.

The check digit of the Dutch one: Betaalvereniging Nederland, "De specificaties van het Nederlandse betalingskenmerk".
"""

import re
from collections.abc import Iterator
from itertools import cycle

_RF = re.compile(r"\bRF ?\d{2}(?: ?[0-9A-Z]{1,4}){1,6}\b")
_RF_MOST = 25
_CLOSED_UP_RF = re.compile(r"RF\d{2}[0-9A-Z]{1,21}", re.ASCII)
_INSIDE_RF = re.compile(r"[0-9A-Z]{1,21}", re.ASCII)
# What stands in a number of ours and in no reference.
_BETWEEN = re.compile(r"[-/._ ]+")
# Digits in groups, as they stand on a form or closed up; a digit comes first, since it is found soonest.
_DIGITS = re.compile(r"\d(?<![\w.,-]\d)(?: ?\d){8,15}(?![\w,-])")
_WEIGHTS = (2, 4, 8, 5, 10, 9, 7, 3, 6, 1)
# How many digits may follow the check digit with a digit for their number: that is written modulo 10.
_WITH_LENGTH = range(9, 15)
_PLAIN = 16


def references(text: str) -> Iterator[str]:
    """Yield what the payment references in a text refer to, without their check, in capitals and without zeros before.

    Only those whose check is right.
    """
    upper = text.upper()
    for found in _RF.finditer(upper) if "RF" in upper else ():
        inside = _within_rf(found[0])
        if inside:
            yield inside
    for found in _DIGITS.finditer(text):
        digits = found[0].replace(" ", "")
        if dutch_check(digits):
            yield (digits[1:] if len(digits) == _PLAIN else digits[2:]).lstrip("0")


def creditor_reference(number: str) -> str:
    """Return the creditor reference (ISO 11649) that refers to a number, closed up: RF, two check digits, the number.

    Empty where the number has no letters and digits, others than A to Z, or more than the 21 there is room for.
    """
    inside = "".join(_BETWEEN.split(number)).upper()
    if not _INSIDE_RF.fullmatch(inside):
        return ""
    return f"RF{98 - _mod_97(f'RF00{inside}'):02d}{inside}"


def is_creditor_reference(text: str) -> bool:
    """Tell whether a text is a creditor reference, closed up, whose check is right."""
    return _CLOSED_UP_RF.fullmatch(text) is not None and _mod_97(text) == 1


def dutch_check(digits: str) -> bool:
    """Tell whether digits are a Dutch payment reference with a check: 16, or 9 to 14 with a digit for their number."""
    if len(digits) in _WITH_LENGTH:
        if int(digits[1]) != (len(digits) - 2) % 10:
            return False
    elif len(digits) != _PLAIN:
        return False
    return int(digits[0]) == check_digit(digits[1:])


def check_digit(digits: str) -> int:
    """Return the check digit of a Dutch payment reference: modulo 11 with weights from the right; 10 is 1, 11 is 0."""
    total = sum(int(digit) * weight for digit, weight in zip(reversed(digits), cycle(_WEIGHTS), strict=False))
    return {10: 1, 11: 0}.get(11 - total % 11, 11 - total % 11)


def _within_rf(text: str) -> str:
    """Return what a creditor reference refers to, empty where no beginning of the text is one.

    Words that follow the reference in a text may look as if they were part of it.
    """
    words = text.split(" ")
    for count in range(len(words), 0, -1):
        number = "".join(words[:count])
        if 5 <= len(number) <= _RF_MOST and _mod_97(number) == 1:
            return number[4:].lstrip("0")
    return ""


def _mod_97(number: str) -> int:
    return int("".join(str(int(letter, 36)) for letter in number[4:] + number[:4])) % 97
