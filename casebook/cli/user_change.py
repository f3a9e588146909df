"""`casebook user change`, `activate` and `stand-in`: who somebody is, what he may do, and for whom he works."""

from collections.abc import Iterator
from datetime import date

from casebook.cli.opening import Asked, login
from casebook.cli.output import telling
from casebook.domain.finding import HOUSE_RULE
from casebook.errors import Refused
from casebook.store.actions import given
from casebook.store.actions.people import (
    ActivatePerson,
    AddTeam,
    ChangePerson,
    EndRole,
    GrantRole,
    JoinTeam,
    LeaveTeam,
)
from casebook.store.actions.stand_ins import BeginStandIn, EndStandIn
from casebook.store.database import Database
from casebook.store.models.people import Role
from casebook.store.people import actor_for, today
from casebook.store.perform import perform
from casebook.store.queries import people
from casebook.store.queries.people import PersonRow


def person_of(database: Database, named: str, day: date) -> PersonRow:
    """Return a person by his login. Raises `Refused` for who is not known here."""
    found = next((one for one in people.persons(database, day) if one.login == named), None)
    if found is None:
        raise Refused("person.not_here", source=HOUSE_RULE, login=given.line(named))
    return found


def change(database: Database, asked: Asked) -> int:
    """Change who somebody is, his roles and his teams, all or nothing; return the exit status 0."""
    day = today(database)
    actor = actor_for(database, login(), day)
    person = person_of(database, asked.options.login, day)

    def work() -> int:
        commands = list(_changes(database, asked, person, day))
        for name in asked.options.team:
            team = database.value("SELECT id FROM team WHERE name = ?", (given.line(name),))
            team = team or perform(database, actor, day, AddTeam(name)).result
            commands.append(JoinTeam(team, person.person_id, day))
        for command in commands:
            perform(database, actor, day, command)
        return len(commands)

    if not database.transact(work):
        raise Refused("user.nothing_to_change", source=HOUSE_RULE)
    with telling(asked) as tell:
        tell("user.changed", {"name": given.line(asked.options.name or person.name)})
    return 0


def _changes(database: Database, asked: Asked, person: PersonRow, day: date) -> Iterator[object]:
    options, id_ = asked.options, person.person_id
    if any(one is not None for one in (options.new_login, options.name, options.phone, options.mail)):
        new_login, name = options.new_login or person.login, options.name or person.name
        yield ChangePerson(id_, person.version, new_login, name, person.language, options.phone, options.mail)
    for role in dict.fromkeys(options.role):
        yield GrantRole(id_, Role(role), day)
    for role in dict.fromkeys(options.end_role):
        grant = next((one for one in people.grants(database, id_, day) if one.role == role), None)
        if grant is None:
            raise Refused("user.no_such_role", source=HOUSE_RULE, name=person.name, role=role)
        yield EndRole(grant.grant_id, grant.version, day)
    for named in dict.fromkeys(map(given.line, options.leave_team)):
        member = next((one for one in people.memberships(database, id_, day) if one.team == named), None)
        if member is None:
            raise Refused("user.no_such_team", source=HOUSE_RULE, name=person.name, team=named)
        yield LeaveTeam(member.member_id, member.version, day)


def activate(database: Database, asked: Asked) -> int:
    """Let somebody work here again; return the exit status 0."""
    day = today(database)
    person = person_of(database, asked.options.login, day)
    perform(database, actor_for(database, login(), day), day, ActivatePerson(person.person_id, person.version))
    with telling(asked) as tell:
        tell("leaving.returned", {"name": person.name})
    return 0


def stand_in(database: Database, asked: Asked) -> int:
    """Let somebody stand in for a colleague, or end it; return the exit status 0."""
    options, day = asked.options, today(database)
    actor = actor_for(database, login(), day)
    person, other = person_of(database, options.login, day), person_of(database, options.other, day)
    names = {"name": person.name, "other": other.name}
    if not options.end:
        from_on = options.from_on or day
        perform(database, actor, day, BeginStandIn(person.person_id, other.person_id, from_on, options.until_on))
        with telling(asked) as tell:
            tell("stand_in.said", names)
        return 0
    pair = person.person_id, other.person_id
    found = next((one for one in people.stand_ins(database, day) if (one.person_id, one.for_id) == pair), None)
    if found is None:
        raise Refused("user.no_stand_in", source=HOUSE_RULE, **names)
    perform(database, actor, day, EndStandIn(found.stand_in_id, found.version, options.until_on or day))
    with telling(asked) as tell:
        tell("user.stands_in_until", {**names, "on": options.until_on or day})
    return 0
