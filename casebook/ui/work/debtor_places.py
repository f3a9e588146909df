"""The addresses of a party: added, ended, moved from, and how sure each is."""

from datetime import timedelta
from typing import Any

from casebook.store.actions.addresses import AddAddress, CheckAddress, EndAddress, MoveHouse
from casebook.store.queries.case import CaseCard
from casebook.store.queries.debtor import AddressRow
from casebook.text import clean_line
from casebook.ui.case_tabs.telling import period
from casebook.ui.desk import Desk
from casebook.ui.dialogs.form import Form
from casebook.ui.dialogs.pick import Pick
from casebook.ui.widgets.fields import DayField, Field, OptionalDayField
from casebook.ui.widgets.menu import Entry
from casebook.ui.work.debtor import party_of
from casebook.ui.work.debtor_enquiries import ask_about
from casebook.ui.work.debtor_fields import PlaceFields, StatusFields
from casebook.ui.work.debtor_rows import Another, pick_row
from casebook.ui.work.seen import SeenRow
from casebook.words import country


async def addresses(desk: Desk, _card: CaseCard, party_id: int) -> bool:
    """Ask for another address of a party, or what becomes of one there is."""
    party = await party_of(desk, party_id)
    heading = desk.say("debtor.addresses_heading", name=party.card.name)
    new = desk.say("debtor.add_address")
    chosen = await pick_row(desk, heading, party.addresses, lambda row: address_told(row, desk), new)
    match chosen:
        case None:
            return False
        case Another():
            return await _add(desk, heading, party_id)
        case row:
            return await _change(desk, party_id, row)


def address_told(row: AddressRow, desk: Desk) -> str:
    """Return an address on a line, with how sure it is and when it holds."""
    held = period(row.from_on, row.until_on, desk)
    return " · ".join(filter(None, (place_told(row, desk), desk.say(f"word.{row.status}"), held)))


def place_told(row: AddressRow, desk: Desk) -> str:
    """Return an address on a line."""
    street, place = f"{row.street} {row.house_number}".strip(), f"{row.postcode} {row.city}".strip()
    abroad = country(row.country, desk.language) if row.country != "NL" else ""
    return clean_line(", ".join(filter(None, (street, place, abroad))))


async def _add(desk: Desk, heading: str, party_id: int) -> bool:
    place, sure = PlaceFields(desk), StatusFields(desk)
    since = OptionalDayField(desk.say("place.from_on"), desk, past=True)

    def command() -> AddAddress:
        source, on = (sure.source.value, sure.on.value) if sure.known else ("", None)
        return AddAddress(party_id, place.place, sure.status.value, source, on, since.value)

    fields: list[Field[Any]] = [*place.fields, since, *sure.fields]
    return await desk.ask(Form(desk, heading, fields, command)) is not None


async def _change(desk: Desk, party_id: int, row: AddressRow) -> bool:
    say = desk.say
    entries = [Entry("check", "s", say("debtor.check_address"))]
    if row.until_on is None:
        entries += [
            Entry("move", "v", say("debtor.move")),
            Entry("end", "x", say("debtor.end_address")),
            Entry("ask", "q", say("debtor.ask_address")),
        ]
    match await desk.ask(Pick(desk, address_told(row, desk), entries)):
        case "check":
            return await _check(desk, party_id, row)
        case "move":
            return await _move(desk, party_id, row)
        case "end":
            return await _end(desk, party_id, row)
        case "ask":
            return await ask_about(desk, party_id, row.address_id)
        case _:
            return False


async def _check(desk: Desk, party_id: int, row: AddressRow) -> bool:
    sure, seen = StatusFields(desk, row.status, row.source), _seen(desk, party_id, row)

    def command() -> CheckAddress:
        source, on = (sure.source.value, sure.on.value) if sure.known else ("", desk.day)
        return CheckAddress(row.address_id, _version(seen, row), sure.status.value, source, on)

    return await desk.ask(Form(desk, place_told(row, desk), sure.fields, command, renew=seen.renew)) is not None


async def _move(desk: Desk, party_id: int, row: AddressRow) -> bool:
    place, sure, seen = PlaceFields(desk), StatusFields(desk), _seen(desk, party_id, row)
    moved = DayField(desk.say("place.moved_on"), desk, desk.day, past=True)

    def command() -> MoveHouse:
        source, on = (sure.source.value, sure.on.value) if sure.known else ("", None)
        return MoveHouse(row.address_id, _version(seen, row), moved.value, place.place, sure.status.value, source, on)

    fields: list[Field[Any]] = [moved, *place.fields, *sure.fields]
    heading = desk.say("debtor.move_heading", place=place_told(row, desk))
    return await desk.ask(Form(desk, heading, fields, command, renew=seen.renew)) is not None


async def _end(desk: Desk, party_id: int, row: AddressRow) -> bool:
    seen = _seen(desk, party_id, row)
    until = DayField(desk.say("place.until_on"), desk, desk.day - timedelta(days=1), past=True)
    heading = desk.say("debtor.end_address_heading", place=place_told(row, desk))
    return (
        await desk.ask(
            Form(
                desk,
                heading,
                [until],
                lambda: EndAddress(row.address_id, _version(seen, row), until.value),
                renew=seen.renew,
            )
        )
        is not None
    )


def _seen(desk: Desk, party_id: int, row: AddressRow) -> SeenRow[AddressRow]:
    async def again() -> AddressRow | None:
        found = (await party_of(desk, party_id)).addresses
        return next((one for one in found if one.address_id == row.address_id), None)

    return SeenRow(desk, row, again, lambda now: address_told(now, desk) if now else desk.say("debtor.row_gone"))


def _version(seen: SeenRow[AddressRow], row: AddressRow) -> int:
    return (seen.row or row).version
