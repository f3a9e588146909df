"""Where a party is to be found: asked at a register or somebody else, and what the answer was."""

from typing import Any

from casebook.domain.calendar import add_working_days
from casebook.store.actions.enquiries import AnswerAddress, AskAddress
from casebook.store.models.parties import EnquiryAt, EnquiryResult
from casebook.store.queries import enquiries as asked
from casebook.store.queries.case import CaseCard
from casebook.store.queries.enquiries import EnquiryRow
from casebook.text import clean_line
from casebook.ui.desk import Desk
from casebook.ui.dialogs.form import Form
from casebook.ui.dialogs.reader import Reader
from casebook.ui.prose import Line, labelled
from casebook.ui.widgets.fields import ChoiceField, DayField, Field, OptionalDayField, TextField
from casebook.ui.work.debtor import party_of
from casebook.ui.work.debtor_fields import PlaceFields
from casebook.ui.work.debtor_rows import Another, pick_row
from casebook.ui.work.kinds import words_of
from casebook.ui.work.seen import SeenRow


async def enquiries(desk: Desk, _card: CaseCard, party_id: int) -> bool:
    """Ask where to ask for the address of a party, or what was answered."""
    party = await party_of(desk, party_id)
    rows = await desk.read(asked.enquiries, party_id)
    heading = desk.say("debtor.enquiries_heading", name=party.card.name)
    chosen = await pick_row(desk, heading, rows, lambda row: enquiry_told(row, desk), desk.say("debtor.ask_address"))
    match chosen:
        case None:
            return False
        case Another():
            return await ask_about(desk, party_id, None)
        case EnquiryRow(result=None) as row:
            return await _answer(desk, row)
        case row:
            await desk.ask(Reader(desk, enquiry_told(row, desk), _page(row, desk)))
            return False


def enquiry_told(row: EnquiryRow, desk: Desk) -> str:
    """Return an enquiry on a line: at whom it was asked and when, and what came of it."""
    if row.result is None:
        return desk.say("enquiry.open", at=row.asked_at, on=row.asked_on, due=row.answer_due_on)
    return desk.say("enquiry.answered", at=row.asked_at, on=row.answered_on, result=row.result)


async def ask_about(desk: Desk, party_id: int, address_id: int | None) -> bool:
    """Ask where it was asked where a party is to be found, about an address or none, and by when the answer is due."""
    from casebook.ui.work.debtor_places import place_told

    party = await party_of(desk, party_id)
    places = [one for one in party.addresses if one.until_on is None]
    say, law = desk.say, desk.session.database.law
    working_days = law.defaults.address_enquiry.applied(desk.day).value.answer
    at = ChoiceField(say("enquiry.at"), words_of(EnquiryAt, desk), EnquiryAt.BRP)
    about = ChoiceField(
        say("enquiry.about"),
        [*((one.address_id, place_told(one, desk)) for one in places), (None, say("enquiry.no_address"))],
        address_id or (places[0].address_id if places else None),
        when=lambda: bool(places),
    )
    on = DayField(say("enquiry.asked_on"), desk, desk.day, past=True)
    due = DayField(say("enquiry.due"), desk, add_working_days(desk.day, working_days, law.holidays))
    note = TextField(say("enquiry.note"))
    fields: list[Field[Any]] = [at, about, on, due, note]

    def command() -> AskAddress:
        return AskAddress(party_id, at.value, on.value, due.value, about.value if places else None, note.value)

    heading = say("debtor.enquiries_heading", name=party.card.name)
    return await desk.ask(Form(desk, heading, fields, command)) is not None


async def _answer(desk: Desk, row: EnquiryRow) -> bool:
    say = desk.say
    known = row.address_id is not None
    results = [one for one in EnquiryResult if known or one is not EnquiryResult.CONFIRMED]
    result = ChoiceField(say("enquiry.result"), words_of(results, desk), EnquiryResult.NEW_ADDRESS)
    place = PlaceFields(desk, when=lambda: result.value is EnquiryResult.NEW_ADDRESS)
    since = OptionalDayField(
        say("place.from_on"), desk, past=True, when=lambda: result.value is EnquiryResult.NEW_ADDRESS
    )
    on = DayField(say("enquiry.answered_on"), desk, desk.day, past=True)
    source = TextField(say("place.source"), say(f"word.{row.asked_at}"), required=True)
    text = TextField(say("enquiry.answer"))
    fields: list[Field[Any]] = [result, *place.fields, since, on, source, text]

    async def again() -> EnquiryRow | None:
        rows = await desk.read(asked.enquiries, row.party_id)
        return next((one for one in rows if one.enquiry_id == row.enquiry_id), None)

    seen = SeenRow(desk, row, again, lambda now: enquiry_told(now, desk) if now else say("debtor.row_gone"))

    def command() -> AnswerAddress:
        moved = result.value is EnquiryResult.NEW_ADDRESS
        return AnswerAddress(
            row.enquiry_id,
            (seen.row or row).version,
            on.value,
            result.value,
            source.value,
            place.place if moved else None,
            since.value if moved else None,
            text.value,
        )

    heading = say("enquiry.answer_heading", name=row.name, at=row.asked_at)
    about = [labelled(say("enquiry.about"), clean_line(row.place))] if known else []
    return await desk.ask(Form(desk, heading, fields, command, about=about, renew=seen.renew)) is not None


def _page(row: EnquiryRow, desk: Desk) -> list[Line]:
    said = (("enquiry.about", row.place), ("enquiry.note", row.note), ("enquiry.answer", row.answer))
    asked_on = labelled(desk.say("enquiry.asked_on"), desk.say("enquiry.day", on=row.asked_on), 24)
    return [asked_on, *(labelled(desk.say(code), clean_line(text, 2000), 24) for code, text in said if text)]
