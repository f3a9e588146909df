"""How a party is reached and what it pays from: telephone and mail with their persons, and bank accounts."""

from typing import Any

from casebook.domain import identifiers
from casebook.store.actions.addresses import AddContactPoint, ChangeContactPoint, EndContactPoint
from casebook.store.actions.parties import AddAccount, ChangeAccount
from casebook.store.models.parties import ContactKind
from casebook.store.queries.case import CaseCard
from casebook.store.queries.debtor import AccountRow, ContactPointRow
from casebook.text import clean_line
from casebook.ui.desk import Desk
from casebook.ui.dialogs.form import Form
from casebook.ui.dialogs.pick import Pick
from casebook.ui.widgets.fields import ChoiceField, DayField, Field, TextField
from casebook.ui.widgets.menu import Entry
from casebook.ui.work import debtor_consent
from casebook.ui.work.debtor import party_of
from casebook.ui.work.debtor_fields import CheckedField
from casebook.ui.work.debtor_rows import Another, pick_row
from casebook.ui.work.kinds import words_of
from casebook.ui.work.seen import SeenRow


async def points(desk: Desk, _card: CaseCard, party_id: int) -> bool:
    """Ask for another telephone number or mail address of a party, or what becomes of one there is."""
    party = await party_of(desk, party_id)
    heading = desk.say("debtor.points_heading", name=party.card.name)
    new = desk.say("debtor.add_point")
    chosen = await pick_row(desk, heading, party.contact_points, lambda row: _told(row, desk), new)
    match chosen:
        case None:
            return False
        case Another():
            return await _add(desk, heading, party_id)
        case row:
            return await _change(desk, party_id, row)


async def accounts(desk: Desk, _card: CaseCard, party_id: int) -> bool:
    """Ask for another bank account, or whose one there is."""
    party = await party_of(desk, party_id)
    heading = desk.say("debtor.accounts_heading", name=party.card.name)
    new = desk.say("debtor.add_account")
    chosen = await pick_row(desk, heading, party.accounts, lambda row: _account(row, desk), new)
    match chosen:
        case None:
            return False
        case Another():
            iban = CheckedField(desk.say("debtor.iban"), identifiers.iban, required=True)
            own = _own_field(desk, own=True)
            form = Form(desk, heading, [iban, own], lambda: AddAccount(party_id, iban.value, own.value))
            return await desk.ask(form) is not None
        case row:
            own = _own_field(desk, own=row.own)
            form = Form(desk, row.iban, [own], lambda: ChangeAccount(row.account_id, row.version, own.value))
            return await desk.ask(form) is not None


async def _add(desk: Desk, heading: str, party_id: int) -> bool:
    kind = ChoiceField(desk.say("point.kind"), words_of(ContactKind, desk), ContactKind.PHONE)
    value = TextField(desk.say("point.value"), required=True)
    person = _PersonFields(desk)
    fields: list[Field[Any]] = [kind, value, *person.fields]

    def command() -> AddContactPoint:
        return AddContactPoint(party_id, kind.value, value.value, *person.values)

    return await desk.ask(Form(desk, heading, fields, command)) is not None


async def _change(desk: Desk, party_id: int, row: ContactPointRow) -> bool:
    entries = [Entry("change", "w", desk.say("debtor.change_point"))]
    if row.until_on is None:
        entries += debtor_consent.entries(desk, row)
        entries.append(Entry("end", "x", desk.say("debtor.end_point")))
    chosen = await desk.ask(Pick(desk, _told(row, desk), entries))
    if chosen is None:
        return False

    async def again() -> ContactPointRow | None:
        found = (await party_of(desk, party_id)).contact_points
        return next((one for one in found if one.contact_point_id == row.contact_point_id), None)

    if chosen in debtor_consent.CHOICES:
        return await debtor_consent.change(desk, row, chosen, again)
    seen = SeenRow(desk, row, again, lambda now: _told(now, desk) if now else desk.say("debtor.row_gone"))
    person, until = _PersonFields(desk, row), DayField(desk.say("place.until_on"), desk, desk.day, past=True)
    fields: list[Field[Any]] = [*person.fields] if chosen == "change" else [until]

    def command() -> ChangeContactPoint | EndContactPoint:
        version = (seen.row or row).version
        if chosen == "change":
            return ChangeContactPoint(row.contact_point_id, version, *person.values)
        return EndContactPoint(row.contact_point_id, version, until.value)

    return await desk.ask(Form(desk, clean_line(row.value), fields, command, renew=seen.renew)) is not None


class _PersonFields:
    """Whose a telephone number or mail address is, in what role, and when is the best time."""

    def __init__(self, desk: Desk, row: ContactPointRow | None = None) -> None:
        name, role, best = (row.person_name, row.person_role, row.best_time) if row else ("", "", "")
        self.fields = (
            TextField(desk.say("point.person"), name),
            TextField(desk.say("point.role"), role),
            TextField(desk.say("point.best_time"), best),
        )

    @property
    def values(self) -> tuple[str, str, str]:
        """The name, the role and the best time."""
        name, role, best = self.fields
        return name.value, role.value, best.value


def _own_field(desk: Desk, *, own: bool) -> ChoiceField[bool]:
    options = [(True, desk.say("debtor.account_own")), (False, desk.say("debtor.account_other"))]
    return ChoiceField(desk.say("debtor.account_of"), options, own)


def _told(row: ContactPointRow, desk: Desk) -> str:
    until = desk.say("period.until", on=row.until_on) if row.until_on else ""
    parts = (f"{desk.say(f'word.{row.kind}')} {row.value}", row.person_name, row.person_role, row.best_time)
    return " · ".join(filter(None, (*map(clean_line, parts), until, debtor_consent.told(row, desk))))


def _account(row: AccountRow, desk: Desk) -> str:
    return row.iban if row.own else f"{row.iban} · {desk.say('overview.account_of_other')}"
