"""What happens with a placement: reports, instructions, payments it is told of, recall, and what was none."""

from typing import Any

from casebook import format as form
from casebook.domain.placements.facts import CloseCode, Instruction, PlacementEventKind
from casebook.domain.placements.standing import POSSIBLE
from casebook.store.actions.placement_events import (
    LASTING,
    AnnounceRecall,
    RecordPlacementEvent,
    RecordReport,
    ReportFacts,
    ServedWrit,
    TellDirectPayment,
    VoidPlacementEvent,
)
from casebook.store.actions.placements import ChangePlacement
from casebook.store.placement_rows import PlacementEventRow
from casebook.store.queries import choices
from casebook.store.queries.case import CaseCard
from casebook.store.queries.placements import PlacementCard
from casebook.text import clean_line
from casebook.ui.case_tabs.placement_lines import placement_lines, recall_words, short
from casebook.ui.desk import Desk
from casebook.ui.dialogs.form import Form
from casebook.ui.dialogs.pick import Pick
from casebook.ui.prose import EMPTY, Span, line
from casebook.ui.widgets.fields import ChoiceField, DayField, Field, LongTextField, OptionalDayField, TextField
from casebook.ui.widgets.menu import Entry
from casebook.ui.work.answers import AnswerField
from casebook.ui.work.kinds import words_of
from casebook.ui.work.placement_form import guard_field
from casebook.ui.work.security_form import ValueField

_E = PlacementEventKind
_EVENT = {one: f"placement_event_{one}" for one in PlacementEventKind}
_APART = frozenset({_E.RECALL_ANNOUNCED, _E.DIRECT_PAYMENT, _E.INSTRUCTED, _E.CARRIED_OUT})


async def happened(desk: Desk, one: PlacementCard) -> bool:
    """Ask what happened with a placement, of what can have, and record it."""
    kinds = [kind for kind, stages in POSSIBLE.items() if one.standing.stage in stages and kind not in _APART]
    kind = AnswerField[PlacementEventKind](desk, desk.say("placement.event"), words_of(kinds, desk, _EVENT))
    on = DayField(desk.say("placement.on"), desk, desk.day, past=True)
    until = OptionalDayField(desk.say("placement.until"), desk, when=lambda: kind.value in LASTING)
    words = {code: f"close_code_{code}" for code in CloseCode}
    code = AnswerField[CloseCode](
        desk, desk.say("placement.close_code"), words_of(CloseCode, desk, words), when=lambda: kind.value is _E.CLOSED
    )
    reference = TextField(
        desk.say("placement.reference"), one.row.reference, when=lambda: kind.value in (_E.ACCEPTED, _E.NEEDS_INFO)
    )
    text = LongTextField(desk.say("placement.note"))

    def command() -> RecordPlacementEvent:
        chosen = kind.answer
        return RecordPlacementEvent(
            one.row.id,
            chosen,
            on.value,
            until.value if chosen in LASTING else None,
            code.answer if chosen is _E.CLOSED else None,
            text.value,
            reference.value if chosen in (_E.ACCEPTED, _E.NEEDS_INFO) else "",
        )

    heading = desk.say("placement.event_heading", what=short(one, desk))
    fields: list[Field[Any]] = [kind, on, until, code, reference, text]
    return await desk.ask(Form(desk, heading, fields, command)) is not None


async def instruct(desk: Desk, one: PlacementCard) -> bool:
    """Ask what the agency was told to do, and record it."""
    words = {code: f"instruction_{code}" for code in Instruction}
    code = AnswerField[Instruction](desk, desk.say("placement.instruction"), words_of(Instruction, desk, words))
    on = DayField(desk.say("placement.on"), desk, desk.day, past=True)
    until = OptionalDayField(desk.say("placement.before_on"), desk)
    text = LongTextField(desk.say("placement.note"))

    def command() -> RecordPlacementEvent:
        return RecordPlacementEvent(one.row.id, _E.INSTRUCTED, on.value, until.value, code.answer, text.value)

    heading = desk.say("placement.instruct_heading", what=short(one, desk))
    return await desk.ask(Form(desk, heading, [code, on, until, text], command)) is not None


async def served(desk: Desk, card: CaseCard, one: PlacementCard) -> bool:
    """Ask when a writ of interruption was served, with its document, and record it as proven."""
    on = DayField(desk.say("placement.served_on"), desk, desk.day, past=True)
    documents = await desk.read(choices.documents, card.case_id)
    options = [
        (None, desk.say("arrangements.no_document")),
        *((found.document_id, clean_line(found.name)) for found in documents),
    ]
    document = ChoiceField[int | None](desk.say("placement.writ_document"), options, None, when=lambda: bool(documents))
    text = TextField(desk.say("placement.note"))
    heading = desk.say("placement.served_heading", what=short(one, desk))
    about = [line(desk.say("placement.served_about")), EMPTY]

    def command() -> ServedWrit:
        return ServedWrit(one.row.id, on.value, document.value, text.value)

    return await desk.ask(Form(desk, heading, [on, document, text], command, about=about)) is not None


