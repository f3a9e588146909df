"""All that happened to one letter, from its preparation on, and to the letters that correct it."""

import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from casebook.store.database import Database
from casebook.store.queries import log
from casebook.store.queries.timeline import Told, told
from casebook.store.rows import rows

# An import or a change of the law names no letter, and its words may be long.
_BODIES = """
    SELECT x.number, b.body FROM log_case x JOIN log l ON l.number = x.number JOIN log_body b ON b.number = x.number
    WHERE x.case_id = ? AND b.body IS NOT NULL
      AND (l.command LIKE 'letter.%' OR l.command LIKE 'dispatch.%' OR l.command LIKE 'batch.%'
           OR l.command LIKE 'post.%' OR l.command LIKE 'reminder.%' OR l.command LIKE 'step.%')
    ORDER BY x.number
"""
_CASE = "SELECT case_id FROM letter WHERE id = ?"
_OF_LETTER = frozenset({"dispatch", "letter_override", "letter_claim"})

_Row = Mapping[str, Any]


class _Body(NamedTuple):
    number: int
    body: str


def of_letter(database: Database, letter_id: int) -> tuple[Told, ...]:
    """Return what happened to a letter, the oldest first."""
    with database.snapshot():
        case_id: int | None = database.value(_CASE, (letter_id,))
        if case_id is None:
            return ()
        about = _About(letter_id)
        numbers = [one.number for one in rows(database, _BODIES, _Body, (case_id,)) if about.is_in(one.body)]
        return told(database, log.some(database, numbers), case_id)


class _About:
    """Tells of lines of the log, the oldest first, whether they are about a letter: it, or what belongs to it."""

    def __init__(self, letter_id: int) -> None:
        self._records = {("letter", letter_id)}
        self._letter_id = letter_id

    def is_in(self, body: str) -> bool:
        """Tell whether a line changed the letter, how it leaves, what it passes, or what corrects it."""
        # Of every change, also once one is found: it may name what later lines are about.
        found = [self._is_about(change) for change in json.loads(body)["changes"]]
        return True in found

    def _is_about(self, change: _Row) -> bool:
        if "add" in change:
            added = [dict(zip(change["columns"], row, strict=True)) for row in change["rows"]]
            found = [self._is_added(change["add"], row) for row in added]
            return True in found
        table = change.get("change") or change["remove"]
        self._batch(table, change.get("new", {}), change["id"])
        return (table, change["id"]) in self._records

    def _is_added(self, table: str, row: _Row) -> bool:
        belongs = table in _OF_LETTER and row["letter_id"] == self._letter_id
        corrects = table == "letter" and row["corrects_id"] == self._letter_id
        if belongs or corrects:
            self._records.add((table, row["id"]))
        return belongs or corrects or (table, row["id"]) in self._records

    def _batch(self, table: str, new: _Row, id_: int) -> None:
        """Keep the batch in which the letter was printed: what becomes of that becomes of the letter."""
        if (table, id_) in self._records and new.get("batch_id") is not None:
            self._records.add(("print_batch", new["batch_id"]))
