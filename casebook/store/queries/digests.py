"""Who gets the digest of a week, and whether it was mailed."""

from datetime import date
from typing import NamedTuple

from casebook.store.database import Database
from casebook.store.rows import rows

_LEADS = """
    SELECT DISTINCT p.id, p.name, p.mail, p.language FROM person p JOIN role r ON r.person_id = p.id
    WHERE r.role = 'lead' AND r.from_on <= ? AND (r.until_on IS NULL OR r.until_on >= ?)
      AND (p.inactive_since IS NULL OR p.inactive_since > ?) ORDER BY p.name, p.id
"""


class Lead(NamedTuple):
    """A lead who works here: his mail address, empty where none is known, and his language where he chose one."""

    person_id: int
    name: str
    mail: str
    language: str | None


def leads(database: Database, day: date) -> list[Lead]:
    """Return the leads of a day, by name."""
    return rows(database, _LEADS, Lead, (day, day, day))


def was_mailed(database: Database, monday: date) -> bool:
    """Say whether the digest of the week that begins on a day began to be mailed."""
    return database.value("SELECT 1 FROM digest WHERE week_on = ? LIMIT 1", (monday,)) is not None
