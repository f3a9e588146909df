"""The records of what was filed: written with the event that says so, carried to the one that corrects it."""

from collections.abc import Sequence
from typing import Any

from casebook.domain.insolvency.facts import EventKind
from casebook.domain.insolvency.filing import Rank
from casebook.domain.letters.facts import StatedClaim
from casebook.store import filing_rows
from casebook.store.actions import allocations
from casebook.store.actions.insolvency_bearing import add_happened, bear
from casebook.store.insolvency_rows import Recorded
from casebook.store.models.base import Record
from casebook.store.models.filing import FiledClaim, RankAmount
from casebook.store.models.money import Payment
from casebook.store.transaction import Transaction


def write(
    tx: Transaction, event_id: int, rank: Rank, claims: Sequence[StatedClaim], letter_id: int | None = None
) -> None:
    """Write the claims that an event says were filed."""
    tx.add_many(
        FiledClaim,
        [
            {
                "insolvency_event_id": event_id,
                "claim_id": one.claim_id,
                "letter_id": letter_id,
                "rank": rank,
                "principal_cents": one.principal,
                "interest_cents": one.interest,
                "costs_cents": one.costs,
            }
            for one in claims
        ],
    )


def carry(tx: Transaction, from_id: int, to_id: int) -> None:
    """Let an event that corrects another say of the same claims and ranks what that one said."""
    for claim in tx.find(FiledClaim.select().where(FiledClaim.insolvency_event_id == from_id).order_by(FiledClaim.id)):
        tx.add(FiledClaim, **_again(claim, to_id))
    for said in tx.find(RankAmount.select().where(RankAmount.insolvency_event_id == from_id).order_by(RankAmount.id)):
        tx.add(RankAmount, **_again(said, to_id))


def _again(row: Record, event_id: int) -> dict[str, Any]:
    values = {name: value for name, value in row.__data__.items() if name != "id"}
    return {**values, "insolvency_event_id": event_id}


def paid_by_estate(tx: Transaction, recorded: Recorded, payment: Payment, reason: str) -> None:
    """Record that a payment paid debts of the estate, where those of its case were presented."""
    filed = filing_rows.of_recorded(tx.database, [recorded])[recorded.row.id].claims
    cents = payment.cents - allocations.unallocated(tx, payment.id)
    presented = any(row.case_id == payment.case_id and row.rank is Rank.ESTATE for row in filed)
    if presented and cents and recorded.proceeding.live:
        id_ = add_happened(tx, recorded.row.id, EventKind.DISTRIBUTED, payment.on_day, text=reason)
        values = {"rank": Rank.ESTATE, "cents": cents, "payment_id": payment.id}
        tx.add(RankAmount, insolvency_event_id=id_, **values)
        bear(tx, recorded.row.id, reason)
