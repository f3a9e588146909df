"""What the last complete list of an entity says is open on its items: kept beside the facts, to reconcile with."""

from collections.abc import Mapping, Sequence

from casebook.domain.money import ZERO, Cents
from casebook.domain.receivable import Item
from casebook.store import tables
from casebook.store.database import Database
from casebook.store.models.books import ListedItem
from casebook.store.rows import marks

_TABLE = tables.of(ListedItem).name
_COLUMNS = ("run_id", "creditor_id", "claim_id", "open_cents")
# Few enough for the parameters of a statement.
_AT_ONCE = 500


def open_on(item: Item) -> Cents:
    """Return what a list says is open on an item: what it has as open, or its amount without what it has as paid."""
    if item.open_amount is not None:
        return item.open_amount
    if item.settled_on is not None:
        return ZERO
    return Cents(item.amount - (item.paid_amount or ZERO))


def write(database: Database, run_id: int, items: Mapping[tuple[int, int], Cents]) -> None:
    """Write what a list says is open, by entity and claim; what the same run wrote before it was killed is replaced."""
    claims = [claim_id for _, claim_id in items]
    for start in range(0, len(claims), _AT_ONCE):
        some = claims[start : start + _AT_ONCE]
        query = f"DELETE FROM {_TABLE} WHERE run_id = ? AND claim_id IN ({marks(len(some))})"  # noqa: S608 only marks
        database.execute(query, (run_id, *some))
    rows = [(run_id, creditor_id, claim_id, cents) for (creditor_id, claim_id), cents in items.items()]
    database.insert_many(_TABLE, _COLUMNS, rows)


def forget_earlier(database: Database, run_id: int, creditor_ids: Sequence[int]) -> None:
    """Let go of what earlier lists of entities said: another took their place."""

    def work() -> None:
        for creditor_id in creditor_ids:
            query = f"DELETE FROM {_TABLE} WHERE creditor_id = ? AND run_id < ?"  # noqa: S608 name of a model
            database.execute(query, (creditor_id, run_id))

    database.transact(work)
