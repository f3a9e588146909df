"""Values that hold from a day on, each with its source: the newest that began not after a day is in force on it."""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Generic, TypeVar

T = TypeVar("T")


class Confidence(StrEnum):
    """How sure we are of an entry: read in a named text, well known but not read, or uncertain."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


NO_NOTE: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class Entry(Generic[T]):
    """A value of law that holds from the day `start` until the next entry begins.

    `note` says in each language what is uncertain, disputed or to be watched; empty where nothing is.
    """

    start: date
    value: T
    source: str
    confidence: Confidence
    note: Mapping[str, str] = field(default_factory=lambda: NO_NOTE)


@dataclass(frozen=True, slots=True)
class Dated(Generic[T]):
    """Entries in order of their first day; without end days there can be no gap and no overlap."""

    entries: tuple[Entry[T], ...]

    def in_force(self, day: date) -> Entry[T] | None:
        """Return the entry in force on `day`, None before the first one began."""
        entries = self.entries
        if len(entries) == 1:
            return entries[0] if entries[0].start <= day else None
        index = bisect_right(entries, day, key=lambda entry: entry.start)
        return entries[index - 1] if index else None

    def applied(self, day: date) -> Entry[T]:
        """Return the entry in force on `day`; before the first one, that one, as where new law took old cases over."""
        return self.entries[0] if len(self.entries) == 1 else self.in_force(day) or self.entries[0]

    @property
    def first(self) -> Entry[T]:
        """The earliest entry."""
        return self.entries[0]
