"""The unwinding of the cases of a debtor, what becomes of money that came in since, and what was left to do."""

from collections.abc import Awaitable, Callable, Iterator
from typing import Any

from casebook.domain.finding import HOUSE_RULE
from casebook.domain.insolvency.facts import EventKind
from casebook.domain.insolvency.items import CHOICES, ItemOutcome
from casebook.errors import InputError, Refused
from casebook.store.actions.unwinding import ChooseReceipt, FinishInsolvencyItem, MeterRead, UnwindInsolvency
from casebook.store.database import Database
from casebook.store.perform import Done
from casebook.store.queries import unwinding
from casebook.store.queries.insolvencies import InsolvencyCard
from casebook.store.queries.unwinding import Unwound
from casebook.store.unwound import CutRow
from casebook.text import clean_line
from casebook.ui.case_tabs.unwinding_lines import apart_name, name_of, unwinding_lines
from casebook.ui.desk import Desk
from casebook.ui.dialogs.form import Form
from casebook.ui.dialogs.pick import Pick
from casebook.ui.prose import Line, line
from casebook.ui.widgets.fields import Field, LongTextField, OptionalDayField, TextField
from casebook.ui.widgets.menu import Entry
from casebook.ui.work.answers import AnswerField
from casebook.ui.work.debtor_rows import key_at
from casebook.ui.work.kinds import words_of

Act = Callable[[], Awaitable[bool]]
_OUTCOME = {one: f"unwinding_{one}" for one in ItemOutcome}
# A meter is read when the supply begins, on the day of the insolvency, and when the supply ends.
_READINGS = 3


def acts(desk: Desk, card: InsolvencyCard) -> Iterator[tuple[str, str, Act]]:
    """Yield what can be done about the unwinding of a proceeding that runs: its key, its code, and the act."""
    if card.standing.since is None or card.row.kind not in desk.session.database.law.unwinding:
        return
    if not any(one.kind is EventKind.CUT for one in card.events if one.id in card.stands):
        yield "u", "unwind", lambda: unwind(desk, card)
        return
    yield "m", "choose_receipt", lambda: choose_receipt(desk, card)
    yield "k", "finish", lambda: finish(desk, card)


async def unwind(desk: Desk, card: InsolvencyCard) -> bool:
    """Show what an unwinding does to every record, ask only what has to be asked, and do it."""
    row, since = card.row, card.standing.since
    assert since is not None, "it is offered only where it began"
    split = await desk.read(unwinding.split, row.party_id, since)
    meters = [(one, _meter_field(one, desk)) for one in split]
    note = TextField(desk.say("unwinding.next_note"), desk.say("unwinding.next_default"))
    next_on = OptionalDayField(desk.say("unwinding.next_on"), desk)
    because = desk.say("unwinding.because", kind=row.kind, number=row.number, on=since)

    def command() -> UnwindInsolvency:
        readings = tuple(read for one, field in meters if (read := _reading(one, field)) is not None)
        return UnwindInsolvency(row.id, row.version, because, note.value, next_on.value, readings)

    def look(database: Database, _: Done) -> list[Line]:
        found = unwinding.of_proceeding(database, row.id)
        return [] if found is None else unwinding_lines(found, desk)

    fields: list[Field[Any]] = [*(field for _, field in meters), note, next_on]
    heading = desk.say("unwinding.form", name=row.party, kind=row.kind)
    return await desk.ask(Form(desk, heading, fields, command, foresee=look)) is not None


async def choose_receipt(desk: Desk, card: InsolvencyCard) -> bool:
    """Ask which receipt it is, what becomes of it, and why. Refused where none waits."""
    some = (await _found(desk, card)).apart
    entries = [Entry(one, key_at(at), apart_name(one, desk)) for at, one in enumerate(some)]
    heading = desk.say("insolvency.do_choose_receipt")
    if not some:
        raise Refused("insolvency.nothing_apart", source=HOUSE_RULE)
    chosen = some[0] if len(some) == 1 else await desk.ask(Pick(desk, heading, entries))
    if chosen is None:
        return False
    outcome = AnswerField[ItemOutcome](desk, desk.say("unwinding.outcome"), words_of(CHOICES, desk, _OUTCOME))
    handed = OptionalDayField(
        desk.say("unwinding.handed_on"),
        desk,
        desk.day,
        past=True,
        when=lambda: outcome.value is ItemOutcome.HANDED_OVER,
    )
    reason = LongTextField(desk.say("insolvency.reason"), required=True)

    def command() -> ChooseReceipt:
        on = handed.value if outcome.answer is ItemOutcome.HANDED_OVER else None
        return ChooseReceipt(card.row.id, chosen.payment_id, outcome.answer, reason.value, on)

    about = [line(apart_name(chosen, desk))]
    return await desk.ask(Form(desk, heading, [outcome, handed, reason], command, about=about)) is not None


async def finish(desk: Desk, card: InsolvencyCard) -> bool:
    """Ask what of an unwinding was done by a person, and how. Refused where nothing is left to do."""
    some = (await _found(desk, card)).to_do
    entries = [Entry(one, key_at(at), name_of(one, desk)) for at, one in enumerate(some)]
    heading = desk.say("insolvency.do_finish")
    if not some:
        raise Refused("insolvency.nothing_to_do", source=HOUSE_RULE)
    chosen = some[0] if len(some) == 1 else await desk.ask(Pick(desk, heading, entries))
    if chosen is None:
        return False
    how = LongTextField(desk.say("unwinding.how"), required=True)
    about = [line(name_of(chosen, desk))]

    def command() -> FinishInsolvencyItem:
        return FinishInsolvencyItem(chosen.id, chosen.version, how.value)

    return await desk.ask(Form(desk, heading, [how], command, about=about)) is not None


async def _found(desk: Desk, card: InsolvencyCard) -> Unwound:
    found = await desk.read(unwinding.of_proceeding, card.row.id)
    assert found is not None, "it is shown"
    return found


def _meter_field(one: CutRow, desk: Desk) -> TextField:
    return TextField(desk.say("unwinding.meter", number=clean_line(one.claim.number)))


def _reading(one: CutRow, field: TextField) -> MeterRead | None:
    """Return the three readings that were typed, None for none. Raises `InputError` for another number of them."""
    parts = field.value.split()
    if not parts:
        return None
    if len(parts) != _READINGS:
        raise InputError("unwinding.three_readings", place=field.label)
    return MeterRead(one.claim.id, *parts)
