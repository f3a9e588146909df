"""Strict reading of the tables of law: a missing, unknown or malformed key is an error that names file and key.

Each file begins with `checked`, the day somebody last compared it with its sources. Every value stands in a
dated entry: `from` (the day it came into force), `source`, `confidence` (high, medium, low), what is particular
to the table, and, where something is uncertain, a `note` in both languages.
"""

import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple, TypeGuard, TypeVar

from casebook.domain.calendar import Term, Unit
from casebook.domain.dated import NO_NOTE, Confidence, Dated, Entry
from casebook.domain.money import Cents, from_decimal
from casebook.errors import LawError
from casebook.text import clean_line
from casebook.words import LANGUAGES

T = TypeVar("T")

_UNITS: dict[str, Unit] = {
    "year": "years",
    "years": "years",
    "month": "months",
    "months": "months",
    "week": "weeks",
    "weeks": "weeks",
    "day": "days",
    "days": "days",
}


class Part(NamedTuple):
    """One thing that was read: its key within the entry, its form (`money`, `term`, `word` …) and the value."""

    key: str
    form: str
    value: object


class Reading(NamedTuple):
    """A list of dated entries as it was read: its key in the file, and what each entry says, part by part."""

    key: str
    entries: tuple[tuple[Entry[Any], tuple[Part, ...]], ...]


@dataclass(slots=True)
class Table:
    """A table of a file, whose keys are taken out one by one; `done` refuses what is left.

    The tables of a file share what was read so far, so that the whole book can be listed without each subject
    telling it again: `readings` are the dated entries, `parts` what stands in the entry being read, or outside
    all entries.
    """

    file: str
    key: str
    content: dict[str, Any]
    readings: list[Reading] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)

    def wrong(self, name: str, expected: str, **parameters: object) -> LawError:
        """Return the error that `name` in this table is not what was expected."""
        return LawError(f"law.expected.{expected}", file=self.file, key=self.path(name), **parameters)

    def path(self, name: str) -> str:
        """Return the place of `name` as written in the file, such as `kind.contract[0].term`."""
        return clean_line(f"{self.key}.{name}" if self.key else name)

    def has(self, name: str) -> bool:
        """Tell whether an optional key is there."""
        return name in self.content

    def take(self, name: str) -> Any:
        """Take out a value that must be there."""
        if name not in self.content:
            raise LawError("law.missing", file=self.file, key=self.path(name))
        return self.content.pop(name)

    def day(self, name: str) -> date:
        """Take out a day, written as a TOML date."""
        value = self.take(name)
        if not _is_day(value):
            raise self.wrong(name, "day")
        return self._keep(name, "day", value)

    def days(self, name: str) -> tuple[date, ...]:
        """Take out a list of days, which may be empty."""
        value = self.take(name)
        if not isinstance(value, list) or not all(_is_day(item) for item in value):
            raise self.wrong(name, "days")
        return self._keep(name, "days", tuple(value))

    def text(self, name: str) -> str:
        """Take out a text that is not empty."""
        return self._keep(name, "text", self._text(name))

    def _text(self, name: str) -> str:
        value = self.take(name)
        if not isinstance(value, str) or not value.strip():
            raise self.wrong(name, "text")
        return value

    def choice(self, name: str, choices: Mapping[str, T]) -> T:
        """Take out one of a few words."""
        value = self._text(name)
        if value not in choices:
            raise self.wrong(name, "choice", choices=tuple(choices))
        self._keep(name, "word", value)
        return choices[value]

    def texts(self, name: str) -> tuple[str, ...]:
        """Take out a list of texts with at least one in it."""
        value = self.take(name)
        if not isinstance(value, list) or not value or not all(isinstance(text, str) for text in value):
            raise self.wrong(name, "texts")
        return self._keep(name, "words", tuple(value))

    def integer(self, name: str) -> int:
        """Take out a whole number."""
        value = self.take(name)
        if not isinstance(value, int) or isinstance(value, bool):
            raise self.wrong(name, "integer")
        return self._keep(name, "number", value)

    def working_days(self, name: str) -> int:
        """Take out a number of working days."""
        value = self.take(name)
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            raise self.wrong(name, "working_days")
        return self._keep(name, "working_days", value)

    def flag(self, name: str) -> bool:
        """Take out true or false."""
        value = self.take(name)
        if not isinstance(value, bool):
            raise self.wrong(name, "flag")
        return self._keep(name, "flag", value)

    def optional_flag(self, name: str) -> bool:
        """Take out true or false; false where it is missing."""
        return self.has(name) and self.flag(name)

    def percent(self, name: str) -> Decimal:
        """Take out a percentage, written as text so that no binary fraction comes near it."""
        return self._keep(name, "percent", self._decimal(name, "percent"))

    def cents(self, name: str) -> Cents:
        """Take out an amount in euro, written as text with at most two decimals."""
        try:
            return self._keep(name, "money", from_decimal(self._decimal(name, "amount")))
        except ValueError:
            raise self.wrong(name, "amount") from None

    def _decimal(self, name: str, expected: str) -> Decimal:
        try:
            value = Decimal(self._text(name))
        except InvalidOperation:
            raise self.wrong(name, expected) from None
        if not value.is_finite() or value < 0:
            raise self.wrong(name, expected)
        return value

    def term(self, name: str) -> Term:
        """Take out a length of time such as `5 years` or `14 days`."""
        number, _, unit = self._text(name).partition(" ")
        if not (number.isascii() and number.isdigit()) or unit not in _UNITS:
            raise self.wrong(name, "term")
        return self._keep(name, "term", Term(int(number), _UNITS[unit]))

    def _keep(self, name: str, form: str, value: T) -> T:
        self.parts.append(Part(self.path(name), form, value))
        return value

    def table(self, name: str) -> "Table":
        """Take out a table within this one."""
        value = self.take(name)
        if not isinstance(value, dict):
            raise self.wrong(name, "table")
        return self._within(self.path(name), value)

    def tables(self, name: str) -> Iterator["Table"]:
        """Take out a list of tables, at least one."""
        value = self.take(name)
        if not isinstance(value, list) or not value or not all(isinstance(item, dict) for item in value):
            raise self.wrong(name, "tables")
        for index, item in enumerate(value):
            yield self._within(f"{self.path(name)}[{index}]", item)

    def _within(self, key: str, content: dict[str, Any]) -> "Table":
        return Table(self.file, key, content, self.readings, self.parts)

    def names(self) -> tuple[str, ...]:
        """Return the keys that have not been taken yet."""
        return tuple(self.content)

    def done(self) -> None:
        """Refuse a key that nobody asked for: a slip of the pen must not go unseen."""
        for name in self.content:
            raise LawError("law.unknown_key", file=self.file, key=self.path(name))


