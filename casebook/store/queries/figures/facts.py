"""Facts that are counted: of which case, in which row and part of a figure, how many, how much and how many days."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple, Protocol

from casebook.domain.figures.table import Counted
from casebook.store.database import Database
from casebook.store.rows import marks, rows


class Behind(NamedTuple):
    """A case behind a number, and what of that number and amount is of it."""

    case_id: int
    number: int
    cents: int
    days: int


class Of(StrEnum):
    """What of a number is told of a case behind it: how many, how much money, or how many days."""

    NUMBER = "number"
    MONEY = "money"
    DAYS = "days"


class Rows(NamedTuple):
    """Which rows of the facts: those from one up to and including another, as texts; without an end all of them."""

    first: str | None = None
    last: str | None = None


class Facts(Protocol):
    """What a figure is counted from."""

    def counted(self, database: Database) -> Sequence[Counted]:
        """Return how many and how much there is of each row and part."""

    def behind(self, database: Database, some: Rows, parts: Collection[str]) -> Sequence[Behind]:
        """Return the cases behind some rows and parts, each with its share."""


@dataclass(frozen=True, slots=True)
class Stored:
    """Facts that the database adds up: `sql` gives `case_id, row, part, number, cents, days`, with `row` as text."""

    sql: str
    parameters: tuple[Any, ...]

    def counted(self, database: Database) -> Sequence[Counted]:
        """Return how many and how much there is of each row and part."""
        sql = f"""
            SELECT f.row, f.part, CAST(sum(f.number) AS BIGINT), CAST(sum(f.cents) AS BIGINT),
                   CAST(sum(f.days) AS BIGINT)
            FROM ({self.sql}) f GROUP BY f.row, f.part ORDER BY f.row, f.part
        """  # noqa: S608 our own text
        return rows(database, sql, Counted, self.parameters)

    def behind(self, database: Database, some: Rows, parts: Collection[str]) -> Sequence[Behind]:
        """Return the cases behind some rows and parts, each with its share."""
        named = sorted(parts)
        conditions, parameters = [f"f.part IN ({marks(len(named))})"], [*self.parameters, *named]
        if some.first is not None:
            conditions.append("f.row >= ? AND f.row <= ?")
            parameters += [some.first, some.last]
        sql = f"""
            SELECT f.case_id, CAST(sum(f.number) AS BIGINT), CAST(sum(f.cents) AS BIGINT), CAST(sum(f.days) AS BIGINT)
            FROM ({self.sql}) f WHERE {" AND ".join(conditions)} GROUP BY f.case_id ORDER BY f.case_id
        """  # noqa: S608 our own text
        return rows(database, sql, Behind, parameters)


class Fact(NamedTuple):
    """One fact."""

    case_id: int
    row: str
    part: str
    number: int
    cents: int
    days: int = 0


@dataclass(frozen=True, slots=True)
class Judged:
    """Facts that a rule tells of what is stored, such as whether a promise was kept."""

    facts: tuple[Fact, ...]

    def counted(self, database: Database) -> Sequence[Counted]:
        """Return how many and how much there is of each row and part."""
        del database
        found = _added(((one.row, one.part), one) for one in self.facts)
        return [Counted(row, part, *sums) for (row, part), sums in sorted(found.items())]

    def behind(self, database: Database, some: Rows, parts: Collection[str]) -> Sequence[Behind]:
        """Return the cases behind some rows and parts, each with its share."""
        del database
        within = (one for one in self.facts if one.part in parts and _in(one.row, some))
        found = _added((one.case_id, one) for one in within)
        return [Behind(case_id, *sums) for case_id, sums in sorted(found.items())]


def _in(row: str, some: Rows) -> bool:
    return some.first is None or some.last is None or some.first <= row <= some.last


def _added(facts: Iterable[tuple[Any, Fact]]) -> dict[Any, tuple[int, int, int]]:
    found: defaultdict[Any, list[int]] = defaultdict(lambda: [0, 0, 0])
    for key, one in facts:
        sums = found[key]
        sums[0] += one.number
        sums[1] += one.cents
        sums[2] += one.days
    return {key: (number, cents, days) for key, (number, cents, days) in found.items()}
