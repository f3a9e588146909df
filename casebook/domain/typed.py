"""What a person types, read as a day or an amount: as short as people write them."""

import re
from calendar import monthrange
from datetime import date, timedelta

from casebook.domain.calendar import Holidays, add_months, add_working_days
from casebook.domain.money import Cents
from casebook.errors import InputError

_MONTHS = {
    name: number
    for names in (
        "jan feb mar apr may jun jul aug sep oct nov dec",
        "jan feb mrt apr mei jun jul aug sep okt nov dec",
        "jan feb maa apr mei jun jul aug sep okt nov dec",
    )
    for number, name in enumerate(names.split(), 1)
}
_WEEKDAYS = {
    name: number
    for names in ("mon tue wed thu fri sat sun", "ma di wo do vr za zo", "maa din woe don vri zat zon")
    for number, name in enumerate(names.split())
}
_TODAY = {"today", "vandaag", "nu", "."}
_TOMORROW = {"tomorrow", "morgen"}
_YESTERDAY = {"yesterday", "gisteren"}
_STEP = re.compile(r"([+-])\s*(\d{1,4})\s*([a-z]?)")
_NUMBERS = re.compile(r"(\d{1,2})[-/. ](\d{1,2})(?:[-/. ](\d{2}|\d{4}))?")
_WITH_MONTH = re.compile(r"(\d{1,2})[- ]?([a-z]{3})[a-z]*\.?(?:[- ]?(\d{2}|\d{4}))?")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_AMOUNT = re.compile(r"(\d{1,3}([., ])\d{3}(?:\2\d{3}){0,3}|\d{1,13})(?:([.,])(\d{1,2}))?")
_FIRST, _LAST = 1900, 2199
_MOST_CENTS = 10**13


def day(text: str, today: date, holidays: Holidays, *, past: bool = False) -> date:
    """Return the day a person means.

    `+14` days, `+10w` working days, `+2m` months from today; `mon` or `ma` the next one; `31-12` the next one, or with
    `past` the last one; `31-12-26`, `31 dec 2026`, `2026-12-31`, `yesterday`. Raises `InputError`.
    """
    asked = text.strip().casefold()
    found = _day(asked, today, holidays, past=past)
    if found is None or not _FIRST <= found.year <= _LAST:
        raise InputError("typed.no_past_day" if past else "typed.no_day", value=text)
    return found


def amount(text: str) -> Cents:
    """Return the cents of an amount as people write it: 1.234,56, 1234.56, 1234, € 12,5. Raises `InputError`."""
    asked = text.strip().removeprefix("€").strip().replace("\N{NO-BREAK SPACE}", " ")
    found = _AMOUNT.fullmatch(asked)
    if found is None or (found[2] is not None and found[2] == found[3]):
        raise InputError("typed.no_amount", value=text)
    whole, decimals = re.sub(r"[., ]", "", found[1]), (found[4] or "").ljust(2, "0")
    cents = int(whole) * 100 + int(decimals)
    if cents > _MOST_CENTS:
        raise InputError("typed.no_amount", value=text)
    return Cents(cents)


def _day(asked: str, today: date, holidays: Holidays, *, past: bool) -> date | None:
    if asked in _TODAY:
        return today
    if asked in _TOMORROW:
        return today + timedelta(days=1)
    if asked in _YESTERDAY:
        return today - timedelta(days=1)
    if asked in _WEEKDAYS:
        ahead = (_WEEKDAYS[asked] - today.weekday() - 1) % 7 + 1
        return today + timedelta(days=ahead - 7 if past else ahead)
    if step := _STEP.fullmatch(asked):
        return _stepped(today, holidays, int(step[1] + step[2]), step[3])
    if iso := _ISO.fullmatch(asked):
        return _date(int(iso[1]), int(iso[2]), int(iso[3]))
    if numbers := _NUMBERS.fullmatch(asked):
        return _without_year(int(numbers[1]), int(numbers[2]), numbers[3], today, past=past)
    if (written := _WITH_MONTH.fullmatch(asked)) and written[2] in _MONTHS:
        return _without_year(int(written[1]), _MONTHS[written[2]], written[3], today, past=past)
    return None


def _stepped(today: date, holidays: Holidays, steps: int, unit: str) -> date | None:
    try:
        match unit:
            case "" | "d":
                return today + timedelta(days=steps)
            case "m":
                return add_months(today, steps)
            case "j" | "y":
                return add_months(today, 12 * steps)
            case "w" if steps >= 0:
                return add_working_days(today, steps, holidays)
            case _:
                return None
    except (OverflowError, ValueError):
        return None


def _without_year(day_: int, month: int, year: str | None, today: date, *, past: bool) -> date | None:
    if year is not None:
        return _date(int(year) + (2000 if len(year) == 2 else 0), month, day_)
    # 29 February may be years away.
    for away in range(9):
        found = _date(today.year + (-away if past else away), month, day_)
        if found is not None and (found <= today if past else found >= today):
            return found
    return None


def _date(year: int, month: int, day_: int) -> date | None:
    if not (1 <= month <= 12 and 1 <= year <= 9999 and 1 <= day_ <= monthrange(year, month)[1]):
        return None
    return date(year, month, day_)
