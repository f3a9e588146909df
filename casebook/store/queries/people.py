"""Who works here: people with their roles and teams, teams with their members, and who stands in for whom."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from casebook.store.database import Database
from casebook.store.models.people import Role
from casebook.store.rows import rows


class PersonRow(NamedTuple):
    """A person with the roles he has and the teams he is in on a day; `phone` and `mail` stand in his letters."""

    person_id: int
    version: int
    login: str
    name: str
    language: str | None
    inactive_since: date | None
    roles: tuple[Role, ...]
    teams: tuple[str, ...]
    team_ids: tuple[int, ...]
    phone: str
    mail: str


class TeamRow(NamedTuple):
    """A team and who is in it on a day."""

    team_id: int
    version: int
    name: str
    person_ids: tuple[int, ...]


class StandInRow(NamedTuple):
    """Somebody who stands in for a colleague for a period, up to and including its last day."""

    stand_in_id: int
    version: int
    person_id: int
    person: str
    for_id: int
    other: str
    from_on: date
    until_on: date | None


class GrantRow(NamedTuple):
    """A role that a person has or will have."""

    grant_id: int
    version: int
    role: Role
    from_on: date
    until_on: date | None


class MemberRow(NamedTuple):
    """A team that a person is in or will be."""

    member_id: int
    version: int
    team_id: int
    team: str
    from_on: date
    until_on: date | None


class WorkRow(NamedTuple):
    """An open case that a person has."""

    case_id: int
    version: int
    number: str
    band: int
    segment: str


class DisputeRow(NamedTuple):
    """A dispute that has not ended and that a person sees to, with the number of its case."""

    dispute_id: int
    version: int
    number: str


class AskedRow(NamedTuple):
    """What was asked in a proceeding and waits for the answer of a person, with the number of its case."""

    request_id: int
    version: int
    number: str


class RequestRow(NamedTuple):
    """A request for approval that waits and that a person sees to, with the number of its case, empty without one."""

    approval_id: int
    version: int
    number: str


class AloneRow(NamedTuple):
    """A team with open cases in which nobody is but a person."""

    team_id: int
    name: str
    cases: int


class _Person(NamedTuple):
    person_id: int
    version: int
    login: str
    name: str
    language: str | None
    inactive_since: date | None
    phone: str
    mail: str


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


_PERSONS = "SELECT id, version, login, name, language, inactive_since, phone, mail FROM person ORDER BY id"
_TEAMS = "SELECT id, version, name FROM team ORDER BY id"
# A period lasts up to and including its last day.
_NOW = "m.from_on <= ? AND (m.until_on IS NULL OR m.until_on >= ?)"
_ROLES = f"SELECT m.person_id, m.role FROM role m WHERE {_NOW}"  # noqa: S608 our own text
_MEMBERS = f"""
    SELECT m.team_id, t.name, m.person_id FROM team_member m JOIN team t ON t.id = m.team_id
    WHERE {_NOW} ORDER BY m.team_id, m.person_id
"""  # noqa: S608 our own text

_STAND_INS = """
    SELECT s.id, s.version, s.person_id, p.name, s.for_id, o.name, s.from_on, s.until_on
    FROM stand_in s JOIN person p ON p.id = s.person_id JOIN person o ON o.id = s.for_id
    WHERE (s.until_on IS NULL OR s.until_on >= ?) ORDER BY s.from_on, s.id
"""
_WORK = """
    SELECT n.case_id, c.version, n.number, n.band, n.segment FROM case_now n JOIN cases c ON c.id = n.case_id
    WHERE n.owner_person_id = ? AND c.state <> 'closed' ORDER BY n.band, n.by_on, n.amount_rank, n.case_id
"""
_DISPUTES = """
    SELECT d.id, d.version, c.number FROM dispute d JOIN cases c ON c.id = d.case_id
    WHERE d.owner_person_id = ? AND d.closed_on IS NULL AND d.withdrawn_on IS NULL ORDER BY d.next_due_on, d.id
