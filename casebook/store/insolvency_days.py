"""The day by which lists order proceedings: what is due next changes as days pass, and as the law book does."""

from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import NamedTuple

from casebook.domain.insolvency.standing import standing
from casebook.store import insolvency_rows
from casebook.store.database import Database
from casebook.store.insolvency_rows import Recorded
from casebook.store.rows import rows

# So many are looked at in one transaction, which others wait for.
CHUNK = 200
_DATED = """
    SELECT id, version, next_due_on FROM insolvency WHERE next_due_on < '9999-12-31' AND id > ? ORDER BY id LIMIT ?
"""
# What somebody changed meanwhile has its day of that change.
_RENEW = "UPDATE insolvency SET next_due_on = ? WHERE id = ? AND version = ?"


class _Dated(NamedTuple):
    id: int
    version: int
    next_due_on: date


def next_due_on(recorded: Recorded, database: Database, day: date) -> date:
    """Return the day by which a proceeding stands in lists on `day`; that of none is far away."""
    due = standing(recorded.proceeding, database.law.insolvency).next_due(day)
    return due.on if due else date.max


def renew(database: Database, day: date) -> Iterator[int]:
    """Let proceedings stand by what is due next on `day`; yield how many were moved after each chunk."""
    last: int | None = 0
    while last is not None:
        moved, last = database.transact(partial(_chunk, database, day, last))
        yield moved


def _chunk(database: Database, day: date, after: int) -> tuple[int, int | None]:
    """Renew those of the next ids; return how many were moved, and the last id, None where there are no more."""
    some = rows(database, _DATED, _Dated, (after, CHUNK))
    recorded = insolvency_rows.of_ids(database, [one.id for one in some])
    moved = [(next_due_on(recorded[one.id], database, day), one) for one in some]
    moved = [(on, one) for on, one in moved if on != one.next_due_on]
    for on, one in moved:
        database.execute(_RENEW, (on, one.id, one.version))
    return len(moved), some[-1].id if len(some) == CHUNK else None
