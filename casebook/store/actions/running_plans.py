"""Whether an arrangement runs in a case."""

from casebook.store.models.arrangements import Arrangement
from casebook.store.transaction import Transaction

ENDS = ("declined_on", "withdrawn_on", "superseded_on", "broken_on", "completed_on")


def has_running_plan(tx: Transaction, case_id: int) -> bool:
    """Tell whether a case has an arrangement that was agreed and has not ended, suspended or not."""
    query = Arrangement.select().where(Arrangement.case_id == case_id, Arrangement.agreed_on.is_null(False))
    for end in ENDS:
        query = query.where(getattr(Arrangement, end).is_null())
    return tx.first(query) is not None
