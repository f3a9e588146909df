"""A dispute on its way: given to a department, answered by it, and changed."""

from typing import Any

from casebook.store.actions.disputes import AnswerDispute, AskDepartment, ChangeDispute
from casebook.store.models.disputes import DisputeReason
from casebook.store.queries import choices, disputes
from casebook.store.queries.case import CaseCard
from casebook.store.queries.choices import Choice
from casebook.store.queries.disputes import DisputeSheet
from casebook.ui.desk import Desk
from casebook.ui.dialogs.form import Form
from casebook.ui.widgets.fields import ChoiceField, DayField, Field, LongTextField, OptionalDayField, TextField
from casebook.ui.work.dispute_fields import DepartmentField, cause_field, owner_field
from casebook.ui.work.dispute_seen import about, foreseen, seen, version
from casebook.ui.work.kinds import words_of


async def ask(desk: Desk, card: CaseCard, sheet: DisputeSheet) -> bool:
    """Ask which department is to answer, and give it the dispute."""
    row = seen(desk, card, sheet)
    department = DepartmentField(desk, await desk.read(disputes.departments), sheet.department, required=True)
    on = DayField(desk.say("disputes.asked_on"), desk, desk.day, past=True)
    fields: list[Field[Any]] = [*department.fields, on]
    dialog = Form(
        desk,
        desk.say("disputes.ask_heading", number=card.number, name=card.name),
        fields,
        lambda: AskDepartment(sheet.dispute_id, version(row), department.value, on.value),
        about=about(desk, sheet),
        foresee=foreseen(desk, card.case_id, sheet.dispute_id),
        renew=row.renew,
    )
    return await desk.ask(dialog) is not None


async def answer(desk: Desk, card: CaseCard, sheet: DisputeSheet) -> bool:
    """Ask what the department says, and record it."""
    row = seen(desk, card, sheet)
    text = LongTextField(desk.say("disputes.their_answer"), required=True)
    on = DayField(desk.say("disputes.on"), desk, desk.day, past=True)
    fields: list[Field[Any]] = [text, on]
    dialog = Form(
        desk,
        desk.say("disputes.answer_heading", number=card.number, name=card.name),
        fields,
        lambda: AnswerDispute(sheet.dispute_id, version(row), text.value, on.value),
        about=about(desk, sheet),
        renew=row.renew,
    )
    return await desk.ask(dialog) is not None


async def change(desk: Desk, card: CaseCard, sheet: DisputeSheet) -> bool:
    """Ask what is different about a dispute and why, and change it."""
    row = seen(desk, card, sheet)
    undecided = sheet.course.decided_on is None
    department_until, decision_until = sheet.own_terms
    reason = ChoiceField(desk.say("disputes.reason"), words_of(DisputeReason, desk), sheet.reason)
    cause = cause_field(desk, sheet.root_cause)
    now = Choice(sheet.owner_person_id, sheet.owner)
    owner = owner_field(desk, await desk.read(choices.receivers, desk.day), now)
    since = DayField(desk.say("disputes.contested_since"), desk, sheet.course.registered_on, past=True)
    asked = undecided and sheet.course.with_department_on is not None
    their_term = OptionalDayField(desk.say("disputes.department_until"), desk, department_until, when=lambda: asked)
    our_term = OptionalDayField(desk.say("disputes.decision_until"), desk, decision_until, when=lambda: undecided)
    because = TextField(desk.say("disputes.because"), required=True)

    def command() -> ChangeDispute:
        return ChangeDispute(
            sheet.dispute_id,
            version(row),
            reason.value,
            cause.value,
            owner.value,
            since.value,
            their_term.value if asked else department_until,
            our_term.value if undecided else decision_until,
            because.value,
        )

    fields: list[Field[Any]] = [reason, cause, owner, since, their_term, our_term, because]
    dialog = Form(
        desk,
        desk.say("disputes.change_heading", number=card.number, name=card.name),
        fields,
        command,
        about=about(desk, sheet),
        foresee=foreseen(desk, card.case_id, sheet.dispute_id),
        renew=row.renew,
    )
    return await desk.ask(dialog) is not None
