"""The records that lines of the log name: who works here, and what they asked for and brought in."""

from typing import NamedTuple

from casebook.store.models.people import Role


class Person(NamedTuple):
    """Somebody who works here."""

    id: int
    name: str


class Team(NamedTuple):
    """A team."""

    id: int
    name: str


class Grant(NamedTuple):
    """A role of a person."""

    id: int
    person_id: int
    role: Role


class Member(NamedTuple):
    """A person in a team."""

    id: int
    team_id: int
    person_id: int


class StandIn(NamedTuple):
    """Somebody who stands in for a colleague."""

    id: int
    person_id: int
    for_id: int


class Approval(NamedTuple):
    """A command that waited for somebody with the mandate."""

    id: int
    command: str
    arguments: str
    asked_by_id: int


class PersonKey(NamedTuple):
    """A key of SSH that is bound to a person."""

    id: int
    person_id: int
    fingerprint: str


class Run(NamedTuple):
    """An import of a file."""

    id: int
    file_name: str


class Sight(NamedTuple):
    """Who may see the cases of an entity of ours: a team or a person."""

    id: int
    creditor_id: int
    team_id: int | None
    person_id: int | None
