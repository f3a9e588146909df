"""What one line of the log did, and what became of a record since: the columns, as they were and as they are."""

import json
from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any, NamedTuple

from casebook.store import actions as _registered  # noqa: F401 importing them registers them
from casebook.store import commands, replay, tables
from casebook.store.database import Database
from casebook.store.queries.told.records import Records
from casebook.store.queries.told.references import BY_TABLE, Reference, referred
from casebook.store.queries.told.values import Shown, columns_of, name_of, shown
from casebook.store.rows import rows

# Of more than this a person reads no more: an import adds hundreds of rows with one line.
MOST_SHOWN = 200


class How(StrEnum):
    """What became of a record."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"


class ColumnChange(NamedTuple):
    """A column, as the code of a word, and its value before and after; None where it had or has none."""

    column: str
    old: Shown | None
    new: Shown | None


class Changed(NamedTuple):
    """A record that was added, changed or removed: what it is, as the code of a word, and how people know it."""

    how: How
    record: str
    name: Shown | None
    columns: tuple[ColumnChange, ...]


class Changes(NamedTuple):
    """What a line did to records; with `more`, to others too. Nothing is known of it where its words were `erased`."""

    erased: bool
    rows: tuple[Changed, ...]
    more: bool


class Difference(NamedTuple):
    """A column that changed since somebody read it: as he read it, as it is, what he gives, who changed it and when.

    `at` is the moment (UTC, ISO 8601). A value is None where there was or is none; `given` is None where he says
    nothing of the column, and an empty text where he leaves it empty.
    """

    column: str
    was: Shown | None
    now: Shown | None
    given: Shown | None
    person: str | None
    at: str


class _Line(NamedTuple):
    at: str
    person: str | None
    body: str | None


class _Row(NamedTuple):
    how: How
    table: str
    id: int
    old: Mapping[str, Any]
    new: Mapping[str, Any]

    @property
    def references(self) -> Iterator[Reference]:
        yield from referred([self.old, self.new])
        if (shape := BY_TABLE.get(self.table)) is not None:
            yield shape, self.id


_EMPTY = Shown(None, "")
# So many lines are looked through for what changed a record.
_MOST_LINES = 200
_SINCE = f"""
    SELECT l.at, o.name, b.body FROM log l JOIN log_body b ON b.number = l.number
    LEFT JOIN person o ON o.id = l.person_id ORDER BY l.number DESC LIMIT {_MOST_LINES}
"""  # noqa: S608 our own text
_SINCE_OF = f"""
    SELECT l.at, o.name, b.body FROM log_case x JOIN log l ON l.number = x.number
    JOIN log_body b ON b.number = l.number LEFT JOIN person o ON o.id = l.person_id
    WHERE x.case_id = ? ORDER BY x.number DESC LIMIT {_MOST_LINES}
"""  # noqa: S608 our own text


def changes_of(database: Database, number: int, case_id: int | None = None) -> Changes | None:
    """Return what a line of the log did, with a case only to records of that; None where there is no such line."""
    with database.snapshot():
        kept = replay.line(database, number)
        if kept is None:
            return None
        records = Records(database)
        done = [row for change in kept.changes for row in _rows(change) if columns_of(row.table)]
        if case_id is not None:
            records.read(reference for row in done for reference in row.references)
            # A command was about the case; a chunk of a file is about many.
            alone = commands.action_named(kept.line.command) is not None
            done = [row for row in done if _is_of(row, case_id, records, alone=alone)]
        some = done[:MOST_SHOWN]
        records.read(reference for row in some for reference in row.references)
    told = tuple(_changed(row, records) for row in some)
    return Changes(kept.body is None, tuple(row for row in told if row.columns), len(done) > len(some))


def since(database: Database, row: tuple[str, int, int], command: object) -> list[Difference]:
    """Return what changed in a record, by its table, its id and the version that was seen, beside what a command gives.

    Nothing where the log tells of no change, because it is too long ago or its words were erased.
    """
    table, id_, version = row
    given = dict(_given(commands.encode(command)))
    with database.snapshot():
        records = Records(database)
        shape = BY_TABLE.get(table)
        case_id = None
        if shape is not None:
            records.read([(shape, id_)])
            case_id = records.case_of(shape, id_)
        lines = rows(database, _SINCE if case_id is None else _SINCE_OF, _Line, () if case_id is None else (case_id,))
        found: dict[str, tuple[Any, Any, _Line]] = {}
        for line in lines:
            for change in reversed(_of_row(line, table, id_)):
                if change["old"]["version"] < version:
                    continue
                for column, new in change["new"].items():
                    _, now, last = found.get(column, (None, new, line))
                    found[column] = change["old"][column], now, last
        values = [{column: was} for column, (was, _, _) in found.items()]
        values += [{column: now} for column, (_, now, _) in found.items()]
        records.read(referred([*values, {column: given.get(column) for column in found}]))
    return [
        Difference(
            f"column_{column}",
            shown(table, column, {column: was}, records),
            shown(table, column, {column: now}, records),
            shown(table, column, {column: given[column]}, records) or _EMPTY if column in given else None,
            line.person,
            line.at,
        )
        for column in columns_of(table)
        if column in found
        for was, now, line in [found[column]]
        if was != now
    ]


def _of_row(line: _Line, table: str, id_: int) -> list[Mapping[str, Any]]:
    """Return what a line changed in a record, in order."""
    if line.body is None or f'"change":"{table}"' not in line.body:
        return []
    changes: list[Mapping[str, Any]] = json.loads(line.body)["changes"]
    return [one for one in changes if one.get("change") == table and one["id"] == id_]


def _given(arguments: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield what the arguments of a command give, also those within them, by their names."""
    for name, value in arguments.items():
        if isinstance(value, Mapping):
            yield from _given(value)
        elif not isinstance(value, list):
            yield name, value


def _rows(change: Mapping[str, Any]) -> Iterator[_Row]:
    if "add" in change:
        for values in change["rows"]:
            row = dict(zip(change["columns"], values, strict=True))
            if "id" in row:
                yield _Row(How.ADDED, change["add"], row["id"], {}, row)
    elif "change" in change:
        yield _Row(How.CHANGED, change["change"], change["id"], change["old"], change["new"])
    else:
        yield _Row(How.REMOVED, change["remove"], change["id"], change["old"], {})


def _is_of(row: _Row, case_id: int, records: Records, *, alone: bool) -> bool:
    """Tell whether a record is of a case, or of no case at all where all was done for one."""
    cases = {records.case_of(shape, id_) for shape, id_ in row.references} - {None}
    return case_id in cases or (alone and not cases)


def _changed(row: _Row, records: Records) -> Changed:
    shape = BY_TABLE.get(row.table)
    table = tables.named(row.table)
    columns = tuple(
        ColumnChange(f"column_{column}", old, new)
        for column in columns_of(row.table)
        if (old := _value(row, row.old, column, records)) != (new := _value(row, row.new, column, records))
    )
    return Changed(row.how, table.word, None if shape is None else name_of(shape, row.id, records), columns)


def _value(row: _Row, values: Mapping[str, Any], column: str, records: Records) -> Shown | None:
    return shown(row.table, column, values, records) if column in values else None
