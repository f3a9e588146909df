"""What was asked to be approved in cases and is not done with: nobody decided, or who asked did not hear of it yet."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from casebook.domain.calendar import add_working_days
from casebook.domain.signals.approvals import AskedApproval, Turn
from casebook.store.database import Database
from casebook.store.models.people import ApprovalState
from casebook.store.rows import many


class _Asked(NamedTuple):
    case_id: int
    id: int
    state: ApprovalState
    asked_on: date
    needed_by: date | None
    decided_on: date | None
    asked_by_id: int
    on_behalf_of_id: int | None
    given_to_id: int | None


class _Said(NamedTuple):
    approval_id: int
    person_id: int
    on_day: date


# Who decided himself heard of it.
_ASKED = """
    SELECT case_id, id, state, asked_on, needed_by, decided_on, asked_by_id, on_behalf_of_id, given_to_id FROM approval
    WHERE case_id IN ({marks})
      AND (state = 'asked' OR (state IN ('approved', 'refused') AND heard_on IS NULL AND decided_by_id <> asked_by_id))
    ORDER BY needed_by, id
"""
_LAST_SAID = """
    SELECT m.approval_id, m.person_id, m.on_day FROM approval a JOIN approval_comment m ON m.approval_id = a.id
    WHERE a.case_id IN ({marks}) AND a.state = 'asked' ORDER BY m.id
"""


def load(database: Database, case_ids: Sequence[int]) -> Mapping[int, tuple[AskedApproval, ...]]:
    """Return the requests of each case that has any; whose turn it is follows from who said something last."""
    found = many(database, _ASKED, _Asked, case_ids)
    if not found:
        return {}
    last = {one.approval_id: one for one in many(database, _LAST_SAID, _Said, case_ids)}
    asked: dict[int, list[AskedApproval]] = defaultdict(list)
    for one in found:
        asked[one.case_id].append(_standing(database, one, last.get(one.id)))
    return {case_id: tuple(some) for case_id, some in asked.items()}


def _standing(database: Database, one: _Asked, last: _Said | None) -> AskedApproval:
    holidays = database.law.holidays
    settings = database.law.defaults.approvals.applied(one.asked_on).value
    if one.state is ApprovalState.REFUSED:
        return AskedApproval(None, None, Turn.REFUSED, one.decided_on)
    if one.decided_on is not None:
        over_on = add_working_days(one.decided_on, settings.heard, holidays)
        return AskedApproval(None, None, Turn.APPROVED, one.decided_on, over_on=over_on)
    by = one.needed_by
    told_on = None if by is None else add_working_days(by, -settings.before_needed, holidays)
    if last is not None and last.person_id not in (one.asked_by_id, one.on_behalf_of_id, one.given_to_id):
        return AskedApproval(by, told_on, Turn.ANSWER, last.on_day)
    since = one.asked_on if last is None else max(one.asked_on, last.on_day)
    unanswered_on = add_working_days(since, settings.unanswered, holidays)
    return AskedApproval(by, told_on, Turn.DECIDE, since, unanswered_on)
