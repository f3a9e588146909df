"""The fields of one JSON object, taken out one by one with their type; what is wrong or left over is refused."""

import json
import re
import unicodedata
from collections.abc import Collection
from datetime import date
from decimal import Decimal
from typing import Any

from casebook.domain.money import Cents, from_decimal
from casebook.errors import InputError
from casebook.text import clean

FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)
LARGEST_AMOUNT = Cents(100_000_000_000_00)
LARGEST_PERCENT = Decimal(1000)
LONGEST_LIST = 1000

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_AMOUNT = re.compile(r"\d{1,12}(\.\d{1,2})?", re.ASCII)
_PERCENT = re.compile(r"\d{1,4}(\.\d{1,6})?", re.ASCII)


class Fields:
    """One object of the input and its place, such as `events[1]`; errors name the field and what was expected.

    A field that is missing and one that is null are the same: not known.
    """

    def __init__(self, value: object, place: str = "") -> None:
        self.place = place
        if not isinstance(value, dict):
            raise InputError("input.expected.object", place=place or "$", found=_shown(value))
        self._values: dict[str, object] = dict(value)

    def path(self, name: str) -> str:
        """Return the place of a field, such as `events[1].on`."""
        return f"{self.place}.{name}" if self.place else name

    def wrong(self, name: str, expected: str, value: object = None, **parameters: object) -> InputError:
        """Return the error that a field is not what was expected; a field that is missing is null."""
        return InputError(f"input.expected.{expected}", place=self.path(name), found=_shown(value), **parameters)

    def contradiction(self, name: str, code: str, **parameters: object) -> InputError:
        """Return the error that a field cannot be true beside the others."""
        return InputError(f"input.contradiction.{code}", place=self.path(name), **parameters)

    def optional_day(self, name: str) -> date | None:
        """Take out a day written as 2026-11-21, between 1900 and 2199, that exists."""
        value = self._values.pop(name, None)
        if value is None:
            return None
        day = _day(value)
        if day is None:
            raise self.wrong(name, "day", value)
        if not FIRST_DAY <= day <= LAST_DAY:
            raise self.wrong(name, "day_in_range", value, first=FIRST_DAY, last=LAST_DAY)
        return day

    def day(self, name: str) -> date:
        """Take out a day that must be there."""
        day = self.optional_day(name)
        if day is None:
            raise self.wrong(name, "day")
        return day

    def optional_amount(self, name: str) -> Cents | None:
        """Take out an amount in euro written as text: digits, and at most two decimals after a point."""
        value = self._values.pop(name, None)
        return None if value is None else self._amount(name, value)

    def _amount(self, name: str, value: object) -> Cents:
        if not isinstance(value, str) or not _AMOUNT.fullmatch(value):
            raise self.wrong(name, "amount", value)
        cents = from_decimal(Decimal(value))
        if cents > LARGEST_AMOUNT:
            raise self.wrong(name, "amount_in_range", value, most=LARGEST_AMOUNT)
        return cents

    def amount(self, name: str) -> Cents:
        """Take out an amount that must be there."""
        cents = self.optional_amount(name)
        if cents is None:
            raise self.wrong(name, "amount")
        return cents

    def payment(self, name: str) -> Cents:
        """Take out an amount that must be there and is more than nothing."""
        cents = self.amount(name)
        if not cents:
            raise self.wrong(name, "payment", "0.00")
        return cents

    def amounts(self, name: str) -> tuple[Cents, ...]:
        """Take out a list of amounts, at least one."""
        values = self._list(name, "amounts")
        if not values:
            raise self.wrong(name, "amounts", values)
        return tuple(self._amount(f"{name}[{index}]", value) for index, value in enumerate(values))

    def optional_percent(self, name: str) -> Decimal | None:
        """Take out a percentage written as text: digits, and at most six decimals after a point."""
        value = self._values.pop(name, None)
        if value is None:
            return None
        if not isinstance(value, str) or not _PERCENT.fullmatch(value) or Decimal(value) > LARGEST_PERCENT:
            raise self.wrong(name, "percent", value, most=LARGEST_PERCENT)
        return Decimal(value)

    def optional_flag(self, name: str) -> bool | None:
        """Take out true or false."""
        value = self._values.pop(name, None)
        if value is not None and not isinstance(value, bool):
            raise self.wrong(name, "flag", value)
        return value

    def optional_text(self, name: str) -> str | None:
        """Take out a text that is not empty and has no control codes, which could not be given back as they are."""
        value = self._values.pop(name, None)
        if value is None:
            return None
        if not isinstance(value, str) or not value.strip() or not _plain(value):
            raise self.wrong(name, "text", value)
        return value

    def text(self, name: str) -> str:
        """Take out a text that must be there."""
        value = self.optional_text(name)
        if value is None:
            raise self.wrong(name, "text")
        return value

    def texts(self, name: str) -> tuple[str, ...]:
        """Take out a list of texts; none where it is missing."""
        values = self._list(name, "texts")
        if not all(isinstance(value, str) and _plain(value) for value in values):
            raise self.wrong(name, "texts", values)
        return tuple(values)

    def optional_choice(self, name: str, choices: Collection[str]) -> str | None:
        """Take out one of a few words."""
        value = self._values.pop(name, None)
        if value is None:
            return None
        if not isinstance(value, str) or value not in choices:
            raise self.wrong(name, "choice", value, choices=tuple(choices))
        return value

    def choice(self, name: str, choices: Collection[str]) -> str:
        """Take out one of a few words that must be there."""
        value = self.optional_choice(name, choices)
        if value is None:
            raise self.wrong(name, "choice", choices=tuple(choices))
        return value

    def optional_fields(self, name: str) -> "Fields | None":
        """Take out an object within this one."""
        value = self._values.pop(name, None)
        return None if value is None else Fields(value, self.path(name))

    def each(self, name: str) -> list["Fields"]:
        """Take out a list of objects; none where it is missing."""
        values = self._list(name, "list")
        return [Fields(value, f"{self.path(name)}[{index}]") for index, value in enumerate(values)]

    def _list(self, name: str, expected: str) -> list[Any]:
        values = self._values.pop(name, None)
        if values is None:
            return []
        if not isinstance(values, list):
            raise self.wrong(name, expected, values)
        if len(values) > LONGEST_LIST:
            raise self.contradiction(name, "too_long", most=LONGEST_LIST)
        return values

    def done(self) -> None:
        """Refuse a field that nobody asked for: a slip of the pen must not go unseen. One that is null says nothing."""
        for name, value in self._values.items():
            if value is not None:
                raise InputError("input.unknown_field", place=self.path(name))


def _day(value: object) -> date | None:
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def _plain(value: str) -> bool:
    return clean(value) == unicodedata.normalize("NFC", value)


def _shown(value: object) -> str:
    """Return a value of the input as JSON; `clean_line` shortens it when it is said."""
    try:
        return json.dumps(value, ensure_ascii=False)[:200]
    except RecursionError:
        return "…"
