"""Whose cases a list shows: one's own, those of who one stands in for, of each own team, or everybody's."""

from collections.abc import Sequence

from casebook.store.queries.queue import EVERYBODY, Whose
from casebook.text import clean_line
from casebook.ui.desk import Desk
from casebook.ui.views import Part

MINE, ALL, _TEAM, _PERSON = "mine", "everybody", "team:", "person:"


def everybody(desk: Desk) -> Part:
    """Return the part that has the cases of everybody."""
    return Part(ALL, desk.say("list.everybody"))


async def own_teams(desk: Desk) -> Sequence[Part]:
    """Return a part for each team the person is in."""
    from casebook.store.queries import people

    teams = await desk.read(people.teams, desk.day)
    own = desk.session.whose.team_ids
    return [Part(f"{_TEAM}{team.team_id}", clean_line(team.name)) for team in teams if team.team_id in own]


async def stood_in_for(desk: Desk) -> Sequence[Part]:
    """Return a part for each colleague the person stands in for."""
    from casebook.store.queries import people

    person = desk.session.actor.person
    if person is None:
        return []
    found = await desk.read(people.standing_in_for, person, desk.day)
    return [Part(f"{_PERSON}{one.for_id}", desk.say("list.for", name=clean_line(one.other))) for one in found]


def whose(part: Part, desk: Desk) -> Whose:
    """Return whose cases a part has; what is not of a team or of everybody is of the person and his teams."""
    if part.id == ALL:
        return EVERYBODY
    if part.id.startswith(_TEAM):
        return Whose(None, (int(part.id.removeprefix(_TEAM)),))
    if part.id.startswith(_PERSON):
        return Whose(int(part.id.removeprefix(_PERSON)))
    return desk.session.whose
