"""Complaints, and what people ask about data on them: received, told that it came in, answered."""

from dataclasses import dataclass
from datetime import date

from casebook.domain.finding import HOUSE_RULE
from casebook.domain.person_request import request_term
from casebook.errors import Refused
from casebook.store.actions import given
from casebook.store.actions.holds import case_of
from casebook.store.commands import action
from casebook.store.models.care import PersonRequest, RequestKind, RequestOutcome
from casebook.store.models.cases import Case
from casebook.store.models.parties import Party
from casebook.store.request_rules import request_rules
from casebook.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class ReceiveRequest:
    """Somebody complains, or asks something about data on him; what he wrote or said."""

    case_id: int
    party_id: int
    kind: RequestKind
    received_on: date
    text: str


@dataclass(frozen=True, slots=True)
class AcknowledgeRequest:
    """He was told that it came in."""

    id: int
    version: int
    on_day: date


@dataclass(frozen=True, slots=True)
class ExtendRequest:
    """He was told why the answer takes longer."""

    id: int
    version: int
    on_day: date
    reason: str


@dataclass(frozen=True, slots=True)
class AnswerRequest:
    """He was answered: what was decided and why."""

    id: int
    version: int
    on_day: date
    outcome: RequestOutcome
    answer: str


@dataclass(frozen=True, slots=True)
class WithdrawRequest:
    """He took it back."""

    id: int
    version: int
    on_day: date


@action("person_request.receive", cases=given.case_itself)
def receive(tx: Transaction, command: ReceiveRequest) -> int:
    """Record what somebody asks and return its id. Also in a closed case: the right is his."""
    case, party = tx.get(Case, command.case_id), tx.get(Party, command.party_id)
    return tx.add(
        PersonRequest,
        case_id=case.id,
        party_id=party.id,
        kind=command.kind,
        received_on=given.past(tx, command.received_on),
        text=given.reason(command.text),
    )


@action("person_request.acknowledge", cases=case_of(PersonRequest))
def acknowledge(tx: Transaction, command: AcknowledgeRequest) -> None:
    """Record that he was told that it came in."""
    request = _waiting(tx, command.id, command.version)
    given.in_order(received_on=request.received_on, acknowledged_on=given.past(tx, command.on_day))
    if request.acknowledged_on is not None:
        raise Refused("request.acknowledged", source=HOUSE_RULE, on=request.acknowledged_on)
    tx.change(request, acknowledged_on=command.on_day)


@action("person_request.extend", cases=case_of(PersonRequest))
def extend(tx: Transaction, command: ExtendRequest) -> None:
    """Take longer for an answer. Refused for a complaint, a second time, and after the first term (AVG art. 12)."""
    request = _waiting(tx, command.id, command.version)
    given.in_order(received_on=request.received_on, extended_on=given.past(tx, command.on_day))
    if request.kind == RequestKind.COMPLAINT:
        raise Refused("request.complaint_term", source=HOUSE_RULE)
    if request.extended_on is not None:
        raise Refused("request.extended", source="AVG art. 12 lid 3", on=request.extended_on)
    rules = request_rules(tx.law, request.received_on)
    by = request_term(request.kind, request.received_on, rules, tx.law.holidays).value.answer_by
    if command.on_day > by:
        raise Refused("request.extended_late", source="AVG art. 12 lid 3", by=by)
    tx.change(request, extended_on=command.on_day, extended_because=given.reason(command.reason))


@action("person_request.answer", cases=case_of(PersonRequest))
def answer(tx: Transaction, command: AnswerRequest) -> None:
    """Record the answer."""
    request = _waiting(tx, command.id, command.version)
    given.in_order(received_on=request.received_on, answered_on=given.past(tx, command.on_day))
    text = given.reason(command.answer)
    tx.change(request, answered_on=command.on_day, outcome=command.outcome, answer=text)


@action("person_request.withdraw", cases=case_of(PersonRequest))
def withdraw(tx: Transaction, command: WithdrawRequest) -> None:
    """Record that he took it back."""
    request = _waiting(tx, command.id, command.version)
    given.in_order(received_on=request.received_on, withdrawn_on=given.past(tx, command.on_day))
    tx.change(request, withdrawn_on=command.on_day)


def _waiting(tx: Transaction, id_: int, version: int) -> PersonRequest:
    """Return a request that waits for its answer. Raises `Refused` for one that does not."""
    request = tx.get(PersonRequest, id_, version)
    if request.answered_on is not None or request.withdrawn_on is not None:
        raise Refused("request.closed", source=HOUSE_RULE, on=request.answered_on or request.withdrawn_on)
    return request
