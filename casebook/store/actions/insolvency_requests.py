"""What whoever acts in a proceeding asks of us: received, corrected, assigned, extended, withdrawn."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from casebook.domain.finding import HOUSE_RULE
from casebook.domain.insolvency.facts import EVENTS, EventKind
from casebook.domain.insolvency.offers import read_percent
from casebook.domain.insolvency.requests import OFFERS, Course, RequestKind, Way, answer_by
from casebook.errors import Refused
from casebook.store import insolvency_rows
from casebook.store.actions import given
from casebook.store.actions.insolvencies import document
from casebook.store.actions.insolvency_bearing import NEVER, add_happened, bear, owing
from casebook.store.actions.parties import cases_of_party
from casebook.store.actions.people import GIVERS, staying
from casebook.store.commands import action
from casebook.store.database import Database
from casebook.store.insolvency_rows import EventRow, Recorded
from casebook.store.models.cases import Case
from casebook.store.models.insolvency import Insolvency, InsolvencyPerson, InsolvencyRequest
from casebook.store.models.parties import Party
from casebook.store.transaction import Transaction
from casebook.text import clean

_PARTY = "SELECT party_id FROM insolvency WHERE id = ?"
_OF_REQUEST = """
    SELECT i.party_id, r.case_id FROM insolvency_request r JOIN insolvency i ON i.id = r.insolvency_id WHERE r.id = ?
