"""By when a case is to be assessed, and until when its assessment counts."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from casebook.domain.calendar import add_working_days
from casebook.domain.routes.facts import Assessing
from casebook.store.database import Database
from casebook.store.rows import many


class _Assessed(NamedTuple):
    case_id: int
    valid_until: date


class _Begun(NamedTuple):
    case_id: int
    opened_on: date
    assess_by: date | None


_ASSESSED = "SELECT case_id, valid_until FROM assessment WHERE case_id IN ({marks}) ORDER BY on_day, id"
# Cases of a list come by the thousand and are taken up in their own order; where a court, a curator or a counsellor
# decides on the debtor's money, or nobody is chased, there is nothing to assess.
_BEGUN = """
    SELECT c.id, c.opened_on, i.assess_by FROM cases c LEFT JOIN intake i ON i.case_id = c.id
    WHERE c.id IN ({marks}) AND c.state = 'open' AND c.sleeping = 0
      AND (i.id IS NOT NULL OR NOT EXISTS (SELECT 1 FROM claim k WHERE k.case_id = c.id AND k.imported = 1))
      AND NOT EXISTS (SELECT 1 FROM track t WHERE t.case_id = c.id AND t.closed_on IS NULL
                      AND t.kind IN ('insolvency', 'counselling', 'estate'))
"""


def load(database: Database, case_ids: Sequence[int]) -> Mapping[int, Assessing]:
    """Return what is known of each case: of one without an assessment by when that is due, if it is.

    That is counted from the day an intake was accepted, or else from the one on which the case was opened.
    """
    found: dict[int, Assessing] = {}
    for begun in many(database, _BEGUN, _Begun, case_ids):
        found[begun.case_id] = Assessing(assess_by=begun.assess_by or _first_by(database, begun.opened_on))
    for assessed in many(database, _ASSESSED, _Assessed, case_ids):
        found[assessed.case_id] = Assessing(valid_until=assessed.valid_until)
    return found


def _first_by(database: Database, opened_on: date) -> date:
    term = database.law.defaults.intake.applied(opened_on).value.first_assessment
    return add_working_days(opened_on, term, database.law.holidays)
