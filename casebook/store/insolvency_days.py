"""The day by which lists order proceedings: what is due next changes as days pass, and as the law book does."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from casebook.domain.insolvency.standing import standing
from casebook.store import insolvency_rows
from casebook.store.database import Database
from casebook.store.insolvency_rows import Recorded
from casebook.store.rows import rows

# So many are looked at together.
_AT_ONCE = 200
_DATED = """
    SELECT id, version, next_due_on FROM insolvency WHERE next_due_on < '9999-12-31' AND id > ? ORDER BY id LIMIT ?
"""


class Passed(NamedTuple):
    """A proceeding that stands by a day that is not what is due next any more."""

    id: int
    version: int
    next_due_on: date


def next_due_on(recorded: Recorded, database: Database, day: date) -> date:
    """Return the day by which a proceeding stands in lists on `day`; that of none is far away."""
    due = standing(recorded.proceeding, database.law.insolvency).next_due(day)
    return due.on if due else date.max


def passed(database: Database, day: date) -> Iterator[Passed]:
    """Yield the proceedings that stand by another day than they should on `day`."""
    after = 0
    while some := rows(database, _DATED, Passed, (after, _AT_ONCE)):
        recorded = insolvency_rows.of_ids(database, [one.id for one in some])
        yield from (one for one in some if next_due_on(recorded[one.id], database, day) != one.next_due_on)
        after = some[-1].id
