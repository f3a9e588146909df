"""Who works here: people with their roles and teams, and teams with their members."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from casebook.store.database import Database
from casebook.store.models.people import Role
from casebook.store.rows import rows


class PersonRow(NamedTuple):
    """A person with the roles he has and the teams he is in on a day."""

    person_id: int
    version: int
    login: str
    name: str
    language: str | None
    inactive_since: date | None
    roles: tuple[Role, ...]
    teams: tuple[str, ...]
    team_ids: tuple[int, ...]


class TeamRow(NamedTuple):
    """A team and who is in it on a day."""

    team_id: int
    version: int
    name: str
    person_ids: tuple[int, ...]


class _Person(NamedTuple):
    person_id: int
    version: int
    login: str
    name: str
    language: str | None
    inactive_since: date | None


class _Team(NamedTuple):
    team_id: int
    version: int
    name: str


class _Role(NamedTuple):
    person_id: int
    role: Role


class _Member(NamedTuple):
    team_id: int
    team: str
    person_id: int


_PERSONS = "SELECT id, version, login, name, language, inactive_since FROM person ORDER BY id"
_TEAMS = "SELECT id, version, name FROM team ORDER BY id"
# A period lasts up to and including its last day.
_NOW = "m.from_on <= ? AND (m.until_on IS NULL OR m.until_on >= ?)"
_ROLES = f"SELECT m.person_id, m.role FROM role m WHERE {_NOW}"  # noqa: S608 our own text
_MEMBERS = f"""
    SELECT m.team_id, t.name, m.person_id FROM team_member m JOIN team t ON t.id = m.team_id
    WHERE {_NOW} ORDER BY m.team_id, m.person_id
"""  # noqa: S608 our own text


def persons(database: Database, day: date) -> list[PersonRow]:
    """Return everybody, also who no longer works here, with the roles and teams of `day`."""
    granted: dict[int, set[Role]] = defaultdict(set)
    for grant in rows(database, _ROLES, _Role, (day, day)):
        granted[grant.person_id].add(grant.role)
    joined: dict[int, dict[int, str]] = defaultdict(dict)
    for member in _members(database, day):
        joined[member.person_id][member.team_id] = member.team
    return [
        PersonRow(
            *person,
            tuple(role for role in Role if role in granted[person.person_id]),
            tuple(joined[person.person_id].values()),
            tuple(joined[person.person_id]),
        )
        for person in rows(database, _PERSONS, _Person)
    ]


def teams(database: Database, day: date) -> list[TeamRow]:
    """Return every team with its members of `day`."""
    members: dict[int, list[int]] = defaultdict(list)
    for member in _members(database, day):
        members[member.team_id].append(member.person_id)
    return [TeamRow(*team, tuple(dict.fromkeys(members[team.team_id]))) for team in rows(database, _TEAMS, _Team)]


def _members(database: Database, day: date) -> Sequence[_Member]:
    return rows(database, _MEMBERS, _Member, (day, day))
