"""Which months of an entity are closed, and what was known when they were."""

from datetime import date
from typing import NamedTuple

from casebook.store.database import Database
from casebook.store.rows import rows

# No row has a higher number.
EVERYTHING = 2**62
STANDING = "NOT EXISTS (SELECT 1 FROM month_reopening x WHERE x.closing_id = m.id)"


class Known(NamedTuple):
    """What is counted: entries and write-offs up to these numbers."""

    last_entry: int = EVERYTHING
    last_write_off: int = EVERYTHING


class Closed(NamedTuple):
    """A closing that stands: of which month, and what was known then."""

    closing_id: int
    month: date
    until_on: date
    closed_on: date
    last_entry: int
    last_write_off: int

    @property
    def known(self) -> Known:
        """What was counted when it was closed."""
        return Known(self.last_entry, self.last_write_off)


# Known as it is now.
NOW = Known()
_CLOSED = f"""
    SELECT m.id, m.month, m.until_on, m.closed_on, m.last_entry, m.last_write_off FROM month_closing m
    WHERE m.creditor_id = ? AND {STANDING}
"""  # noqa: S608 only constants


def last_closed(database: Database, creditor_id: int) -> Closed | None:
    """Return the last month of an entity that is closed, None where none is."""
    found = rows(database, f"{_CLOSED} ORDER BY m.month DESC LIMIT 1", Closed, (creditor_id,))
    return found[0] if found else None


def closed(database: Database, creditor_id: int, month: date) -> Closed | None:
    """Return the closing of a month that stands, None where it is open."""
    found = rows(database, f"{_CLOSED} AND m.month = ?", Closed, (creditor_id, month))
    return found[0] if found else None
