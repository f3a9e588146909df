"""Somebody new: a party, a debtor with his case, or a case of a party that has none."""

from collections.abc import Sequence
from typing import Any, ClassVar

from textual.binding import BindingType

from casebook.domain import identifiers
from casebook.domain.calendar import add_working_days
from casebook.store.actions.cases import OpenCase
from casebook.store.actions.newcomers import OpenNewCase
from casebook.store.actions.parties import AddParty, PartyFacts
from casebook.store.models.cases import NextKind
from casebook.store.models.parties import PartyKind
from casebook.text import clean_line
from casebook.ui.case_tabs.debtor import debtor_lines, representative_line
from casebook.ui.desk import Desk
from casebook.ui.dialogs.form import Form
from casebook.ui.dialogs.reader import Reader
from casebook.ui.keys import place_key
from casebook.ui.prose import EMPTY, Line, Span, line
from casebook.ui.widgets.fields import ChoiceField, DayField, Field, OptionalDayField, TextField
from casebook.ui.work.debtor import party_of
from casebook.ui.work.debtor_fields import CheckedField, PlaceFields, is_person, is_registered, kind_field
from casebook.ui.work.kinds import words_of


async def new_case(desk: Desk, text: str) -> int | None:
    """Ask who a new debtor is and what is done first; return his case. `text` is what was looked for."""
    who, place, then = _WhoFields(desk, text), PlaceFields(desk, required=False), _NextFields(desk)
    phone = TextField(desk.say("newcomer.phone"), text if _is_phone(text) else "")
    mail = TextField(desk.say("newcomer.mail"), text if "@" in text else "")
    contact = TextField(desk.say("newcomer.contact"), when=lambda: is_registered(who.kind.value))

    def command() -> OpenNewCase:
        return OpenNewCase(
            who.facts,
            then.on.value,
            then.kind.value,
            then.note.value,
            place.value,
            phone.value,
            mail.value,
            contact.value if is_registered(who.kind.value) else "",
            owner_person_id=desk.session.actor.person,
        )

    fields: list[Field[Any]] = [*who.fields, *place.fields, contact, phone, mail, *then.fields]
    done = await desk.ask(Form(desk, desk.say("newcomer.case_heading"), fields, command))
    return None if done is None else int(done.result)


async def new_party(desk: Desk, text: str) -> int | None:
    """Ask who a new party is and add it; return its id."""
    who = _WhoFields(desk, text)
    form = Form(desk, desk.say("newcomer.party_heading"), who.fields, lambda: AddParty(who.facts))
    done = await desk.ask(form)
    return None if done is None else int(done.result)


async def show_party(desk: Desk, party_id: int) -> int | None:
    """Show a party that has no case; return the case where one was opened for it."""
    party = await party_of(desk, party_id)
    lines = [*debtor_lines(party, desk), *(representative_line(one, desk) for one in party.representatives)]
    hint = line(Span(desk.say("newcomer.has_no_case"), "quiet"))
    page = PartyPage(desk, clean_line(party.card.name), [*lines, EMPTY, hint])
    await desk.ask(page)
    if not page.opens:
        return None
    then = _NextFields(desk)

    def command() -> OpenCase:
        return OpenCase(
            party_id, then.on.value, then.kind.value, then.note.value, owner_person_id=desk.session.actor.person
        )

    heading = desk.say("newcomer.for_heading", name=party.card.name)
    done = await desk.ask(Form(desk, heading, then.fields, command))
    return None if done is None else int(done.result)


class PartyPage(Reader):
    """Who a party is; n opens a case for it."""

    BINDINGS: ClassVar[list[BindingType]] = [place_key("n", "open_case", "party.open_case")]

    def __init__(self, desk: Desk, heading: str, lines: Sequence[Line]) -> None:
        super().__init__(desk, heading, lines)
        self.opens = False

    def action_open_case(self) -> None:
        """Open a case for the party."""
        self.opens = True
        self.answer(None)


class _WhoFields:
    """Who somebody is, as far as it matters at first."""

    def __init__(self, desk: Desk, text: str) -> None:
        say = desk.say
        is_name = bool(text) and "@" not in text and not any(letter.isdigit() for letter in text)
        self.name = TextField(say("party_form.name"), text if is_name else "", required=True)
        self.kind = kind_field(desk, PartyKind.UNKNOWN)
        self.kvk = CheckedField(say("party_form.kvk"), identifiers.kvk, when=lambda: is_registered(self.kind.value))
        self.born = OptionalDayField(
            say("party_form.birth_date"), desk, past=True, when=lambda: is_person(self.kind.value)
        )

    @property
    def fields(self) -> list[Field[Any]]:
        """The fields."""
        return [self.name, self.kind, self.kvk, self.born]

    @property
    def facts(self) -> PartyFacts:
        """Who somebody is. Raises `InputError`."""
        kind = self.kind.value
        return PartyFacts(
            self.name.value,
            kind,
            birth_date=self.born.value if is_person(kind) else None,
            kvk=(self.kvk.value or None) if is_registered(kind) else None,
        )


class _NextFields:
    """What is done first in a case, and when."""

    def __init__(self, desk: Desk) -> None:
        tomorrow = add_working_days(desk.day, 1, desk.session.database.law.holidays)
        self.on = DayField(desk.say("next.on"), desk, tomorrow)
        self.kind = ChoiceField(desk.say("next.kind"), words_of(NextKind, desk), NextKind.FIRST_LOOK)
        self.note = TextField(desk.say("next.note"))

    @property
    def fields(self) -> list[Field[Any]]:
        """The fields."""
        return [self.on, self.kind, self.note]


def _is_phone(text: str) -> bool:
    return len(text) >= 6 and not any(letter.isalpha() for letter in text) and any(map(str.isdigit, text))
