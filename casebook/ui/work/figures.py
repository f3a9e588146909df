"""What was agreed on figures per person: shown to everybody, recorded and ended by an administrator."""

from casebook.store.actions.figures_agreements import AgreeFigures, EndFigures
from casebook.store.models.people import Role
from casebook.store.models.trust import AgreedWith
from casebook.store.queries.person_figures import agreements, in_force
from casebook.ui.desk import Desk
from casebook.ui.dialogs.form import Form
from casebook.ui.dialogs.pick import Pick
from casebook.ui.widgets.fields import DayField, OptionalDayField, TextField
from casebook.ui.widgets.menu import Entry
from casebook.ui.work.answers import AnswerField
from casebook.ui.work.kinds import words_of


async def agreement(desk: Desk) -> bool:
    """Show which agreement holds, and let an administrator record one or end it; tell whether anything was done."""
    found = await desk.read(agreements)
    holds = in_force(found, desk.day)
    about = desk.say("agreed_figures.none")
    if holds is not None:
        said = {"with": holds.agreed_with, "on": holds.agreed_on, "reference": holds.reference}
        about = desk.say("figures.under", **said)
    entries = [Entry("", "q", desk.say("people.back"))]
    if Role.ADMINISTRATOR in desk.session.actor.roles:
        if holds is not None:
            entries.append(Entry("end", "e", desk.say("agreed_figures.do_end")))
        entries.append(Entry("agree", "n", desk.say("agreed_figures.do_agree")))
    chosen = await desk.ask(Pick(desk, desk.say("agreed_figures.heading"), entries, about=about))
    if chosen == "agree":
        return await _agree(desk)
    if chosen == "end" and holds is not None:
        until = DayField(desk.say("people.last_day"), desk, desk.day)
        form = Form(
            desk, desk.say("agreed_figures.heading"), [until], lambda: EndFigures(holds.id, holds.version, until.value)
        )
        return await desk.ask(form) is not None
    return False


async def _agree(desk: Desk) -> bool:
    agreed_with = AnswerField[AgreedWith](desk, desk.say("agreed_figures.with"), words_of(AgreedWith, desk))
    agreed_on = DayField(desk.say("agreed_figures.on"), desk, desk.day, past=True)
    reference = TextField(desk.say("agreed_figures.reference"), required=True)
    from_on = DayField(desk.say("agreed_figures.from"), desk, desk.day)
    until_on = OptionalDayField(desk.say("agreed_figures.until"), desk)
    form = Form(
        desk,
        desk.say("agreed_figures.heading"),
        [agreed_with, agreed_on, reference, from_on, until_on],
        lambda: AgreeFigures(agreed_with.answer, agreed_on.value, reference.value, from_on.value, until_on.value),
    )
    return await desk.ask(form) is not None
