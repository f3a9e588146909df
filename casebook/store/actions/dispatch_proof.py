"""What became of letters that left: they came back, or there is proof that they arrived."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from casebook.domain.documents import Proves
from casebook.domain.finding import HOUSE_RULE
from casebook.domain.letters.proof import NOT_ARRIVED, NOT_THERE, ReturnedAs
from casebook.domain.letters.ways import DispatchWay
from casebook.domain.limitation.grade import Grade
from casebook.errors import Refused
from casebook.store.actions import given, interruption, letter_matters, returned_mail
from casebook.store.actions.dispatches import case_of_dispatch
from casebook.store.actions.documents import proves_too
from casebook.store.commands import action
from casebook.store.database import Database
from casebook.store.models.claims import Document
from casebook.store.models.letters import Dispatch, Letter
from casebook.store.models.people import Role
from casebook.store.transaction import Transaction

# Those of other letters to the same address, which may be found dead.
_CASES_OF_ADDRESS = """
    SELECT DISTINCT o.case_id FROM dispatch d JOIN letter l ON l.id = d.letter_id
    JOIN letter o ON o.addressee_id = l.addressee_id WHERE d.id = ? AND o.withdrawn_on IS NULL
"""


@dataclass(frozen=True, slots=True)
class ReturnedDispatch:
    """A letter came back; where nobody is found there, the `others` of its dispatches that went there by post too."""

    dispatch_id: int
    version: int
    on_day: date
    returned_as: ReturnedAs
    document_id: int | None = None
    others: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class ProvenDispatch:
    """Proof that a letter arrived: how strong, and the day on which it was received or answered."""

    dispatch_id: int
    version: int
    grade: Grade
    on_day: date
    reason: str
    document_id: int | None = None


def _cases_of_address(database: Database, command: Any) -> Iterable[int]:
    return [case_id for (case_id,) in database.fetch(_CASES_OF_ADDRESS, (command.dispatch_id,))]


@action("dispatch.returned", cases=_cases_of_address)
def returned(tx: Transaction, command: ReturnedDispatch) -> None:
    """Record that a letter came back. Where nobody is found at the address it is dead, and what it did is void."""
    dispatch = _sent(tx, command.dispatch_id, command.version, command.on_day)
    _check_document(tx, command.document_id)
    _come_back(tx, dispatch, command)
    letter = tx.get(Letter, dispatch.letter_id)
    for other_id in command.others:
        other = _sent(tx, other_id, None, command.on_day)
        if other.letter_id != letter.id or command.returned_as not in NOT_THERE:
            raise Refused("dispatch.returned_as", source=HOUSE_RULE)
        _come_back(tx, other, command)
    if command.returned_as in NOT_THERE:
        returned_mail.mark_dead(tx, letter, command.on_day)
    if command.returned_as is ReturnedAs.BOUNCED:
        returned_mail.end_mail(tx, letter, dispatch.mailed_to, command.on_day)
    if command.returned_as in NOT_ARRIVED:
        interruption.not_arrived(tx, letter)
        letter_matters.not_arrived(tx, letter)
    interruption.regrade(tx, letter)


def _come_back(tx: Transaction, dispatch: Dispatch, command: ReturnedDispatch) -> None:
    if dispatch.returned_on is not None or dispatch.grade in (Grade.STRONG, Grade.MEDIUM):
        raise Refused("dispatch.known", source=HOUSE_RULE)
    by_mail = DispatchWay(dispatch.way) is DispatchWay.EMAIL
    if by_mail is not (command.returned_as is ReturnedAs.BOUNCED):
        raise Refused("dispatch.returned_as", source=HOUSE_RULE)
    tx.change(dispatch, returned_on=command.on_day, returned_as=command.returned_as, proof_id=command.document_id)


@action("dispatch.proven", cases=case_of_dispatch)
def proven(tx: Transaction, command: ProvenDispatch) -> None:
    """Record proof that a letter arrived. Strong proof makes what it did proven, proof of medium strength if a lead
    says so.
    """
    dispatch = _sent(tx, command.dispatch_id, command.version, command.on_day)
    if command.grade is Grade.WEAK:
        raise Refused("event.weak", source=HOUSE_RULE)
    if command.grade is Grade.MEDIUM and Role.LEAD not in tx.actor.roles:
        raise Refused("event.lead_proves", source=HOUSE_RULE)
    if dispatch.grade in (Grade.STRONG, command.grade) or dispatch.returned_as in NOT_ARRIVED:
        raise Refused("dispatch.known", source=HOUSE_RULE)
    if command.document_id is not None:
        proves_too(tx, command.document_id, Proves.RECEIPT)
    reason = given.reason(command.reason)
    by_mail = DispatchWay(dispatch.way) is DispatchWay.EMAIL
    day = {"answered_on" if by_mail else "received_on": command.on_day}
    tx.change(dispatch, grade=command.grade, proof_id=command.document_id or dispatch.proof_id, **day)
    letter = tx.get(Letter, dispatch.letter_id)
    interruption.prove(tx, letter, interruption.Proven(command.grade, command.on_day, reason, command.document_id))


def _sent(tx: Transaction, dispatch_id: int, version: int | None, on_day: date) -> Dispatch:
    dispatch = tx.get(Dispatch, dispatch_id, version)
    if dispatch.sent_on is None:
        raise Refused("dispatch.not_sent", source=HOUSE_RULE)
    given.past(tx, on_day)
    given.in_order(sent_on=dispatch.sent_on, received_on=on_day)
    return dispatch


def _check_document(tx: Transaction, document_id: int | None) -> None:
    if document_id is not None:
        tx.get(Document, document_id)
