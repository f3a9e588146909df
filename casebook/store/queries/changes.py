"""What one line of the log did: the records and columns that changed, as they were and as they are."""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any, NamedTuple

from casebook.store import actions as _registered  # noqa: F401 importing them registers them
from casebook.store import commands, replay, tables
from casebook.store.database import Database
from casebook.store.queries.told.records import BY_TABLE, Records, Reference, referred
from casebook.store.queries.told.values import Shown, columns_of, name_of, shown

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


def changes_of(database: Database, number: int, case_id: int | None = None) -> Changes | None:
    """Return what a line of the log did, with a case only to records of that; None where there is no such line."""
    with database.snapshot():
        kept = replay.line(database, number)
        if kept is None:
            return None
        records = Records(database)
        rows = [row for change in kept.changes for row in _rows(change) if columns_of(row.table)]
        if case_id is not None:
            records.read(reference for row in rows for reference in row.references)
            # A command was about the case; a chunk of a file is about many.
            alone = commands.action_named(kept.line.command) is not None
            rows = [row for row in rows if _is_of(row, case_id, records, alone=alone)]
        some = rows[:MOST_SHOWN]
        records.read(reference for row in some for reference in row.references)
    told = tuple(_changed(row, records) for row in some)
    return Changes(kept.body is None, tuple(row for row in told if row.columns), len(rows) > len(some))


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
