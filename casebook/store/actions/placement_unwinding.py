"""What an unwinding left to do of placed claims, which is done once their placement is recalled, stopped or over."""

from casebook.domain.insolvency.items import ItemKind, ItemOutcome
from casebook.domain.placements.facts import OVER, Happened, Instruction, PlacementEventKind
from casebook.store.models.insolvency_items import InsolvencyItem
from casebook.store.placement_rows import RecordedPlacement
from casebook.store.transaction import Transaction

_E = PlacementEventKind


def see_to(tx: Transaction, found: RecordedPlacement) -> None:
    """Settle what an unwinding left to do of the claims of a placement, where that was done."""
    done = next((one for one in reversed(found.placement.events) if _settles(one)), None)
    if done is None:
        return
    claims = [one.claim_id for one in found.claims]
    waiting = InsolvencyItem.select().where(
        InsolvencyItem.kind == ItemKind.PLACED,
        InsolvencyItem.record_id.in_(claims),
        InsolvencyItem.outcome == ItemOutcome.TO_DO,
        InsolvencyItem.on_day <= done.on,
    )
    for item in tx.find(waiting.order_by(InsolvencyItem.id)):
        tx.change(item, outcome=ItemOutcome.DONE, text=found.row.agency, on_day=tx.day)


def _settles(one: Happened) -> bool:
    stopped = one.kind is _E.INSTRUCTED and one.code == Instruction.STOP
    return one.kind in OVER or one.kind is _E.RECALL_ANNOUNCED or stopped
