"""The log as it is read: the newest lines first, of everything or of one case, and what is new."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from casebook.store.database import Database
from casebook.store.queries.listing import Key, Listing, Part
from casebook.store.rows import rows


class LogRow(NamedTuple):
    """A line: who did what, when (UTC, ISO 8601) and on which day of the office; `undoes` is a step taken back."""

    number: int
    step: int
    at: str
    day: date
    person_id: int | None
    person: str | None
    on_behalf_of: str | None
    command: str
    cases: tuple[int, ...]
    undoes: int | None

    @property
    def key(self) -> Key:
        """The place in the list."""
        return (self.number,)


class NewsRow(NamedTuple):
    """A line that was written since, and the cases it is about."""

    number: int
    person_id: int | None
    command: str
    cases: tuple[int, ...]


_NEWS = "SELECT number, person_id, command, cases FROM log WHERE number > ? ORDER BY number LIMIT {limit}"


def lines() -> Listing[LogRow]:
    """Return all lines, the newest first."""
    return _lines("log l", "", "l.number", Part())


def lines_of(case_id: int) -> Listing[LogRow]:
    """Return the lines about a case, the newest first."""
    return _lines("log_case x", "JOIN log l ON l.number = x.number", "x.number", Part("x.case_id = ?", (case_id,)))


def some(database: Database, numbers: Sequence[int]) -> tuple[LogRow, ...]:
    """Return lines by their numbers, the oldest first."""
    if not numbers:
        return ()
    marks = ", ".join("?" * len(numbers))
    page = _lines("log l", "", "l.number", Part(f"l.number IN ({marks})", tuple(numbers))).after(
        database, limit=len(numbers)
    )
    return tuple(reversed(page.rows))


def news(database: Database, number: int, limit: int = 1000) -> list[NewsRow]:
    """Return the lines after a number, the oldest first; more than `limit` are left for the next time."""
    return rows(database, _NEWS.replace("{limit}", str(limit)), NewsRow, (number,))


def head(database: Database) -> int:
    """Return the number of the last line, 0 before there is one."""
    number: int = database.value("SELECT max(number) FROM log") or 0
    return number


def _lines(table: str, joined: str, number: str, part: Part) -> Listing[LogRow]:
    return Listing(
        LogRow,
        "l.number, l.step, l.at, l.day, l.person_id, o.name, b.name, l.command, l.cases, l.undoes",
        table,
        f"{joined} LEFT JOIN person o ON o.id = l.person_id LEFT JOIN person b ON b.id = l.on_behalf_of_id",
        (number,),
        lambda row: row.key,
        (part,),
        descending=True,
    )
