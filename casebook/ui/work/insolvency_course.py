"""What happens in a proceeding: an event, who acts in it, how it ends, and that it was none."""

from dataclasses import replace
from datetime import date

from casebook.domain.insolvency.facts import ACTING, EVENTS, LASTING, REGISTERED, UNDONE, EndKind, EventKind, PersonRole
from casebook.store.actions.insolvencies import AnnulInsolvency, DismissInsolvency, EndInsolvency
from casebook.store.actions.insolvency_events import RecordInsolvencyEvent
from casebook.store.actions.insolvency_people import Appointed, AppointPerson
from casebook.store.perform import Done
from casebook.store.queries import choices
from casebook.store.queries.insolvencies import InsolvencyCard
from casebook.ui.desk import Desk
from casebook.ui.dialogs.form import Form
from casebook.ui.widgets.fields import DayField, LongTextField, OptionalDayField, TextField
from casebook.ui.work.acting_known import recognised
from casebook.ui.work.answers import AnswerField
from casebook.ui.work.insolvency_fields import PlaceFields, ask, heading
from casebook.ui.work.kinds import words_of
from casebook.ui.work.limitation_event import document_field

_EVENT = {one: f"insolvency_event_{one}" for one in EventKind}
_END = {one: f"insolvency_end_{one}" for one in EndKind}
_ROLE = {one: f"insolvency_role_{one}" for one in PersonRole}


async def happened(desk: Desk, card: InsolvencyCard) -> bool:
    """Ask what happened in a proceeding, and record it; the last day only of what lasts."""
    row, unwound = card.row, desk.session.database.law.unwinding
    # What an act of its own records, with all that goes with it.
    kinds = [one for one in EVENTS[row.kind] if one is not EventKind.CUT or row.kind not in unwound]
    kind = AnswerField[EventKind](desk, desk.say("insolvency.event"), words_of(kinds, desk, _EVENT))
    on = DayField(desk.say("insolvency.on"), desk, desk.day)
    until = OptionalDayField(desk.say("insolvency.until"), desk, when=lambda: kind.value in LASTING)
    text = LongTextField(desk.say("insolvency.text"))

    def command() -> RecordInsolvencyEvent:
        last = until.value if kind.answer in LASTING else None
        return RecordInsolvencyEvent(row.id, kind.answer, on.value, last, text.value)

    return await ask(desk, card, "insolvency.event_heading", [kind, on, until, text], command)


async def appoint(desk: Desk, card: InsolvencyCard) -> bool:
    """Ask who acts in a proceeding from now on; he takes the place of who does so now."""
    row, before = card.row, card.acting(desk.day)
    choices = (ACTING[row.kind], PersonRole.JUDGE)
    role = AnswerField[PersonRole](desk, desk.say("insolvency.role_field"), words_of(choices, desk, _ROLE), choices[0])
    name = TextField(desk.say("insolvency.name"), required=True)
    since = desk.day if before is not None else card.standing.since or desk.day
    on = DayField(desk.say("insolvency.from_on"), desk, since)
    post = PlaceFields(desk, name, when=lambda: role.value is not PersonRole.JUDGE)

    def command() -> AppointPerson:
        judge = role.answer is PersonRole.JUDGE
        who = Appointed(role.answer, name.value, on.value, **({} if judge else post.reached))
        return AppointPerson(row.id, who, None if judge or before is None else before.id)

    async def act(asked: AppointPerson) -> Done:
        (who,) = await recognised(desk, row.party_id, (asked.who,))
        return await desk.act(replace(asked, who=who))

    asked = Form(
        desk, heading(desk, card, "insolvency.appoint_heading"), [role, name, on, *post.fields], command, act=act
    )
    return await desk.ask(asked) is not None


async def end(desk: Desk, card: InsolvencyCard, case_id: int, ended_on: date | None = None) -> bool:
    """Ask how a proceeding ended and what proves it, and record it; until when the register shows it where it does.

    `ended_on` is the day on which it is known to have ended.
    """
    row = card.row
    known = desk.session.database.law.insolvency.effect.get(row.kind, {})
    ends = [one for one in known if one not in UNDONE]
    how = AnswerField[EndKind](desk, desk.say("insolvency.how"), words_of(ends, desk, _END))
    on = DayField(desk.say("insolvency.on"), desk, ended_on or desk.day, past=True)
    visible = OptionalDayField(desk.say("insolvency.visible_until"), desk, when=lambda: row.kind in REGISTERED)
    shown = document_field(desk, await desk.read(choices.documents, case_id))
    text = LongTextField(desk.say("insolvency.text"))

    def command() -> EndInsolvency:
        until = visible.value if row.kind in REGISTERED else None
        return EndInsolvency(row.id, row.version, on.value, how.answer, until, shown.value, text.value)

    return await ask(desk, card, "insolvency.end_heading", [how, on, visible, shown, text], command)


async def annul(desk: Desk, card: InsolvencyCard) -> bool:
    """Ask why a proceeding counts as if it had never been, and let it."""
    row = card.row
    ways = [one for one in EndKind if one in UNDONE]
    how = AnswerField[EndKind](desk, desk.say("insolvency.how"), words_of(ways, desk, _END))
    on = DayField(desk.say("insolvency.on"), desk, desk.day, past=True)
    reason = LongTextField(desk.say("insolvency.reason"), required=True)

    def command() -> AnnulInsolvency:
        return AnnulInsolvency(row.id, row.version, on.value, how.answer, reason.value)

    return await ask(desk, card, "insolvency.annul_heading", [how, on, reason], command)


async def dismiss(desk: Desk, card: InsolvencyCard) -> bool:
    """Ask why a signal is of somebody else, and put it aside."""
    reason = LongTextField(desk.say("insolvency.reason"), required=True)

    def command() -> DismissInsolvency:
        return DismissInsolvency(card.row.id, card.row.version, reason.value)

    return await ask(desk, card, "insolvency.dismiss_heading", [reason], command)
