"""Allocations: where a payment goes, written with the entries in the ledger; what goes nowhere is written too."""

from collections.abc import Sequence
from datetime import date

from casebook.domain.ledger import EntryKind
from casebook.domain.money import ZERO, Cents
from casebook.store.actions import ledger
from casebook.store.actions.receipts import Part
from casebook.store.models.money import Allocation, LedgerEntry, Payment
from casebook.store.transaction import Transaction

_UNALLOCATED = "SELECT CAST(sum(cents) AS BIGINT) FROM allocation WHERE payment_id = ? AND entry_id IS NULL"


def allocate(tx: Transaction, payment: Payment, parts: Sequence[Part], day: date, reason: str = "") -> None:
    """Write an entry and an allocation for each part."""
    entries = tx.add_many(
        LedgerEntry,
        [
            {
                "claim_id": part.claim_id,
                "on_day": day,
                "kind": EntryKind.PAYMENT,
                "component": part.component,
                "cents": -part.cents,
                "payment_id": payment.id,
                "reason": reason,
            }
            for part in parts
        ],
    )
    tx.add_many(
        Allocation,
        [
            {
                "payment_id": payment.id,
                "entry_id": entry_id,
                "cents": part.cents,
                "basis": part.basis,
                "source": part.source,
            }
            for entry_id, part in zip(entries, parts, strict=True)
        ],
    )


def allocate_nowhere(tx: Transaction, payment_id: int, cents: Cents, basis: str, source: str) -> None:
    """Write how much goes nowhere, and why, if anything does."""
    if cents:
        tx.add(Allocation, payment_id=payment_id, cents=cents, basis=basis, source=source)


def live_entries(tx: Transaction, payment: Payment) -> list[LedgerEntry]:
    """Return the entries of a payment that were not reversed."""
    of_payment = (LedgerEntry.payment_id == payment.id) & (LedgerEntry.kind == EntryKind.PAYMENT)
    entries = tx.find(LedgerEntry.select().where(of_payment).order_by(LedgerEntry.id))
    return [entry for entry in entries if not ledger.is_reversed(tx, entry.id)]


def unallocated(tx: Transaction, payment_id: int) -> Cents:
    """Return what of a payment is not allocated."""
    return Cents(tx.database.value(_UNALLOCATED, (payment_id,)) or ZERO)
