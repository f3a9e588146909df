"""Writing a claim off, and taking that back."""

from collections.abc import Iterator, Sequence
from typing import Any

from casebook import format as form
from casebook.store.actions.write_offs import ReverseWriteOff, WriteOff
from casebook.store.database import Database
from casebook.store.perform import Done
from casebook.store.queries import bookings, claim_facts
from casebook.store.queries.bookings import ClaimSheet, Written
from casebook.store.queries.case import CaseCard
from casebook.store.queries.claim_facts import Outlook
from casebook.ui.desk import Desk
from casebook.ui.dialogs.form import Form
from casebook.ui.dialogs.pick import Pick
from casebook.ui.prose import Line, labelled, line
from casebook.ui.widgets.fields import AmountField, Field, TextField
from casebook.ui.widgets.menu import Entry
from casebook.ui.work.claim_fields import pick_claim
from casebook.ui.work.claim_outlook import limitation_line


async def write(desk: Desk, card: CaseCard, sheets: Sequence[ClaimSheet]) -> bool:
    """Ask what of a claim is written off and why, and write it off or ask for approval."""
    heading = desk.say("money.write_off_heading", number=card.number, name=card.name)
    sheet = await pick_claim(desk, heading, [one for one in sheets if one.left], lambda one: one.left)
    if sheet is None:
        return False
    outlook = await desk.read(claim_facts.outlook, sheet.claim_id, desk.day)
    cents = AmountField(desk.say("money.amount"), desk, sheet.left)
    reason = TextField(desk.say("money.reason"), required=True)
    fields: list[Field[Any]] = [cents, reason]

    def look(database: Database, _done: Done) -> list[Line]:
        found = bookings.sheets(database, card.case_id, desk.day)
        now = next(one for one in found if one.claim_id == sheet.claim_id)
        return [
            labelled(desk.say("money.written_off"), form.money(now.written_off, desk.language)),
            labelled(desk.say("money.left"), form.money(now.left, desk.language)),
        ]

    done = await desk.ask(
        Form(
            desk,
            heading,
            fields,
            lambda: WriteOff(sheet.claim_id, cents.value, reason.value),
            about=list(_about(desk, sheet, outlook)),
            foresee=look,
        )
    )
    return done is not None


async def reverse(desk: Desk, card: CaseCard, found: Sequence[Written]) -> bool:
    """Ask which write-off is taken back and why, and take it back."""
    heading = desk.say("money.unwrite_heading", number=card.number, name=card.name)
    entries = [
        Entry(one, "", desk.say("money.written", number=one.claim_number, on=one.on_day, cents=one.cents))
        for one in found
    ]
    chosen = found[0] if len(found) == 1 else await desk.ask(Pick(desk, heading, entries, search=True))
    if chosen is None:
        return False
    reason = TextField(desk.say("money.reason"), required=True)
    told = desk.say("money.written", number=chosen.claim_number, on=chosen.on_day, cents=chosen.cents)
    about = [labelled(desk.say("money.was"), told), labelled("", desk.say("money.because", reason=chosen.reason))]
    form_ = Form(desk, heading, [reason], lambda: ReverseWriteOff(chosen.write_off_id, reason.value), about=about)
    return await desk.ask(form_) is not None


def _about(desk: Desk, sheet: ClaimSheet, outlook: Outlook) -> Iterator[Line]:
    yield labelled(desk.say("money.of_claim"), sheet.number)
    yield labelled(desk.say("money.open"), form.money(sheet.open.total, desk.language))
    if sheet.written_off:
        yield labelled(desk.say("money.written_off"), form.money(sheet.written_off, desk.language))
    yield line(desk.say("money.lives_on"))
    if outlook.limitation is not None:
        yield limitation_line(desk, outlook.limitation)
