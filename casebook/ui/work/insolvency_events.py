"""An event of a proceeding that was recorded wrongly: as it should have been, or that it did not happen."""

from collections.abc import Sequence

from casebook.domain.insolvency.facts import LASTING, EndKind, EventKind
from casebook.store.actions.insolvency_events import CorrectInsolvencyEvent, VoidInsolvencyEvent
from casebook.store.insolvency_rows import EventRow
from casebook.store.queries.insolvencies import InsolvencyCard
from casebook.ui.case_tabs.insolvency_lines import event_words
from casebook.ui.case_tabs.telling import day
from casebook.ui.desk import Desk
from casebook.ui.dialogs.pick import Pick
from casebook.ui.widgets.fields import ChoiceField, DayField, LongTextField, OptionalDayField, TextField
from casebook.ui.widgets.menu import Entry
from casebook.ui.work.debtor_rows import key_at
from casebook.ui.work.insolvency_fields import ask
from casebook.ui.work.kinds import words_of

# What a command of its own records is not corrected by its day.
_NOT_CORRECTED = frozenset({EventKind.CUT, EventKind.DISMISSED, EventKind.CONVERTED, EventKind.TRANSFERRED})


def correctable(card: InsolvencyCard) -> Sequence[EventRow]:
    """Return the events that stand and can be recorded otherwise, by their days."""
    return [one for one in _standing(card) if one.kind not in _NOT_CORRECTED]


def voidable(card: InsolvencyCard) -> Sequence[EventRow]:
    """Return the events that can be made void; a start is corrected, or the proceeding annulled."""
    return [one for one in _standing(card) if one.kind not in (EventKind.STARTED, EventKind.DISMISSED)]


async def correct(desk: Desk, card: InsolvencyCard) -> bool:
    """Ask which event is to be recorded otherwise, how, and why."""
    event = await _which(desk, card, "insolvency.correct_heading", correctable(card))
    if event is None:
        return False
    on = DayField(desk.say("insolvency.on"), desk, event.on)
    until = OptionalDayField(desk.say("insolvency.until"), desk, event.until, when=lambda: event.kind in LASTING)
    known = desk.session.database.law.insolvency.effect.get(card.row.kind, {})
    ends = words_of(known, desk, {one: f"insolvency_end_{one}" for one in EndKind})
    how = ChoiceField(desk.say("insolvency.how"), ends, event.outcome, when=lambda: event.outcome in known)
    text = LongTextField(desk.say("insolvency.text"), event.text)
    reason = TextField(desk.say("insolvency.reason"), required=True)

    def command() -> CorrectInsolvencyEvent:
        last = until.value if event.kind in LASTING else None
        outcome = how.value if event.outcome in known else None
        return CorrectInsolvencyEvent(event.id, on.value, reason.value, last, text.value, outcome)

    return await ask(desk, card, "insolvency.correct_heading", [on, until, how, text, reason], command)


async def void(desk: Desk, card: InsolvencyCard) -> bool:
    """Ask which event did not happen, and how that is known."""
    event = await _which(desk, card, "insolvency.void_heading", voidable(card))
    if event is None:
        return False
    reason = LongTextField(desk.say("insolvency.reason"), required=True)

    def command() -> VoidInsolvencyEvent:
        return VoidInsolvencyEvent(event.id, reason.value)

    return await ask(desk, card, "insolvency.void_heading", [reason], command)


def _standing(card: InsolvencyCard) -> Sequence[EventRow]:
    found = (one for one in card.events if one.id in card.stands)
    return sorted(found, key=lambda one: (one.on, one.id))


async def _which(desk: Desk, card: InsolvencyCard, code: str, events: Sequence[EventRow]) -> EventRow | None:
    """Ask for one of some events; the only one is not asked for."""
    if len(events) == 1:
        return events[0]
    entries = [
        Entry(one, key_at(at), f"{day(one.on, desk)}  {event_words(one, desk)}") for at, one in enumerate(events)
    ]
    return await desk.ask(Pick(desk, desk.say(code, name=card.row.party, kind=card.row.kind), entries))
