"""Standing in: a colleague works the cases of somebody who is away. He gets no roles by it."""

from dataclasses import dataclass
from datetime import date

from casebook.domain.finding import HOUSE_RULE
from casebook.errors import Refused
from casebook.store.actions import given
from casebook.store.actions.people import GIVERS, active_person
from casebook.store.commands import action
from casebook.store.models.team import StandIn
from casebook.store.people import only_views
from casebook.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class BeginStandIn:
    """`person_id` stands in for `for_id` from a day on, up to and including the last one."""

    person_id: int
    for_id: int
    from_on: date
    until_on: date | None = None


@dataclass(frozen=True, slots=True)
class EndStandIn:
    """The last day of standing in, today or later; one before the first day: it never begins."""

    id: int
    version: int
    until_on: date


@action("stand_in.begin", also=GIVERS)
def begin(tx: Transaction, command: BeginStandIn) -> int:
    """Let somebody stand in for a colleague and return the id of it.

    A lead or an administrator does so for anybody, everybody for himself. Refused for days that are past, since what
    was done then is logged as it was done, and where he stands in for him already.
    """
    tx.hold(f"stand in {command.person_id}")
    person, other = active_person(tx, command.person_id), active_person(tx, command.for_id)
    if person.id == other.id:
        raise Refused("stand_in.own", source=HOUSE_RULE)
    if GIVERS.isdisjoint(tx.actor.roles) and tx.actor.person != other.id:
        raise Refused("stand_in.of_other", source=HOUSE_RULE)
    if command.from_on < tx.day:
        raise Refused("stand_in.past", source=HOUSE_RULE, on=command.from_on)
    given.in_order(from_on=command.from_on, until_on=command.until_on)
    leaves_on = person.inactive_since
    if leaves_on is not None and (command.until_on is None or command.until_on >= leaves_on):
        raise Refused("person.leaves", source=HOUSE_RULE, name=person.name, on=leaves_on)
    if only_views(tx.database, person.id, tx.day):
        raise Refused("person.only_views", source=HOUSE_RULE, name=person.name)
    beside = StandIn.select().where(
        StandIn.person_id == person.id,
        StandIn.for_id == other.id,
        StandIn.until_on.is_null() | (StandIn.until_on >= command.from_on),
    )
    if any(command.until_on is None or one.from_on <= command.until_on for one in tx.find(beside)):
        raise Refused("stand_in.already", source=HOUSE_RULE, name=person.name, other=other.name)
    return tx.add(StandIn, person_id=person.id, for_id=other.id, from_on=command.from_on, until_on=command.until_on)


@action("stand_in.end", also=GIVERS)
def end(tx: Transaction, command: EndStandIn) -> None:
    """End standing in. Who gives work away, and both whom it is about, may.

    Refused for a day that is past: who stood in since something was asked would else seem not to have.
    """
    one = tx.get(StandIn, command.id, command.version)
    if GIVERS.isdisjoint(tx.actor.roles) and tx.actor.person not in (one.person_id, one.for_id):
        raise Refused("stand_in.of_other", source=HOUSE_RULE)
    if command.until_on < tx.day:
        raise Refused("stand_in.past_end", source=HOUSE_RULE, on=command.until_on)
    if command.until_on < one.from_on:
        tx.remove(one)
    else:
        tx.change(one, until_on=command.until_on)
