"""What a list has as paid, against what the bank reported: the list only says the same once more."""

from collections.abc import Iterable
from datetime import date

from casebook.domain.matching.weigh import SAME_RECEIPT
from casebook.domain.money import ZERO, Cents
from casebook.domain.parameters import decode
from casebook.store.differences import PAID, SETTLED, paid_on
from casebook.store.models.claims import Claim
from casebook.store.models.imports import Proposal, ProposalState
from casebook.store.models.money import Payment
from casebook.store.models.parties import Creditor
from casebook.store.transaction import Transaction

_CLAIMS = """
    SELECT l.claim_id, CAST(sum(a.cents) AS BIGINT) FROM allocation a JOIN ledger_entry l ON l.id = a.entry_id
    WHERE a.payment_id = ? GROUP BY l.claim_id ORDER BY l.claim_id
"""
_BOOKED = "SELECT count(*) FROM payment WHERE key = ?"
_FROM_BANK = "bank"


def books(tx: Transaction, claim: Claim) -> bool:
    """Tell whether a list books what is paid on a claim: where the entity goes by its ledger, not by the bank."""
    return tx.get(Creditor, claim.creditor_id).receipts_from != _FROM_BANK


def confirm(tx: Transaction, payment: Payment) -> None:
    """Accept what a list had as paid and a payment of now is, or makes true: nothing more is booked for it."""
    of_claim = _claims_of(tx, payment)
    for proposal, cents, on_day in _told(tx, of_claim, ProposalState.PROPOSED):
        same_day = on_day is not None and abs(on_day - payment.on_day) <= SAME_RECEIPT
        assert proposal.claim_id is not None
        if is_paid(tx, proposal.claim_id, cents) or (same_day and of_claim[proposal.claim_id] == cents):
            tx.change(proposal, state=ProposalState.ACCEPTED, decided_on=tx.day)


def open_again(tx: Transaction, payment: Payment) -> None:
    """Let what a list had as paid wait again where only a payment that is reversed now made it true."""
    of_claim = _claims_of(tx, payment)
    for proposal, cents, _ in _told(tx, of_claim, ProposalState.ACCEPTED):
        assert proposal.claim_id is not None
        if is_paid(tx, proposal.claim_id, cents) or tx.database.value(_BOOKED, (f"ledger:{proposal.key}",)):
            continue
        tx.change(proposal, state=ProposalState.PROPOSED, decided_on=None, reason="")


def _claims_of(tx: Transaction, payment: Payment) -> dict[int, int]:
    """Return what of a payment went to each claim."""
    claims: dict[int, int] = dict(tx.database.fetch(_CLAIMS, (payment.id,)))
    return claims


def is_paid(tx: Transaction, claim_id: int, cents: Cents) -> bool:
    """Tell whether payments paid at least so much on a claim."""
    return paid_on(tx.database, [claim_id]).get(claim_id, ZERO) >= cents


def _told(
    tx: Transaction, claims: Iterable[int], state: ProposalState
) -> Iterable[tuple[Proposal, Cents, date | None]]:
    """Yield what lists have as paid on claims: how much in all, and on which day where they say so."""
    of_claims = Proposal.claim_id.in_(list(claims)) & Proposal.code.in_((SETTLED, PAID)) & (Proposal.state == state)
    for proposal in tx.find(Proposal.select().where(of_claims).order_by(Proposal.id)):
        told = decode(proposal.parameters)
        cents, on_day = told["cents"], told.get("on")
        assert isinstance(cents, int)
        yield proposal, Cents(cents), on_day if isinstance(on_day, date) else None