async def report(desk: Desk, one: PlacementCard) -> bool:
    """Ask what the agency reports, and record it."""
    say = desk.say
    on = DayField(say("placement.as_of"), desk, desk.day, past=True)
    phase, step = TextField(say("placement.phase")), TextField(say("placement.next_action"))
    amounts = [
        ValueField(say(code), desk, None, zero=True)
        for code in ("placement.of_open", "placement.of_received", "placement.of_remitted", "placement.of_costs")
    ]
    next_on = OptionalDayField(say("placement.next_on"), desk)

    def command() -> RecordReport:
        owed, received, remitted, costs = (amount.value if amount.known else None for amount in amounts)
        facts = ReportFacts(on.value, phase.value, owed, received, remitted, costs, step.value, next_on.value)
        return RecordReport(one.row.id, facts)

    heading = say("placement.report_heading", what=short(one, desk))
    return await desk.ask(Form(desk, heading, [on, phase, *amounts, step, next_on], command)) is not None


async def told(desk: Desk, one: PlacementCard) -> bool:
    """Ask of which payment the agency was told, and record it."""
    paid = one.untold[0]
    if len(one.untold) > 1:
        entries = [
            Entry(row, "", f"{form.day(row.on_day, desk.language)} · {form.money(row.cents, desk.language)}")
            for row in one.untold
        ]
        chosen = await desk.ask(Pick(desk, desk.say("placement.told_heading", what=short(one, desk)), entries))
        if chosen is None:
            return False
        paid = chosen
    on = DayField(desk.say("placement.told_on"), desk, desk.day, past=True)
    heading = desk.say("placement.told_heading", what=short(one, desk))
    about = [line(desk.say("placement.told_about", cents=paid.cents, on=paid.on_day)), EMPTY]

    def command() -> TellDirectPayment:
        return TellDirectPayment(one.row.id, paid.payment_id, on.value)

    return await desk.ask(Form(desk, heading, [on], command, about=about)) is not None


async def recall(desk: Desk, one: PlacementCard) -> bool:
    """Show what recalling a placement costs, and record that it is announced."""
    on = DayField(desk.say("placement.on"), desk, desk.day, past=True)
    until = OptionalDayField(desk.say("placement.statement_by"), desk)
    reason = TextField(desk.say("placement.reason"), required=True)
    told = f"{desk.say('placement.recall_costs')} {recall_words(one.recall, desk)}"
    about = [line(Span(told, "due"), hang=2), EMPTY, *placement_lines(one, desk)]

    def command() -> AnnounceRecall:
        cost = one.recall.fee.total
        return AnnounceRecall(one.row.id, one.row.version, on.value, cost, reason.value, until.value)

    heading = desk.say("placement.recall_heading", what=short(one, desk))
    return await desk.ask(Form(desk, heading, [on, until, reason], command, about=about)) is not None


async def change(desk: Desk, one: PlacementCard) -> bool:
    """Ask who guards limitation and how the agency calls the placement, and why that changes."""
    guard = guard_field(desk, one.row.guard)
    reference = TextField(desk.say("placement.reference"), one.row.reference)
    reason = TextField(desk.say("placement.reason"), required=True)

    def command() -> ChangePlacement:
        return ChangePlacement(one.row.id, one.row.version, guard.answer, reference.value, reason.value)

    heading = desk.say("placement.change_heading", what=short(one, desk))
    return await desk.ask(Form(desk, heading, [guard, reference, reason], command)) is not None


async def void(desk: Desk, one: PlacementCard) -> bool:
    """Ask which event did not happen and why, and make it void."""
    began = (_E.PREPARED, _E.APPROVED)
    events = [event for event in one.events if event.id in one.stands and event.kind not in began]
    heading = desk.say("placement.void_heading", what=short(one, desk))
    event = events[0] if len(events) == 1 else None
    if event is None:
        entries = [Entry[PlacementEventRow](row, "", _told(row, desk)) for row in events]
        event = await desk.ask(Pick(desk, heading, entries, search=True))
    if event is None:
        return False
    chosen = event
    reason = TextField(desk.say("placement.reason"), required=True)
    dialog = Form(
        desk, f"{heading} · {_told(chosen, desk)}", [reason], lambda: VoidPlacementEvent(chosen.id, reason.value)
    )
    return await desk.ask(dialog) is not None


def _told(row: PlacementEventRow, desk: Desk) -> str:
    return f"{form.day(row.on, desk.language)} · {desk.say(f'word.placement_event_{row.kind}')}"
