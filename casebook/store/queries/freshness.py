"""Up to when what others report is known here."""

from datetime import date
from typing import NamedTuple

from casebook.store.database import Database
from casebook.store.rows import rows

_LAST = "SELECT max(on_day) FROM import_run WHERE kind = 'receivables' AND state = 'done'"


class _Last(NamedTuple):
    on_day: date | None


def receivables_until(database: Database) -> date | None:
    """Return the day of the last list of open items that was read whole, None before there is one."""
    return rows(database, _LAST, _Last)[0].on_day
