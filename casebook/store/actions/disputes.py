"""Disputes: registered, given to a department, answered by it, and changed on the way."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from casebook.domain.disputes import Course, Due, next_due
from casebook.domain.finding import HOUSE_RULE
from casebook.domain.money import Cents
from casebook.errors import Refused
from casebook.store import balances
from casebook.store.actions import given, ledger
from casebook.store.actions.cases import open_one
from casebook.store.actions.open_disputes import has_open_dispute
from casebook.store.actions.people import staying
from casebook.store.commands import action
from casebook.store.database import Database
from casebook.store.disputed import terms
from casebook.store.models.cases import Track, TrackKind
from casebook.store.models.disputes import Dispute, DisputedClaim, DisputeReason, RootCause
from casebook.store.transaction import Transaction
from casebook.text import clean

_DEPARTMENTS = "SELECT DISTINCT department FROM dispute WHERE department <> '' ORDER BY department"


@dataclass(frozen=True, slots=True)
class ContestedPart:
    """What is contested of a claim."""

    claim_id: int
    cents: Cents


@dataclass(frozen=True, slots=True)
class RegisterDispute:
    """What a debtor contests, of one claim or several, since `registered_on`.

    With a department it lies there since `with_department_on`, or since today. Without an owner whoever registers it
    sees to it.
    """

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
class AskDepartment:
    """A department is asked what it says to a dispute; the term for its answer begins."""

    id: int
    version: int
    department: str
    on_day: date


@dataclass(frozen=True, slots=True)
class AnswerDispute:
    """What the department says."""

    id: int
    version: int
    text: str
    on_day: date


@dataclass(frozen=True, slots=True)
class ChangeDispute:
    """A dispute as it should be, and why: its reason, root cause, owner, first day and terms; None by the settings."""

    id: int
    version: int
    reason: DisputeReason
    root_cause: RootCause | None
    owner_person_id: int
    registered_on: date
    department_until: date | None
    decision_until: date | None
    because: str


def case_of_dispute(database: Database, command: Any) -> Iterable[int]:
    """Return the case of the dispute that a command names by its `id`."""
    return [case_id for (case_id,) in database.fetch("SELECT case_id FROM dispute WHERE id = ?", (command.id,))]


@action("dispute.register", cases=given.case_itself)
def register(tx: Transaction, command: RegisterDispute) -> int:
    """Register a dispute and return its id; the track of disputes is opened where none is.

    Refused for more than is open on a claim. Disputes may overlap: together they never contest more than is open.
    """
    case = open_one(tx, command.case_id)
    registered_on = given.past(tx, command.registered_on)
    department = _department(tx, command.department)
    asked_on = command.with_department_on or (tx.day if department else None)
    if asked_on is not None:
        _refuse_without_department(department)
        given.in_order(registered_on=registered_on, with_department_on=given.past(tx, asked_on))
    _check_parts(tx, case.id, command.parts)
    owner = command.owner_person_id if command.owner_person_id is not None else tx.actor.person
    assert owner is not None
    values: dict[str, Any] = {
        "case_id": case.id,
        "reason": command.reason,
        "text": clean(command.text).strip(),
        "department": department,
        "root_cause": command.root_cause,
        "owner_person_id": staying(tx, owner).id,
        "registered_on": registered_on,
        "with_department_on": asked_on,
    }
    course = Course(registered_on, asked_on)
    dispute_id = tx.add(Dispute, **values, next_due_on=_rank(_due(tx, course, (None, None))))
    tx.add_many(
        DisputedClaim,
        [
            {"dispute_id": dispute_id, "claim_id": part.claim_id, "contested_cents": part.cents}
            for part in command.parts
        ],
    )
    _open_track(tx, case.id, registered_on, given.line(command.text))
    return dispute_id


@action("dispute.ask_department", cases=case_of_dispute)
def ask_department(tx: Transaction, command: AskDepartment) -> None:
    """Give a dispute to a department, also to another one; a changed term for its answer no longer holds."""
    dispute = undecided(tx, command.id, command.version)
    department = _department(tx, command.department)
    _refuse_without_department(department)
    on_day = given.past(tx, command.on_day)
    given.in_order(registered_on=dispute.registered_on, with_department_on=on_day)
    change(
        tx,
        dispute,
        department=department,
        with_department_on=on_day,
        department_until=None,
        answered_on=None,
        answer="",
    )


@action("dispute.answer", cases=case_of_dispute)
def answer(tx: Transaction, command: AnswerDispute) -> None:
    """Record what the department says; what is left is to decide."""
    dispute = undecided(tx, command.id, command.version)
    if dispute.with_department_on is None:
        raise Refused("dispute.not_asked", source=HOUSE_RULE)
    on_day = given.past(tx, command.on_day)
    given.in_order(with_department_on=dispute.with_department_on, answered_on=on_day)
    change(tx, dispute, answered_on=on_day, answer=given.reason(command.text))


@action("dispute.change", cases=case_of_dispute)
def change_dispute(tx: Transaction, command: ChangeDispute) -> None:
    """Change who sees to a dispute, its reason, its root cause, its first day and its terms, for a reason.

    The root cause may still be changed when it was decided; the rest no longer bears on anything then.
    """
    given.reason(command.because)
    dispute = open_dispute(tx, command.id, command.version)
    registered_on = given.past(tx, command.registered_on)
    days = [dispute.with_department_on, dispute.decided_on, dispute.escalated_on]
    first = min((day for day in days if day is not None), default=None)
    given.in_order(registered_on=registered_on, with_department_on=first)
    if command.department_until is not None:
        if dispute.with_department_on is None:
            raise Refused("dispute.not_asked", source=HOUSE_RULE)
        given.in_order(with_department_on=dispute.with_department_on, department_until=command.department_until)
    given.in_order(registered_on=registered_on, decision_until=command.decision_until)
    if command.owner_person_id != dispute.owner_person_id:
        staying(tx, command.owner_person_id)
    change(
        tx,
        dispute,
        reason=command.reason,
        root_cause=command.root_cause,
        owner_person_id=command.owner_person_id,
        registered_on=registered_on,
        department_until=command.department_until,
        decision_until=command.decision_until,
    )


def open_dispute(tx: Transaction, id_: int, version: int | None = None) -> Dispute:
    """Return a dispute that has not ended, in a case that is not closed. Raises `Refused` for another."""
    dispute = tx.get(Dispute, id_, version)
    open_one(tx, dispute.case_id)
    if not course_of(dispute).is_open:
        raise Refused("dispute.ended", source=HOUSE_RULE, on=dispute.closed_on or dispute.withdrawn_on)
    return dispute


def undecided(tx: Transaction, id_: int, version: int) -> Dispute:
    """Return a dispute that is to be decided: one that was not, or of which the lead was asked since."""
    dispute = open_dispute(tx, id_, version)
    if dispute.decided_on is not None and not course_of(dispute).is_escalated:
        raise Refused("dispute.decided", source=HOUSE_RULE, on=dispute.decided_on)
    return dispute


def change(tx: Transaction, dispute: Dispute, **values: Any) -> None:
    """Change columns of a dispute, and with them the day by which its next step is due."""
    new = {**dispute.__data__, **values}
    course = Course(*(new[name] for name in Course._fields))
    due = _due(tx, course, (new["department_until"], new["decision_until"]))
    tx.change(dispute, **values, next_due_on=_rank(due))


def course_of(dispute: Dispute) -> Course:
    """Return what happened in a dispute."""
    return Course(*(dispute.__data__[name] for name in Course._fields))


def close_track(tx: Transaction, case_id: int, because: str) -> None:
    """Close the track of disputes of a case where none is open any more."""
    track = _track(tx, case_id)
    if track is not None and not has_open_dispute(tx, case_id):
        tx.change(track, closed_on=tx.day, closed_because=because)


def _open_track(tx: Transaction, case_id: int, since: date, because: str) -> None:
    """Let the track of disputes of a case be open since a day, or since the earlier one on which it was opened."""
    track = _track(tx, case_id)
    if track is None:
        tx.add(Track, case_id=case_id, kind=TrackKind.DISPUTE, opened_on=since, opened_because=because)
    elif since < track.opened_on:
        tx.change(track, opened_on=since)


def _track(tx: Transaction, case_id: int) -> Track | None:
    of_disputes = (Track.case_id == case_id) & (Track.kind == TrackKind.DISPUTE)
    return tx.first(Track.select().where(of_disputes, Track.closed_on.is_null()))


def _due(tx: Transaction, course: Course, own: tuple[date | None, date | None]) -> Due | None:
    lengths = tx.law.defaults.dispute.applied(course.registered_on).value
    return next_due(course, terms(course, own, lengths, tx.law.holidays))


def _rank(due: Due | None) -> date:
    return date.max if due is None else due.until


def _department(tx: Transaction, text: str) -> str:
    """Return the name of a department as it was written before, so that it stays one in lists and reports."""
    name = given.line(text)
    known = [before for (before,) in tx.database.fetch(_DEPARTMENTS)]
    return next((before for before in known if before.casefold() == name.casefold()), name)


def _refuse_without_department(department: str) -> None:
    if not department:
        raise Refused("dispute.no_department", source=HOUSE_RULE)


def _check_parts(tx: Transaction, case_id: int, parts: Sequence[ContestedPart]) -> None:
    """Refuse parts that are none, name a claim twice or of another case, or contest more than is open."""
    ids = [part.claim_id for part in parts]
    if not ids:
        raise Refused("dispute.no_claim", source=HOUSE_RULE)
    if len(set(ids)) < len(ids):
        raise Refused("dispute.claim_twice", source=HOUSE_RULE)
    for part in parts:
        claim = ledger.euro_claim(tx, part.claim_id)
        if claim.case_id != case_id:
            raise Refused("dispute.other_case", source=HOUSE_RULE, number=claim.number)
        if claim.ended_on is not None:
            raise Refused("claim.ended", source=HOUSE_RULE, number=claim.number, on=claim.ended_on)
        most = Cents(max(0, balances.open_balances(tx.database, [claim.id], tx.day)[claim.id].total))
        if given.positive(part.cents) > most:
            raise Refused("dispute.too_much", source=HOUSE_RULE, number=claim.number, amount=part.cents, most=most)
