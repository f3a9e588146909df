"""People who work here: who they are, what they may do, and in which team."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from casebook.domain.finding import HOUSE_RULE
from casebook.errors import Refused
from casebook.store.actions import given
from casebook.store.commands import action
from casebook.store.models.people import Membership, Person, Role, RoleGrant, Team
from casebook.store.open_work import listed, open_in_team, open_work
from casebook.store.people import only_views, works_no_cases
from casebook.store.transaction import Transaction
from casebook.words import LANGUAGES

# One at a time changes people: two administrators could else deactivate each other.
_PEOPLE = "people"
# Who may give away what a colleague has open, besides handlers.
GIVERS = frozenset({Role.LEAD, Role.ADMINISTRATOR})
# The roles that somebody who stays has, and the sentence that refuses to take the last of them away.
_KEPT = {Role.ADMINISTRATOR: "person.last_administrator", Role.LEAD: "person.last_lead"}
_STAY = "SELECT count(*) FROM person WHERE inactive_since IS NULL"
_OF_PERSON = "SELECT role FROM role WHERE person_id = ? AND (until_on IS NULL OR until_on >= ?)"
_HOLD = """
    SELECT count(*) FROM role r JOIN person p ON p.id = r.person_id
    WHERE r.role = ? AND r.until_on IS NULL AND p.inactive_since IS NULL