"""
# What a request is in debt counselling.
_ASKED = {RequestKind.BALANCE: EventKind.BALANCE_REQUESTED, RequestKind.RECONSIDERATION: EventKind.RECONSIDERED}
_PROPOSED = {Way.CREDIT: EventKind.CREDIT_PROPOSED, Way.MEDIATION: EventKind.MEDIATION_PROPOSED}


@dataclass(frozen=True, slots=True)
class ReceiveInsolvencyRequest:
    """What somebody who acts in a proceeding asks, in one case; `as_of` is the day of a balance.

    `asked_by` is the day by which he wants an answer. A proposal says what percentage is offered, and how it is paid.
    """

    insolvency_id: int
    case_id: int
    party_id: int
    kind: RequestKind
    received_on: date
    text: str = ""
    reference: str = ""
    as_of: date | None = None
    asked_by: date | None = None
    way: Way | None = None
    offered_percent: str | None = None
    owner_person_id: int | None = None
    document_id: int | None = None


@dataclass(frozen=True, slots=True)
class ChangeInsolvencyRequest:
    """What was asked and when it came, as it should be, and why: by when it is answered follows."""

    id: int
    version: int
    received_on: date
    reason: str
    text: str = ""
    reference: str = ""
    as_of: date | None = None
    asked_by: date | None = None


@dataclass(frozen=True, slots=True)
class AssignInsolvencyRequest:
    """Who answers it."""

    id: int
    version: int
    owner_person_id: int


@dataclass(frozen=True, slots=True)
class ExtendInsolvencyRequest:
    """Who asked agreed to a later day."""

    id: int
    version: int
    until_on: date
    reason: str


@dataclass(frozen=True, slots=True)
class WithdrawInsolvencyRequest:
    """Who asked took it back, or it was none."""

    id: int
    version: int
    on_day: date
    reason: str


def of_request(database: Database, command: Any) -> Iterable[int]:
    """Return the cases that a command about a request touches: its own, and all of the party of its proceeding."""
    found = list(database.fetch(_OF_REQUEST, (command.id,)))
    return {id_ for party_id, case_id in found for id_ in (case_id, *cases_of_party(database, party_id))}


def _of_new(database: Database, command: ReceiveInsolvencyRequest) -> Iterable[int]:
    party_id = database.value(_PARTY, (command.insolvency_id,))
    return {command.case_id, *(() if party_id is None else cases_of_party(database, party_id))}


@action("insolvency_request.receive", cases=_of_new)
def receive(tx: Transaction, command: ReceiveInsolvencyRequest) -> int:
    """Record what somebody asks and return its id. Refused where he does not act in the proceeding."""
    row, case = tx.get(Insolvency, command.insolvency_id), tx.get(Case, command.case_id)
    recorded = insolvency_rows.of_ids(tx.database, [row.id])[row.id]
    if row.confirmed_on is None:
        raise Refused("insolvency.unconfirmed", source=HOUSE_RULE, number=row.number, kind=recorded.row.kind)
    if case.id not in owing(tx, row.party_id):
        raise Refused("insolvency_request.other_case", source=HOUSE_RULE, number=case.number)
    acting(tx, row.id, command.party_id)
    received_on = given.past(tx, command.received_on)
    given.in_order(received_on=received_on, asked_by=command.asked_by)
    offered = None if command.offered_percent is None else percent(command.offered_percent)
    if command.kind is RequestKind.PROPOSAL and (command.way is None or offered is None):
        raise Refused("insolvency_request.no_offer", source=HOUSE_RULE)
    if command.kind not in OFFERS and (command.way is not None or offered is not None):
        raise Refused("insolvency_request.offers_nothing", source=HOUSE_RULE, kind=f"request_of_{command.kind}")
    owner = None if command.owner_person_id is None else staying(tx, command.owner_person_id).id
    id_ = tx.add(
        InsolvencyRequest,
        insolvency_id=row.id,
        case_id=case.id,
        party_id=command.party_id,
        kind=command.kind,
        received_on=received_on,
        text=clean(command.text).strip(),
        reference=given.line(command.reference),
        as_of=_as_of(command.kind, command.as_of, received_on),
        asked_by=command.asked_by,
        document_id=document(tx, command.document_id),
        owner_person_id=owner,
        way=command.way,
        offered_percent=offered,
        next_due_on=NEVER,
    )
    request = tx.get(InsolvencyRequest, id_)
    listed(tx, request)
    asked = _PROPOSED.get(command.way) if command.kind is RequestKind.PROPOSAL and command.way else None
    happens(tx, recorded, asked or _ASKED.get(command.kind), received_on, until_on=_until(request))
    return id_


@action("insolvency_request.change", cases=of_request)
def change(tx: Transaction, command: ChangeInsolvencyRequest) -> None:
    """Change what was asked, or when it came in: the day by which it is answered moves with it."""
    request = waiting(tx, command.id, command.version)
    reason, received_on = given.reason(command.reason), given.past(tx, command.received_on)
    given.in_order(received_on=received_on, asked_by=command.asked_by)
    was = _told_of(tx, request)
    tx.change(
        request,
        received_on=received_on,
        text=clean(command.text).strip(),
        reference=given.line(command.reference),
        as_of=_as_of(RequestKind(request.kind), command.as_of, received_on),
        asked_by=command.asked_by,
    )
    listed(tx, request)
    _tell_again(tx, request, was, reason)


@action("insolvency_request.assign", also=GIVERS, cases=of_request)
def assign(tx: Transaction, command: AssignInsolvencyRequest) -> None:
    """Make somebody the one who answers it."""
    request = waiting(tx, command.id, command.version)
    tx.change(request, owner_person_id=staying(tx, command.owner_person_id).id)


@action("insolvency_request.extend", cases=of_request)
def extend(tx: Transaction, command: ExtendInsolvencyRequest) -> None:
    """Record the later day that was agreed. Refused for one that is not later."""
    request = waiting(tx, command.id, command.version)
    by = answer_by(course(request), tx.law.insolvency).on
    if command.until_on <= by:
        raise Refused("insolvency_request.not_later", source=HOUSE_RULE, by=by)
    reason, was = given.reason(command.reason), _told_of(tx, request)
    tx.change(request, extended_until=command.until_on, extended_because=reason)
    listed(tx, request)
    _tell_again(tx, request, was, reason)


@action("insolvency_request.withdraw", cases=of_request)
def withdraw(tx: Transaction, command: WithdrawInsolvencyRequest) -> None:
    """Record that it need not be answered any more; in debt counselling it was not asked then."""
    request = waiting(tx, command.id, command.version)
    reason = given.reason(command.reason)
    given.in_order(received_on=request.received_on, withdrawn_on=given.past(tx, command.on_day))
    was = _told_of(tx, request)
    tx.change(request, withdrawn_on=command.on_day, withdrawn_because=reason, next_due_on=NEVER)
    if was is not None:
        values = {"voids_id": was.id, "reason": reason}
        add_happened(tx, request.insolvency_id, EventKind.VOID, tx.day, **values)
        bear(tx, request.insolvency_id, reason)


def waiting(tx: Transaction, id_: int, version: int | None = None) -> InsolvencyRequest:
    """Return a request that waits for our answer. Raises `Refused` for one that does not."""
    request = tx.get(InsolvencyRequest, id_, version)
    if not course(request).is_open:
        on = request.answered_on or request.withdrawn_on
        raise Refused("insolvency_request.closed", source=HOUSE_RULE, on=on)
    return request


def percent(text: str) -> str:
    """Return a percentage as it is kept. Raises `Refused` for what is none."""
    read = read_percent(text)
    if read is None:
        raise Refused("insolvency_request.percent", source=HOUSE_RULE, typed=given.line(text))
    return f"{read:f}"


def course(request: InsolvencyRequest) -> Course:
    """Return what happened with a request."""
    return Course(
        RequestKind(request.kind),
        request.received_on,
        request.asked_by,
        request.extended_until,
        request.owner_person_id is not None,
        request.answered_on,
        request.acknowledged_on,
        request.withdrawn_on,
    )


def listed(tx: Transaction, request: InsolvencyRequest) -> None:
    """Keep the day that lists go by."""
    tx.change(request, next_due_on=answer_by(course(request), tx.law.insolvency).on)


def happens(
    tx: Transaction, recorded: Recorded, kind: EventKind | None, on: date, until_on: date | None = None
) -> None:
    """Add what a request or an answer is to a proceeding of a kind that knows it."""
    if kind is None or kind not in EVENTS[recorded.row.kind]:
        return
    given.in_order(started_on=recorded.proceeding.started_on, on_day=on)
    add_happened(tx, recorded.row.id, kind, on, until_on=until_on)
    bear(tx, recorded.row.id, recorded.row.number)


def acting(tx: Transaction, insolvency_id: int, party_id: int) -> InsolvencyPerson:
    """Return how somebody acts in a proceeding, as it was recorded last. Raises `Refused` where he does not."""
    own = (InsolvencyPerson.insolvency_id == insolvency_id) & (InsolvencyPerson.party_id == party_id)
    found = tx.first(InsolvencyPerson.select().where(own).order_by(InsolvencyPerson.id.desc()))
    if found is None:
        raise Refused("insolvency_request.stranger", source=HOUSE_RULE, name=tx.get(Party, party_id).name)
    return found


def standing_event(recorded: Recorded, kind: EventKind | None, on: date | None) -> EventRow | None:
    """Return the event of a kind on a day that stands in a proceeding, the last of them; None without one."""
    stands = {one.id for one in recorded.proceeding.events}
    found = [one for one in recorded.events if one.id in stands and one.kind is kind and one.on == on]
    return found[-1] if found else None


def _as_of(kind: RequestKind, as_of: date | None, received_on: date) -> date | None:
    """Return the day of the balance that is asked: that of the request where it names none."""
    if kind is RequestKind.BALANCE:
        return as_of or received_on
    if as_of is not None:
        raise Refused("insolvency_request.no_balance", source=HOUSE_RULE, kind=f"request_of_{kind}")
    return None


def _until(request: InsolvencyRequest) -> date | None:
    """Return the day that was asked for, where what was asked has one in the proceeding."""
    return request.extended_until or request.asked_by if request.kind == RequestKind.BALANCE else None


def _tell_again(tx: Transaction, request: InsolvencyRequest, was: EventRow | None, reason: str) -> None:
    """Let the proceeding tell what was asked as it is by now."""
    if was is not None:
        values = {"until_on": _until(request), "voids_id": was.id, "reason": reason}
        add_happened(tx, request.insolvency_id, was.kind, request.received_on, **values)
        bear(tx, request.insolvency_id, reason)


def _told_of(tx: Transaction, request: InsolvencyRequest) -> EventRow | None:
    """Return what stands in the proceeding of a request, None where nothing does."""
    recorded = insolvency_rows.of_ids(tx.database, [request.insolvency_id])[request.insolvency_id]
    kind = _PROPOSED.get(Way(request.way)) if request.kind == RequestKind.PROPOSAL and request.way else None
    return standing_event(recorded, kind or _ASKED.get(RequestKind(request.kind)), request.received_on)
