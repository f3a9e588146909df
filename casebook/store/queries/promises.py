"""The promises in a case, each with who made it and how it stands."""

from datetime import date
from typing import NamedTuple

from casebook.domain.promises import PromiseStanding
from casebook.store import promised
from casebook.store.database import Database
from casebook.store.rows import rows


class PromiseCard(NamedTuple):
    """A promise as it stands, who made it, and the version that was read."""

    standing: PromiseStanding
    name: str
    version: int


class _Row(NamedTuple):
    id: int
    name: str
    version: int


_BY = """
    SELECT m.id, p.name, m.version FROM promise m JOIN party p ON p.id = m.party_id WHERE m.case_id = ?
"""


_OPEN = """
    SELECT max(id) FROM promise WHERE case_id = ? AND EXISTS (
        SELECT 1 FROM promise o WHERE o.case_id = ? AND o.withdrawn_on IS NULL AND o.due_on >= ?)
"""


def open_in(database: Database, case_id: int, day: date) -> int | None:
    """Return the last promise of a case, None where none stands that is for `day` or later."""
    last: int | None = database.value(_OPEN, (case_id, case_id, day))
    return last


def of_case(database: Database, case_id: int, day: date) -> list[PromiseCard]:
    """Return the promises in a case as they stand on `day`, the latest first."""
    with database.snapshot():
        standings = promised.standings(database, [case_id], day).get(case_id, ())
        by = {row.id: row for row in rows(database, _BY, _Row, (case_id,))}
    return [
        PromiseCard(one, by[one.promise.id].name, by[one.promise.id].version)
        for one in sorted(standings, key=lambda one: (one.promise.due_on, one.promise.id), reverse=True)
    ]
