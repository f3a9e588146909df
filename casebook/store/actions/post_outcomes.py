"""What incoming post brings about: a request, a complaint, a dispute, proof that a letter arrived or came back."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from casebook.domain.finding import HOUSE_RULE
from casebook.domain.letters.proof import ReturnedAs
from casebook.domain.limitation.grade import Grade
from casebook.domain.post.nature import PostNature
from casebook.errors import Refused
from casebook.store import commands
from casebook.store.actions import approvals, disputes, given, person_requests
from casebook.store.actions.addresses import CheckAddress, mark_checked
from casebook.store.actions.dispatch_proof import ProvenDispatch, ReturnedDispatch, proven, returned
from casebook.store.actions.disputes import ContestedPart, RegisterDispute
from casebook.store.actions.parties import hold_party
from casebook.store.actions.person_requests import ReceiveRequest
from casebook.store.actions.post import cases_of_item, decide, waiting
from casebook.store.commands import action
from casebook.store.database import Database
from casebook.store.models.care import RequestKind
from casebook.store.models.cases import Case
from casebook.store.models.disputes import DisputeReason, RootCause
from casebook.store.models.letters import Dispatch, Letter
from casebook.store.models.parties import Address, AddressStatus
from casebook.store.models.people import Role
from casebook.store.models.post import PostDecision, PostItem
from casebook.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class RequestByPost:
    """An item asks something about data on a person; its term runs from the day on which it was received."""

    id: int
    version: int
    case_id: int
    party_id: int
    kind: RequestKind
    received_on: date
    text: str


@dataclass(frozen=True, slots=True)
class ComplaintByPost:
    """An item is a complaint, received on a day."""

    id: int
    version: int
    case_id: int
    party_id: int
    received_on: date
    text: str


@dataclass(frozen=True, slots=True)
class DisputeByPost:
    """An item contests claims: the dispute as it is registered by `dispute.register`."""

    id: int
    version: int
    case_id: int
    reason: DisputeReason
    parts: tuple[ContestedPart, ...]
    registered_on: date
    text: str = ""
    department: str = ""
    with_department_on: date | None = None
    root_cause: RootCause | None = None
    owner_person_id: int | None = None


@dataclass(frozen=True, slots=True)
class ReplyByPost:
    """An item answers a letter of ours, and so proves that it arrived by one of its ways; `on_day` he answered it."""

    id: int
    version: int
    dispatch_id: int
    dispatch_version: int
    grade: Grade
    on_day: date
    reason: str


@dataclass(frozen=True, slots=True)
class ReturnedByPost:
    """An item is a letter of ours that came back, and with it the `others` of its dispatches."""

    id: int
    version: int
    dispatch_id: int
    dispatch_version: int
    returned_as: ReturnedAs
    on_day: date
    others: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class DeadAddressByPost:
    """An item came back from an address, of a letter that is not known here: nobody of that name is found there."""

    id: int
    version: int
    case_id: int
    address_id: int
    address_version: int
    on_day: date


def _of_reply(database: Database, command: ReplyByPost) -> Iterable[int]:
    return _with(database, command, _proven(command, None))


def _of_returned(database: Database, command: ReturnedByPost) -> Iterable[int]:
    return _with(database, command, _came_back(command, None))


def _of_dead(database: Database, command: DeadAddressByPost) -> Iterable[int]:
    check = CheckAddress(command.address_id, command.address_version, AddressStatus.DEAD, "", command.on_day)
    return _with(database, command, check)


def _with(database: Database, command: Any, brought: Any) -> Iterable[int]:
    """Return the cases of an item, and of what it brings about."""
    return {*cases_of_item(database, command), *commands.action_for(brought).cases(database, brought)}


@action("post.start_request", cases=cases_of_item)
def start_request(tx: Transaction, command: RequestByPost) -> int:
    """Record what somebody asks in an item and return the id of the request."""
    return _receive(tx, command, command.kind, PostDecision.REQUEST)


@action("post.complaint", cases=cases_of_item)
def complaint(tx: Transaction, command: ComplaintByPost) -> int:
    """Record that an item is a complaint and return its id."""
    return _receive(tx, command, RequestKind.COMPLAINT, PostDecision.COMPLAINT)


@action("post.dispute", cases=cases_of_item)
def dispute(tx: Transaction, command: DisputeByPost) -> int:
    """Register the dispute that an item is about and return its id. Refused as the registration is."""
    item = waiting(tx, command.id, command.version)
    dispute_id = disputes.register(
        tx,
        RegisterDispute(
            command.case_id,
            command.reason,
            command.parts,
            command.registered_on,
            command.text,
            command.department,
            command.with_department_on,
            command.root_cause,
            command.owner_person_id,
        ),
    )
    decide(tx, item, PostDecision.DISPUTE, command.case_id, dispute_id=dispute_id)
    return int(dispute_id)


@action("post.reply_to_letter", cases=_of_reply)
def reply_to_letter(tx: Transaction, command: ReplyByPost) -> int | None:
    """Take an item as proof that a letter arrived. Proof of medium strength is for a lead to say.

    Anybody else asks him for it: then the id of what waits for approval is returned, else None. Refused for what no
    person wrote: it proves that a mailbox is there, not that anybody read the letter.
    """
    item = waiting(tx, command.id, command.version)
    if item.nature is not None:
        raise Refused("post.no_answer", source=HOUSE_RULE)
    dispatch = tx.get(Dispatch, command.dispatch_id, command.dispatch_version)
    decide(tx, item, PostDecision.REPLY, _case_of(tx, dispatch), dispatch_id=dispatch.id, reason=_reason(command))
    said = _proven(command, item)
    if command.grade is Grade.MEDIUM and Role.LEAD not in tx.actor.roles:
        return int(approvals.ask(tx, approvals.asked_for(said, command.reason)))
    proven(tx, said)
    return None


@action("post.returned_mail", cases=_of_returned)
def returned_mail(tx: Transaction, command: ReturnedByPost) -> None:
    """Record that a letter of ours came back, with all that follows from it. Refused while it may still arrive."""
    item = waiting(tx, command.id, command.version)
    if item.nature == PostNature.DELAYED:
        raise Refused("post.may_arrive", source=HOUSE_RULE)
    dispatch = tx.get(Dispatch, command.dispatch_id, command.dispatch_version)
    returned(tx, _came_back(command, item))
    decide(tx, item, PostDecision.RETURNED, _case_of(tx, dispatch), dispatch_id=dispatch.id)


@action("post.dead_address", cases=_of_dead)
def dead_address(tx: Transaction, command: DeadAddressByPost) -> None:
    """Mark an address as dead from which a letter came back that is not among ours."""
    item = waiting(tx, command.id, command.version)
    case = tx.get(Case, command.case_id)
    address = tx.get(Address, command.address_id, command.address_version)
    hold_party(tx, address.party_id)
    mark_checked(tx, address, AddressStatus.DEAD, case.number, given.past(tx, command.on_day))
    decide(tx, item, PostDecision.RETURNED, case.id)


def _receive(
    tx: Transaction, command: RequestByPost | ComplaintByPost, kind: RequestKind, decision: PostDecision
) -> int:
    item = waiting(tx, command.id, command.version)
    asked = ReceiveRequest(command.case_id, command.party_id, kind, command.received_on, command.text)
    request_id = person_requests.receive(tx, asked)
    decide(tx, item, decision, command.case_id, request_id=request_id)
    return int(request_id)


def _proven(command: ReplyByPost, item: PostItem | None) -> ProvenDispatch:
    document_id = None if item is None else item.document_id
    return ProvenDispatch(
        command.dispatch_id, command.dispatch_version, command.grade, command.on_day, command.reason, document_id
    )


def _came_back(command: ReturnedByPost, item: PostItem | None) -> ReturnedDispatch:
    document_id = None if item is None else item.document_id
    return ReturnedDispatch(
        command.dispatch_id,
        command.dispatch_version,
        command.on_day,
        command.returned_as,
        document_id,
        command.others,
    )


def _case_of(tx: Transaction, dispatch: Dispatch) -> int:
    return int(tx.get(Letter, dispatch.letter_id).case_id)


def _reason(command: ReplyByPost) -> str:
    return given.reason(command.reason)
