"""What a letter that keeps a right does to the clocks: its event is recorded, proven and made void with the letter."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from casebook.domain.letters.kinds import KEEPS_A_RIGHT, LetterKind
from casebook.domain.letters.proof import Doubt, ReturnedAs
from casebook.domain.letters.standing import DispatchFacts, grade_by
from casebook.domain.letters.ways import DispatchWay
from casebook.domain.limitation.facts import Proof
from casebook.domain.limitation.grade import Grade
from casebook.store.actions.limitation import EventFacts, Reached, facts_of, proof_of, void_event, write_event
from casebook.store.letters.leaving import began, dispatches
from casebook.store.models.letters import Dispatch, Letter, LetterClaim
from casebook.store.models.limitation import LimitationEvent, ProofMark
from casebook.store.models.parties import Address, AddressStatus
from casebook.store.transaction import Transaction

# As the columns of an event name a letter that it belongs to.
ORIGIN = "letter"
_KIND = "demand"


def sent(tx: Transaction, letter: Letter, on_day: date) -> None:
    """Record that a letter went out which keeps a right; its first dispatch counts."""
    if LetterKind(letter.kind) not in KEEPS_A_RIGHT or _event(tx, letter) is not None:
        return
    claims = tx.find(LetterClaim.select().where(LetterClaim.letter_id == letter.id).order_by(LetterClaim.id))
    facts = EventFacts(_KIND, on_day, tuple(Reached(letter.party_id, one.claim_id) for one in claims))
    write_event(tx, letter.case_id, facts, Proof.ASSERTED, origin=ORIGIN, origin_id=letter.id)


def regrade(tx: Transaction, letter: Letter) -> None:
    """Let the event of a letter be as strong as what is known of its dispatches now."""
    event = _event(tx, letter)
    if event is None or proof_of(tx, event.id) is not Proof.ASSERTED:
        return
    grade = grade_by(_facts(dispatches(tx, letter.id)), verified=_verified(tx, letter))
    last = tx.first(ProofMark.select().where(ProofMark.event_id == event.id).order_by(ProofMark.id.desc()))
    if last is not None and last.grade != grade:
        tx.add(ProofMark, event_id=event.id, proof=Proof.ASSERTED, grade=grade, on_day=tx.day)


class Proven(NamedTuple):
    """Proof of arrival: how strong, the day on which it was received, why, and by which document."""

    grade: Grade
    received_on: date
    reason: str
    document_id: int | None = None


def prove(tx: Transaction, letter: Letter, proven: Proven) -> None:
    """Mark the event of a letter as proven, with the day on which it was received: that makes it another event."""
    event = _event(tx, letter)
    if event is None:
        return
    event_id: int = event.id
    if event.received_on is None or proven.received_on < event.received_on:
        facts = replace(facts_of(tx, event), received_on=proven.received_on)
        void_event(tx, event.id, proven.reason)
        event_id = write_event(
            tx, event.case_id, facts, Proof.ASSERTED, replaces_id=event.id, origin=ORIGIN, origin_id=letter.id
        )
    elif proof_of(tx, event.id) is Proof.PROVEN and proven.grade is not Grade.STRONG:
        return
    tx.add(
        ProofMark,
        event_id=event_id,
        proof=Proof.PROVEN,
        grade=proven.grade,
        on_day=tx.day,
        reason=proven.reason,
        document_id=proven.document_id,
    )


def not_arrived(tx: Transaction, letter: Letter, reason: str = "") -> None:
    """Make the event of a letter void of which nothing reached anybody."""
    event = _event(tx, letter)
    if event is not None and not any(one.counts for one in _facts(dispatches(tx, letter.id))):
        void_event(tx, event.id, reason)


def _event(tx: Transaction, letter: Letter) -> LimitationEvent | None:
    """Return the event of a letter that counts, None without one. Those that were taken back stay, and are void."""
    own = (LimitationEvent.origin == ORIGIN) & (LimitationEvent.origin_id == letter.id)
    of_letter = LimitationEvent.select().where(LimitationEvent.case_id == letter.case_id, own)
    events = tx.find(of_letter.order_by(LimitationEvent.id.desc()))
    return next((one for one in events if proof_of(tx, one.id) is not Proof.VOID), None)


def _facts(some: Iterable[Dispatch]) -> list[DispatchFacts]:
    return [
        DispatchFacts(
            way=DispatchWay(one.way),
            began=began(one),
            doubt=Doubt(one.doubt) if one.doubt else None,
            sent_on=one.sent_on,
            failed_on=one.failed_on,
            returned_as=ReturnedAs(one.returned_as) if one.returned_as else None,
            grade=Grade(one.grade) if one.grade else None,
        )
        for one in some
    ]


def _verified(tx: Transaction, letter: Letter) -> bool:
    return letter.address_id is not None and tx.get(Address, letter.address_id).status == AddressStatus.VERIFIED
