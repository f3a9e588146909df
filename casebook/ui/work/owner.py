"""Handing a case over to a colleague or a team, or taking it."""

from typing import NamedTuple

from casebook.store.actions.owners import HandOverCase, TakeCase
from casebook.store.queries import choices
from casebook.store.queries.case import CaseCard
from casebook.ui.desk import Desk
from casebook.ui.dialogs.form import Form
from casebook.ui.dialogs.pick import Pick
from casebook.ui.widgets.fields import TextField
from casebook.ui.widgets.menu import Entry
from casebook.ui.work.planning import is_open
from casebook.ui.work.questions import fill, pick


class Owner(NamedTuple):
    """A colleague or a team."""

    person_id: int | None
    team_id: int | None
    name: str


async def hand_over(desk: Desk, card: CaseCard) -> bool:
    """Ask who takes the case over, a colleague or a team or whoever asks, and what they should know."""
    if not is_open(desk, card.state, card.number):
        return False
    heading = desk.say("hand_over.heading", number=card.number, name=card.name, owner=card.owner)
    owner = await ask_owner(desk, heading, but=card.owner_person_id)
    if owner is None:
        return False
    note = note_field(desk)
    heading = desk.say("hand_over.to", number=card.number, name=card.name, owner=owner.name)
    form = Form(desk, heading, [note], lambda: handing(desk, card.case_id, card.version, owner, note.value))
    return await fill(desk, form) is not None


async def ask_owner(desk: Desk, heading: str, *, but: int | None = None) -> Owner | None:
    """Ask for a colleague or a team, but for one person, None where one turned back."""
    persons = await desk.read(choices.receivers, desk.day)
    teams = await desk.read(choices.teams)
    entries = [
        *(Entry(Owner(one.id, None, one.name), "", one.name) for one in persons if one.id != but),
        *(Entry(Owner(None, one.id, one.name), "", desk.say("hand_over.team", name=one.name)) for one in teams),
    ]
    return await pick(desk, Pick[Owner](desk, heading, entries, search=True))


def note_field(desk: Desk) -> TextField:
    """Return the field for what the new owner should know."""
    return TextField(desk.say("hand_over.note"))


def handing(desk: Desk, case_id: int, version: int, owner: Owner, note: str) -> object:
    """Return the command that makes somebody the owner of a case; who becomes it himself takes it."""
    if owner.person_id is not None and owner.person_id == desk.session.actor.person and not note:
        return TakeCase(case_id, version)
    return HandOverCase(case_id, version, owner.person_id, owner.team_id, note)
