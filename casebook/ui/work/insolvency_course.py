"""What happens in a proceeding: an event, who acts in it, how it ends, and that it was none."""

from typing import Any

from casebook.domain.insolvency.facts import ACTING, EVENTS, LASTING, UNDONE, EndKind, EventKind, PersonRole
from casebook.store.actions.insolvencies import AnnulInsolvency, DismissInsolvency, EndInsolvency
from casebook.store.actions.insolvency_events import RecordInsolvencyEvent
from casebook.store.actions.insolvency_people import Appointed, AppointPerson
from casebook.store.queries.insolvencies import InsolvencyCard
from casebook.ui.desk import Desk
from casebook.ui.dialogs.form import Form
from casebook.ui.widgets.fields import DayField, Field, LongTextField, OptionalDayField, TextField
from casebook.ui.work.answers import AnswerField
from casebook.ui.work.kinds import words_of

_EVENT = {one: f"insolvency_event_{one}" for one in EventKind}
_END = {one: f"insolvency_end_{one}" for one in EndKind}
_ROLE = {one: f"insolvency_role_{one}" for one in PersonRole}


async def happened(desk: Desk, card: InsolvencyCard) -> bool:
    """Ask what happened in a proceeding, and record it; the last day only of what lasts."""
    row = card.row
    kind = AnswerField[EventKind](desk, desk.say("insolvency.event"), words_of(EVENTS[row.kind], desk, _EVENT))
    on = DayField(desk.say("insolvency.on"), desk, desk.day)
    until = OptionalDayField(desk.say("insolvency.until"), desk, when=lambda: kind.value in LASTING)
    text = LongTextField(desk.say("insolvency.text"))

    def command() -> RecordInsolvencyEvent:
        last = until.value if kind.answer in LASTING else None
        return RecordInsolvencyEvent(row.id, kind.answer, on.value, last, text.value)

    return await _asked(desk, card, "insolvency.event_heading", [kind, on, until, text], command)


async def appoint(desk: Desk, card: InsolvencyCard) -> bool:
    """Ask who acts in a proceeding from now on; he takes the place of who does so now."""
    row, before = card.row, card.acting(desk.day)
    choices = (ACTING[row.kind], PersonRole.JUDGE)
    role = AnswerField[PersonRole](desk, desk.say("insolvency.role_field"), words_of(choices, desk, _ROLE), choices[0])
    name = TextField(desk.say("insolvency.name"), required=True)
    on = DayField(desk.say("insolvency.from_on"), desk, desk.day)

    def command() -> AppointPerson:
        replaced = before.id if before is not None and role.answer is not PersonRole.JUDGE else None
        return AppointPerson(row.id, Appointed(role.answer, name.value, on.value), replaced)

    return await _asked(desk, card, "insolvency.appoint_heading", [role, name, on], command)


async def end(desk: Desk, card: InsolvencyCard) -> bool:
    """Ask how a proceeding ended, and record it."""
    row = card.row
    known = desk.session.database.law.insolvency.effect.get(row.kind, {})
    ends = [one for one in known if one not in UNDONE]
    how = AnswerField[EndKind](desk, desk.say("insolvency.how"), words_of(ends, desk, _END))
    on = DayField(desk.say("insolvency.on"), desk, desk.day, past=True)
    text = LongTextField(desk.say("insolvency.text"))

    def command() -> EndInsolvency:
        return EndInsolvency(row.id, row.version, on.value, how.answer, text=text.value)

    return await _asked(desk, card, "insolvency.end_heading", [how, on, text], command)


async def annul(desk: Desk, card: InsolvencyCard) -> bool:
    """Ask why a proceeding counts as if it had never been, and let it."""
    row = card.row
    ways = [one for one in EndKind if one in UNDONE]
    how = AnswerField[EndKind](desk, desk.say("insolvency.how"), words_of(ways, desk, _END))
    on = DayField(desk.say("insolvency.on"), desk, desk.day, past=True)
    reason = LongTextField(desk.say("insolvency.reason"), required=True)

    def command() -> AnnulInsolvency:
        return AnnulInsolvency(row.id, row.version, on.value, how.answer, reason.value)

    return await _asked(desk, card, "insolvency.annul_heading", [how, on, reason], command)


async def dismiss(desk: Desk, card: InsolvencyCard) -> bool:
    """Ask why a signal is of somebody else, and put it aside."""
    reason = LongTextField(desk.say("insolvency.reason"), required=True)

    def command() -> DismissInsolvency:
        return DismissInsolvency(card.row.id, card.row.version, reason.value)

    return await _asked(desk, card, "insolvency.dismiss_heading", [reason], command)


async def _asked(desk: Desk, card: InsolvencyCard, code: str, fields: list[Field[Any]], command: Any) -> bool:
    heading = desk.say(code, name=card.row.party, kind=card.row.kind)
    return await desk.ask(Form(desk, heading, fields, command)) is not None
