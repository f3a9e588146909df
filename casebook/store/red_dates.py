"""The days by which something has to happen in cases, because a right or money would be lost."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from casebook.store.database import Database
from casebook.store.rows import many


class _Red(NamedTuple):
    case_id: int
    on: date


_RED = """
    SELECT case_id, min(due_on) FROM signal
    WHERE red_on IS NOT NULL AND due_on >= ? AND case_id IN ({marks}) GROUP BY case_id
"""


def red_dates(database: Database, case_ids: Sequence[int], day: date) -> dict[int, date]:
    """Return the first such day from `day` on of each case that has one, as was last derived."""
    return {found.case_id: found.on for found in many(database, _RED, _Red, case_ids, (day,))}
