"""The law book entry by entry, as a reader looks it up: where an entry stands and whether it holds on a day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from casebook.domain.dated import Confidence, Dated, Entry
from casebook.law.book import LawFile
from casebook.law.schema import Part


@dataclass(frozen=True, slots=True)
class Rule:
    """A dated entry of the book: where it stands, what it says part by part, and whether it holds on the day."""

    file: LawFile
    key: str
    entry: Entry[Any]
    parts: tuple[Part, ...]
    in_force: bool

    @property
    def group(self) -> str:
        """The key of the table in which the entries stand."""
        return self.key.rpartition(".")[0]

    @property
    def uncertain(self) -> bool:
        """Whether it is less than sure."""
        return self.entry.confidence is not Confidence.HIGH


def rules_of(file: LawFile, day: date) -> Iterator[Rule]:
    """Return every entry of a file in its order, also those that hold no longer on `day` or not yet."""
    for reading in file.readings:
        current = Dated(tuple(entry for entry, _ in reading.entries)).in_force(day)
        for entry, parts in reading.entries:
            yield Rule(file, reading.key, entry, parts, entry is current)
