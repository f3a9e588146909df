"""How claims are told: added, changed and let go, with their entries, evidence and whoever else is liable."""

from casebook.store.actions.claim_days import SetClaimDay
from casebook.store.actions.claims import (
    EURO,
    AddClaim,
    ChangeClaim,
    ExceptFromSlate,
    FreezeInterest,
    MarkNotPursued,
    WithdrawClaim,
)
from casebook.store.actions.evidence import SetEvidence
from casebook.store.actions.ledger import ChargeCosts, CorrectEntry, CreditClaim, ReverseEntry
from casebook.store.actions.liabilities import AddLiability, EndLiability
from casebook.store.actions.write_offs import ReverseWriteOff, WriteOff
from casebook.store.queries.told.shapes.cases import Liability
from casebook.store.queries.told.shapes.money import Entry
from casebook.store.queries.told.shapes.money import WriteOff as WriteOffRecord
from casebook.store.queries.told.telling import Said, Scene, Telling, teller, written

# Counted by the store itself.
_NOT_SAID = ("version",)


@teller
def _added(scene: Scene, command: AddClaim) -> Telling:
    facts = command.facts
    said: Said = ("told.claim_added", {"number": facts.number, "cents": command.cents})
    if command.currency != EURO:
        said = ("told.claim_added_foreign", {"number": facts.number, "currency": command.currency})
    parts: list[Said] = [said]
    if facts.due_on is not None:
        parts.append(("told.due", {"on": facts.due_on}))
    parts += [
        ("told.liable", {"party": scene.party(liable.party_id), "relation": liable.relation})
        for liable in command.liable
    ]
    return Telling(parts, written(facts.description))


@teller
def _changed(scene: Scene, command: ChangeClaim) -> Telling:
    columns = [f"column_{name}" for name in scene.old("claim") if name not in _NOT_SAID]
    parts: list[Said] = [("told.claim_changed", {"number": scene.number(command.claim_id)})]
    return Telling([*parts, ("told.columns", {"names": columns})] if columns else parts)


@teller
def _withdrawn(scene: Scene, command: WithdrawClaim) -> Telling:
    return Telling([("told.claim_withdrawn", {"number": scene.number(command.claim_id)})], written(command.reason))


@teller
def _frozen(scene: Scene, command: FreezeInterest) -> Telling:
    number = scene.number(command.claim_id)
    said: Said = ("told.interest_runs", {"number": number})
    if command.on_day is not None:
        said = ("told.interest_frozen", {"number": number, "on": command.on_day})
    return Telling([said], written(command.reason))


@teller
def _let_go(scene: Scene, command: MarkNotPursued) -> Telling:
    code = "told.claim_let_go" if command.not_pursued else "told.claim_taken_up"
    return Telling([(code, {"number": scene.number(command.claim_id)})], written(command.reason))


@teller
def _slate_exception(scene: Scene, command: ExceptFromSlate) -> Telling:
    said: dict[str, object] = {"number": scene.number(command.claim_id)}
    if command.ground is None:
        return Telling([("told.slate_covers", said)], written(command.reason))
    return Telling([("told.slate_exception", {**said, "ground": command.ground})], written(command.reason))


@teller
def _day_set(scene: Scene, command: SetClaimDay) -> Telling:
    number = scene.number(command.claim_id)
    if command.on_day is None:
        return Telling([("told.claim_day_gone", {"number": number, "name": command.name})])
    return Telling([("told.claim_day", {"number": number, "name": command.name, "on": command.on_day})])


@teller
def _costs_charged(scene: Scene, command: ChargeCosts) -> Telling:
    number = scene.number(command.claim_id)
    said: Said = (
        "told.costs_charged",
        {"number": number, "component": command.component, "cents": command.cents, "on": command.on_day},
    )
    return Telling([said], written(command.reason))


@teller
def _credited(scene: Scene, command: CreditClaim) -> Telling:
    number = scene.number(command.claim_id)
    said: Said = (
        "told.credited",
        {"number": number, "component": command.component, "cents": command.cents, "on": command.on_day},
    )
    return Telling([said], written(command.reason))


@teller
def _entry_reversed(scene: Scene, command: ReverseEntry) -> Telling:
    return Telling([("told.entry_reversed", _entry(scene, command.entry_id))], written(command.reason))


@teller
def _entry_corrected(scene: Scene, command: CorrectEntry) -> Telling:
    was = _entry(scene, command.entry_id)
    now = {**was, "cents": command.cents, "on": command.on_day}
    return Telling([("told.entry_corrected", now), _was_amount(was)], written(command.reason))


def _entry(scene: Scene, entry_id: int) -> dict[str, object]:
    """Return what is said of an entry; a credit is said without its sign."""
    entry = scene.records.get(Entry, entry_id)
    return {
        "number": scene.number(entry.claim_id),
        "component": entry.component,
        "cents": abs(entry.cents),
        "on": entry.on_day,
    }


def _was_amount(was: dict[str, object]) -> Said:
    return "told.was_amount", {"cents": was["cents"], "on": was["on"]}


@teller
def _written_off(scene: Scene, command: WriteOff) -> Telling:
    said: Said = ("told.written_off", {"number": scene.number(command.claim_id), "cents": command.cents})
    return Telling([said], written(command.reason))


@teller
def _write_off_reversed(scene: Scene, command: ReverseWriteOff) -> Telling:
    row = scene.records.get(WriteOffRecord, command.write_off_id)
    said: Said = ("told.write_off_reversed", {"number": scene.number(row.claim_id), "cents": row.cents})
    return Telling([said], written(command.reason))


@teller
def _evidence_set(scene: Scene, command: SetEvidence) -> Telling:
    said: Said = (
        "told.evidence",
        {
            "number": scene.number(command.claim_id),
            "kind": command.kind,
            "status": command.status,
        },
    )
    return Telling([said], written(command.note))


@teller
def _liable_added(scene: Scene, command: AddLiability) -> Telling:
    liable = command.liable
    said: Said = ("told.liable", {"party": scene.party(liable.party_id), "relation": liable.relation})
    return Telling([said, *scene.claims([command.claim_id])])


@teller
def _liable_ended(scene: Scene, command: EndLiability) -> Telling:
    row = scene.records.get(Liability, command.liability_id)
    said: Said = ("told.liable_ended", {"party": scene.party(row.party_id), "until": command.until_on})
    return Telling([said, *scene.claims([row.claim_id])], written(command.reason))
