"""A friendly letter shortly before a term of an arrangement, released by nobody where the rules of the house let it."""

from dataclasses import dataclass, replace

from casebook.domain.arrangement.standing import RUNNING, PlanNow
from casebook.domain.finding import HOUSE_RULE
from casebook.domain.letters.kinds import LetterKind
from casebook.errors import Refused
from casebook.store import self_release
from casebook.store.actions import given, letters
from casebook.store.actions.arrangement_course import standing
from casebook.store.actions.arrangement_letters import ORIGIN
from casebook.store.actions.cases import open_one, outward_act
from casebook.store.actions.letters import Draft, PrepareLetter
from casebook.store.commands import action
from casebook.store.models.arrangements import Arrangement
from casebook.store.models.letters import Letter
from casebook.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class RemindOfTerm:
    """The next term of an arrangement is reminded of by letters that nobody releases."""

    case_id: int
    arrangement_id: int
    letters: tuple[Draft, ...]


@action("reminder.of_term", unattended=True, cases=given.case_itself)
def remind_of_term(tx: Transaction, command: RemindOfTerm) -> tuple[int, ...]:
    """Write to who pays an arrangement, before its next term, and return the ids of the letters.

    Refused before its day and after the term, once it was reminded of, where the bank collects it, and where anything
    of the arrangement is behind or may be; also where letters of the house may not release themselves.
    """
    plan = tx.get(Arrangement, command.arrangement_id)
    if plan.case_id != command.case_id:
        raise Refused("reminder.other_case", source=HOUSE_RULE)
    case = open_one(tx, plan.case_id)
    now = standing(tx, plan)
    if plan.by_direct_debit or not wants_reminder(now) or now.reminder_on is None or now.next_due_on is None:
        raise Refused("reminder.no_term", source=HOUSE_RULE)
    if not now.reminder_on <= tx.day < now.next_due_on:
        raise Refused("reminder.no_term", source=HOUSE_RULE)
    reminded = Letter.select().where(
        Letter.origin == ORIGIN,
        Letter.origin_id == plan.id,
        Letter.kind == LetterKind.TERM_REMINDER,
        Letter.prepared_on >= now.reminder_on,
        Letter.withdrawn_on.is_null(),
    )
    if tx.first(reminded):
        raise Refused("reminder.term_reminded", source=HOUSE_RULE, due=now.next_due_on)
    if any(draft.kind is not LetterKind.TERM_REMINDER for draft in command.letters):
        raise Refused("reminder.no_term", source=HOUSE_RULE)
    marked = tuple(replace(draft, origin=ORIGIN, origin_id=plan.id) for draft in command.letters)
    ids: tuple[int, ...] = letters.prepare(tx, PrepareLetter(case.id, marked))
    self_release.release(tx, case.id, ids)
    outward_act(tx, case)
    return ids


def wants_reminder(now: PlanNow) -> bool:
    """Tell whether the next term of an arrangement may be reminded of: nothing of it is behind, or may be."""
    unclear = now.behind or now.possible or now.judged_once is not None
    return now.state in RUNNING and now.notice is None and not unclear
