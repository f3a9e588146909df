"""Who speaks for a party: in what role, from when until when, and whether his authority was seen."""

from typing import Any

from casebook.store.actions.representations import Acting, AddRepresentation, ChangeRepresentation
from casebook.store.models.parties import RepresentativeRole
from casebook.store.queries.case import CaseCard
from casebook.store.queries.debtor import RepresentativeRow
from casebook.text import clean_line
from casebook.ui.case_tabs.telling import period
from casebook.ui.desk import Desk
from casebook.ui.dialogs.find import find_party
from casebook.ui.dialogs.form import Form
from casebook.ui.widgets.fields import ChoiceField, Field, OptionalDayField, yes_field
from casebook.ui.work.debtor import party_of
from casebook.ui.work.debtor_rows import Another, pick_row
from casebook.ui.work.kinds import words_of
from casebook.ui.work.seen import SeenRow


async def representatives(desk: Desk, _card: CaseCard, party_id: int) -> bool:
    """Ask who speaks for a party from now on, or how somebody does who is known already."""
    party = await party_of(desk, party_id)
    heading = desk.say("debtor.representatives_heading", name=party.card.name)
    new = desk.say("debtor.add_representative")
    chosen = await pick_row(desk, heading, party.representatives, lambda row: _told(row, desk), new)
    match chosen:
        case None:
            return False
        case Another():
            other = await find_party(desk, heading)
            return other is not None and await _add(desk, heading, party_id, other)
        case row:
            return await _change(desk, party_id, row)


async def _add(desk: Desk, heading: str, party_id: int, other: int) -> bool:
    name = (await party_of(desk, other)).card.name
    acting = _ActingFields(desk)
    form = Form(
        desk, f"{heading}: {clean_line(name)}", acting.fields, lambda: AddRepresentation(party_id, other, acting.value)
    )
    return await desk.ask(form) is not None


async def _change(desk: Desk, party_id: int, row: RepresentativeRow) -> bool:
    acting = _ActingFields(desk, row)

    async def again() -> RepresentativeRow | None:
        found = (await party_of(desk, party_id)).representatives
        return next((one for one in found if one.representation_id == row.representation_id), None)

    seen = SeenRow(desk, row, again, lambda now: _told(now, desk) if now else desk.say("debtor.row_gone"))

    def command() -> ChangeRepresentation:
        return ChangeRepresentation(row.representation_id, (seen.row or row).version, acting.value)

    return await desk.ask(Form(desk, _told(row, desk), acting.fields, command, renew=seen.renew)) is not None


class _ActingFields:
    """In what role somebody acts, and since when."""

    def __init__(self, desk: Desk, row: RepresentativeRow | None = None) -> None:
        say = desk.say
        role = row.role if row else RepresentativeRole.AUTHORISED
        self.role = ChoiceField(say("acting.role"), words_of(RepresentativeRole, desk), role)
        self.write_to = yes_field(say("acting.write_to"), desk, yes=row.write_to if row else True)
        seen_on = row.authority_seen_on if row else None
        self.seen_on = OptionalDayField(say("acting.seen_on"), desk, seen_on, past=True)
        self.from_on = OptionalDayField(say("acting.from_on"), desk, row.from_on if row else desk.day, past=True)
        self.until_on = OptionalDayField(say("acting.until_on"), desk, row.until_on if row else None)

    @property
    def fields(self) -> list[Field[Any]]:
        """The fields."""
        return [self.role, self.write_to, self.seen_on, self.from_on, self.until_on]

    @property
    def value(self) -> Acting:
        """How somebody acts. Raises `InputError`."""
        return Acting(self.role.value, self.write_to.value, self.seen_on.value, self.from_on.value, self.until_on.value)


def _told(row: RepresentativeRow, desk: Desk) -> str:
    held = period(row.from_on, row.until_on, desk)
    return " · ".join(filter(None, (clean_line(row.name), desk.say(f"word.{row.role}"), held)))
