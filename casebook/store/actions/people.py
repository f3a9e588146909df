"""People who work here: who they are, what they may do, in which team, and how far their mandate goes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from casebook.domain.finding import HOUSE_RULE
from casebook.domain.money import Cents
from casebook.errors import Refused
from casebook.store.actions import given
from casebook.store.commands import action
from casebook.store.mandates import Act
from casebook.store.models.people import Mandate, Membership, Person, Role, RoleGrant, Team
from casebook.store.open_work import listed, open_work
from casebook.store.people import active, roles_of
from casebook.store.transaction import Transaction
from casebook.words import LANGUAGES

# One at a time changes people: two administrators could else deactivate each other.
_PEOPLE = "people"


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
    """A person who works here no longer, from the day on."""

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


@dataclass(frozen=True, slots=True)
class SetMandate:
    """How far a role may go from a day on; None does not limit."""

    act: Act
    role: Role
    most_cents: Cents | None
    most_terms: int | None
    from_on: date


@action("person.add", role=Role.ADMINISTRATOR)
def add_person(tx: Transaction, command: AddPerson) -> int:
    """Add a person with his roles and return his id."""
    id_ = new_person(tx, command.login, command.name, command.roles, command.language)
    tx.change(tx.get(Person, id_), phone=given.line(command.phone), mail=given.line(command.mail))
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
    """Let a person work here no longer. Refused with the list of what he has open, as long as there is any."""
    tx.hold(_PEOPLE)
    tx.hold(f"person {command.id}")
    person = tx.get(Person, command.id, command.version)
    if person.inactive_since is not None:
        raise Refused("person.inactive", source=HOUSE_RULE, name=person.name)
    left = open_work(tx.database, person.id, tx.day)
    if left:
        raise Refused("person.open_work", source=HOUSE_RULE, name=person.name, what=listed(left))
    _keep_administrator(tx, person.id, leaves=True)
    tx.change(person, inactive_since=tx.day)


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
    """End a role of a person. Refused where nobody would be left to give roles."""
    tx.hold(_PEOPLE)
    grant = tx.get(RoleGrant, command.id, command.version)
    given.in_order(from_on=grant.from_on, until_on=command.until_on)
    if grant.role == Role.ADMINISTRATOR:
        _keep_administrator(tx, grant.person_id, leaves=False)
    tx.change(grant, until_on=command.until_on)


@action("team.add", role=Role.ADMINISTRATOR)
def add_team(tx: Transaction, command: AddTeam) -> int:
    """Add a team and return its id."""
    tx.hold(_PEOPLE)
    name = given.line(command.name)
    if not name:
        raise Refused("team.no_name", source=HOUSE_RULE)
    if tx.first(Team.select().where(Team.name == name)):
        raise Refused("team.exists", source=HOUSE_RULE, name=name)
    return tx.add(Team, name=name)


@action("team.join", role=Role.LEAD)
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


@action("team.leave", role=Role.LEAD)
def leave_team(tx: Transaction, command: LeaveTeam) -> None:
    """End the membership of a person."""
    membership = tx.get(Membership, command.id, command.version)
    given.in_order(from_on=membership.from_on, until_on=command.until_on)
    tx.change(membership, until_on=command.until_on)


@action("mandate.set", role=Role.ADMINISTRATOR)
def set_mandate(tx: Transaction, command: SetMandate) -> int:
    """Set how far a role may go and return the id of the mandate. Refused for days that are past."""
    if command.from_on < tx.day:
        raise Refused("mandate.past", source=HOUSE_RULE, on=command.from_on)
    if any(most is not None and most < 0 for most in (command.most_cents, command.most_terms)):
        raise Refused("mandate.negative", source=HOUSE_RULE)
    return tx.add(
        Mandate,
        act=command.act,
        role=command.role,
        most_cents=command.most_cents,
        most_terms=command.most_terms,
        from_on=command.from_on,
    )


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


def _keep_administrator(tx: Transaction, person: int, *, leaves: bool) -> None:
    """Refuse what leaves people but no administrator; one person alone has every role."""
    others = [id_ for id_ in active(tx.database, tx.day) if id_ != person]
    if leaves and not others:
        raise Refused("person.last", source=HOUSE_RULE)
    roles = roles_of(tx.database, tx.day)
    remaining = len(others) if leaves else len(others) + 1
    if remaining > 1 and not any(Role.ADMINISTRATOR in roles.get(id_, ()) for id_ in others):
        raise Refused("person.last_administrator", source=HOUSE_RULE)
