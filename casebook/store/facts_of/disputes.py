"""The open disputes of cases, with the days by which something has to happen."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from casebook.domain.disputes import Course
from casebook.domain.signals.disputes import OpenDispute
from casebook.store.database import Database
from casebook.store.disputed import COURSE, terms
from casebook.store.rows import many


class _Dispute(NamedTuple):
    case_id: int
    reason: str
    department: str
    department_until: date | None
    decision_until: date | None
    registered_on: date
    with_department_on: date | None
    answered_on: date | None
    decided_on: date | None
    escalated_on: date | None
    settled_on: date | None
    closed_on: date | None
    withdrawn_on: date | None


_OPEN = f"""
    SELECT d.case_id, d.reason, d.department, d.department_until, d.decision_until, {COURSE}
    FROM dispute d WHERE d.case_id IN ({{marks}}) AND d.closed_on IS NULL AND d.withdrawn_on IS NULL
      AND NOT EXISTS (SELECT 1 FROM insolvency_item i
                      WHERE i.kind = 'dispute' AND i.record_id = d.id AND i.outcome = 'parked')
    ORDER BY d.id
"""  # noqa: S608 only constants


def load(database: Database, case_ids: Sequence[int]) -> Mapping[int, tuple[OpenDispute, ...]]:
    """Return the disputes of cases that have not ended; a case without one is left out.

    What an insolvency parked is decided where claims are verified: nothing of it is due here.
    """
    rules, holidays = database.law.defaults.dispute, database.law.holidays
    found: dict[int, list[OpenDispute]] = defaultdict(list)
    for row in many(database, _OPEN, _Dispute, case_ids):
        course = Course(*row[5:])
        lengths = rules.applied(course.registered_on).value
        ends = terms(course, (row.department_until, row.decision_until), lengths, holidays)
        found[row.case_id].append(OpenDispute(course, ends, row.reason, row.department))
    return {case_id: tuple(some) for case_id, some in found.items()}
