"""The log as an auditor reads it: the lines of a period with their hashes, without the words in them."""

from datetime import date
from typing import NamedTuple

from casebook.store.database import Database
from casebook.store.rows import rows


class AuditRow(NamedTuple):
    """A line as its hash covers it (times in UTC, cases as a JSON list of ids), with names beside the ids.

    `erased_by` is the line that erased its words, None while they are there.
    """

    number: int
    step: int
    at: str
    day: str
    person_id: int | None
    person: str | None
    on_behalf_of_id: int | None
    on_behalf_of: str | None
    command: str
    cases: str
    undoes: int | None
    erased_by: int | None
    body_hash: str
    hash: str


_LINES = """
    SELECT l.number, l.step, l.at, l.day, l.person_id, p.name, l.on_behalf_of_id, b.name, l.command, l.cases, l.undoes,
           e.erased_by, l.body_hash, l.hash
    FROM log l LEFT JOIN person p ON p.id = l.person_id LEFT JOIN person b ON b.id = l.on_behalf_of_id
    LEFT JOIN log_erasure e ON e.number = l.number
    WHERE l.day >= ? AND l.day <= ? ORDER BY l.number
"""


def of_period(database: Database, since: date, until: date) -> list[AuditRow]:
    """Return the lines of the days from one up to and including another, in their order."""
    return rows(database, _LINES, AuditRow, (since.isoformat(), until.isoformat()))
