"""Our answers to what is asked of us in a proceeding: what must be known first, given, and received."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from casebook.domain.finding import HOUSE_RULE
from casebook.domain.insolvency.facts import EventKind
from casebook.domain.insolvency.requests import OFFERS, RequestKind
from casebook.errors import Refused
from casebook.store import insolvency_rows
from casebook.store.actions import given
from casebook.store.actions.insolvency_bearing import NEVER, add_happened, bear
from casebook.store.actions.insolvency_requests import acting, happens, listed, of_request, standing_event, waiting
from casebook.store.commands import action
from casebook.store.models.insolvency import InsolvencyRequest
from casebook.store.models.parties import Representation
from casebook.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class AnswerInsolvencyRequest:
    """It was answered in another way than by a letter of ours: what was said."""

    id: int
    version: int
    on_day: date
    answer: str


@dataclass(frozen=True, slots=True)
class AcknowledgeInsolvencyRequest:
    """Who asked confirmed that he has our answer."""

    id: int
    version: int
    on_day: date


@action("insolvency_request.answer", cases=of_request)
def answer(tx: Transaction, command: AnswerInsolvencyRequest) -> None:
    """Record an answer that was no letter of ours. Refused as a letter would be."""
    request = waiting(tx, command.id, command.version)
    text = given.reason(command.answer)
    refuse_unready(tx, request)
    answered(tx, request, given.past(tx, command.on_day), answer=text)


@action("insolvency_request.acknowledge", cases=of_request)
def acknowledge(tx: Transaction, command: AcknowledgeInsolvencyRequest) -> None:
    """Record that our answer was received."""
    request = tx.get(InsolvencyRequest, command.id, command.version)
    if request.answered_on is None or request.acknowledged_on is not None:
        raise Refused("insolvency_request.not_answered", source=HOUSE_RULE)
    given.in_order(answered_on=request.answered_on, acknowledged_on=given.past(tx, command.on_day))
    tx.change(request, acknowledged_on=command.on_day)


def refuse_unready(tx: Transaction, request: InsolvencyRequest) -> None:
    """Refuse an answer before it may be given.

    No data before it was seen that a counsellor may have them; a claw-back after a lead saw to its law; a proposal
    after it was decided on.
    """
    person = acting(tx, request.insolvency_id, request.party_id)
    assert person.representation_id is not None
    acts = tx.get(Representation, person.representation_id)
    rule = tx.law.gate.representation.get(acts.role)
    entry = None if rule is None else rule.applied(tx.day)
    if entry is not None and entry.value.authority and acts.authority_seen_on is None:
        raise Refused("insolvency_request.authority_unseen", source=entry.source, name=person.name)
    if request.kind == RequestKind.CLAW_BACK and request.reviewed_on is None:
        raise Refused("insolvency_request.unreviewed", source=HOUSE_RULE)
    if request.kind in OFFERS and request.decided_on is None:
        raise Refused("insolvency_request.undecided", source=HOUSE_RULE)


def answered(tx: Transaction, request: InsolvencyRequest, on_day: date, **values: Any) -> None:
    """Record that a request was answered; in debt counselling it goes on by that."""
    given.in_order(received_on=request.received_on, answered_on=on_day)
    tx.change(request, answered_on=on_day, next_due_on=NEVER, **values)
    recorded = insolvency_rows.of_ids(tx.database, [request.insolvency_id])[request.insolvency_id]
    happens(tx, recorded, answers(request), on_day)


def unanswered(tx: Transaction, request: InsolvencyRequest, because: str) -> None:
    """Let a request wait again: the answer reached nobody."""
    kind, on_day = answers(request), request.answered_on
    tx.change(request, answered_on=None, letter_id=None, acknowledged_on=None)
    listed(tx, request)
    recorded = insolvency_rows.of_ids(tx.database, [request.insolvency_id])[request.insolvency_id]
    was = standing_event(recorded, kind, on_day)
    if was is not None:
        add_happened(tx, request.insolvency_id, EventKind.VOID, tx.day, voids_id=was.id, reason=because)
        bear(tx, request.insolvency_id, because)


def answers(request: InsolvencyRequest) -> EventKind:
    """Return what our answer to a request is in debt counselling."""
    if request.kind == RequestKind.BALANCE:
        return EventKind.BALANCE_ANSWERED
    if request.kind in OFFERS:
        return EventKind.ACCEPTED if request.in_favour else EventKind.REFUSED
    return EventKind.QUESTION_ANSWERED
