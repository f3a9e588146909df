"""Who may see the cases of an entity of ours: given to teams and people, and withdrawn."""

from dataclasses import dataclass
from datetime import date

from casebook.domain.finding import HOUSE_RULE
from casebook.errors import Refused
from casebook.store.actions import given
from casebook.store.actions.people import active_person
from casebook.store.commands import action
from casebook.store.models.parties import Creditor
from casebook.store.models.people import Role, Team
from casebook.store.models.sight import Sight
from casebook.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class GiveSight:
    """A team or a person may see the cases of an entity from a day on, and with the first of them nobody else may.

    The entity is no `creditor_id`: who gives it need not see its cases himself.
    """

    entity_id: int
    team_id: int | None
    person_id: int | None
    from_on: date
    reason: str


@dataclass(frozen=True, slots=True)
class WithdrawSight:
    """A team or a person may see the cases of an entity no longer; after the last of them everybody may again."""

    id: int
    version: int
    reason: str


@action("sight.give", role=Role.ADMINISTRATOR)
def give(tx: Transaction, command: GiveSight) -> int:
    """Let a team or a person see an entity and return the id of it.

    Refused for days that are past, for who is not there, and where it was given already.
    """
    entity = tx.get(Creditor, command.entity_id)
    if (command.team_id is None) == (command.person_id is None):
        raise Refused("sight.who", source=HOUSE_RULE)
    if command.team_id is not None:
        name, beside = tx.get(Team, command.team_id).name, Sight.team_id == command.team_id
    else:
        person = active_person(tx, command.person_id or 0)
        name, beside = person.name, Sight.person_id == person.id
    if command.from_on < tx.day:
        raise Refused("sight.past", source=HOUSE_RULE, on=command.from_on)
    tx.hold(f"sight {entity.id}")
    if tx.first(Sight.select().where(Sight.creditor_id == entity.id, beside, Sight.withdrawn_on.is_null())):
        raise Refused("sight.already", source=HOUSE_RULE, name=name, code=entity.code)
    return tx.add(
        Sight,
        creditor_id=entity.id,
        team_id=command.team_id,
        person_id=command.person_id,
        from_on=command.from_on,
        reason=given.reason(command.reason),
        given_by_id=tx.actor.person,
    )


@action("sight.withdraw", role=Role.ADMINISTRATOR)
def withdraw(tx: Transaction, command: WithdrawSight) -> None:
    """Withdraw from today on that somebody may see an entity. Refused where that was done before."""
    row = tx.get(Sight, command.id, command.version)
    if row.withdrawn_on is not None:
        raise Refused("sight.withdrawn", source=HOUSE_RULE, on=row.withdrawn_on)
    reason = given.reason(command.reason)
    tx.change(row, withdrawn_on=tx.day, withdrawn_by_id=tx.actor.person, withdrawn_because=reason)