"""


@dataclass(frozen=True, slots=True)
class AddPerson:
    """A person; `login` is his user on the operating system. He has the roles from the day on.

    `phone` and `mail` stand in his letters.
    """

    login: str
    name: str
    roles: tuple[Role, ...] = (Role.HANDLER,)
    language: str | None = None
    phone: str = ""
    mail: str = ""


@dataclass(frozen=True, slots=True)
class ChangePerson:
    """Another login, name or language; what of `phone` and `mail` is None stays as it is."""

    id: int
    version: int
    login: str
    name: str
    language: str | None = None
    phone: str | None = None
    mail: str | None = None


@dataclass(frozen=True, slots=True)
class DeactivatePerson:
    """A person who works here no longer, from a day on: today, unless a later one is named."""

    id: int
    version: int
    from_on: date | None = None


@dataclass(frozen=True, slots=True)
class ActivatePerson:
    """A person who works here again, or who stays after all."""

    id: int
    version: int


@dataclass(frozen=True, slots=True)
class GrantRole:
    """A role that a person has from a day on."""

    person_id: int
    role: Role
    from_on: date


@dataclass(frozen=True, slots=True)
class EndRole:
    """The last day on which a person has a role."""

    id: int
    version: int
    until_on: date


@dataclass(frozen=True, slots=True)
class AddTeam:
    """A team that can own cases."""

    name: str


@dataclass(frozen=True, slots=True)
class RenameTeam:
    """Another name for a team."""

    id: int
    version: int
    name: str


@dataclass(frozen=True, slots=True)
class JoinTeam:
    """A person in a team for a period."""

    team_id: int
    person_id: int
    from_on: date
    until_on: date | None = None


@dataclass(frozen=True, slots=True)
class LeaveTeam:
    """The last day of a person in a team."""

    id: int
    version: int
    until_on: date


@action("person.add", role=Role.ADMINISTRATOR)
def add_person(tx: Transaction, command: AddPerson) -> int:
    """Add a person with his roles and return his id."""
    id_ = new_person(tx, command.login, command.name, command.roles, command.language)
    tx.change(tx.get(Person, id_), phone=given.line(command.phone), mail=given.line(command.mail))
    refuse_last(tx, [Role.ADMINISTRATOR])
    return id_


@action("person.change", role=Role.ADMINISTRATOR)
def change_person(tx: Transaction, command: ChangePerson) -> None:
    """Change who somebody is."""
    tx.hold(_PEOPLE)
    person = tx.get(Person, command.id, command.version)
    reach = {name: getattr(command, name) for name in ("phone", "mail")}
    known = {name: given.line(value) for name, value in reach.items() if value is not None}
    tx.change(person, **_person(tx, command.login, command.name, command.language, person.id), **known)


@action("person.deactivate", role=Role.ADMINISTRATOR)
def deactivate(tx: Transaction, command: DeactivatePerson) -> None:
    """Let a person work here no longer. Refused with the list of what he has open, as long as there is any.

    From then on nobody gives him work, also where the day is yet to come.
    """
    tx.hold(_PEOPLE)
    tx.hold(f"person {command.id}")
    person = tx.get(Person, command.id, command.version)
    if person.inactive_since is not None:
        raise Refused("person.leaves", source=HOUSE_RULE, name=person.name, on=person.inactive_since)
    from_on = command.from_on or tx.day
    if from_on < tx.day:
        raise Refused("person.leaves_past", source=HOUSE_RULE, on=from_on)
    tx.change(person, inactive_since=from_on)
    check_leaving(tx, person)


@action("person.activate", role=Role.ADMINISTRATOR)
def activate(tx: Transaction, command: ActivatePerson) -> None:
    """Let a person work here again, in the teams and roles that were not ended."""
    tx.hold(_PEOPLE)
    person = tx.get(Person, command.id, command.version)
    if person.inactive_since is None:
        raise Refused("person.active", source=HOUSE_RULE, name=person.name)
    tx.change(person, inactive_since=None)


@action("person.grant_role", role=Role.ADMINISTRATOR)
def grant_role(tx: Transaction, command: GrantRole) -> int:
    """Give a person a role and return the id of the grant."""
    tx.hold(_PEOPLE)
    person = active_person(tx, command.person_id)
    held = tx.database.value(
        "SELECT count(*) FROM role WHERE person_id = ? AND role = ? AND (until_on IS NULL OR until_on >= ?)",
        (person.id, command.role, command.from_on),
    )
    if held:
        raise Refused("person.has_role", source=HOUSE_RULE, name=person.name, role=command.role)
    return tx.add(RoleGrant, person_id=person.id, role=command.role, from_on=command.from_on)


@action("person.end_role", role=Role.ADMINISTRATOR)
def end_role(tx: Transaction, command: EndRole) -> None:
    """End a role of a person. Refused where no administrator or no lead would be left."""
    tx.hold(_PEOPLE)
    grant = tx.get(RoleGrant, command.id, command.version)
    given.in_order(from_on=grant.from_on, until_on=command.until_on)
    tx.change(grant, until_on=command.until_on)
    refuse_last(tx, [Role(grant.role)])


@action("team.add", role=Role.ADMINISTRATOR)
def add_team(tx: Transaction, command: AddTeam) -> int:
    """Add a team and return its id."""
    tx.hold(_PEOPLE)
    return tx.add(Team, name=_team_name(tx, command.name))


@action("team.rename", role=Role.ADMINISTRATOR)
def rename_team(tx: Transaction, command: RenameTeam) -> None:
    """Give a team another name."""
    tx.hold(_PEOPLE)
    team = tx.get(Team, command.id, command.version)
    tx.change(team, name=_team_name(tx, command.name, team.id))


@action("team.join", role=Role.LEAD, also=frozenset({Role.ADMINISTRATOR}))
def join_team(tx: Transaction, command: JoinTeam) -> int:
    """Put a person in a team and return the id of the membership."""
    tx.hold(_PEOPLE)
    team, person = tx.get(Team, command.team_id), active_person(tx, command.person_id)
    given.in_order(from_on=command.from_on, until_on=command.until_on)
    beside = Membership.select().where(
        Membership.team_id == team.id,
        Membership.person_id == person.id,
        Membership.until_on.is_null() | (Membership.until_on >= command.from_on),
    )
    if any(command.until_on is None or other.from_on <= command.until_on for other in tx.find(beside)):
        raise Refused("team.member_already", source=HOUSE_RULE, name=person.name, team=team.name)
    return tx.add(Membership, team_id=team.id, person_id=person.id, from_on=command.from_on, until_on=command.until_on)


@action("team.leave", role=Role.LEAD, also=frozenset({Role.ADMINISTRATOR}))
def leave_team(tx: Transaction, command: LeaveTeam) -> None:
    """End the membership of a person. Refused with the list of what the team would leave open with nobody to do it."""
    tx.hold(_PEOPLE)
    membership = tx.get(Membership, command.id, command.version)
    tx.hold(f"person {membership.person_id}")
    given.in_order(from_on=membership.from_on, until_on=command.until_on)
    was = membership.until_on
    tx.change(membership, until_on=command.until_on)
    if was is None or command.until_on < was:
        _refuse_left_open(tx, membership)


def new_person(tx: Transaction, login: str, name: str, roles: Iterable[Role], language: str | None = None) -> int:
    """Add a person with roles from today on and return his id."""
    tx.hold(_PEOPLE)
    id_ = tx.add(Person, **_person(tx, login, name, language, None))
    for role in dict.fromkeys(roles):
        tx.add(RoleGrant, person_id=id_, role=role, from_on=tx.day)
    return id_


def active_person(tx: Transaction, id_: int) -> Person:
    """Return a person, who stays here until the transaction ends. Raises `Refused` for one who works here no longer."""
    tx.hold(f"person {id_}", shared=True)
    person = tx.get(Person, id_)
    if person.inactive_since is not None and person.inactive_since <= tx.day:
        raise Refused("person.inactive", source=HOUSE_RULE, name=person.name)
    return person


def staying(tx: Transaction, id_: int) -> Person:
    """Return a person who can be given work: he is here and stays, and works cases.

    He stays as he is until the transaction ends. Raises `Refused` for anybody else.
    """
    person = active_person(tx, id_)
    if person.inactive_since is not None:
        raise Refused("person.leaves", source=HOUSE_RULE, name=person.name, on=person.inactive_since)
    if only_views(tx.database, person.id, tx.day):
        raise Refused("person.only_views", source=HOUSE_RULE, name=person.name)
    if works_no_cases(tx.database, person.id, tx.day):
        raise Refused("person.works_no_cases", source=HOUSE_RULE, name=person.name)
    return person


def check_leaving(tx: Transaction, person: Person) -> None:
    """Refuse that somebody leaves who has open work, or who is the last with a role that somebody has to have."""
    tx.hold(_PEOPLE)
    tx.hold(f"person {person.id}")
    assert person.inactive_since is not None
    left = open_work(tx.database, person.id, person.inactive_since)
    if left:
        raise Refused("person.open_work", source=HOUSE_RULE, name=person.name, what=listed(left))
    roles = tx.database.fetch(_OF_PERSON, (person.id, tx.day))
    refuse_last(tx, [Role(role) for (role,) in roles])


def _refuse_left_open(tx: Transaction, membership: Membership) -> None:
    assert membership.until_on is not None
    left = open_in_team(tx.database, membership.person_id, membership.team_id, membership.until_on)
    if left:
        person, team = tx.get(Person, membership.person_id), tx.get(Team, membership.team_id)
        raise Refused("team.open_work", source=HOUSE_RULE, name=person.name, team=team.name, what=listed(left))


def refuse_last(tx: Transaction, roles: Iterable[Role]) -> None:
    """Refuse what was just done where it leaves people, but nobody for good with a role; one alone has every role."""
    tx.hold(_PEOPLE)
    staying_here = int(tx.database.value(_STAY))
    if not staying_here:
        raise Refused("person.last", source=HOUSE_RULE)
    asked = set(roles) if staying_here > 1 else ()
    for role, code in _KEPT.items():
        if role in asked and not tx.database.value(_HOLD, (role,)):
            raise Refused(code, source=HOUSE_RULE)


def _team_name(tx: Transaction, given_name: str, id_: int = 0) -> str:
    name = given.line(given_name)
    if not name:
        raise Refused("team.no_name", source=HOUSE_RULE)
    if tx.first(Team.select().where(Team.name == name, Team.id != id_)):
        raise Refused("team.exists", source=HOUSE_RULE, name=name)
    return name


def _person(tx: Transaction, login: str, name: str, language: str | None, id_: int | None) -> dict[str, str | None]:
    login, name = given.line(login), given.line(name)
    if not login or not name:
        raise Refused("person.no_name", source=HOUSE_RULE)
    if language is not None and language not in LANGUAGES:
        raise Refused("person.language", source=HOUSE_RULE, value=given.line(language), choices=LANGUAGES)
    other = tx.first(Person.select().where(Person.login == login, Person.id != (id_ or 0)))
    if other:
        raise Refused("person.login_taken", source=HOUSE_RULE, login=login, name=other.name)
    return {"login": login, "name": name, "language": language}
