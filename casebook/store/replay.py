"""The facts made again from the log alone: each line says which rows it added, changed and removed."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from casebook.store import log, tables
from casebook.store.database import Database

# Few enough that the words of the longest lines fit in memory.
# A line of an import holds hundreds of rows.
_AT_ONCE = 20
_LINES = f"""
    SELECT {", ".join(f"l.{name}" for name in log.Line._fields)}, l.hash, b.salt, b.body
    FROM log l LEFT JOIN log_body b ON b.number = l.number WHERE l.number > ? ORDER BY l.number LIMIT ?
"""  # noqa: S608 names of columns
Change = Mapping[str, Any]
Rows = Mapping[str, Any]


class Kept(NamedTuple):
    """A line as the database keeps it: with its hash, and its words, which are gone where they were erased."""

    line: log.Line
    hash: str
    salt: str | None
    body: str | None

    @property
    def changes(self) -> Sequence[Change]:
        """What the line did to rows: nothing is known of it where the words are gone."""
        changes: Sequence[Change] = json.loads(self.body)["changes"] if self.body is not None else ()
        return changes

    @property
    def stands(self) -> Sequence[Rows]:
        """The rows that the line says how they were, since lines before it say so no more."""
        found: Sequence[Rows] = json.loads(self.body).get("stands", ()) if self.body is not None else ()
        return found


def lines(database: Database) -> Iterator[Kept]:
    """Yield the lines of the log in order, a few in memory at a time."""
    last = 0
    while some := _after(database, last, _AT_ONCE):
        yield from some
        last = some[-1].line.number


def line(database: Database, number: int) -> Kept | None:
    """Return one line, None where there is none."""
    return next((kept for kept in _after(database, number - 1, 1) if kept.line.number == number), None)


def _after(database: Database, number: int, count: int) -> list[Kept]:
    found = database.fetch(_LINES, (number, count))
    return [Kept(log.Line(*line), hash_, salt, body) for *line, hash_, salt, body in found]


def replay(source: Database, target: Database) -> None:
    """Apply every line of the log of `source` to `target`, which has the tables and no facts.

    After it the tables of facts are equal. The guards of `target` hold while it is written; a log of which words were
    erased can only be replayed without them, since the rows that later lines refer to are not known.
    """

    def apply_some(some: Sequence[Kept]) -> None:
        for kept in some:
            for change in kept.changes:
                apply(target, change)
            for rows in kept.stands:
                stand(target, rows)

    waiting: list[Kept] = []
    for kept in lines(source):
        waiting.append(kept)
        if len(waiting) == _AT_ONCE:
            target.transact(lambda some=waiting: apply_some(some))  # type: ignore[misc]  # mypy cannot type the defaults of a lambda
            waiting = []
    target.transact(lambda: apply_some(waiting))


def apply(target: Database, change: Change) -> None:
    """Apply one change of a line; of a row that is not there, since its words were erased, nothing comes."""
    if "add" in change:
        table = tables.named(change["add"])
        rows = change["rows"]
        if tuple(change["columns"]) != table.columns:
            # A line from before a column was there.
            rows = [table.row(dict(zip(change["columns"], row, strict=True))) for row in rows]
        target.insert_many(table.name, table.columns, rows)
    elif "change" in change:
        table, new = tables.named(change["change"]), change["new"]
        assignments = ", ".join(f'"{name}" = ?' for name in new)
        target.execute(f'UPDATE "{table.name}" SET {assignments} WHERE id = ?', (*new.values(), change["id"]))  # noqa: S608 names of models
    else:
        table = tables.named(change["remove"])
        target.execute(f'DELETE FROM "{table.name}" WHERE id = ?', (change["id"],))  # noqa: S608 name of a model


def stand(target: Database, rows: Rows) -> None:
    """Make rows what a line says that they were when it was written, whatever became of them before."""
    table = tables.named(rows["table"])
    found = [table.row(dict(zip(rows["columns"], row, strict=True))) for row in rows["rows"]]
    for id_ in rows["ids"]:
        target.execute(f'DELETE FROM "{table.name}" WHERE id = ?', (id_,))  # noqa: S608 name of a model
    if found:
        target.insert_many(table.name, table.columns, found)
