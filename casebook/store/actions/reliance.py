"""Relying on the claimed end of a clock: a lead's decision, until a day of review."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from casebook.domain.finding import HOUSE_RULE
from casebook.domain.limitation.clocks import ClockKind
from casebook.domain.money import ZERO
from casebook.errors import Refused
from casebook.store import mandates
from casebook.store.actions import given
from casebook.store.actions.limitation import Reached, check_liable
from casebook.store.commands import action
from casebook.store.database import Database
from casebook.store.models.claims import Claim
from casebook.store.models.limitation import Reliance
from casebook.store.models.people import Role
from casebook.store.transaction import Transaction

_CASE_OF_RELIANCE = "SELECT k.case_id FROM reliance r JOIN claim k ON k.id = r.claim_id WHERE r.id = ?"


@dataclass(frozen=True, slots=True)
class RelyOn:
    """A lead relies on the claimed end of a clock until a day of review."""

    claim_id: int
    party_id: int
    clock: ClockKind
    reason: str
    review_on: date


@dataclass(frozen=True, slots=True)
class EndReliance:
    """A claimed end is no longer relied on."""

    reliance_id: int
    version: int
    reason: str


def _case_of_reliance(database: Database, command: Any) -> Iterable[int]:
    return [case_id for (case_id,) in database.fetch(_CASE_OF_RELIANCE, (command.reliance_id,))]


@action("reliance.begin", also=frozenset({Role.LEAD}), cases=given.case_of_claim)
def rely_on(tx: Transaction, command: RelyOn) -> int:
    """Rely on the claimed end of a clock and return the id of the reliance; its review lies ahead.

    Refused without the mandate for it.
    """
    claim = tx.get(Claim, command.claim_id)
    mandates.check(tx, mandates.Act.RELIANCE, ZERO, creditor=claim.creditor_id)
    check_liable(tx, claim.case_id, Reached(command.party_id, claim.id))
    if command.review_on <= tx.day:
        raise Refused("event.review_ahead", source=HOUSE_RULE, on=command.review_on)
    same = (
        (Reliance.claim_id == claim.id)
        & (Reliance.party_id == command.party_id)
        & (Reliance.clock == command.clock)
        & Reliance.ended_on.is_null()
    )
    if tx.first(Reliance.select().where(same)) is not None:
        raise Refused("event.relied_on", source=HOUSE_RULE, number=claim.number)
    return tx.add(
        Reliance,
        claim_id=claim.id,
        party_id=command.party_id,
        clock=command.clock,
        reason=given.reason(command.reason),
        review_on=command.review_on,
    )


@action("reliance.end", role=Role.LEAD, cases=_case_of_reliance)
def end_reliance(tx: Transaction, command: EndReliance) -> None:
    """Stop relying on a claimed end."""
    reliance = tx.get(Reliance, command.reliance_id, command.version)
    given.reason(command.reason)
    if reliance.ended_on is not None:
        raise Refused("event.reliance_ended", source=HOUSE_RULE, on=reliance.ended_on)
    tx.change(reliance, ended_on=tx.day)
