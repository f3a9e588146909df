"""Coming in: a debtor who is handed over, accepted or given back; beside it which criteria the book meets."""

from collections.abc import Sequence
from typing import Any

from casebook.domain.relation.intake import Criterion
from casebook.store.actions.intakes import AcceptIntake, RefuseIntake, RegisterIntake
from casebook.store.database import Database
from casebook.store.perform import Done
from casebook.store.queries import case, intake
from casebook.store.queries.case import CaseCard
from casebook.ui.case_tabs.relation_words import criteria_lines, intake_lines
from casebook.ui.desk import Desk
from casebook.ui.dialogs.form import Form
from casebook.ui.prose import Line, Span, line
from casebook.ui.widgets.fields import DayField, Field, TextField
from casebook.ui.work.answers import AnswerField
from casebook.ui.work.kinds import words_of
from casebook.ui.work.seen import Seen


async def register(desk: Desk, card: CaseCard) -> bool:
    """Ask who hands the debtor of a closed case over once more, and why; it becomes a new case."""
    met = await desk.read(intake.criteria_met, card.debtor_id, desk.day)
    by = TextField(desk.say("intake.handed_over_by"), required=True)
    on = DayField(desk.say("intake.handed_over_on"), desk, desk.day, past=True)
    words = words_of(Criterion, desk, {one: f"criterion_{one}" for one in Criterion})
    criterion = AnswerField[Criterion](desk, desk.say("intake.criterion"), words)
    tried = TextField(desk.say("intake.tried"))
    promises = TextField(desk.say("intake.promises"))
    documents = TextField(desk.say("intake.documents"))
    sales = TextField(desk.say("intake.sales_contact"))
    fields: list[Field[Any]] = [by, on, criterion, tried, promises, documents, sales]

    def command() -> RegisterIntake:
        return RegisterIntake(
            card.debtor_id,
            by.value,
            on.value,
            criterion.answer,
            tried.value,
            promises.value,
            documents.value,
            sales.value,
            owner_person_id=desk.session.actor.person,
        )

    def look(database: Database, done: Done) -> Sequence[Line]:
        now, came = case.card(database, done.result), intake.intake(database, done.result)
        assert now is not None
        assert came is not None
        return [line("→ ", desk.say("intake.will_open", number=now.number, by=came.decide_by, owner=now.owner))]

    heading = desk.say("intake.heading", name=card.name)
    form = Form(desk, heading, fields, command, about=criteria_lines(desk, met), foresee=look)
    return await desk.ask(form) is not None


async def accept(desk: Desk, card: CaseCard) -> bool:
    """Accept an intake; it shows what was handed over, which criteria are met and when the first assessment is due."""
    seen = Seen(desk, card)
    handed_over = await desk.read(intake.intake, card.case_id)
    met = await desk.read(intake.criteria_met, card.debtor_id, desk.day)

    def look(database: Database, _done: Done) -> Sequence[Line]:
        now, came = case.card(database, card.case_id), intake.intake(database, card.case_id)
        assert now is not None
        assert came is not None
        return [
            line("→ ", desk.say("intake.will_accept", by=came.assess_by)),
            line("→ ", desk.say("case_screen.next", kind=now.next_kind, on=now.next_on), Span(f" · {now.owner}")),
        ]

    heading = desk.say("intake.accept_heading", number=card.number, name=card.name)
    mine = AnswerField[bool](
        desk,
        desk.say("intake.owner"),
        [(False, desk.say("intake.owner_stays", owner=card.owner)), (True, desk.say("intake.owner_me"))],
        False,
    )

    def command() -> AcceptIntake:
        me = desk.session.actor.person if mine.value else None
        return AcceptIntake(card.case_id, seen.card.version, owner_person_id=me)

    about = [*(intake_lines(desk, handed_over) if handed_over else ()), *criteria_lines(desk, met)]
    form = Form(desk, heading, [mine], command, about=about, foresee=look, renew=seen.renew)
    return await desk.ask(form) is not None


async def refuse(desk: Desk, card: CaseCard) -> bool:
    """Ask why an intake goes back to regular control."""
    seen = Seen(desk, card)
    met = await desk.read(intake.criteria_met, card.debtor_id, desk.day)
    reason = TextField(desk.say("life.reason"), required=True)
    heading = desk.say("intake.refuse_heading", number=card.number, name=card.name)
    form = Form(
        desk,
        heading,
        [reason],
        lambda: RefuseIntake(card.case_id, seen.card.version, reason.value),
        about=criteria_lines(desk, met),
        renew=seen.renew,
    )
    return await desk.ask(form) is not None
