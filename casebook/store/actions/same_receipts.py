"""Whether a receipt was booked before: under its key, or as another source reported it."""

from casebook.domain.matching.weigh import SAME_RECEIPT
from casebook.store.actions.receipts import Receipt
from casebook.store.models.money import Payment, PaymentSource
from casebook.store.transaction import Transaction

_ALIKE = """
    SELECT p.id FROM payment p
    WHERE p.case_id = ? AND p.reverses_id IS NULL AND p.on_day BETWEEN ? AND ? AND p.source {which} 'ledger'
      AND NOT EXISTS (SELECT 1 FROM payment r WHERE r.reverses_id = p.id)
"""
# What the bank tells of is no other receipt than what another source told of, and the other way round.
_BY_BANK = _ALIKE.replace("'ledger'", "'bank'")
_SAME_AMOUNT = "AND p.cents = ? ORDER BY p.id"
_SAME_CLAIM = """
      AND (? = (SELECT sum(a.cents) FROM allocation a JOIN ledger_entry l ON l.id = a.entry_id
                WHERE a.payment_id = p.id AND l.claim_id = ?)
           OR (p.cents = ? AND (EXISTS (SELECT 1 FROM allocation a JOIN ledger_entry l ON l.id = a.entry_id
                                        WHERE a.payment_id = p.id AND l.claim_id = ?)
                                OR NOT EXISTS (SELECT 1 FROM allocation a
                                               WHERE a.payment_id = p.id AND a.entry_id IS NOT NULL))))
    ORDER BY p.id
"""


def alike(
    tx: Transaction, case_id: int, receipt: Receipt, source: PaymentSource, claim_id: int | None = None
) -> list[int]:
    """Return the payments that may be the same receipt as another kind of source reported it.

    A list of open items is one kind of source, all others the other. With a claim only a payment of that amount that
    went to the claim, or nowhere yet.
    """
    first, last = receipt.on_day - SAME_RECEIPT, receipt.on_day + SAME_RECEIPT
    sql = _ALIKE.replace("{which}", "<>" if source is PaymentSource.LEDGER else "=")
    cents = receipt.cents
    if claim_id is None:
        found = tx.database.fetch(sql + _SAME_AMOUNT, (case_id, first, last, cents))
    else:
        found = tx.database.fetch(sql + _SAME_CLAIM, (case_id, first, last, cents, claim_id, cents, claim_id))
    return [id_ for (id_,) in found]


def not_from_bank(tx: Transaction, case_id: int, receipt: Receipt) -> list[int]:
    """Return the payments that may be what the bank now reports, and that another source reported before."""
    return _alike_amounts(tx, case_id, receipt, from_bank=False)


def from_bank(tx: Transaction, case_id: int, receipt: Receipt) -> list[int]:
    """Return the payments that may be the same receipt, and that the bank reported before."""
    return _alike_amounts(tx, case_id, receipt, from_bank=True)


def is_booked(tx: Transaction, key: str) -> bool:
    """Tell whether a receipt was booked under a key, also where that was reversed since."""
    return tx.first(Payment.select().where(Payment.key == key)) is not None


def _alike_amounts(tx: Transaction, case_id: int, receipt: Receipt, *, from_bank: bool) -> list[int]:
    first, last = receipt.on_day - SAME_RECEIPT, receipt.on_day + SAME_RECEIPT
    sql = _BY_BANK.replace("{which}", "=" if from_bank else "<>") + _SAME_AMOUNT
    return [id_ for (id_,) in tx.database.fetch(sql, (case_id, first, last, receipt.cents))]
