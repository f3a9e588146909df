"""What is done next and when, and putting off."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from casebook.domain.calendar import add_working_days
from casebook.store.actions.cases import SetNextAction
from casebook.store.models.cases import CaseState, NextKind
from casebook.store.queries.case import CaseCard
from casebook.ui.desk import Desk
from casebook.ui.dialogs.form import Form
from casebook.ui.widgets.fields import ChoiceField, DayField, Field, TextField
from casebook.ui.work.kinds import words_of
from casebook.ui.work.questions import fill
from casebook.ui.work.seen import Seen


async def next(desk: Desk, card: CaseCard) -> bool:  # noqa: A001 what the key is called
    """Ask what is done next and when."""
    if not is_open(desk, card.state, card.number):
        return False
    seen = Seen(desk, card)
    plan = PlanFields(desk, card.next_on, NextKind(card.next_kind or NextKind.CALL), card.next_note)
    heading = desk.say("next.heading", number=card.number, name=card.name)
    form = Form(desk, heading, plan.fields, lambda: plan.command(card.case_id, seen.card.version), renew=seen.renew)
    return await fill(desk, form) is not None


class PlanFields:
    """The fields of a next action: when, what, and what it is about."""

    def __init__(self, desk: Desk, on: date | None, kind: NextKind, note: str = "") -> None:
        self._on = DayField(desk.say("next.on"), desk, on)
        self._kind = ChoiceField(desk.say("next.kind"), words_of(NextKind, desk), kind)
        self._note = TextField(desk.say("next.note"), note)

    @property
    def fields(self) -> Sequence[Field[Any]]:
        """The fields in their order."""
        return self._on, self._kind, self._note

    def command(self, case_id: int, version: int) -> SetNextAction:
        """Return what sets the next action of a case. Raises `InputError`."""
        return SetNextAction(case_id, version, self._on.value, self._kind.value, self._note.value)


async def snooze(desk: Desk, card: CaseCard) -> bool:
    """Ask until when the case is put off; what is done then stays as it was."""
    if not is_open(desk, card.state, card.number):
        return False
    seen = Seen(desk, card)
    until = until_field(desk)

    def command() -> SetNextAction:
        now = seen.card
        return putting_off(now.case_id, now.version, until.value, now.next_kind, now.next_note)

    heading = desk.say("snooze.heading", number=card.number, name=card.name)
    return await fill(desk, Form(desk, heading, [until], command, renew=seen.renew)) is not None


def until_field(desk: Desk) -> DayField:
    """Return the field for the day until which a case is put off."""
    tomorrow = add_working_days(desk.day, 1, desk.session.database.law.holidays)
    return DayField(desk.say("snooze.until"), desk, tomorrow)


def putting_off(case_id: int, version: int, until: date, kind: str | None, note: str) -> SetNextAction:
    """Return what puts a case off; what is done then stays as it was."""
    return SetNextAction(case_id, version, until, NextKind(kind) if kind else NextKind.OTHER, note)


def is_open(desk: Desk, state: CaseState, number: str) -> bool:
    """Say whether a case is open, and tell the person where it is not."""
    if state is CaseState.CLOSED:
        desk.tell(desk.say("case.is_closed", number=number), trouble=True)
        return False
    return True
