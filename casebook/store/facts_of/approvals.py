"""What was asked to be approved by a day in cases, and waits for somebody to decide."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from casebook.domain.calendar import add_working_days
from casebook.domain.signals.approvals import AskedApproval
from casebook.store.database import Database
from casebook.store.rows import many


class _Asked(NamedTuple):
    case_id: int
    needed_by: date


_ASKED = """
    SELECT case_id, needed_by FROM approval
    WHERE case_id IN ({marks}) AND state = 'asked' AND needed_by IS NOT NULL ORDER BY needed_by, id
"""


def load(database: Database, case_ids: Sequence[int]) -> Mapping[int, tuple[AskedApproval, ...]]:
    """Return the requests of each case that has any, told from a working day before they are needed."""
    found: dict[int, list[AskedApproval]] = defaultdict(list)
    for one in many(database, _ASKED, _Asked, case_ids):
        told_on = add_working_days(one.needed_by, -1, database.law.holidays)
        found[one.case_id].append(AskedApproval(one.needed_by, told_on))
    return {case_id: tuple(asked) for case_id, asked in found.items()}
