"""Events of limitation: recorded, proven, and corrected."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from casebook.domain.finding import HOUSE_RULE
from casebook.domain.limitation.clocks import ClockKind
from casebook.domain.limitation.facts import RECEIVED, Outcome, Proof
from casebook.errors import Refused
from casebook.store.actions import given
from casebook.store.actions.cases import outward_act
from casebook.store.commands import action
from casebook.store.database import Database
from casebook.store.models.cases import Case
from casebook.store.models.claims import Claim, Document, Liability
from casebook.store.models.limitation import Grade, LimitationEvent, ProofMark, Reach
from casebook.store.models.people import Role
from casebook.store.transaction import Transaction
from casebook.text import clean

INSOLVENCY = "insolvency"
EXTENSION = "extension"
LEGAL_ACTION = "legal_action"
# The procedure that has every kind of act; the others have only their own.
_CIVIL = "civil"
_WSNP = "wsnp"
_CASE_OF_EVENT = "SELECT case_id FROM limitation_event WHERE id = ?"


@dataclass(frozen=True, slots=True)
class Reached:
    """A debtor an event reaches; with a claim or a kind of clock only that one, without them all of the case."""

    party_id: int
    claim_id: int | None = None
    clock: ClockKind | None = None


@dataclass(frozen=True, slots=True)
class EventFacts:
    """What happened, when, and whom it reaches.

    `kind` is an act of the law book, `insolvency` (with its `regime`) or `extension` (with its `ground`). `on_day` is
    the first day, `until_on` the last. `outcome` and what follows belong to a legal action.
    """

    kind: str
    on_day: date | None
    reaches: tuple[Reached, ...]
    received_on: date | None = None
    until_on: date | None = None
    regime: str | None = None
    ground: str | None = None
    clean_slate: int = 0
    outcome: Outcome | None = None
    ended_on: date | None = None
    followed_up_on: date | None = None
    follow_up_outcome: Outcome | None = None
    document_id: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class RecordEvent:
    """An event in a case, and how strong its proof is; None where nothing is known of that."""

    case_id: int
    facts: EventFacts
    grade: Grade | None = None


@dataclass(frozen=True, slots=True)
class ProveEvent:
    """The proof of an event has come in; with the day of receipt, where that was not known yet."""

    event_id: int
    grade: Grade
    reason: str
    document_id: int | None = None
    received_on: date | None = None


@dataclass(frozen=True, slots=True)
class VoidEvent:
    """An event that did not happen, or did nothing."""

    event_id: int
    reason: str


@dataclass(frozen=True, slots=True)
class CorrectEvent:
    """An event that was recorded wrongly: the one that was seen, and what it should have been."""

    event_id: int
    facts: EventFacts
    reason: str
    grade: Grade | None = None


def _case_of_event(database: Database, command: Any) -> Iterable[int]:
    return [case_id for (case_id,) in database.fetch(_CASE_OF_EVENT, (command.event_id,))]


@action("event.record", cases=given.case_itself)
def record(tx: Transaction, command: RecordEvent) -> int:
    """Record an event and return its id."""
    _check(tx, command.case_id, command.facts)
    proof = _first_proof(tx, command.facts, command.grade)
    _check_receipt(tx, command.facts, proof)
    outward_act(tx, tx.get(Case, command.case_id))
    return write_event(tx, command.case_id, command.facts, proof, command.grade)


@action("event.prove", cases=_case_of_event)
def prove(tx: Transaction, command: ProveEvent) -> int:
    """Mark an event as proven, by strong proof, or by a lead on proof of medium strength; return its id.

    A day of receipt that was not known makes it another event, which takes the place of the one there was.
    """
    event = tx.get(LimitationEvent, command.event_id)
    proof = proof_of(tx, event.id)
    if proof is not Proof.ASSERTED:
        raise Refused("event.proof_stands", source=HOUSE_RULE, proof=f"proof_{proof}")
    if command.grade is Grade.WEAK:
        raise Refused("event.weak", source=HOUSE_RULE)
    if command.grade is Grade.MEDIUM and Role.LEAD not in tx.actor.roles:
        raise Refused("event.lead_proves", source=HOUSE_RULE)
    if command.document_id is not None:
        tx.get(Document, command.document_id)
    reason = given.reason(command.reason)
    facts = replace(facts_of(tx, event), received_on=command.received_on or event.received_on)
    _check_receipt(tx, facts, Proof.PROVEN)
    event_id: int = event.id
    if facts.received_on != event.received_on:
        _own(tx, event.id)
        _check(tx, event.case_id, facts)
        void_event(tx, event.id, reason)
        event_id = write_event(tx, event.case_id, facts, Proof.ASSERTED, replaces_id=event.id)
    tx.add(
        ProofMark,
        event_id=event_id,
        proof=Proof.PROVEN,
        grade=command.grade,
        on_day=tx.day,
        reason=reason,
        document_id=command.document_id,
    )
    return event_id


@action("event.void", cases=_case_of_event)
def void(tx: Transaction, command: VoidEvent) -> None:
    """Mark an event as void; it stays, and counts for neither end."""
    event = _own(tx, command.event_id)
    void_event(tx, event.id, given.reason(command.reason))


@action("event.correct", cases=_case_of_event)
def correct(tx: Transaction, command: CorrectEvent) -> int:
    """Mark an event as void, record it as it should have been, and return the id of the new one."""
    event = _own(tx, command.event_id)
    void_event(tx, event.id, given.reason(command.reason))
    _check(tx, event.case_id, command.facts)
    proof = _first_proof(tx, command.facts, command.grade)
    _check_receipt(tx, command.facts, proof)
    return write_event(tx, event.case_id, command.facts, proof, command.grade, replaces_id=event.id)


def write_event(
    tx: Transaction, case_id: int, facts: EventFacts, proof: Proof, grade: Grade | None = None, **belongs: Any
) -> int:
    """Write an event with whom it reaches and its first mark of proof, and return its id.

    `belongs` are the columns that tie it to another record: `origin` with `origin_id`, or `replaces_id`.
    """
    values = {part.name: getattr(facts, part.name) for part in fields(facts) if part.name != "reaches"}
    values["note"] = clean(facts.note).strip()
    event_id = tx.add(LimitationEvent, case_id=case_id, **values, **belongs)
    reaches: Sequence[dict[str, Any]] = [
        {"event_id": event_id, "party_id": reached.party_id, "claim_id": reached.claim_id, "clock": reached.clock}
        for reached in dict.fromkeys(facts.reaches)
    ]
    tx.add_many(Reach, reaches)
    tx.add(ProofMark, event_id=event_id, proof=proof, grade=grade, on_day=tx.day, document_id=facts.document_id)
    return event_id


def facts_of(tx: Transaction, event: LimitationEvent) -> EventFacts:
    """Return an event as a command has it."""
    values = {part.name: event.__data__[part.name] for part in fields(EventFacts) if part.name != "reaches"}
    for name in ("outcome", "follow_up_outcome"):
        values[name] = Outcome(values[name]) if values[name] else None
    reaches = tx.find(Reach.select().where(Reach.event_id == event.id).order_by(Reach.id))
    return EventFacts(
        **values,
        reaches=tuple(
            Reached(row.party_id, row.claim_id, ClockKind(row.clock) if row.clock else None) for row in reaches
        ),
    )


def void_event(tx: Transaction, event_id: int, reason: str) -> None:
    """Mark an event as void. Raises `Refused` where it is already."""
    if proof_of(tx, event_id) is Proof.VOID:
        raise Refused("event.proof_stands", source=HOUSE_RULE, proof=f"proof_{Proof.VOID}")
    tx.add(ProofMark, event_id=event_id, proof=Proof.VOID, on_day=tx.day, reason=reason)


def proof_of(tx: Transaction, event_id: int) -> Proof:
    """Return how far an event can be proven: what its last mark says."""
    mark = tx.first(ProofMark.select().where(ProofMark.event_id == event_id).order_by(ProofMark.id.desc()))
    return Proof(mark.proof) if mark else Proof.ASSERTED


def _own(tx: Transaction, event_id: int) -> LimitationEvent:
    """Return an event that stands by itself: one of another record follows that record."""
    event = tx.get(LimitationEvent, event_id)
    if event.origin is not None:
        raise Refused("event.of_another", source=HOUSE_RULE, origin=f"origin_{event.origin}")
    return event


def _first_proof(tx: Transaction, facts: EventFacts, grade: Grade | None) -> Proof:
    """Return how far an event is proven from the start: what a bailiff drew up or a register holds is."""
    if grade is not None:
        return Proof.PROVEN if grade is Grade.STRONG else Proof.ASSERTED
    acts = tx.law.limitation.acts[_CIVIL]
    drawn_up = facts.kind in acts and acts[facts.kind].applied(facts.on_day or tx.day).value.proven
    return Proof.PROVEN if drawn_up or facts.kind == INSOLVENCY else Proof.ASSERTED


def _check(tx: Transaction, case_id: int, facts: EventFacts) -> None:
    """Refuse an event that cannot have happened, or that reaches nobody."""
    tx.get(Case, case_id)
    if facts.kind not in {*tx.law.limitation.acts[_CIVIL], INSOLVENCY, EXTENSION}:
        raise Refused("event.kind", source=HOUSE_RULE, kind=given.line(facts.kind))
    _check_days(tx, facts)
    _check_parts(facts)
    _check_ground(tx, facts)
    if facts.document_id is not None:
        tx.get(Document, facts.document_id)
    if not facts.reaches:
        raise Refused("event.nobody", source=HOUSE_RULE)
    for reached in facts.reaches:
        check_liable(tx, case_id, reached)


def _check_receipt(tx: Transaction, facts: EventFacts, proof: Proof) -> None:
    """Refuse proof of an act that works on receipt without the day of it: it would not move the safe end."""
    acts = tx.law.limitation.acts[_CIVIL]
    if proof is not Proof.PROVEN or facts.received_on is not None or facts.kind not in acts:
        return
    rule = acts[facts.kind].applied(facts.on_day or tx.day)
    if rule.value.on_receipt:
        raise Refused("event.no_receipt", source=rule.source, kind=facts.kind)


def _check_days(tx: Transaction, facts: EventFacts) -> None:
    if facts.on_day is None and facts.kind != EXTENSION:
        raise Refused("event.no_day", source=HOUSE_RULE, kind=facts.kind)
    for day in (facts.on_day, facts.received_on, facts.ended_on, facts.followed_up_on):
        if day is not None:
            given.past(tx, day)
    given.in_order(on_day=facts.on_day, received_on=facts.received_on)
    given.in_order(on_day=facts.on_day, until_on=facts.until_on)
    given.in_order(on_day=facts.on_day, ended_on=facts.ended_on)
    given.in_order(on_day=facts.on_day, followed_up_on=facts.followed_up_on)


def _check_ground(tx: Transaction, facts: EventFacts) -> None:
    """Refuse an insolvency or extension that the law book does not know."""
    regimes = next(iter(tx.law.limitation.insolvency.values()))
    if facts.kind == INSOLVENCY and facts.regime not in regimes:
        raise Refused("event.regime", source=HOUSE_RULE, regimes=tuple(regimes))
    if facts.kind == EXTENSION and facts.ground not in tx.law.limitation.extension:
        raise Refused("event.ground", source=HOUSE_RULE, grounds=tuple(tx.law.limitation.extension))
    if facts.clean_slate and (facts.regime != _WSNP or facts.until_on is None):
        raise Refused("event.clean_slate", source="Fw 358")


def _check_parts(facts: EventFacts) -> None:
    belongs = {
        "received_on": (facts.received_on, facts.kind in RECEIVED),
        "until_on": (facts.until_on, facts.kind in (INSOLVENCY, EXTENSION)),
        "regime": (facts.regime, facts.kind == INSOLVENCY),
        "ground": (facts.ground, facts.kind == EXTENSION),
        "outcome": (facts.outcome, facts.kind == LEGAL_ACTION),
        "ended_on": (facts.ended_on, facts.outcome not in (None, Outcome.PENDING)),
        "followed_up_on": (facts.followed_up_on, facts.outcome in (Outcome.REJECTED, Outcome.WITHDRAWN)),
        "follow_up_outcome": (facts.follow_up_outcome, facts.followed_up_on is not None),
    }
    for name, (value, fits) in belongs.items():
        if value is not None and not fits:
            raise Refused("event.part", source=HOUSE_RULE, name=name, kind=facts.kind)


def check_liable(tx: Transaction, case_id: int, reached: Reached) -> None:
    """Refuse a party that is not liable for the claim, or, without one, for no claim of the case."""
    claims = Claim.select(Claim.id).where(Claim.case_id == case_id)
    if reached.claim_id is not None:
        claims = claims.where(Claim.id == reached.claim_id)
        if tx.first(claims) is None:
            raise Refused("event.claim_of_case", source=HOUSE_RULE)
    if tx.get(Case, case_id).debtor_id == reached.party_id:
        return
    liable = (Liability.party_id == reached.party_id) & Liability.claim_id.in_(claims)
    if tx.first(Liability.select().where(liable)) is None:
        raise Refused("event.not_liable", source=HOUSE_RULE)
