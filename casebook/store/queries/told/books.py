"""How what we owe debtors is told, what was set off, and what went to the books."""

from casebook.domain.money import Cents
from casebook.store.actions.contra_items import (
    AddContraItem,
    ChangeContraItem,
    PayOutContraItem,
    WithdrawContraItem,
)
from casebook.store.actions.journal import MakeJournalBatch
from casebook.store.actions.set_offs import SetOffClaim, TakeBackSetOff
from casebook.store.queries.told.shapes.money import ContraItem, SetOff
from casebook.store.queries.told.shapes.parties import Creditor
from casebook.store.queries.told.telling import Said, Scene, Telling, teller, written


@teller
def _added(scene: Scene, command: AddContraItem) -> Telling:
    code = scene.records.get(Creditor, command.creditor_id).code
    return Telling(
        [_item("told.contra_item", command), ("told.contra_creditor", {"code": code})], written(command.note)
    )


@teller
def _changed(scene: Scene, command: ChangeContraItem) -> Telling:
    number = scene.records.get(ContraItem, command.id).number
    return Telling(
        [("told.contra_item_changed", {"number": number}), _item("told.contra_item_now", command)],
        written(command.note),
    )


@teller
def _paid_out(scene: Scene, command: PayOutContraItem) -> Telling:
    number = scene.records.get(ContraItem, command.id).number
    return Telling([("told.contra_item_paid_out", {"number": number, "on": command.on_day})])


@teller
def _withdrawn(scene: Scene, command: WithdrawContraItem) -> Telling:
    number = scene.records.get(ContraItem, command.id).number
    return Telling([("told.contra_item_withdrawn", {"number": number})], written(command.reason))


@teller
def _declared(scene: Scene, command: SetOffClaim) -> Telling:
    number = scene.records.get(ContraItem, command.contra_item_id).number
    cents = Cents(sum(share.cents for share in command.shares))
    said: Said = ("told.set_off", {"cents": cents, "number": number, "on": command.declared_on})
    return Telling([said, *scene.claims(share.claim_id for share in command.shares)], written(command.reason))


@teller
def _taken_back(scene: Scene, command: TakeBackSetOff) -> Telling:
    row = scene.records.get(SetOff, command.id)
    number = scene.records.get(ContraItem, row.contra_item_id).number
    said: Said = ("told.set_off_taken_back", {"cents": row.cents, "number": number})
    return Telling([said, *scene.claims([row.claim_id])], written(command.reason))


@teller
def _batch(scene: Scene, command: MakeJournalBatch) -> Telling:
    code = scene.records.get(Creditor, command.creditor_id).code
    (batch,) = scene.added("journal_batch")
    figures = {"number": batch["number"], "count": batch["lines"], "cents": batch["total_cents"]}
    return Telling([("told.journal_batch", {"code": code, **figures})])


def _item(code: str, command: AddContraItem | ChangeContraItem) -> Said:
    return code, {"kind": command.kind, "number": command.number, "cents": command.cents, "on": command.on_day}
