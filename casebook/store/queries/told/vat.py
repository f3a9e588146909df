"""How the VAT of claims is told, and the lists for the returns."""

from casebook.store.actions.vat import ChooseCreditNote, StateCertain, StateRefunded, StateVat
from casebook.store.actions.vat_lists import DeclareVatList, LockVatList, UnlockVatList
from casebook.store.queries.told.shapes.money import VatList
from casebook.store.queries.told.telling import Scene, Telling, teller, written


@teller
def _stated(scene: Scene, command: StateVat) -> Telling:
    number = scene.number(command.claim_id)
    if not command.parts:
        return Telling([("told.vat_unknown", {"number": number})])
    cents = sum(one.vat_cents for one in command.parts)
    rates = [f"{one.vat_percent}%" for one in command.parts]
    return Telling([("told.vat_stated", {"number": number, "cents": cents, "rates": rates})])


@teller
def _certain(scene: Scene, command: StateCertain) -> Telling:
    told = {"number": scene.number(command.claim_id), "ground": command.ground, "on": command.on_day}
    code = "told.vat_not_certain" if command.on_day is None else "told.vat_certain"
    return Telling([(code, told)], written(command.reason))


@teller
def _credit_note(scene: Scene, command: ChooseCreditNote) -> Telling:
    told = {"number": scene.number(command.claim_id), "note": command.credit_note, "on": command.on_day}
    code = "told.vat_no_credit_note" if command.on_day is None else "told.vat_credit_note"
    return Telling([(code, told)], written(command.reason))


@teller
def _refunded(scene: Scene, command: StateRefunded) -> Telling:
    rows = scene.added("vat_refunded_before")
    until = scene.day.fromisoformat(rows[0]["until_on"]) if rows else command.until_on
    told = {"number": scene.number(command.claim_id), "until": until}
    return Telling([("told.vat_refunded", {**told, "cents": sum(row["vat_cents"] for row in rows)})])


@teller
def _locked(_scene: Scene, command: LockVatList) -> Telling:
    told = {"filer": command.filer, "until": command.until_on, "count": command.seen_lines, "cents": command.cents}
    return Telling([("told.vat_locked", told)])


@teller
def _unlocked(scene: Scene, command: UnlockVatList) -> Telling:
    row = scene.records.get(VatList, command.list_id)
    return Telling([("told.vat_unlocked", {"filer": row.filer, "until": row.until_on})], written(command.reason))


@teller
def _declared(scene: Scene, command: DeclareVatList) -> Telling:
    row = scene.records.get(VatList, command.list_id)
    told = {"filer": row.filer, "until": row.until_on, "on": command.on_day}
    return Telling([("told.vat_declared", told)], written(command.reference))
