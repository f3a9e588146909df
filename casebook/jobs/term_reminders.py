"""Friendly letters shortly before the terms of arrangements, that nobody releases where the rules let them leave."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from casebook.domain.calendar import ONE_DAY, add
from casebook.domain.letters.kinds import LetterKind
from casebook.errors import Refused
from casebook.jobs.drafting import Settings, Wanted
from casebook.jobs.letter_extras import Asked, proposed
from casebook.jobs.letters import composed_all
from casebook.store import case_facts
from casebook.store.actions.term_reminders import RemindOfTerm, wants_reminder
from casebook.store.database import Database
from casebook.store.facts_of.arrangements import PlanRecord
from casebook.store.rows import rows
from casebook.store.self_release import May

_KIND = LetterKind.TERM_REMINDER
# So many cases are looked at at once.
_BATCH = 100
_RUNNING = """
    SELECT a.id, a.case_id, a.party_id FROM arrangement_now n JOIN arrangement a ON a.id = n.arrangement_id
    WHERE n.next_due_on > ? AND n.next_due_on <= ? AND a.by_direct_debit = 0 ORDER BY a.case_id, a.id
"""


class _Plan(NamedTuple):
    id: int
    case_id: int
    party_id: int


def commands(database: Database, day: date, settings: Settings, may: May) -> Iterator[RemindOfTerm]:
    """Yield what reminds of the terms that come soon, as far as nothing of their arrangements is behind."""
    before = database.law.defaults.arrangement.applied(day).value.reminder_before
    plans = {row.id: row for row in rows(database, _RUNNING, _Plan, (day, add(day, before) + ONE_DAY))}
    case_ids = sorted({row.case_id for row in plans.values()})
    for begin in range(0, len(case_ids), _BATCH):
        due: dict[int, tuple[_Plan, PlanRecord]] = {}
        for record in case_facts.load(database, case_ids[begin : begin + _BATCH]):
            if record.case.debtor_id in may.debtors:
                continue
            for plan in record.plans:
                if plan.id in plans and may.creditors.issuperset(plan.creditors) and _is_due(plan, day):
                    due.setdefault(record.case.id, (plans[plan.id], plan))
        yield from _written(database, day, due, settings)


def _written(
    database: Database, day: date, due: dict[int, tuple[_Plan, PlanRecord]], settings: Settings
) -> Iterator[RemindOfTerm]:
    wanted: dict[int, Wanted] = {}
    for case_id, (plan, record) in due.items():
        known = proposed(database, Asked(case_id, plan.party_id, _KIND, day))
        if known.origin_id == plan.id:
            wanted[case_id] = Wanted(
                tuple(sorted(record.claims)), (plan.party_id,), extras=known.values, settings=settings
            )
    for case_id, drafts in composed_all(database, day, wanted, _KIND).items():
        if not isinstance(drafts, Refused):
            yield RemindOfTerm(case_id, due[case_id][0].id, drafts)


def _is_due(plan: PlanRecord, day: date) -> bool:
    now = plan.on(day).value
    # Of several creditors each would ask for the whole term.
    if len(plan.creditors) > 1:
        return False
    if now.reminder_on is None or now.next_due_on is None:
        return False
    return wants_reminder(now) and now.reminder_on <= day < now.next_due_on
