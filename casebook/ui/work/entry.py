"""Entries in the ledger: amounts credited, costs charged, and entries corrected or reversed."""

from collections.abc import Sequence
from typing import Any

from casebook import format as form
from casebook.domain.component import COSTS, Component
from casebook.domain.ledger import EntryKind
from casebook.domain.money import Cents
from casebook.store.actions.dispute_course import CreditDispute
from casebook.store.actions.ledger import ChargeCosts, CorrectEntry, CreditClaim, ReverseEntry
from casebook.store.database import Database
from casebook.store.perform import Done
from casebook.store.queries import bookings, disputes, received
from casebook.store.queries.bookings import Booking, ClaimSheet
from casebook.store.queries.case import CaseCard
from casebook.ui.desk import Desk
from casebook.ui.dialogs.form import Foresee, Form
from casebook.ui.dialogs.pick import Pick
from casebook.ui.prose import Line, labelled
from casebook.ui.widgets.fields import AmountField, ChoiceField, DayField, Field, TextField
from casebook.ui.widgets.menu import Entry
from casebook.ui.work.claim_fields import of_claim, pick_claim
from casebook.ui.work.closed_month import late_lines
from casebook.ui.work.dispute_fields import for_dispute
from casebook.ui.work.kinds import words_of


async def credit(desk: Desk, card: CaseCard, sheets: Sequence[ClaimSheet]) -> bool:
    """Ask what is credited on a claim and why, and credit it or ask for approval."""
    heading = desk.say("money.credit_heading", number=card.number, name=card.name)
    sheet = await pick_claim(desk, heading, [one for one in sheets if one.open.total > 0], _open)
    if sheet is None:
        return False
    owed = [component for component in Component if sheet.open.of(component) > 0]
    component = ChoiceField(desk.say("money.component"), words_of(owed, desk), owed[0])
    cents = AmountField(desk.say("money.amount"), desk)
    on = DayField(desk.say("money.day"), desk, desk.day, past=True)
    reason = TextField(desk.say("money.reason"), required=True)
    contested = await desk.read(disputes.contesting, card.case_id, sheet.claim_id, desk.day)
    dispute = for_dispute(desk, contested)

    def command() -> object:
        booked = sheet.claim_id, cents.value, on.value, reason.value, component.value
        return CreditClaim(*booked) if dispute.value is None else CreditDispute(dispute.value, *booked)

    fields: list[Field[Any]] = [component, cents, dispute, on, reason]
    dialog = Form(
        desk,
        heading,
        fields,
        command,
        about=of_claim(desk, sheet),
        foresee=_open_then(desk, card, sheet.claim_id, await desk.read(received.last_entry)),
    )
    return await desk.ask(dialog) is not None


async def charge(desk: Desk, card: CaseCard, sheets: Sequence[ClaimSheet]) -> bool:
    """Ask which costs came on top of a claim, and charge them."""
    heading = desk.say("money.costs_heading", number=card.number, name=card.name)
    sheet = await pick_claim(desk, heading, [one for one in sheets if not one.foreign], _open)
    if sheet is None:
        return False
    component = ChoiceField(desk.say("money.component"), words_of(COSTS, desk), COSTS[0])
    cents = AmountField(desk.say("money.amount"), desk)
    on = DayField(desk.say("money.day"), desk, desk.day, past=True)
    reason = TextField(desk.say("money.reason"), required=True)

    def command() -> ChargeCosts:
        return ChargeCosts(sheet.claim_id, component.value, cents.value, on.value, reason.value)

    fields: list[Field[Any]] = [component, cents, on, reason]
    foresee = _open_then(desk, card, sheet.claim_id, await desk.read(received.last_entry))
    dialog = Form(desk, heading, fields, command, about=of_claim(desk, sheet), foresee=foresee)
    return await desk.ask(dialog) is not None


async def correct(desk: Desk, card: CaseCard, found: Sequence[Booking]) -> bool:
    """Ask what an entry should have been and why, and correct it or ask for approval."""
    heading = desk.say("money.entry_heading", number=card.number, name=card.name)
    booking = await _pick(desk, heading, found)
    if booking is None:
        return False
    cents = AmountField(desk.say("money.amount"), desk, Cents(abs(booking.cents)))
    on = DayField(desk.say("money.day"), desk, booking.on_day, past=True)
    reason = TextField(desk.say("money.reason"), required=True)

    def command() -> CorrectEntry:
        return CorrectEntry(booking.entry_id, cents.value, on.value, reason.value)

    fields: list[Field[Any]] = [cents, on, reason]
    dialog = Form(
        desk,
        heading,
        fields,
        command,
        about=_was(desk, booking),
        foresee=_open_then(desk, card, booking.claim_id, await desk.read(received.last_entry)),
    )
    return await desk.ask(dialog) is not None


async def reverse(desk: Desk, card: CaseCard, found: Sequence[Booking]) -> bool:
    """Ask which entry should not have been booked, and reverse it or ask for approval."""
    heading = desk.say("money.reverse_entry_heading", number=card.number, name=card.name)
    booking = await _pick(desk, heading, [one for one in found if may_be_reversed(one)])
    if booking is None:
        return False
    reason = TextField(desk.say("money.reason"), required=True)
    fields: list[Field[Any]] = [reason]
    dialog = Form(
        desk,
        heading,
        fields,
        lambda: ReverseEntry(booking.entry_id, reason.value),
        about=_was(desk, booking),
        foresee=_open_then(desk, card, booking.claim_id, await desk.read(received.last_entry)),
    )
    return await desk.ask(dialog) is not None


def may_be_reversed(booking: Booking) -> bool:
    """Tell whether an entry can be reversed: the principal is corrected, or the claim withdrawn."""
    return booking.kind is EntryKind.CREDIT or booking.component is not Component.PRINCIPAL


async def _pick(desk: Desk, heading: str, found: Sequence[Booking]) -> Booking | None:
    if len(found) == 1:
        return found[0]
    entries = [Entry(one, "", _told(desk, one)) for one in found]
    return await desk.ask(Pick(desk, heading, entries, search=True))


def _open(sheet: ClaimSheet) -> Cents:
    return sheet.open.total


def _open_then(desk: Desk, card: CaseCard, claim_id: int, last_entry: int) -> Foresee:
    """Return what shows what is open on a claim after the act."""

    def look(database: Database, _done: Done) -> list[Line]:
        found = bookings.sheets(database, card.case_id, desk.day)
        late = late_lines(database, desk, card.case_id, last_entry)
        return late + [
            labelled(desk.say("money.open_then"), form.money(one.open.total, desk.language))
            for one in found
            if one.claim_id == claim_id
        ]

    return look


def _was(desk: Desk, booking: Booking) -> list[Line]:
    was = [labelled(desk.say("money.was"), _told(desk, booking))]
    return [*was, labelled("", desk.say("money.because", reason=booking.reason))] if booking.reason else was


def _told(desk: Desk, booking: Booking) -> str:
    return desk.say(
        "money.booking",
        on=booking.on_day,
        number=booking.claim_number,
        kind=booking.kind,
        component=booking.component,
        cents=Cents(abs(booking.cents)),
    )
