"""`casebook user`: who works here. The user of the operating system is the person."""

from casebook.cli import user_change, user_keys, user_leaving
from casebook.cli.opening import Asked, login, opened
from casebook.cli.output import Column, json_text, table, telling, width
from casebook.store.actions import given
from casebook.store.actions.people import AddPerson, AddTeam, JoinTeam
from casebook.store.actions.ssh_keys import AddKey
from casebook.store.database import Database
from casebook.store.models.people import Role
from casebook.store.people import actor_for, today
from casebook.store.perform import perform
from casebook.store.queries.people import PersonRow, persons
from casebook.store.tables import plain
from casebook.text import clean_line
from casebook.words import say

_LONGEST_SHOWN = 30


def run(asked: Asked) -> int:
    """Do what was asked about the people; returns the exit status 0, raises `CasebookError`."""
    with opened(asked.address) as database:
        match asked.options.subject:
            case "add":
                return _add(database, asked)
            case "key":
                return user_keys.run(asked, database)
            case "change":
                return user_change.change(database, asked)
            case "deactivate":
                return user_leaving.run(database, asked)
            case "activate":
                return user_change.activate(database, asked)
            case "stand-in":
                return user_change.stand_in(database, asked)
            case _:
                return _list(database, asked)


def _add(database: Database, asked: Asked) -> int:
    options = asked.options
    day = today(database)
    actor = actor_for(database, login(), day)
    roles = tuple(Role(role) for role in dict.fromkeys(options.role or [Role.HANDLER]))
    teams = dict.fromkeys(given.line(name) for name in options.team or ())
    keys = [user_keys.line_of(key) for key in options.key or ()]

    new = AddPerson(options.login, options.name, roles, phone=options.phone, mail=options.mail)

    def add() -> None:
        person = perform(database, actor, day, new).result
        for name in teams:
            team = database.value("SELECT id FROM team WHERE name = ?", (name,))
            team = team or perform(database, actor, day, AddTeam(name)).result
            perform(database, actor, day, JoinTeam(team, person, day))
        for key in keys:
            perform(database, actor, day, AddKey(person, key))

    # A team or a key that is refused refuses the person too: he could not be added again.
    database.transact(add)
    with telling(asked) as tell:
        tell("user.added", {"login": options.login, "name": options.name, "roles": roles})
        if Role.HANDLER in roles and not teams:
            # Cases come in with a team: a handler in none sees nothing of them.
            tell("user.in_no_team", {"login": options.login})
    return 0


def _list(database: Database, asked: Asked) -> int:
    people = persons(database, today(database))
    if asked.options.json:
        print(json_text([dict(zip(person._fields, plain(person), strict=True)) for person in people]))
        return 0
    language = asked.language
    columns = [Column(say(code, {}, language)) for code in ("user.login", "user.name", "user.roles", "user.teams")]
    cells = [
        [
            clean_line(person.login, _LONGEST_SHOWN),
            clean_line(person.name, _LONGEST_SHOWN),
            _does(person, language),
            ", ".join(clean_line(team, _LONGEST_SHOWN) for team in person.teams),
        ]
        for person in people
    ]
    print("\n".join(table(columns, cells, width())))
    return 0


def _does(person: PersonRow, language: str) -> str:
    """Return the roles of a person, and from when he works here no longer."""
    left = [] if person.inactive_since is None else [say("log.inactive", {"on": person.inactive_since}, language)]
    return ", ".join([*(say(f"word.{role}", {}, language) for role in person.roles), *left])
