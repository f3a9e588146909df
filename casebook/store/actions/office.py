"""The office itself: made once, when there is nothing yet."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from casebook.domain.finding import HOUSE_RULE
from casebook.errors import Refused
from casebook.store.commands import action
from casebook.store.models.people import Office, Person, Role, RoleGrant
from casebook.store.transaction import Transaction
from casebook.text import clean_line


@dataclass(frozen=True, slots=True)
class CreateOffice:
    """The name of the office, the time zone its days begin in, and the first person, who gets every role."""

    name: str
    time_zone: str
    login: str
    person: str


@action("office.create", role=Role.ADMINISTRATOR, not_undoable="undo.office")
def create(tx: Transaction, command: CreateOffice) -> int:
    """Make the office and its first person, and return his id. Raises `Refused` where there is one already."""
    if tx.database.value("SELECT count(*) FROM office"):
        raise Refused("office.exists", source=HOUSE_RULE)
    try:
        ZoneInfo(command.time_zone)
    except (ZoneInfoNotFoundError, ValueError):
        raise Refused("office.time_zone", source=HOUSE_RULE, value=command.time_zone) from None
    tx.add(Office, name=clean_line(command.name), time_zone=command.time_zone)
    person = tx.add(Person, login=clean_line(command.login), name=clean_line(command.person))
    for role in Role:
        tx.add(RoleGrant, person_id=person, role=role, from_on=tx.day)
    return person
