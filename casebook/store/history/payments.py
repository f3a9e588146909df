"""Payments from the past: booked once, whichever source told of them, and no longer proposed by a list."""

from collections.abc import Sequence
from typing import NamedTuple

from casebook.domain.history import ClaimRef, HistoryPayment
from casebook.errors import InputError
from casebook.store.actions import payments, same_receipts
from casebook.store.actions.payments import Report
from casebook.store.actions.receipts import Receipt
from casebook.store.differences import PAID, SETTLED, paid_on
from casebook.store.history.known import Known, look_up
from casebook.store.history.records import Left, Source, Told, leaving
from casebook.store.models.imports import Proposal, ProposalState
from casebook.store.models.money import PaymentSource
from casebook.store.rows import many
from casebook.store.transaction import Transaction

# Of what another source told too, each payment is one record: of two alike ones the second is another.
_TOLD = """
    SELECT r.payment_id FROM payment p JOIN imported_record r ON r.payment_id = p.id WHERE p.case_id IN ({marks})
"""
_PAID_ON = "SELECT DISTINCT claim_id FROM ledger_entry WHERE payment_id IN ({marks})"


class _Claim(NamedTuple):
    id: int


class _Payment(NamedTuple):
    id: int


class _Booking(NamedTuple):
    """A payment to be booked: in which case, by whom if not the debtor, to which claims, in their order."""

    told: Told[HistoryPayment]
    case_id: int
    payer_id: int | None
    claims: tuple[int, ...]


def write(tx: Transaction, source: Source, told: Sequence[Told[HistoryPayment]]) -> list[Left]:
    """Write payments to the claims they name, as far as those are open; what is left stays unallocated."""
    records = [one.record for one in told]
    known = look_up(
        tx.database,
        [ref for record in records for ref in _named(record)],
        [record.debtor for record in records if record.debtor],
    )
    left: list[Left] = []
    bookings: list[_Booking] = []
    for one in told:
        with leaving(left, one.record.line):
            bookings.append(_booking(known, one))
    tx.lock({booking.case_id for booking in bookings})
    booked: list[int] = []
    matched = {payment.id for payment in many(tx.database, _TOLD, _Payment, sorted({one.case_id for one in bookings}))}
    for booking in bookings:
        record = booking.told.record
        with leaving(left, record.line):
            receipt = _receipt(booking, source)
            by = PaymentSource(record.source or PaymentSource.HISTORY)
            claim = booking.claims[0] if record.claim else None
            alike = same_receipts.alike(tx, booking.case_id, receipt, by, claim)
            other = next((id_ for id_ in alike if id_ not in matched), None)
            if other is not None:
                matched.add(other)
                error = InputError("import.history.payment_known", amount=record.amount, on=record.on)
                left.append(Left(record.line, error, other))
                continue
            report = Report(by, f"history:{booking.told.key}", only=booking.claims)
            booked.append(payments.book(tx, booking.case_id, receipt, report).payment_id)
    _settle_proposals(tx, booked, source)
    return left


def _named(record: HistoryPayment) -> list[ClaimRef]:
    """Return the claims that a payment names: the one it was booked to, and what the payer wrote."""
    subject = record.claim or record.debtor
    assert subject is not None
    written = [ClaimRef(subject.creditor, number) for number in record.designation]
    return list(dict.fromkeys([record.claim, *written] if record.claim else written))


def _booking(known: Known, told: Told[HistoryPayment]) -> _Booking:
    record = told.record
    if record.claim is not None:
        known.claim(record.claim)
    # A payer may name what is not ours; what he names first decides the case.
    claims = [known.claim(ref) for ref in _named(record) if known.has_claim(ref)]
    payer_id = known.debtor(record.debtor) if record.debtor else None
    if not claims:
        if record.debtor is None or payer_id is None:
            raise InputError("import.history.no_designated")
        return _Booking(told, known.case(payer_id, record.debtor), None, ())
    first = claims[0]
    ids = tuple(claim.id for claim in claims if claim.case_id == first.case_id)
    return _Booking(told, first.case_id, None if payer_id == first.debtor_id else payer_id, ids)


def _receipt(booking: _Booking, source: Source) -> Receipt:
    record = booking.told.record
    return Receipt(
        record.on,
        record.amount,
        payer_id=booking.payer_id,
        payer_name=record.payer_name or "",
        iban=record.iban,
        reference=record.reference or "",
        designation=booking.claims,
        # It was booked to the claim then, also where the debtor was insolvent.
        insolvency_choice=source.file_name if record.claim else "",
    )


def _settle_proposals(tx: Transaction, booked: Sequence[int], source: Source) -> None:
    """Accept what a list proposes as paid and is booked by now: the same money is not offered again."""
    if not booked:
        return
    claims = [claim.id for claim in many(tx.database, _PAID_ON, _Claim, booked)]
    paid = paid_on(tx.database, claims)
    waiting = (Proposal.state == ProposalState.PROPOSED) & Proposal.code.in_((PAID, SETTLED))
    for proposal in tx.find(Proposal.select().where(waiting & Proposal.claim_id.in_(claims)).order_by(Proposal.id)):
        if proposal.claim_id is not None and proposal.cents is not None and paid[proposal.claim_id] >= proposal.cents:
            tx.change(proposal, state=ProposalState.ACCEPTED, decided_on=tx.day, reason=source.file_name)
