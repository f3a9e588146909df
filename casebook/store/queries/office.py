"""The office itself."""

from typing import NamedTuple

from casebook.store.database import Database
from casebook.store.rows import rows


class OfficeCard(NamedTuple):
    """Whose database this is, and in which time zone its days begin."""

    office_id: int
    version: int
    name: str
    time_zone: str


def office(database: Database) -> OfficeCard | None:
    """Return the office, None where there is none yet."""
    return next(iter(rows(database, "SELECT id, version, name, time_zone FROM office", OfficeCard)), None)


def is_empty(database: Database) -> bool:
    """Say whether there is no case yet, open or closed."""
    return not database.value("SELECT EXISTS (SELECT 1 FROM cases)")
