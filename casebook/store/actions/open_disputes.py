"""Whether a case has a dispute that has not ended: it keeps the case, and its track of disputes, open."""

from casebook.store.models.disputes import Dispute
from casebook.store.transaction import Transaction


def has_open_dispute(tx: Transaction, case_id: int) -> bool:
    """Tell whether a case has a dispute that has not ended."""
    is_open = Dispute.closed_on.is_null() & Dispute.withdrawn_on.is_null()
    return tx.first(Dispute.select().where(Dispute.case_id == case_id, is_open)) is not None
