"""The office itself: made once, when there is nothing yet."""

from dataclasses import dataclass

from casebook.domain.finding import HOUSE_RULE
from casebook.errors import Refused
from casebook.store.actions import given
from casebook.store.actions.people import new_person
from casebook.store.commands import action
from casebook.store.models.people import Membership, Office, Role, Team
from casebook.store.people import today_in
from casebook.store.transaction import EVERY_ROLE, Transaction


@dataclass(frozen=True, slots=True)
class CreateOffice:
    """The name of the office, the time zone its days begin in, and the first person, who gets every role.

    `team` is the team he is in, where there is to be one from the first day on.
    """

    name: str
    time_zone: str
    login: str
    person: str
    team: str | None = None


@action("office.create", role=Role.ADMINISTRATOR, not_undoable="undo.office")
def create(tx: Transaction, command: CreateOffice) -> int:
    """Make the office and its first person, and return his id. Raises `Refused` where there is one already."""
    tx.hold("office")
    if tx.database.value("SELECT count(*) FROM office"):
        raise Refused("office.exists", source=HOUSE_RULE)
    today_in(command.time_zone)
    tx.add(Office, name=given.line(command.name), time_zone=command.time_zone)
    first = new_person(tx, command.login, command.person, [role for role in Role if role in EVERY_ROLE])
    if command.team is not None:
        tx.add(Membership, team_id=tx.add(Team, name=given.line(command.team)), person_id=first, from_on=tx.day)
    return first
