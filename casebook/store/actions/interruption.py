"""What a letter does to the clocks that keeps a right or demands: its event goes with it, proven and made void."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from casebook.domain.letters.kept import facts_of as facts_in
from casebook.domain.letters.kinds import KEEPS_A_RIGHT, WRITTEN_DEMANDS, LetterKind
from casebook.domain.letters.proof import Doubt, ReturnedAs
from casebook.domain.letters.standing import DispatchFacts, grade_by
from casebook.domain.letters.ways import DispatchWay
from casebook.domain.limitation.clocks import ClockKind
from casebook.domain.limitation.facts import Proof
from casebook.domain.limitation.grade import Grade
from casebook.store.actions.limitation import EventFacts, Reached, facts_of, proof_of, void_event, write_event
from casebook.store.balances import open_balances
from casebook.store.letters.leaving import began, dispatches
from casebook.store.letters.together import bundle, needed_with
from casebook.store.models.letters import Dispatch, Letter, LetterClaim
from casebook.store.models.limitation import LimitationEvent, ProofMark
from casebook.store.models.parties import Address, AddressStatus
from casebook.store.transaction import Transaction

# As the columns of an event name a letter that it belongs to.
ORIGIN = "letter"
_KIND = "demand"


def sent(tx: Transaction, letter: Letter, on_day: date) -> None:
    """Record that a letter went out which keeps a right, or demands what is owed; its first dispatch counts.

    A demand is weak until it is proven: nobody waits for its proof, and a letter that keeps the right is still due.
    """
    kind = LetterKind(letter.kind)
    if kind not in KEEPS_A_RIGHT | WRITTEN_DEMANDS or _event(tx, letter) is not None:
        return
    if kind in KEEPS_A_RIGHT:
        claims = tx.find(LetterClaim.select().where(LetterClaim.letter_id == letter.id).order_by(LetterClaim.id))
        reaches, grade = tuple(Reached(letter.party_id, one.claim_id) for one in claims), None
    else:
        reaches, grade = tuple(_demanded(tx, letter)), Grade.WEAK
    if reaches:
        facts = EventFacts(_KIND, on_day, reaches)
        write_event(tx, letter.case_id, facts, Proof.ASSERTED, grade, origin=ORIGIN, origin_id=letter.id)


def _demanded(tx: Transaction, letter: Letter) -> Iterator[Reached]:
    """Yield what a demand reaches: claims of which all that is open is asked, and their interest where that is too.

    What a demand for a part does to the rest is not certain: then it reaches nothing.
    """
    stated = facts_in(letter.facts).claims
    if letter.asks_cents < sum(one.open for one in stated):
        return
    owed = open_balances(tx.database, [one.claim_id for one in stated], tx.day)
    for one in stated:
        if one.principal < owed[one.claim_id].principal:
            continue
        if one.interest:
            yield Reached(letter.party_id, one.claim_id)
        else:
            for clock in (ClockKind.PRINCIPAL, ClockKind.TITLE):
                yield Reached(letter.party_id, one.claim_id, clock)


def regrade(tx: Transaction, letter: Letter) -> None:
    """Let the event of a letter be as strong as what is known of its dispatches now."""
    event = _event(tx, letter)
    if event is None or proof_of(tx, event.id) is not Proof.ASSERTED or LetterKind(letter.kind) in WRITTEN_DEMANDS:
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
    """Mark the event of a letter as proven, with the day on which it was received: that makes it another event.

    A letter that has effect only together with others, as to a debtor and his administrator, waits for their proof.
    """
    some = bundle(tx, letter)
    known = {one.id: proven if one.id == letter.id else _proof(tx, one, proven.reason) for one in some}
    for one in some:
        found, event = known[one.id], _event(tx, one)
        if found is None or event is None or any(known[other.id] is None for other in needed_with(tx.law, one, some)):
            continue
        if one.id == letter.id or proof_of(tx, event.id) is Proof.ASSERTED:
            _prove(tx, one, found)


def _proof(tx: Transaction, letter: Letter, reason: str) -> Proven | None:
    """Return the strongest proof that is known of the arrival of a letter, None without any."""
    known = [one for one in dispatches(tx, letter.id) if one.grade in (Grade.STRONG, Grade.MEDIUM)]
    best = min(known, key=lambda one: one.grade != Grade.STRONG, default=None)
    received = None if best is None else best.received_on or best.answered_on
    if best is None or best.grade is None or received is None:
        return None
    return Proven(Grade(best.grade), received, reason, best.proof_id)


def _prove(tx: Transaction, letter: Letter, proven: Proven) -> None:
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
