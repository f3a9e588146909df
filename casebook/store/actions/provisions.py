"""What is held that will not be received: of a case by a person, until its end, and of an entity by ground."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from casebook.domain.finding import HOUSE_RULE
from casebook.domain.money import Cents
from casebook.domain.provision import RATED, Basis
from casebook.errors import Refused
from casebook.store import balances, mandates, standing_closings
from casebook.store.actions import given
from casebook.store.commands import action
from casebook.store.database import Database
from casebook.store.models.cases import Case
from casebook.store.models.claims import Claim
from casebook.store.models.closing import OwnProvision, ProvisionRate
from casebook.store.models.parties import Creditor
from casebook.store.models.people import Role
from casebook.store.transaction import Transaction

if TYPE_CHECKING:
    from peewee import ModelSelect

# Whoever values what is open may handle no cases.
LEAD = frozenset({Role.LEAD})
_WHOLE = 100
_CASE = "SELECT case_id FROM own_provision WHERE id = ?"


@dataclass(frozen=True, slots=True)
class SetProvision:
    """A percentage of what is open on a case, up to and including a day, and why.

    `version` is that of the one that runs, as it was seen; None where none does.
    """

    case_id: int
    provision_percent: int
    provision_until: date
    reason: str
    version: int | None = None


@dataclass(frozen=True, slots=True)
class EndProvision:
    """An own percentage that no longer holds: the rules of the house do again."""

    id: int
    version: int
    reason: str


@dataclass(frozen=True, slots=True)
class SetProvisionRate:
    """The percentage on one ground from a day on, of one entity or, without one, of all."""

    creditor_id: int | None
    provision_basis: Basis
    provision_percent: int
    from_on: date
    reason: str


def _case_of(database: Database, command: EndProvision) -> list[int]:
    return [case_id for (case_id,) in database.fetch(_CASE, (command.id,))]


@action("own_provision.set", also=LEAD, cases=given.case_itself)
def set_provision(tx: Transaction, command: SetProvision) -> int:
    """Set what is held not to be received of a case from today on and return its id; one that ran ends today.

    Refused beyond the mandate, which is for all that is open on the case, and without an end.
    """
    case, reason = tx.get(Case, command.case_id), given.reason(command.reason)
    _refuse_no_percent(command.provision_percent)
    if command.provision_until < tx.day:
        raise Refused("provision.until_past", source=HOUSE_RULE, on=command.provision_until)
    ids = [claim.id for claim in tx.find(Claim.select().where(Claim.case_id == case.id))]
    open_now = sum(max(0, one.total) for one in balances.open_balances(tx.database, ids, tx.day).values())
    mandates.check(tx, mandates.Act.PROVISION, Cents(open_now))
    running = tx.first(_running(tx, case.id))
    given.as_seen(tx, OwnProvision, running, command.version)
    if running is not None:
        tx.change(running, ended_on=tx.day, ended_because=reason)
    return tx.add(
        OwnProvision,
        case_id=case.id,
        percent=command.provision_percent,
        from_on=tx.day,
        until_on=command.provision_until,
        reason=reason,
        person_id=tx.actor.person,
    )


@action("own_provision.end", also=LEAD, cases=_case_of)
def end_provision(tx: Transaction, command: EndProvision) -> None:
    """Let the rules of the house hold again from today on. Refused without the mandate, and for one that ended."""
    row = tx.get(OwnProvision, command.id, command.version)
    mandates.check(tx, mandates.Act.PROVISION, Cents(0))
    if row.ended_on is not None or row.until_on < tx.day:
        raise Refused("provision.ended", source=HOUSE_RULE, on=row.ended_on or row.until_on)
    tx.change(row, ended_on=tx.day, ended_because=given.reason(command.reason))


@action("provision_rate.set", also=LEAD)
def set_rate(tx: Transaction, command: SetProvisionRate) -> int:
    """Set a percentage of the house from a day on and return its id.

    Refused without the mandate, for the ground that is set for a case, and from a day in a month that is closed.
    """
    _refuse_no_percent(command.provision_percent)
    if command.provision_basis not in RATED:
        raise Refused("provision.no_rate", source=HOUSE_RULE)
    mandates.check(tx, mandates.Act.PROVISION, Cents(0))
    entity = None if command.creditor_id is None else tx.get(Creditor, command.creditor_id).id
    ids = [entity] if entity is not None else [row.id for row in tx.find(Creditor.select())]
    closings = [standing_closings.last_closed(tx.database, one) for one in ids if one is not None]
    closed = max((one.until_on for one in closings if one is not None), default=None)
    if closed is not None and command.from_on <= closed:
        raise Refused("provision.rate_closed", source=HOUSE_RULE, on=closed)
    return tx.add(
        ProvisionRate,
        creditor_id=entity,
        basis=command.provision_basis,
        percent=command.provision_percent,
        from_on=command.from_on,
        reason=given.reason(command.reason),
        person_id=tx.actor.person,
    )


def _refuse_no_percent(percent: int) -> None:
    if not 0 <= percent <= _WHOLE:
        raise Refused("provision.percent", source=HOUSE_RULE)


def _running(tx: Transaction, case_id: int) -> "ModelSelect[OwnProvision]":
    runs = OwnProvision.ended_on.is_null() & (OwnProvision.until_on >= tx.day)
    return OwnProvision.select().where((OwnProvision.case_id == case_id) & runs)
