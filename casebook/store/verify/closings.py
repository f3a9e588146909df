"""What stood open when a month was closed, summed again from what was known then."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from casebook.domain.closing import digest
from casebook.store import roll_forward
from casebook.store.database import Database
from casebook.store.rows import rows
from casebook.store.standing_closings import Known
from casebook.store.verify.problem import Problem

_CLOSINGS = """
    SELECT m.id, m.creditor_id, r.code, m.until_on, m.last_entry, m.last_write_off, m.digest
    FROM month_closing m JOIN creditor r ON r.id = m.creditor_id ORDER BY m.id
"""


class _Closing(NamedTuple):
    id: int
    creditor_id: int
    code: str
    until_on: date
    last_entry: int
    last_write_off: int
    digest: str


def check(database: Database) -> Iterator[Problem]:
    """Yield the closings, also those that were reopened, that do not say what stood then."""
    for one in rows(database, _CLOSINGS, _Closing):
        known = Known(one.last_entry, one.last_write_off)
        if digest(roll_forward.standings(database, one.creditor_id, one.until_on, known)) != one.digest:
            yield Problem("verify.closing", {"code": one.code, "until": one.until_on})
