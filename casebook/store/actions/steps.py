"""Steps of the log as undo and redo need them: what they did, and what came of it since that counts for nothing."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from peewee import Model

from casebook.domain.finding import HOUSE_RULE
from casebook.errors import Refused
from casebook.store import tables
from casebook.store.actions.reversal import HAPPENED, REVERSIBLE, Added, StandIns, standing
from casebook.store.transaction import Transaction

UNDO, REDO = "step.undo", "step.redo"
_COLUMNS = "l.number, l.step, l.person_id, l.command, l.undoes, b.body"
_LINES = f"SELECT {_COLUMNS} FROM log l JOIN log_body b ON b.number = l.number WHERE l.step = ? ORDER BY l.number"  # noqa: S608 only constants
_CANCELLED = f"""
    SELECT {_COLUMNS} FROM log l JOIN log_body b ON b.number = l.number
    WHERE l.number > ? AND (l.command = ? OR (l.command = ? AND l.person_id = ?)
                            OR EXISTS (SELECT 1 FROM log u WHERE u.undoes = l.step))
    ORDER BY l.number
"""  # noqa: S608 only constants

Change = Mapping[str, Any]
Row = tuple[str, int]


class Line(NamedTuple):
    """A line of the log with what it did."""

    number: int
    step: int
    command: str
    undoes: int | None
    arguments: Mapping[str, Any]
    changes: Sequence[Change]


def own_lines(tx: Transaction, step: int) -> list[Line]:
    """Return the lines of a step of whoever acts. Raises `Refused` for another, and for words that were erased."""
    found = tx.database.fetch(_LINES, (step,))
    if not found:
        raise Refused("undo.no_step", source=HOUSE_RULE)
    if any(person != tx.actor.person for _, _, person, *_ in found):
        raise Refused("undo.of_other", source=HOUSE_RULE)
    lines = list(_read(found))
    if len(lines) < len(found):
        raise Refused("undo.erased", source=HOUSE_RULE)
    return lines


def origin(tx: Transaction, lines: Sequence[Line]) -> Iterator[Line]:
    """Yield the lines of a step; for one that was done again those of when it was done first."""
    for line in lines:
        if line.command == REDO:
            yield from origin(tx, own_lines(tx, line.arguments["step"]))
        else:
            yield line


def cancelled(tx: Transaction, after: int, *, with_redone: bool = False) -> list[Line]:
    """Return the lines after a number that together change nothing: of steps that were undone, and the undos of them.

    `with_redone`: also where whoever acts did again what he had undone, so that it is as before that undo.
    """
    redone_by = tx.actor.person if with_redone else None
    return list(_read(tx.database.fetch(_CANCELLED, (after, UNDO, REDO, redone_by))))


def _read(found: Iterable[Sequence[Any]]) -> Iterator[Line]:
    for number, step, _, command, undoes, body in found:
        words: dict[str, Any] = {"arguments": None} if body is None else json.loads(body)
        # Where a part of the words was erased, nobody knows how it was done.
        if words["arguments"] is not None:
            yield Line(number, step, command, undoes, words["arguments"], words["changes"])


def rows(change: Change) -> list[dict[str, Any]]:
    """Return the rows that a change added, by column."""
    return [dict(zip(change["columns"], row, strict=True)) for row in change["rows"]]


def added(changes: Iterable[Change]) -> Added:
    """Return the rows that were added to tables that are only added to, by table."""
    found: dict[str, list[dict[str, Any]]] = {}
    for change in changes:
        if "add" in change and (table := tables.named(change["add"])).append_only:
            found.setdefault(table.name, []).extend(map(table.values, rows(change)))
    return found


def versions(changes: Iterable[Change]) -> Iterator[tuple[Row, int | None, int | None]]:
    """Yield each edited row with its version before and after each change; None where it was not there."""
    for change in changes:
        if "change" in change:
            yield (change["change"], change["id"]), change["old"]["version"], change["new"]["version"]
        elif "remove" in change:
            yield (change["remove"], change["id"]), change["old"]["version"], None
        elif not tables.named(change["add"]).append_only:
            for row in rows(change):
                yield (change["add"], row["id"]), None, row["version"]


def followed(left: Mapping[Row, int | None], lines: Iterable[Line]) -> dict[Row, int | None]:
    """Return the versions that rows have now if nothing else happened to them than what `lines` did."""
    now = dict(left)
    for line in lines:
        for row, before, after in versions(line.changes):
            if row in now and now[row] == before:
                now[row] = after
    return now


def stand_ins(tx: Transaction, lines: Iterable[Line]) -> StandIns:
    """Return which rows stand for others now, the last one for each.

    Where a reversal was taken back, what was booked anew stands for what it had reversed; where a step was done
    again, its rows stand for those of when it was done first.
    """
    found: dict[Row, int] = {}
    for line in lines:
        if line.command == UNDO and line.undoes is not None:
            undone, answers = _added_in(tx, line.undoes), added(line.changes)
            for name in map(_name, REVERSIBLE):
                pairs = zip(standing(undone.get(name, ())), answers.get(name, ()), strict=False)
                found |= {(name, row["reverses_id"]): answer["id"] for row, answer in pairs if row["reverses_id"]}
        elif line.command == REDO:
            first, again = _added_in(tx, line.arguments["step"]), added(line.changes)
            for name in map(_name, (*REVERSIBLE, *HAPPENED)):
                pairs = zip(first.get(name, ()), again.get(name, ()), strict=False)
                found |= {(name, row["id"]): other["id"] for row, other in pairs}
    for row, id_ in list(found.items()):
        while (row[0], id_) in found:
            id_ = found[row[0], id_]  # noqa: PLW2901 the last of a chain
        found[row] = id_
    return found


def _added_in(tx: Transaction, step: int) -> Added:
    return added(change for line in _read(tx.database.fetch(_LINES, (step,))) for change in line.changes)


def _name(model: type[Model]) -> str:
    return tables.of(model).name
