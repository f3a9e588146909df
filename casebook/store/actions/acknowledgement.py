"""The event that a payment gives: who pays a part may acknowledge the claim by it (BW 3:318)."""

from collections.abc import Collection

from casebook.domain.limitation.facts import Proof
from casebook.store.actions import limitation
from casebook.store.actions.limitation import EventFacts, Reached
from casebook.store.models.cases import Case
from casebook.store.models.claims import Liability
from casebook.store.models.limitation import Reach
from casebook.store.models.money import Payment
from casebook.store.transaction import Transaction

PART_PAYMENT = "part_payment"
ORIGIN = "payment"
_EVENTS = """
    SELECT id FROM limitation_event WHERE case_id = ? AND origin = 'payment' AND origin_id IN (?, ?) ORDER BY id
"""


def acknowledge(tx: Transaction, payment: Payment, claims: Collection[int]) -> None:
    """Propose that who pays a part acknowledges the claims it goes to: whether he does is for a person to confirm.

    Only somebody who owes a claim can acknowledge it; without a payer that is taken to be the debtor.
    """
    known = {
        row.claim_id
        for event_id in _live_events(tx, payment)
        for row in tx.find(Reach.select().where(Reach.event_id == event_id))
    }
    debtor_id = tx.get(Case, payment.case_id).debtor_id
    payer_id = payment.payer_id or debtor_id
    reached = sorted(set(claims) - known)
    if payer_id != debtor_id:
        liable = tx.find(Liability.select().where((Liability.party_id == payer_id) & Liability.claim_id.in_(reached)))
        reached = sorted({row.claim_id for row in liable})
    if reached:
        facts = EventFacts(PART_PAYMENT, payment.on_day, tuple(Reached(payer_id, claim_id) for claim_id in reached))
        limitation.write_event(tx, payment.case_id, facts, Proof.ASSERTED, origin=ORIGIN, origin_id=payment.id)


def withdraw_acknowledgement(tx: Transaction, payment: Payment, reason: str) -> None:
    """Void the events that a payment gave: it was reversed."""
    for event_id in _live_events(tx, payment):
        limitation.void_event(tx, event_id, reason)


def events_of(tx: Transaction, payment: Payment) -> list[int]:
    """Return the events that a payment gave, also void ones; one that is another again has those of that too."""
    first = payment.anew_of_id or payment.id
    return [id_ for (id_,) in tx.database.fetch(_EVENTS, (payment.case_id, payment.id, first))]


def _live_events(tx: Transaction, payment: Payment) -> list[int]:
    """Return the events that a payment gave and that are not void."""
    return [id_ for id_ in events_of(tx, payment) if limitation.proof_of(tx, id_) is not Proof.VOID]