"""
_ASKED = """
    SELECT r.id, r.version, c.number FROM insolvency_request r JOIN cases c ON c.id = r.case_id
    WHERE r.owner_person_id = ? AND r.answered_on IS NULL AND r.withdrawn_on IS NULL ORDER BY r.next_due_on, r.id
"""
_REQUESTS = """
    SELECT a.id, a.version, coalesce(c.number, '') FROM approval a LEFT JOIN cases c ON c.id = a.case_id
    WHERE coalesce(a.given_to_id, a.asked_by_id) = ? AND a.state = 'asked' ORDER BY a.id
"""
_ALONE = """
    SELECT t.id, t.name, (SELECT count(*) FROM cases c WHERE c.owner_team_id = t.id AND c.state <> 'closed')
    FROM team t
    WHERE EXISTS (SELECT 1 FROM team_member m WHERE m.team_id = t.id AND m.person_id = ?
                  AND (m.until_on IS NULL OR m.until_on >= ?))
      AND NOT EXISTS (
          SELECT 1 FROM team_member o JOIN person p ON p.id = o.person_id
          WHERE o.team_id = t.id AND o.person_id <> ? AND p.inactive_since IS NULL
            AND (o.until_on IS NULL OR o.until_on >= ?))
      AND EXISTS (SELECT 1 FROM cases c WHERE c.owner_team_id = t.id AND c.state <> 'closed')
    ORDER BY t.name, t.id
"""
_GRANTS = """
    SELECT id, version, role, from_on, until_on FROM role
    WHERE person_id = ? AND (until_on IS NULL OR until_on >= ?) ORDER BY from_on, id
"""
_MEMBERSHIPS = """
    SELECT m.id, m.version, m.team_id, t.name, m.from_on, m.until_on
    FROM team_member m JOIN team t ON t.id = m.team_id
    WHERE m.person_id = ? AND (m.until_on IS NULL OR m.until_on >= ?) ORDER BY m.from_on, m.id
"""


def stand_ins(database: Database, day: date) -> list[StandInRow]:
    """Return who stands in for whom on `day` or will, the first to begin in front."""
    return rows(database, _STAND_INS, StandInRow, (day,))


def standing_in_for(database: Database, person: int, day: date) -> list[StandInRow]:
    """Return for whom a person stands in on `day`."""
    return [one for one in stand_ins(database, day) if one.person_id == person and one.from_on <= day]


def work_of(database: Database, person: int) -> list[WorkRow]:
    """Return the open cases that a person has, in the order of the queue."""
    return rows(database, _WORK, WorkRow, (person,))


def disputes_of(database: Database, person: int) -> list[DisputeRow]:
    """Return the disputes that a person sees to, the one that is due first in front."""
    return rows(database, _DISPUTES, DisputeRow, (person,))


def asked_of(database: Database, person: int) -> list[AskedRow]:
    """Return what was asked in proceedings and a person is to answer, the one that is due first in front."""
    return rows(database, _ASKED, AskedRow, (person,))


def requests_of(database: Database, person: int) -> list[RequestRow]:
    """Return the requests for approval that a person made or was given, and nobody decided yet."""
    return rows(database, _REQUESTS, RequestRow, (person,))


def alone_in(database: Database, person: int, day: date) -> list[AloneRow]:
    """Return the teams that would have open cases and nobody in them if a person left on `day`."""
    return rows(database, _ALONE, AloneRow, (person, day, person, day))


def grants(database: Database, person: int, day: date) -> list[GrantRow]:
    """Return the roles that a person has on `day` or will have."""
    return rows(database, _GRANTS, GrantRow, (person, day))


def memberships(database: Database, person: int, day: date) -> list[MemberRow]:
    """Return the teams that a person is in on `day` or will be."""
    return rows(database, _MEMBERSHIPS, MemberRow, (person, day))


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
            *person[:6],
            tuple(role for role in Role if role in granted[person.person_id]),
            tuple(joined[person.person_id].values()),
            tuple(joined[person.person_id]),
            person.phone,
            person.mail,
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
