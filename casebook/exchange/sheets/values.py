"""Texts of a file as texts, amounts, days and percentages, by the form of the file."""

import re
from datetime import date
from decimal import Decimal

from casebook.domain.money import Cents
from casebook.errors import InputError
from casebook.exchange.fields import FIRST_DAY, LARGEST_AMOUNT, LAST_DAY
from casebook.exchange.sheets.form import NO_VALUE, UNCALCULATED, FileForm
from casebook.text import clean, clean_line

LONGEST_TEXT = 200
# Directives of a pattern of days, and what each matches.
_DIRECTIVES = {"d": "day", "m": "month", "Y": "year", "y": "short_year", "H": "", "M": "", "S": ""}

_MOST_REMEMBERED = 50_000
_SHOWN = 100
_ISO = "%Y-%m-%d"


class Reader:
    """Texts of a file as amounts and days, by the form of the file; each takes the column for its error."""

    def __init__(self, form: FileForm) -> None:
        self._form = form
        self._amount = amount_pattern(form.decimal, form.thousands)
        self._percent = re.compile(rf"(\d{{1,3}})(?:{re.escape(form.decimal)}(\d{{1,6}}))?\s?%?", re.ASCII)
        self._days = [day_pattern(pattern) for pattern in (*form.days, _ISO)]
        self._known: dict[str, date] = {}

    def text(self, cell: str, column: str, most: int = LONGEST_TEXT) -> str | None:
        """Return a text cleaned and on one line, None where the cell is empty; nothing in it is ever calculated."""
        if cell.isascii() and cell.isprintable():
            text = cell.strip()
            if "  " in text:
                text = " ".join(text.split())
        else:
            if cell.startswith(NO_VALUE):
                raise no_value(cell, column)
            text = " ".join(clean(cell).split())
        if not text or text in self._form.empty:
            return None
        if len(text) > most:
            raise InputError("import.row.too_long", column=column, found=shown(text), most=most)
        return text

    def day(self, cell: str, column: str) -> date | None:
        """Return a day between 1900 and 2199, None where the cell is empty."""
        known = self._known.get(cell)
        if known is not None:
            return known
        text = self.text(cell, column)
        if text is None:
            return None
        day = self._day(text)
        if day is None:
            written = self._form.days[0] if self._form.days else _ISO
            raise InputError("import.row.day", column=column, found=shown(text), pattern=written)
        if not FIRST_DAY <= day <= LAST_DAY:
            parameters = {"found": shown(text), "first": FIRST_DAY, "last": LAST_DAY}
            raise InputError("import.row.day_in_range", column=column, **parameters)
        if len(self._known) >= _MOST_REMEMBERED:
            self._known.clear()
        self._known[cell] = day
        return day

    def _day(self, text: str) -> date | None:
        for pattern in self._days:
            found = pattern.fullmatch(text)
            if found is not None:
                parts = found.groupdict()
                short = parts.get("short_year")
                # As strptime and most programs read two digits.
                year = int(parts["year"]) if short is None else int(short) + (1900 if int(short) >= 69 else 2000)
                try:
                    return date(year, int(parts["month"]), int(parts["day"]))
                except ValueError:
                    return None
        return None

    def amount(self, cell: str, column: str) -> Cents | None:
        """Return an amount, below zero with a minus before or behind it; None where the cell is empty."""
        found = self._amount.fullmatch(cell)
        if found is None:
            text = self.text(cell, column)
            if text is None:
                return None
            found = self._amount.fullmatch(text)
            if found is None:
                raise InputError("import.row.amount", column=column, found=shown(text), decimal=self._form.decimal)
        before, whole, cents, behind = found.groups()
        if self._form.thousands:
            whole = whole.replace(self._form.thousands, "")
        amount = int(whole) * 100 + (int(cents.ljust(2, "0")) if cents else 0)
        if amount > LARGEST_AMOUNT:
            raise InputError("import.row.amount_in_range", column=column, found=shown(cell), most=LARGEST_AMOUNT)
        return Cents(-amount if before or behind else amount)

    def percent(self, cell: str, column: str) -> Decimal | None:
        """Return a percentage from 0 to 100, None where the cell is empty."""
        text = self.text(cell, column)
        if text is None:
            return None
        found = self._percent.fullmatch(text)
        value = Decimal(f"{found[1]}.{found[2] or 0}") if found else Decimal(-1)
        if not 0 <= value <= 100:
            raise InputError("import.row.percent", column=column, found=shown(text))
        return value


def amount_pattern(decimal: str, thousands: str) -> re.Pattern[str]:
    """Return what an amount looks like: a minus, whole euros, at most two decimals that count, or a minus behind.

    Four decimals or more are taken where only zeros follow the cents, as databases write them. Three never are:
    they would be thousands written by somebody else's rules.
    """
    whole = r"\d{1,15}"
    if thousands:
        whole = rf"\d{{1,3}}(?:{re.escape(thousands)}\d{{3}}){{1,5}}|{whole}"
    point = re.escape(decimal)
    cents = rf"(?:{point}(\d{{1,2}})(?:(?<={point}\d\d)00+)?)?"
    return re.compile(rf"(-)?(?:€\s?)?({whole}){cents}((?(1)|-?))", re.ASCII)


def day_pattern(pattern: str) -> re.Pattern[str]:
    """Return what a day looks like by `%d %m %Y %y`, with `%H %M %S` for a time that is not kept.

    Raises ValueError where the pattern has another directive, or does not have day, month and year once.
    """
    parts = re.split(r"%(.)", pattern)
    named = [_DIRECTIVES[letter] for letter in parts[1::2] if letter in _DIRECTIVES]
    if (
        len(named) < len(parts[1::2])
        or "%" in "".join(parts[::2])
        or sorted(filter(None, named))
        not in (
            ["day", "month", "year"],
            ["day", "month", "short_year"],
        )
    ):
        raise ValueError(pattern)
    written = re.escape(parts[0])
    for index in range(1, len(parts), 2):
        letter, following = parts[index], parts[index + 1]
        name = _DIRECTIVES[letter]
        # Without a sign between them every part has all its digits.
        exact = (not following and index + 2 < len(parts)) or (index > 1 and not parts[index - 1])
        digits = r"\d{4}" if letter == "Y" else r"\d{2}" if exact or letter == "y" else r"\d{1,2}"
        written += (f"(?P<{name}>{digits})" if name else digits) + re.escape(following)
    return re.compile(written, re.ASCII)


def shown(text: str) -> str:
    """Return a text of the file short and clean enough to keep in a reason."""
    return clean_line(text, _SHOWN)


def no_value(cell: str, column: str) -> InputError:
    """Return the error for a cell of a workbook that holds a formula never calculated, or an error."""
    if cell == UNCALCULATED:
        return InputError("import.row.uncalculated", column=column)
    return InputError("import.row.cell_error", column=column, found=shown(cell))
