"""What becomes of a proceeding that goes on: corrected, before another court, as one of another kind, with others."""

from casebook.domain.insolvency.facts import CONVERTS, OF_LEGAL, REGISTERED, Kind
from casebook.store.actions.insolvencies import ChangeInsolvency, ConvertInsolvency, TransferInsolvency
from casebook.store.actions.insolvency_people import ReleasePerson
from casebook.store.queries import insolvencies
from casebook.store.queries.insolvencies import InsolvencyCard
from casebook.ui.desk import Desk
from casebook.ui.widgets.fields import ChoiceField, DayField, LongTextField, OptionalDayField, TextField
from casebook.ui.work.answers import AnswerField
from casebook.ui.work.insolvency_course import appoint
from casebook.ui.work.insolvency_fields import LASTS, ask, fitting, last_day_label
from casebook.ui.work.kinds import words_of


async def change(desk: Desk, card: InsolvencyCard) -> bool:
    """Ask what the number, the court and what else is known of a proceeding should be, and why."""
    row = card.row
    registered = row.kind in REGISTERED
    number = TextField(desk.say("insolvency.number_field"), row.number, when=lambda: registered)
    court = TextField(desk.say("insolvency.court"), row.court)
    note = LongTextField(desk.say("insolvency.text"), row.note)
    reason = TextField(desk.say("insolvency.reason"), required=True)

    def command() -> ChangeInsolvency:
        typed = number.value if registered else ""
        # The court that a number tells is not kept beside another number.
        told = "" if typed != row.number and court.value == row.court else court.value
        return ChangeInsolvency(row.id, row.version, typed, told, note.value, reason.value)

    return await ask(desk, card, "insolvency.change_heading", [number, court, note, reason], command)


async def transfer(desk: Desk, card: InsolvencyCard) -> bool:
    """Ask before which court a proceeding goes on, and under which number."""
    row = card.row
    number = TextField(desk.say("insolvency.new_number"), required=True)
    court = TextField(desk.say("insolvency.new_court"))
    on = DayField(desk.say("insolvency.on"), desk, desk.day, past=True)

    def command() -> TransferInsolvency:
        return TransferInsolvency(row.id, row.version, on.value, number.value, court.value)

    return await ask(desk, card, "insolvency.transfer_heading", [number, court, on], command)


def converts(card: InsolvencyCard) -> list[Kind]:
    """Return as what a proceeding of this debtor may go on."""
    return fitting(CONVERTS[card.row.kind], natural=card.row.natural)


async def convert(desk: Desk, card: InsolvencyCard) -> bool:
    """Ask as what a proceeding goes on, from which day, and until when where a court sets that; then who acts in it."""
    row = card.row
    to = converts(card)
    kind = AnswerField[Kind](desk, desk.say("insolvency.new_kind"), words_of(to, desk), to[0] if len(to) == 1 else None)
    number = TextField(desk.say("insolvency.new_number"), when=lambda: kind.value in REGISTERED)
    judged_on = DayField(
        desk.say("insolvency.started_on"), desk, desk.day, past=True, when=lambda: kind.value not in OF_LEGAL
    )
    dissolved_on = DayField(
        desk.say("insolvency.dissolved_on"), desk, desk.day, past=True, when=lambda: kind.value in OF_LEGAL
    )
    until = OptionalDayField(last_day_label(desk), desk, when=lambda: kind.value in LASTS)

    def command() -> ConvertInsolvency:
        typed = number.value if kind.answer in REGISTERED else ""
        last = until.value if kind.answer in LASTS else None
        on = (dissolved_on if kind.answer in OF_LEGAL else judged_on).value
        return ConvertInsolvency(row.id, row.version, on, kind.answer, typed, until_on=last)

    if not await ask(desk, card, "insolvency.convert_heading", [kind, number, judged_on, dissolved_on, until], command):
        return False
    for one in await desk.read(insolvencies.of_party, row.party_id):
        if one.row.predecessor_id == row.id and not one.persons:
            await appoint(desk, one)
    return True


async def release(desk: Desk, card: InsolvencyCard) -> bool:
    """Ask until when somebody acted in a proceeding, who is not replaced."""
    acting = [one for one in card.persons if one.until_on is None or one.until_on >= desk.day]
    who = ChoiceField(desk.say("insolvency.name"), [(one, one.name) for one in acting], acting[-1])
    until = DayField(desk.say("insolvency.until"), desk, desk.day)

    def command() -> ReleasePerson:
        return ReleasePerson(who.value.id, who.value.version, until.value)

    return await ask(desk, card, "insolvency.release_heading", [who, until], command)
