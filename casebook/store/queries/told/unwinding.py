"""How an unwinding is told: how many records it took along, and what a person chose or did after it."""

from casebook.domain.insolvency.items import WAITING
from casebook.store.actions.unwinding import ChooseReceipt, FinishInsolvencyItem, UnwindInsolvency
from casebook.store.queries.told.shapes.money import Payment
from casebook.store.queries.told.shapes.parties import Insolvency
from casebook.store.queries.told.shapes.unwinding import InsolvencyItem
from casebook.store.queries.told.telling import Said, Scene, Telling, teller, written

_OUTCOME = "outcome"


@teller
def _unwound(scene: Scene, command: UnwindInsolvency) -> Telling:
    outcomes = [
        row[list(change["columns"]).index(_OUTCOME)]
        for change in scene.changes
        if change.get("add") == "insolvency_item"
        for row in change["rows"]
    ]
    waiting = sum(outcome in WAITING for outcome in outcomes)
    said = _said(scene, "told.insolvency_unwound", command.id, count=len(outcomes), waiting=waiting)
    return Telling([said], written(command.because, command.next_note))


@teller
def _chosen(scene: Scene, command: ChooseReceipt) -> Telling:
    payment = scene.records.get(Payment, command.payment_id)
    more = {"cents": payment.cents, "on": payment.on_day, "outcome": f"unwinding_{command.outcome}"}
    return Telling([_said(scene, "told.insolvency_receipt", command.id, **more)], written(command.reason))


@teller
def _finished(scene: Scene, command: FinishInsolvencyItem) -> Telling:
    item = scene.records.get(InsolvencyItem, command.id)
    kind = f"unwinding_kind_{item.kind}"
    return Telling([_said(scene, "told.insolvency_item_done", item.insolvency_id, item=kind)], written(command.text))


def _said(scene: Scene, code: str, id_: int, **more: object) -> Said:
    found = scene.records.get(Insolvency, id_)
    return code, {"name": scene.party(found.party_id), "kind": found.kind, **more}
