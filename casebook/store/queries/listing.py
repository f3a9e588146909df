"""Lists that are read by windows, however long they are: in an order that has an index, from a place in it on.

A place is the key of a row: what the row is ordered by, ending in its id. Rows may come, go and move meanwhile;
a window is what stands before or after a place at the moment it is read.
"""

import heapq
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, islice
from typing import Any, ClassVar, Generic, NamedTuple, TypeVar

from casebook.store.database import Database
from casebook.store.rows import many, marks, rows

R = TypeVar("R")
Key = tuple[Any, ...]

# More than this nobody counts: it is said as "10,000+".
MOST_COUNTED = 10_000
WINDOW = 50
# So many rows of an order are tested one by one before it pays to look up all that fit: what few have is found sooner
# so, but where the rows have to come from the disk, each comes by itself.
LOOKED_AT = 5_000
# The budget of who would rather see at once what there is so far: some hundredths of a second.
AT_ONCE = 2_000


class Page(NamedTuple, Generic[R]):
    """A window of a list, in the order of the list, and whether rows stand before and after it.

    Where a window was asked from a place on, that rows stand on the other side of the place is taken for granted.
    `looked_from` and `looked_to` are None for a whole window. Otherwise so far it was looked, and beyond that place
    more may follow: the window goes on with what is asked from there.
    """

    rows: tuple[R, ...]
    before: bool
    after: bool
    looked_from: Key | None = None
    looked_to: Key | None = None


class Count(NamedTuple):
    """How many there are; with `more`, at least one more than this."""

    number: int
    more: bool = False


class Part(NamedTuple):
    """A part of a list that lies together in an index: its condition and the parameters of that.

    `last` bounds the part from above on the first columns of the order, as one value for each; empty for no bound.
    `by_row` is the same condition, sooner answered for a few rows of the order, and later for all of them; `bounds` is
    what of both an index has in that order: no other rows are tested.
    """

    where: str = ""
    parameters: tuple[Any, ...] = ()
    last: Key = ()
    by_row: "Part | None" = None
    bounds: "Part | None" = None


class _Window(NamedTuple):
    """How many rows to read, after how many others, and which way; `including`: with the row at the place itself."""

    limit: int
    back: bool = False
    including: bool = False
    skipped: int = 0


class _Source(NamedTuple):
    """What is read, and from where."""

    columns: str
    table: str
    joined: str
    order: tuple[str, ...]
    joined_last: bool


class _Ends(NamedTuple):
    """Between what to read: the condition of the part, places or none, and how much of the order is bounded above."""

    where: str
    from_place: bool
    to_place: bool
    upwards: bool
    bounded: int


