"""One thing a list of cases is narrowed by, in the ways it can be asked: conditions on rows `n` of `case_now`."""

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from casebook.store.database import Database
from casebook.store.queries.listing import Part
from casebook.store.rows import marks

# What narrows to few cases leads to them, and they are sorted. Where there are more, the list is read in its order and
# tested: the more of them fit, the sooner a window is full. Both take as long at about twelve times the square root of
# all cases; beyond this number of them it is not even counted.
MOST_SORTED = 10_000
# More than are sorted, as far as anybody knows.
MANY = MOST_SORTED + 1
_COLUMN = re.compile(r"\bn\.")


class Factor(NamedTuple):
    """One thing a list is narrowed by, and how many fit: conditions that lead to its cases, and that test a case.

    `testing` is for all cases at once, `by_row` for a few of them; `either` is the condition on terms from which they
    are made, if they are.
    """

    leading: Part
    testing: Part
    by_row: Part
    number: int
    either: Part = Part()


NOTHING = Factor(Part("1 = 0"), Part("1 = 0"), Part("1 = 0"), 0)


def counted(database: Database, query: str, values: Sequence[Any]) -> int:
    """Return how many rows a query has, as far as that matters."""
    number: int = database.value(f"SELECT count(*) FROM ({query} LIMIT {MANY}) counted", values)  # noqa: S608 our own text
    return number


def by_test(condition: str, values: Sequence[Any] = ()) -> Factor:
    """Return what no index leads to: cases are tested for it one by one."""
    part = Part(condition, tuple(values))
    return Factor(part, part, part, MANY)


def column(database: Database, condition: str, values: Sequence[Any], before: str = "") -> Factor:
    """Return a condition on columns of `case_now` with which an index begins.

    `before` is met by every case, and is asked with it where the index begins with another column.
    """
    found = bounds(database, Part(f"{before}{condition}", tuple(values)))
    testing = shy(database, Part(condition, tuple(values)))
    if not database.is_postgresql:
        # Told to look these up, SQLite would sooner go along the order of the list where the average value is common.
        inner = _COLUMN.sub("m.", found.leading.where)
        leading = Part(f"n.case_id IN (SELECT m.case_id FROM case_now m WHERE {inner})", tuple(values))  # noqa: S608 our own text
        found = found._replace(leading=leading)
    return found._replace(testing=testing, by_row=testing)


def bounds(database: Database, part: Part) -> Factor:
    """Return a condition on columns with which the index begins that a list is in order by."""
    testing = shy(database, part)
    number = counted(database, f"SELECT 1 FROM case_now n WHERE {part.where}", part.parameters)  # noqa: S608 our own text
    return Factor(part, testing, testing, number)


def shy(database: Database, part: Part) -> Part:
    """Return a condition on columns for which no index is looked up: with a sign before them, SQLite tests them."""
    return part if database.is_postgresql else part._replace(where=_COLUMN.sub("+n.", part.where))


def found_in(database: Database, case: str, rows: str, of_case: str, values: Sequence[Any]) -> Factor:
    """Return a condition on rows of another table.

    `rows` is what follows FROM where they are looked for, `case` the id of the case of one, the same of several
    perhaps; `of_case` is what follows FROM where those of the case `n.case_id` are. Both have the same values.
    """
    test = Part(f"COALESCE((SELECT 1 FROM {of_case} LIMIT 1), 0) = 1", tuple(values))  # noqa: S608 our own text
    number = counted(database, f"SELECT 1 FROM {rows}", values)  # noqa: S608 our own text
    # Twice as many at most, so that the statement is seldom another and rows may be added meanwhile. PostgreSQL could
    # only guess how many there are, and plans by that.
    cases = f"SELECT {case} AS id FROM {rows} LIMIT {2 << number.bit_length()}"  # noqa: S608 our own text
    leading = Part(f"n.case_id IN (SELECT found.id FROM ({cases}) found)", tuple(values))  # noqa: S608 our own text
    return Factor(leading, test, test, number)


def none_of(factor: Factor) -> Factor:
    """Return what does not fit."""
    testing, by_row = (Part(f"NOT ({one.where})", one.parameters) for one in (factor.testing, factor.by_row))
    return Factor(testing, testing, by_row, MANY)


def within(values: Sequence[Any]) -> str:
    """Return what a column is compared with that may be any of some values."""
    return f"IN ({marks(len(values))})"
