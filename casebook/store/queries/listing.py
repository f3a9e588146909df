"""Lists that are read by windows, however long they are: in an order that has an index, from a place in it on.

A place is the key of a row: what the row is ordered by, ending in its id. Rows may come, go and move meanwhile;
a window is what stands before or after a place at the moment it is read.
"""

import heapq
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, islice
from typing import Any, Generic, NamedTuple, TypeVar

from casebook.store.database import Database
from casebook.store.rows import marks, rows

R = TypeVar("R")
Key = tuple[Any, ...]

# More than this nobody counts: it is said as "10,000+".
MOST_COUNTED = 10_000
WINDOW = 50


class Page(NamedTuple, Generic[R]):
    """A window of a list, in the order of the list, and whether rows stand before and after it.

    Where a window was asked from a place on, that rows stand on the other side of the place is taken for granted.
    """

    rows: tuple[R, ...]
    before: bool
    after: bool


class Count(NamedTuple):
    """How many there are; with `more`, at least one more than this."""

    number: int
    more: bool = False


class Part(NamedTuple):
    """A part of a list that lies together in an index: its condition and the parameters of that.

    `last` bounds the part from above on the first columns of the order, as one value for each; empty for no bound.
    """

    where: str = ""
    parameters: tuple[Any, ...] = ()
    last: Key = ()


class _Window(NamedTuple):
    """How many rows to read, and which way; `including`: with the row at the place itself."""

    limit: int
    back: bool = False
    including: bool = False


class _Source(NamedTuple):
    """What is read, and from where."""

    columns: str
    table: str
    joined: str
    order: tuple[str, ...]
    joined_last: bool


class _Ends(NamedTuple):
    """Between what to read: the condition of the part, a place or none, and how much of the order is bounded above."""

    where: str
    from_place: bool
    upwards: bool
    bounded: int


@dataclass(frozen=True, slots=True)
class Listing(Generic[R]):
    """A list in one order: what is read, from which table, and its parts, which are merged.

    `order` names columns without NULL that ascend, or with `descending` all descend; `key` gives them for a row.
    `joined` adds to each row of `table` what else is shown, and never leaves one out: rows are counted without it.
    `joined_last`: the rows of a window are found, and where need be sorted, before anything is joined to them.
    """

    shape: type[R]
    columns: str
    table: str
    joined: str
    order: tuple[str, ...]
    key: Callable[[R], Key]
    parts: tuple[Part, ...] = (Part(),)
    descending: bool = False
    joined_last: bool = False

    def after(self, database: Database, key: Key | None = None, limit: int = WINDOW) -> Page[R]:
        """Return the window after a place, or the first one."""
        found = self._read(database, _Window(limit + 1), key)
        return Page(tuple(found[:limit]), key is not None, len(found) > limit)

    def before(self, database: Database, key: Key | None = None, limit: int = WINDOW) -> Page[R]:
        """Return the window before a place, or the last one."""
        found = self._read(database, _Window(limit + 1, back=True), key)
        return Page(tuple(reversed(found[:limit])), len(found) > limit, key is not None)

    def around(self, database: Database, key: Key, limit: int = WINDOW) -> Page[R]:
        """Return the window with a place in the middle of it, whether or not a row still stands there."""
        with database.snapshot():
            behind = self._read(database, _Window(limit + 1, including=True), key)
            ahead = self._read(database, _Window(limit + 1, back=True), key)
        so_many = min(len(ahead), max(limit // 2, limit - len(behind)))
        found = (*reversed(ahead[:so_many]), *behind[: limit - so_many])
        return Page(found, len(ahead) > so_many, len(behind) > limit - so_many)

    def count(self, database: Database) -> Count:
        """Return how many rows there are, counted to 10,000."""
        return added(count(database, self._all(part), (*part.parameters, *part.last)) for part in self.parts)

    def _all(self, part: Part) -> str:
        bound = _row(self.order[: len(part.last)], "<=") if part.last else ""
        # Without the order, the rows to count could be looked for through the whole table.
        return f"SELECT 1 FROM {self.table}{_where([part.where, bound])} ORDER BY {', '.join(self.order)}"  # noqa: S608 our own text

    def _read(self, database: Database, window: _Window, key: Key | None) -> list[R]:
        upwards = window.back == self.descending
        if len(self.parts) == 1:
            return self._read_part(database, window, self.parts[0], key, upwards)
        # Without it, a row that moves from one part to another meanwhile could be in both.
        with database.snapshot():
            found = [self._read_part(database, window, part, key, upwards) for part in self.parts]
        # A closed case may still name a person and a team.
        merged = groupby(heapq.merge(*found, key=self.key, reverse=not upwards), key=self.key)
        return [next(same) for _, same in islice(merged, window.limit)]

    def _read_part(self, database: Database, window: _Window, part: Part, key: Key | None, upwards: bool) -> list[R]:
        if key is not None and not upwards and part.last and key[: len(part.last)] > part.last:
            # A place behind the end of the part, to which the row moved meanwhile.
            key = None
        # Downwards from a place that place is the bound: with two, the index could be entered at the wrong one.
        last = part.last if key is None or upwards else ()
        ends = _Ends(part.where, key is not None, upwards, len(last))
        sql = _sql(_Source(self.columns, self.table, self.joined, self.order, self.joined_last), ends, window)
        return rows(database, sql, self.shape, (*part.parameters, *(key or ()), *last))


def count(database: Database, query: str, parameters: Sequence[Any] = ()) -> Count:
    """Return how many rows a query has, counted to 10,000."""
    # One more than is counted shows that there are more.
    number = database.value(f"SELECT count(*) FROM ({query} LIMIT {MOST_COUNTED + 1}) counted", parameters)  # noqa: S608 our own text
    return Count(min(number, MOST_COUNTED), number > MOST_COUNTED)


def added(counts: Iterable[Count]) -> Count:
    """Return counts together."""
    together = Count(0)
    for one in counts:
        number = together.number + one.number
        more = together.more or one.more or number > MOST_COUNTED
        together = Count(min(number, MOST_COUNTED), more)
    return together


@lru_cache(1 << 10)
def _sql(source: _Source, ends: _Ends, window: _Window) -> str:
    columns, table, joined, order, joined_last = source
    conditions = [ends.where]
    if ends.from_place:
        conditions.append(_row(order, (">" if ends.upwards else "<") + ("=" if window.including else "")))
    if ends.bounded:
        conditions.append(_row(order[: ends.bounded], "<="))
    by = ", ".join(column if ends.upwards else f"{column} DESC" for column in order)
    # The limit is written out: a plan that is kept for any limit could be one for all rows.
    part = f"{_where(conditions)} ORDER BY {by} LIMIT {window.limit:d}"
    if joined_last:
        name = table.split()[-1]
        return f"SELECT {columns} FROM (SELECT {name}.* FROM {table}{part}) {name} {joined} ORDER BY {by}"  # noqa: S608 our own text
    return f"SELECT {columns} FROM {table} {joined}{part}"  # noqa: S608 our own text


def _row(columns: Sequence[str], sign: str) -> str:
    """Return the comparison of columns, as one value, with parameters."""
    if len(columns) == 1:
        return f"{columns[0]} {sign} ?"
    return f"({', '.join(columns)}) {sign} ({marks(len(columns))})"


def _where(conditions: Sequence[str]) -> str:
    given = " AND ".join(filter(None, conditions))
    return f" WHERE {given}" if given else ""