class _Span(NamedTuple):
    """A stretch of the order, from behind one place up to and including another, in the direction of reading."""

    key: Key | None
    end: Key | None = None


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
    # By what rows that are marked are found again.
    FOUND_BY: ClassVar[str] = "case_id"

    def after(
        self, database: Database, key: Key | None = None, limit: int = WINDOW, budget: int | None = None
    ) -> Page[R]:
        """Return the window after a place, or the first one.

        With a `budget` no more rows of the order are tested than that, and the window may be unfinished. The budget is
        for a list whose rows are tested one by one; any other is read as quickly without it, and always whole.
        """
        found, end = self._read(database, _Window(limit + 1), key, budget)
        end = end if len(found) <= limit else None
        return Page(tuple(found[:limit]), key is not None, len(found) > limit or end is not None, looked_to=end)

    def before(
        self, database: Database, key: Key | None = None, limit: int = WINDOW, budget: int | None = None
    ) -> Page[R]:
        """Return the window before a place, or the last one; with a `budget` as for `after`."""
        found, end = self._read(database, _Window(limit + 1, back=True), key, budget)
        end = end if len(found) <= limit else None
        more = len(found) > limit or end is not None
        return Page(tuple(reversed(found[:limit])), more, key is not None, looked_from=end)

    def around(self, database: Database, key: Key, limit: int = WINDOW, budget: int | None = None) -> Page[R]:
        """Return the window with a place in the middle of it, whether or not a row still stands there.

        The `budget` is for each side.
        """
        with database.snapshot():
            behind, last = self._read(database, _Window(limit + 1, including=True), key, budget)
            ahead, first = self._read(database, _Window(limit + 1, back=True), key, budget)
        so_many = min(len(ahead), max(limit // 2, limit - len(behind)))
        found = (*reversed(ahead[:so_many]), *behind[: limit - so_many])
        first = first if len(ahead) <= so_many else None
        last = last if len(behind) <= limit - so_many else None
        before, after = len(ahead) > so_many, len(behind) > limit - so_many
        return Page(found, before or first is not None, after or last is not None, first, last)

    def count(self, database: Database) -> Count:
        """Return how many rows there are, counted to 10,000."""
        return added(count(database, self._all(part), (*part.parameters, *part.last)) for part in self.parts)

    def of_cases(self, database: Database, case_ids: Sequence[int]) -> list[R]:
        """Return the rows of the list that are of some cases, or of what else they are found by, in no order."""
        column = f"{self.table.split()[-1]}.{self.FOUND_BY}"
        found: dict[Key, R] = {}
        for part in self.parts:
            one, bound = part.by_row or part, _row(self.order[: len(part.last)], "<=") if part.last else ""
            where = _where([one.where, bound, f"{column} IN ({{marks}})"])
            sql = f"SELECT {self.columns} FROM {self.table} {self.joined}{where}"  # noqa: S608 our own text
            for row in many(database, sql, self.shape, case_ids, (*one.parameters, *part.last)):
                found[self.key(row)] = row
        return list(found.values())

    def _all(self, part: Part) -> str:
        bound = _row(self.order[: len(part.last)], "<=") if part.last else ""
        # Without the order, the rows to count could be looked for through the whole table.
        return f"SELECT 1 FROM {self.table}{_where([part.where, bound])} ORDER BY {', '.join(self.order)}"  # noqa: S608 our own text

    def _read(
        self, database: Database, window: _Window, key: Key | None, budget: int | None
    ) -> tuple[list[R], Key | None]:
        """Return the rows of a window, and the place up to which was looked if the budget ended there."""
        if not any(part.by_row for part in self.parts):
            return self._read_parts(database, window, self.parts, _Span(key)), None
        # Without it, a row that moves meanwhile could be in both halves.
        with database.snapshot():
            end = self._end(database, window, key, budget or LOOKED_AT)
            by_row = tuple((part.by_row or part)._replace(last=part.last) for part in self.parts)
            found = self._read_parts(database, window, by_row, _Span(key, end))
            if end is None or budget is not None or len(found) >= window.limit:
                return found, end
            rest = self._read_parts(database, window._replace(including=False), self.parts, _Span(end))
            return (found + rest)[: window.limit], None

    def _end(self, database: Database, window: _Window, key: Key | None, budget: int) -> Key | None:
        """Return the place up to which so many rows of a part stand in the order, None where none has so many."""
        upwards = window.back == self.descending
        one = window._replace(limit=1, skipped=budget - 1)
        bounds = dict.fromkeys((part.bounds or Part())._replace(last=part.last) for part in self.parts if part.by_row)
        found = [row for part in bounds for row in self._read_part(database, one, part, _Span(key), upwards)]
        nearest = min if upwards else max
        return nearest(map(self.key, found), default=None)

    def _read_parts(self, database: Database, window: _Window, parts: Sequence[Part], span: _Span) -> list[R]:
        upwards = window.back == self.descending
        if len(parts) == 1:
            return self._read_part(database, window, parts[0], span, upwards)
        # Without it, a row that moves from one part to another meanwhile could be in both.
        with database.snapshot():
            found = [self._read_part(database, window, part, span, upwards) for part in parts]
        # A closed case may still name a person and a team.
        merged = groupby(heapq.merge(*found, key=self.key, reverse=not upwards), key=self.key)
        return [next(same) for _, same in islice(merged, window.limit)]

    def _read_part(self, database: Database, window: _Window, part: Part, span: _Span, upwards: bool) -> list[R]:
        key, end = span
        if key is not None and not upwards and part.last and key[: len(part.last)] > part.last:
            # A place behind the end of the part, to which the row moved meanwhile.
            key = None
        # Downwards from a place that place is the bound: with two, the index could be entered at the wrong one.
        last = part.last if key is None or upwards else ()
        ends = _Ends(part.where, key is not None, end is not None, upwards, len(last))
        sql = _sql(_Source(self.columns, self.table, self.joined, self.order, self.joined_last), ends, window)
        return rows(database, sql, self.shape, (*part.parameters, *(key or ()), *(end or ()), *last))


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


def all_of(parts: Iterable[Part]) -> Part:
    """Return conditions as one."""
    given = [one for one in parts if one.where]
    return Part(" AND ".join(one.where for one in given), tuple(value for one in given for value in one.parameters))


@lru_cache(1 << 10)
def _sql(source: _Source, ends: _Ends, window: _Window) -> str:
    columns, table, joined, order, joined_last = source
    conditions = [ends.where]
    if ends.from_place:
        conditions.append(_row(order, (">" if ends.upwards else "<") + ("=" if window.including else "")))
    if ends.to_place:
        conditions.append(_row(order, "<=" if ends.upwards else ">="))
    if ends.bounded:
        conditions.append(_row(order[: ends.bounded], "<="))
    by = ", ".join(column if ends.upwards else f"{column} DESC" for column in order)
    # The limit is written out: a plan that is kept for any limit could be one for all rows.
    part = f"{_where(conditions)} ORDER BY {by} LIMIT {window.limit:d}"
    if window.skipped:
        # Never more than a budget, along the index: where a step of searching ends.
        part += f" OFFSET {window.skipped:d}"
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
