"""What is to be done next in the cases of a debtor whose proceeding went on: by how far it is now.

Only a next action that Casebook set is moved on: what a person noted for it stays as it is.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from casebook.domain.calendar import Term, add
from casebook.domain.insolvency.dues import DateKind
from casebook.domain.insolvency.facts import UNTRACKED, EventKind
from casebook.domain.insolvency.standing import Stage, Standing, standing
from casebook.store import filing_left
from casebook.store.insolvency_rows import Recorded
from casebook.store.models.cases import Case, CaseState, NextKind
from casebook.store.models.people import Person
from casebook.store.red_dates import red_dates
from casebook.store.transaction import Transaction
from casebook.words import LANGUAGES, say

# What an unwinding notes where nobody noted another thing.
_TO_FILE = "unwinding.next_default"
_LANGUAGE = "nl"
# Who settles an estate reports about so often.
_LATER = Term(3, "months")


class _Step(NamedTuple):
    """What is done next, and by the day of which kind; without one it is looked at again later."""

    kind: NextKind
    due: DateKind | None = None


class _Next(NamedTuple):
    kind: NextKind
    on: date
    note: str


_STEPS: Mapping[Stage, _Step] = {
    Stage.FILED: _Step(NextKind.AWAIT_ANSWER, DateKind.RECEIPT),
    Stage.ACKNOWLEDGED: _Step(NextKind.AWAIT_ANSWER),
    Stage.RECOGNISED: _Step(NextKind.AWAIT_ANSWER),
    Stage.PARTLY_RECOGNISED: _Step(NextKind.LEGAL_REVIEW, DateKind.CONTESTATION),
    Stage.CONTESTED: _Step(NextKind.LEGAL_REVIEW, DateKind.CONTESTATION),
    Stage.VERIFIED: _Step(NextKind.AWAIT_ANSWER),
    Stage.DISTRIBUTION_LIST: _Step(NextKind.CHECK_PAYMENT, DateKind.OBJECTION),
    Stage.DISTRIBUTED: _Step(NextKind.AWAIT_ANSWER),
}
# By these a proceeding goes from one stage to another.
_MOVES = frozenset(
    {
        *(EventKind.CUT, EventKind.FILED, EventKind.ACKNOWLEDGED, EventKind.RECOGNISED, EventKind.PARTLY_RECOGNISED),
        *(EventKind.CONTESTED, EventKind.VERIFIED, EventKind.DISTRIBUTION_LIST, EventKind.DISTRIBUTED),
        *(EventKind.ENDED, EventKind.CONVERTED),
    }
)


def is_ours(case: Case, recorded: Recorded) -> bool:
    """Tell whether the next action of a case is one that Casebook set for a proceeding and nobody noted otherwise."""
    former = (one.text for one in recorded.events if one.kind is EventKind.TRANSFERRED and one.text)
    return case.next_note in (*(say(_TO_FILE, {}, one) for one in LANGUAGES), note_of(recorded), *former)


def note_of(recorded: Recorded) -> str:
    """Return what is noted with a next action that Casebook sets: which proceeding it is about."""
    return recorded.row.number or recorded.row.party


def move_on(tx: Transaction, recorded: Recorded) -> None:
    """Let what is next in the open cases of a debtor be what follows in his proceeding, now that it went on, or back.

    Where claims of a case are still to be filed nothing is moved: that is what is next. Never after the day by which a
    right would be lost.
    """
    if not _moved(recorded) or not recorded.proceeding.live or recorded.row.kind in UNTRACKED:
        return
    found = standing(recorded.proceeding, tx.law.insolvency)
    own = Case.select().where(Case.debtor_id == recorded.row.party_id, Case.state != CaseState.CLOSED)
    cases = [one for one in tx.find(own.order_by(Case.id)) if is_ours(one, recorded)]
    if found.stage is Stage.CUT and recorded.proceeding.last(EventKind.FILED) is not None:
        # Claims that were filed before the cases were unwound are not to be filed again.
        found = replace(found, stage=Stage.FILED)
    if not cases or found.stage not in (*_STEPS, Stage.CUT, Stage.CONFIRMED):
        return
    id_, ids = recorded.row.id, [one.id for one in cases]
    unfiled = filing_left.left(tx.database, {id_: recorded}, [(case_id, id_) for case_id in ids])
    reds = red_dates(tx.database, ids, tx.day)
    todo = _next(tx, recorded, found)
    for case in cases:
        if (case.id, id_) not in unfiled:
            red = reds.get(case.id, todo.on)
            on = max(tx.day, min(todo.on, red))
            tx.change(case, next_kind=todo.kind, next_note=todo.note, next_on=on, moves=0)


def _moved(recorded: Recorded) -> bool:
    """Tell whether what was recorded last took a proceeding to another stage, or back from one.

    What is next after an unwinding is said with it.
    """
    if not recorded.events:
        return False
    last = recorded.events[-1]
    if last.kind is not EventKind.VOID:
        return last.kind in _MOVES and last.kind is not EventKind.CUT and not last.estate
    voided = next((one for one in recorded.events if one.id == last.voids), last)
    return voided.kind in _MOVES and not voided.estate


def _next(tx: Transaction, recorded: Recorded, found: Standing) -> _Next:
    if found.stage is Stage.CUT:
        # What was filed was not, after all.
        person = None if tx.actor.person is None else tx.get(Person, tx.actor.person)
        language = person.language if person is not None and person.language in LANGUAGES else _LANGUAGE
        return _Next(NextKind.OTHER, tx.day, say(_TO_FILE, {}, language))
    if found.stage is Stage.CONFIRMED:
        return _Next(NextKind.FIRST_LOOK, tx.day, note_of(recorded))
    step = _STEPS[found.stage]
    due = None if step.due is None else found.due(step.due)
    on = add(tx.day, _LATER) if due is None else max(tx.day, due.on)
    return _Next(step.kind, on, note_of(recorded))
