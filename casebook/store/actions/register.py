"""Publications of the insolvency register: a person accepts each as one of a debtor, or refuses it and says why.

What is accepted makes the proceeding as it is there: whatever the order, the same publications come to the same.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from casebook.domain.finding import HOUSE_RULE
from casebook.domain.insolvency.register_course import lacks_day
from casebook.errors import Refused
from casebook.store import register_copies
from casebook.store.actions import given
from casebook.store.actions.parties import cases_of_party
from casebook.store.actions.register_following import follow
from casebook.store.commands import action
from casebook.store.database import Database
from casebook.store.models.parties import Party
from casebook.store.models.register import RegisterDecision
from casebook.store.register_copies import CopiedPublication
from casebook.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class AcceptPublication:
    """That a publication is of this debtor; `on_day` is the day of the court where its text has none."""

    party_id: int
    reference: str
    on_day: date | None = None


@dataclass(frozen=True, slots=True)
class RefusePublication:
    """That a publication is none of this debtor, or is not right, and why."""

    party_id: int
    reference: str
    reason: str


def _of_party(database: Database, command: Any) -> Iterable[int]:
    return cases_of_party(database, command.party_id)


@action("register.accept", cases=_of_party)
def accept(tx: Transaction, command: AcceptPublication) -> int | None:
    """Accept a publication and return the proceeding that it is of, None for a note on one we have not.

    Where it was refused or accepted before and says otherwise now, what it said then is rolled back.
    """
    party, waiting = _waiting(tx, command)
    on_day = None if command.on_day is None else given.past(tx, command.on_day)
    for one in waiting:
        if on_day is None and lacks_day(one.publication):
            raise Refused("register.no_day", source=HOUSE_RULE, reference=one.reference)
    _decide(tx, party, waiting, accepted=1, on_day=on_day)
    return follow(tx, party, waiting[-1].copy_id, command.reference)


@action("register.refuse", cases=_of_party)
def refuse(tx: Transaction, command: RefusePublication) -> None:
    """Refuse a publication; nothing is done by it."""
    reason = given.reason(command.reason)
    party, waiting = _waiting(tx, command)
    _decide(tx, party, waiting, accepted=0, because=reason)


def _waiting(tx: Transaction, command: Any) -> tuple[Party, list[CopiedPublication]]:
    """Return the party, and a publication in each copy that has it. Raises `Refused` where it was decided on."""
    party = tx.get(Party, command.party_id)
    tx.hold(f"register {party.id}")
    copies = register_copies.copies(tx.database, party.id)
    found = register_copies.publications(tx.database, [one.id for one in copies])
    named = [one for one in found if one.reference == command.reference]
    waiting = [one for one in named if one.accepted is None]
    if not waiting:
        code = "register.decided" if named else "register.no_publication"
        raise Refused(code, source=HOUSE_RULE, reference=given.line(command.reference), name=party.name)
    return party, waiting


def _decide(tx: Transaction, party: Party, waiting: Iterable[CopiedPublication], **values: object) -> None:
    """Record a decision on what a publication says; one on what it said before counts no more."""
    for reference, digest in sorted({(one.reference, one.digest) for one in waiting}):
        tx.add(RegisterDecision, party_id=party.id, reference=reference, digest=digest, decided_on=tx.day, **values)
