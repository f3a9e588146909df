"""The tables against the log: every row is as its replay left it."""

import json
from collections.abc import Iterator
from typing import Any

from casebook.store import tables
from casebook.store.database import Database
from casebook.store.models import every
from casebook.store.models.log import LogCase, LogErasure
from casebook.store.models.trust import LogRedaction
from casebook.store.tables import Table
from casebook.store.verify.problem import Problem

_AT_ONCE = 1000
_ERASURES = f"SELECT number, records FROM log_erasure WHERE number > ? ORDER BY number LIMIT {_AT_ONCE}"  # noqa: S608 ours
# Several lines may have been about one row.
_ERASED = """
    INSERT OR IGNORE INTO unknown_row (name, id)
    SELECT * FROM (SELECT ? AS name, ? AS id) WHERE (name, id) NOT IN (SELECT name, id FROM standing_row)
"""
Row = list[Any]


def check(database: Database, beside: Database) -> Iterator[Problem]:
    """Yield each row that is not as the log says. Rows whose words were erased cannot be compared, and are counted."""
    _remember_erased(beside)
    unknown = 0
    for model in (*every.FACTS, LogErasure, LogRedaction, LogCase):
        table = tables.of(model)
        places = [table.columns.index(name) for name in table.key]
        for logged, stored in _pairs(rows(beside, table, places), rows(database, table, places), places):
            if logged == stored:
                continue
            key = [(logged or stored or [])[place] for place in places]
            if beside.value("SELECT count(*) FROM unknown_row WHERE name = ? AND id = ?", (table.name, key[0])):
                unknown += 1
                continue
            code = (
                "verify.row_missing"
                if stored is None
                else "verify.row_unlogged"
                if logged is None
                else "verify.row_changed"
            )
            yield Problem(code, {"record": table.word, "id": "/".join(map(str, key))})
    if unknown:
        yield Problem("verify.not_comparable", {"count": unknown}, wrong=False)


def _remember_erased(beside: Database) -> None:
    """Note which rows the erased lines were about, as the lines that erased them say.

    Those of which the line that erased them also said how they stood are known all the same.
    """
    last = -1
    while some := beside.fetch(_ERASURES, (last,)):
        for _, records in some:
            for name, ids in json.loads(records).items():
                for id_ in ids:
                    beside.execute(_ERASED, (name, id_))
        last = some[-1][0]


def rows(database: Database, table: Table, places: list[int]) -> Iterator[Row]:
    """Yield the rows of a table in order of its key, as JSON has them, a few in memory at a time."""
    key = ", ".join(table.columns[place] for place in places)
    columns = ", ".join(f'"{name}"' for name in table.columns)
    marks = ", ".join("?" * len(places))
    start, then = "", f" WHERE ({key}) > ({marks})"
    last: tuple[Any, ...] = ()
    while True:
        query = f'SELECT {columns} FROM "{table.name}"{then if last else start} ORDER BY {key} LIMIT {_AT_ONCE}'  # noqa: S608 names of models
        some = database.fetch(query, last)
        yield from map(tables.plain, some)
        if len(some) < _AT_ONCE:
            return
        last = tuple(some[-1][place] for place in places)


def _pairs(logged: Iterator[Row], stored: Iterator[Row], places: list[int]) -> Iterator[tuple[Row | None, Row | None]]:
    """Yield the rows of two tables that have the same key beside each other, those that only one has alone."""
    one, other = next(logged, None), next(stored, None)
    while one is not None or other is not None:
        first = None if one is None else [one[place] for place in places]
        second = None if other is None else [other[place] for place in places]
        if second is None or (first is not None and first < second):
            yield one, None
            one = next(logged, None)
        elif first is None or second < first:
            yield None, other
            other = next(stored, None)
        else:
            yield one, other
            one, other = next(logged, None), next(stored, None)
