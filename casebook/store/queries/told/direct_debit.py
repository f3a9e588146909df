"""How direct debit is told: mandates, batches for the bank, and what came back."""

from casebook.domain.direct_debit import word_of
from casebook.domain.money import Cents
from casebook.store.actions.debit_batches import (
    BatchNotSent,
    ClearBatch,
    LeaveOut,
    MakeBatch,
    SendBatch,
    WithdrawBatch,
)
from casebook.store.actions.debit_notices import TellCollections
from casebook.store.actions.debit_returns import CollectionRefused, CollectionStands
from casebook.store.actions.direct_debit import RecordMandate, RevokeMandate, SetDebitIdentity
from casebook.store.queries.told.shapes.money import DebitBatch, DebitCollection, DebitMandate, Instalment
from casebook.store.queries.told.shapes.parties import Creditor
from casebook.store.queries.told.telling import Said, Scene, Telling, teller, written
from casebook.store.queries.told.words import channel_word


@teller
def _identity(scene: Scene, command: SetDebitIdentity) -> Telling:
    code = scene.records.get(Creditor, command.creditor_id).code
    about = {"code": code, "identifier": command.identifier, "iban": command.iban}
    return Telling([("told.debit_identity", about)])


@teller
def _mandate(scene: Scene, command: RecordMandate) -> Telling:
    added = scene.added("debit_mandate")
    reference = added[0]["reference"] if added else command.reference
    about = {"reference": reference, "name": scene.party(command.party_id), "on": command.signed_on}
    parts: list[Said] = [("told.debit_mandate", {**about, "iban": command.iban})]
    if command.one_off:
        parts.append(("told.debit_one_off", {}))
    return Telling(parts)


@teller
def _revoked(scene: Scene, command: RevokeMandate) -> Telling:
    reference = scene.records.get(DebitMandate, command.id).reference
    about = {"reference": reference, "on": command.on_day}
    return Telling([("told.debit_revoked", about)], written(command.reason))


@teller
def _told(scene: Scene, command: TellCollections) -> Telling:
    added = scene.added("debit_notice")
    about = {"on": command.on_day, "channel": channel_word(command.channel), "count": len(added)}
    return Telling([("told.debit_notice", about)])


@teller
def _made(scene: Scene, command: MakeBatch) -> Telling:
    code = scene.records.get(Creditor, command.creditor_id).code
    collections = scene.added("debit_collection")
    about = {"count": len(collections), "cents": Cents(sum(one["cents"] for one in collections))}
    return Telling([("told.debit_batch", {"code": code, "until": command.until, **about})])


@teller
def _left_out(scene: Scene, command: LeaveOut) -> Telling:
    return Telling([_collection(scene, "told.debit_left_out", command.id)], written(command.reason))


@teller
def _cleared(scene: Scene, command: ClearBatch) -> Telling:
    count = sum(change.get("change") == "debit_collection" for change in scene.changes)
    message = scene.records.get(DebitBatch, command.id).message
    return Telling([("told.debit_cleared", {"message": message, "count": count})])


@teller
def _withdrawn(scene: Scene, command: WithdrawBatch) -> Telling:
    message = scene.records.get(DebitBatch, command.id).message
    return Telling([("told.debit_withdrawn", {"message": message})], written(command.reason))


@teller
def _sent(scene: Scene, command: SendBatch) -> Telling:
    message = scene.records.get(DebitBatch, command.id).message
    return Telling([("told.debit_sent", {"message": message, "on": command.on_day})])


@teller
def _not_sent(scene: Scene, command: BatchNotSent) -> Telling:
    message = scene.records.get(DebitBatch, command.id).message
    return Telling([("told.debit_not_sent", {"message": message})], written(command.reason))


@teller
def _refused(scene: Scene, command: CollectionRefused) -> Telling:
    code = command.return_code.strip().upper()
    about = {"on": command.on_day, "code": code, "why": word_of(code)}
    return Telling([_collection(scene, "told.debit_refused", command.id), ("told.debit_why", about)])


@teller
def _stands(scene: Scene, command: CollectionStands) -> Telling:
    return Telling([_collection(scene, "told.debit_stands", command.id)], written(command.reason))


def _collection(scene: Scene, code: str, id_: int) -> Said:
    one = scene.records.get(DebitCollection, id_)
    return code, {"cents": one.cents, "number": scene.records.get(Instalment, one.instalment_id).number}
