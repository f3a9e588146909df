"""What happens with a security: invoked, another event, what came in of it, and an event that was none."""

from casebook import format as form
from casebook.domain.security.facts import LASTING, RECORDED, WITH_TERM, SecurityEventKind
from casebook.store.actions.security_events import RecordProceeds, RecordSecurityEvent, VoidSecurityEvent
from casebook.store.queries import bookings, choices, received
from casebook.store.queries.case import CaseCard
from casebook.store.queries.securities import SecurityCard
from casebook.store.security_rows import SecurityEventRow
from casebook.ui.case_tabs.securities_lines import security_lines, short
from casebook.ui.desk import Desk
from casebook.ui.dialogs.form import Form
from casebook.ui.dialogs.pick import Pick
from casebook.ui.widgets.fields import DayField, LongTextField, OptionalDayField, TextField, yes_field
from casebook.ui.widgets.menu import Entry
from casebook.ui.work.answers import AnswerField
from casebook.ui.work.kinds import words_of
from casebook.ui.work.payment import AskedReceipt, allocation
from casebook.ui.work.payment_division import open_claims

_E = SecurityEventKind
_EVENT = {one: f"security_event_{one}" for one in SecurityEventKind}


async def invoked(desk: Desk, one: SecurityCard) -> bool:
    """Ask when and how a security was invoked, and record it."""
    on = DayField(desk.say("security.on"), desk, desk.day, past=True)
    text = TextField(desk.say("security.how"))
    heading = desk.say("security.invoke_heading", what=short(one, desk))

    def command() -> RecordSecurityEvent:
        return RecordSecurityEvent(one.row.id, _E.INVOKED, on.value, text=text.value)

    return await desk.ask(Form(desk, heading, [on, text], command, about=security_lines(one, desk))) is not None


async def happened(desk: Desk, one: SecurityCard) -> bool:
    """Ask what happened with a security, and record it; the last day only of what lasts."""
    known = [kind for kind in RECORDED if kind is not _E.INVOKED]
    kinds = (
        [_E.NOTE]
        if one.standing.over
        else [kind for kind in known if kind is not _E.TERM_SET or one.row.kind in WITH_TERM]
    )
    kind = AnswerField[SecurityEventKind](desk, desk.say("security.event"), words_of(kinds, desk, _EVENT))
    on = DayField(desk.say("security.on"), desk, desk.day, past=True)
    until = OptionalDayField(desk.say("security.until"), desk, when=lambda: kind.value in LASTING)
    text = LongTextField(desk.say("security.note"))

    def command() -> RecordSecurityEvent:
        last = until.value if kind.answer in LASTING else None
        return RecordSecurityEvent(one.row.id, kind.answer, on.value, last, text.value)

    heading = desk.say("security.event_heading", what=short(one, desk))
    return await desk.ask(Form(desk, heading, [kind, on, until, text], command)) is not None


async def proceeds(desk: Desk, card: CaseCard, one: SecurityCard) -> bool:
    """Ask what came in of a security, show where it goes, and book it as a payment."""
    covered = {claim.claim_id for claim in one.claims}
    found = await desk.read(bookings.sheets, card.case_id, desk.day)
    sheets = [sheet for sheet in found if sheet.claim_id in covered]
    asked = AskedReceipt(desk, sheets, await desk.read(choices.speakers, card.case_id, desk.day))
    last = yes_field(desk.say("security.last_proceeds"), desk, yes=True)

    def command() -> RecordProceeds:
        return RecordProceeds(card.case_id, one.row.id, asked.receipt(), last.value, asked.accrue.value)

    dialog = Form(
        desk,
        desk.say("security.proceeds_heading", what=short(one, desk)),
        [*(field for field in asked.fields if field is not asked.another), last],
        command,
        about=open_claims(desk, sheets),
        foresee=allocation(desk, card, asked, await desk.read(received.last_entry)),
        refused=asked.refused,
        changed=asked.propose,
    )
    return await desk.ask(dialog) is not None


async def void(desk: Desk, one: SecurityCard) -> bool:
    """Ask which event did not happen and why, and make it void."""
    events = [event for event in one.events if event.id in one.stands]
    heading = desk.say("security.void_heading", what=short(one, desk))
    event = events[0] if len(events) == 1 else None
    if event is None:
        entries = [Entry[SecurityEventRow](row, "", _told(row, desk)) for row in events]
        event = await desk.ask(Pick(desk, heading, entries, search=True))
    if event is None:
        return False
    chosen = event
    reason = TextField(desk.say("security.reason"), required=True)
    dialog = Form(
        desk, f"{heading} · {_told(chosen, desk)}", [reason], lambda: VoidSecurityEvent(chosen.id, reason.value)
    )
    return await desk.ask(dialog) is not None


def _told(row: SecurityEventRow, desk: Desk) -> str:
    return f"{form.day(row.on, desk.language)} · {desk.say(f'word.security_event_{row.kind}')}"
