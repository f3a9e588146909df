"""Who a party is: his name and what he is in law, his numbers, other names, and the group he belongs to."""

from dataclasses import replace
from typing import Any

from casebook.domain import identifiers
from casebook.store.actions.parties import (
    AddAlias,
    ChangeParty,
    ConfirmAlias,
    EndAlias,
    PartyFacts,
)
from casebook.store.models.cases import Channel
from casebook.store.queries.case import CaseCard
from casebook.store.queries.debtor import AliasRow, PartyCard
from casebook.text import clean_line
from casebook.ui.case_tabs.telling import kind_of
from casebook.ui.desk import Desk
from casebook.ui.dialogs.find import find_party
from casebook.ui.dialogs.form import Form
from casebook.ui.dialogs.pick import Pick
from casebook.ui.widgets.fields import ChoiceField, Field, OptionalDayField, TextField
from casebook.ui.widgets.menu import Entry
from casebook.ui.work.debtor import party_of
from casebook.ui.work.debtor_fields import CheckedField, is_person, is_registered, kind_field
from casebook.ui.work.debtor_rows import Another, pick_row
from casebook.ui.work.kinds import words_of
from casebook.ui.work.seen import SeenRow
from casebook.words import LANGUAGES

_CHANNELS = {Channel.VISIT: "channel_visit"}


async def who(desk: Desk, _card: CaseCard, party_id: int) -> bool:
    """Ask what of a party of a case is otherwise than it is kept."""
    return await who_it_is(desk, party_id)


async def who_it_is(desk: Desk, party_id: int) -> bool:
    """Ask what of a party is otherwise than it is kept."""
    found = (await party_of(desk, party_id)).card
    say = desk.say
    name = TextField(say("party_form.name"), found.name, required=True)
    kind = kind_field(desk, found.kind)
    kvk = CheckedField(say("party_form.kvk"), identifiers.kvk, found.kvk or "", when=lambda: is_registered(kind.value))
    btw_id = CheckedField(
        say("party_form.btw_id"), identifiers.btw_id, found.btw_id or "", when=lambda: is_registered(kind.value)
    )
    rsin = CheckedField(
        say("party_form.rsin"),
        identifiers.rsin,
        found.rsin or "",
        when=lambda: is_registered(kind.value) and not is_person(kind.value),
    )
    born = OptionalDayField(
        say("party_form.birth_date"), desk, found.birth_date, past=True, when=lambda: is_person(kind.value)
    )
    language = ChoiceField(
        say("party_form.language"),
        [(None, say("party_form.not_known")), *((one, say(f"overview.language_{one}")) for one in LANGUAGES)],
        found.language,
    )
    channel = ChoiceField(
        say("party_form.channel"),
        [(None, say("party_form.no_channel")), *words_of(Channel, desk, _CHANNELS)],
        found.channel,
    )
    fields: list[Field[Any]] = [name, kind, kvk, btw_id, rsin, born, language, channel]
    seen = _seen(desk, found)

    def command() -> ChangeParty:
        now = seen.row or found
        # A field that is hidden was not read: what is kept there goes only where it can be no more.
        facts = replace(
            facts_of(now),
            name=name.value,
            kind=kind.value,
            kvk=kvk.value or None if is_registered(kind.value) else None,
            btw_id=btw_id.value or None if is_registered(kind.value) else None,
            rsin=rsin.value or None if is_registered(kind.value) and not is_person(kind.value) else now.rsin,
            birth_date=born.value if is_person(kind.value) else None,
            language=language.value,
            channel=channel.value,
        )
        return ChangeParty(party_id, now.version, facts)

    heading = say("debtor.who_heading", name=found.name)
    return await desk.ask(Form(desk, heading, fields, command, renew=seen.renew)) is not None


async def names(desk: Desk, _card: CaseCard, party_id: int) -> bool:
    """Ask for another name of a party, or what becomes of one there is."""
    party = await party_of(desk, party_id)
    heading = desk.say("debtor.names_heading", name=party.card.name)
    chosen = await pick_row(desk, heading, party.aliases, lambda row: _alias(row, desk), desk.say("debtor.add_name"))
    match chosen:
        case None:
            return False
        case Another():
            name = TextField(desk.say("debtor.alias"), required=True)
            return await desk.ask(Form(desk, heading, [name], lambda: AddAlias(party_id, name.value))) is not None
        case row:
            return await _of_alias(desk, row)


async def group(desk: Desk, _card: CaseCard, party_id: int) -> bool:
    """Ask to which party a party belongs, such as its holding."""
    found = (await party_of(desk, party_id)).card
    if found.parent_id is not None:
        entries = [
            Entry("other", "o", desk.say("debtor.other_parent")),
            Entry("none", "x", desk.say("debtor.no_parent", name=found.parent)),
        ]
        chosen = await desk.ask(Pick(desk, desk.say("debtor.group_heading", name=found.name), entries))
        if chosen is None:
            return False
        if chosen == "none":
            await desk.act(ChangeParty(party_id, found.version, replace(facts_of(found), parent_id=None)))
            return True
    parent = await find_party(desk, desk.say("debtor.group_heading", name=found.name))
    if parent is None:
        return False
    await desk.act(ChangeParty(party_id, found.version, replace(facts_of(found), parent_id=parent)))
    return True


def facts_of(card: PartyCard) -> PartyFacts:
    """Return the facts of a party as they are kept."""
    return PartyFacts(
        card.name,
        card.kind,
        card.birth_date,
        card.died_on,
        card.kvk,
        card.btw_id,
        card.rsin,
        card.language,
        card.channel,
        card.parent_id,
    )


async def _of_alias(desk: Desk, row: AliasRow) -> bool:
    entries = [Entry("end", "x", desk.say("debtor.end_name"))]
    if row.flagged:
        entries.insert(0, Entry("confirm", "b", desk.say("debtor.confirm_name")))
    match await desk.ask(Pick(desk, clean_line(row.name), entries)):
        case "confirm":
            await desk.act(ConfirmAlias(row.alias_id, row.version))
        case "end":
            await desk.act(EndAlias(row.alias_id, row.version))
        case _:
            return False
    return True


def _alias(row: AliasRow, desk: Desk) -> str:
    flagged = f" · {desk.say('overview.flagged')}" if row.flagged else ""
    return clean_line(row.name) + flagged


def _seen(desk: Desk, found: PartyCard) -> SeenRow[PartyCard]:
    async def again() -> PartyCard:
        return (await party_of(desk, found.party_id)).card

    def told(now: PartyCard | None) -> str:
        assert now is not None
        return desk.say("debtor.now", name=now.name, kind=kind_of(now.kind, desk), kvk=now.kvk or "-")

    return SeenRow(desk, found, again, told)