def _is_day(value: object) -> TypeGuard[date]:
    return isinstance(value, date) and not isinstance(value, datetime)


def load(path: Path) -> Table:
    """Read a file of law; raises `LawError` where it is missing or not TOML."""
    try:
        return Table(path.name, "", tomllib.loads(path.read_text("utf-8")))
    except FileNotFoundError:
        raise LawError("law.no_file", file=path.name, key="") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise LawError("law.not_toml", file=path.name, key="", reason=str(error)) from None


def dated(table: Table, name: str, value: Callable[[Table], T]) -> Dated[T]:
    """Take out a list of dated entries, `value` reading what is particular to them; they stand in order of `from`."""
    readings = [_entry(item, value) for item in table.tables(name)]
    entries = tuple(entry for entry, _ in readings)
    for earlier, later in pairwise(entries):
        if later.start <= earlier.start:
            raise LawError("law.order", file=table.file, key=table.path(name), day=later.start)
    table.readings.append(Reading(table.path(name), tuple(readings)))
    return Dated(entries)


def term(entry: Table) -> Term:
    """Take out of an entry the one thing it says: a length of time."""
    return entry.term("term")


def percent(entry: Table) -> Decimal:
    """Take out of an entry the one thing it says: a percentage."""
    return entry.percent("percent")


def ascending(entry: Table, name: str, ends: Sequence[Cents | None]) -> None:
    """Refuse the bands `name` unless each ends at a higher amount than the one before and only the last has no end."""
    *inner, last = ends
    amounts = [end for end in inner if end is not None]
    if last is not None or len(amounts) != len(inner) or sorted(set(amounts)) != amounts:
        raise entry.wrong(name, "ascending")


def _entry(item: Table, value: Callable[[Table], T]) -> tuple[Entry[T], tuple[Part, ...]]:
    item.parts = []
    start = item.day("from")
    source = item.text("source")
    confidence = item.choice("confidence", {word.value: word for word in Confidence})
    note = _note(item) if item.has("note") else NO_NOTE
    item.parts.clear()
    entry = Entry(start, value(item), source, confidence, note)
    item.done()
    return entry, tuple(part._replace(key=part.key.removeprefix(f"{item.key}.")) for part in item.parts)


def _note(item: Table) -> Mapping[str, str]:
    note = item.table("note")
    said = {language: note.text(language) for language in LANGUAGES}
    note.done()
    return said
