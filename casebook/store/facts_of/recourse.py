"""When recourse is to be checked again in cases that sleep."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from casebook.domain.calendar import add
from casebook.store.database import Database
from casebook.store.rows import many


class _Checked(NamedTuple):
    case_id: int
    since: date
    checked_on: date | None


# Since when a case sleeps was not kept once: then it is since it was opened, which is too early rather than too late.
_CHECKED = """
    SELECT c.id, COALESCE(c.sleeping_since, c.opened_on),
           (SELECT max(r.on_day) FROM recourse_check r WHERE r.case_id = c.id)
    FROM cases c WHERE c.id IN ({marks}) AND c.sleeping = 1
"""


def load(database: Database, case_ids: Sequence[int]) -> Mapping[int, date]:
    """Return for each case that sleeps the day on which recourse is checked again, counted from the last check.

    One from before it was put to sleep does not count: that is decided because there is no recourse that day.
    """
    found = {}
    for row in many(database, _CHECKED, _Checked, case_ids):
        since = max(row.since, row.checked_on or row.since)
        found[row.case_id] = add(since, database.law.defaults.sleeping.applied(since).value.recourse_check)
    return found
