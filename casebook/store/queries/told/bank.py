"""How it is told what became of entries of the bank."""

from collections.abc import Iterable

from casebook.domain.money import Cents
from casebook.store.actions.bank_acceptance import AcceptMatch
from casebook.store.actions.bank_assignments import AssignEntry, ConfirmEntry
from casebook.store.actions.bank_refunds import DismissEntry, HandToEstate, RefundEntry
from casebook.store.actions.bank_remittances import AcceptRemittance
from casebook.store.actions.bank_returns import ReturnEntry
from casebook.store.actions.bank_shares import Share
from casebook.store.actions.bank_undo import UndoUse
from casebook.store.actions.rebooking import ReallocatePayments
from casebook.store.queries.told.shapes.money import BankEntry, BankUse, Payment
from casebook.store.queries.told.telling import Said, Scene, Telling, teller, when, written


@teller
def _accepted(scene: Scene, command: AcceptMatch) -> Telling:
    return Telling([*_entry(scene, "told.bank_accepted", command.entry_id), *_went(scene)])


@teller
def _assigned(scene: Scene, command: AssignEntry) -> Telling:
    shared = _shared(scene, command.shares)
    parts = [*_entry(scene, "told.bank_assigned", command.entry_id, shared), *_went(scene)]
    if command.learn:
        parts.append(("told.bank_learned_third" if command.third_party else "told.bank_learned", {}))
    return Telling(parts, written(command.reason, command.insolvency_choice))


@teller
def _confirmed(scene: Scene, command: ConfirmEntry) -> Telling:
    was = scene.records.get(Payment, command.payment_id)
    said: Said = ("told.bank_confirmed", {"cents": was.cents, "on": was.on_day})
    return Telling([said], written(command.reason))


@teller
def _returned(scene: Scene, command: ReturnEntry) -> Telling:
    was = scene.records.get(Payment, command.payment_id)
    back = scene.records.get(BankEntry, command.entry_id)
    said: Said = ("told.payment_returned", {"cents": was.cents, "on": was.on_day, "returned": back.value_on})
    return Telling([said], written(command.reason))


@teller
def _refunded(scene: Scene, command: RefundEntry) -> Telling:
    return Telling(_entry(scene, "told.bank_refunded", command.entry_id, command.cents), written(command.reason))


@teller
def _handed_over(scene: Scene, command: HandToEstate) -> Telling:
    return Telling(_entry(scene, "told.bank_to_estate", command.entry_id, command.cents), written(command.reason))


@teller
def _dismissed(scene: Scene, command: DismissEntry) -> Telling:
    return Telling(_entry(scene, "told.bank_not_ours", command.entry_id), written(command.reason))


@teller
def _passed_on(scene: Scene, command: AcceptRemittance) -> Telling:
    entry = scene.records.get(BankEntry, command.entry_id)
    agency = scene.party(command.agency_id)
    said: Said = (
        "told.bank_remittance",
        {"cents": _shared(scene, command.shares), "on": entry.value_on, "agency": agency},
    )
    return Telling([said, *when("told.bank_cost", cents=command.fee_cents or None)], written(command.reason))


@teller
def _undone(scene: Scene, command: UndoUse) -> Telling:
    use = scene.records.get(BankUse, command.id)
    return Telling(_entry(scene, "told.bank_undone", use.entry_id, Cents(abs(use.cents))), written(command.reason))


@teller
def _divided_anew(scene: Scene, command: ReallocatePayments) -> Telling:
    booked = [row for row in scene.added("payment") if row["reverses_id"] is None]
    said: Said = ("told.reallocated", {"count": len(booked), "on": command.from_day})
    return Telling([said], written(command.reason))


def _entry(scene: Scene, code: str, entry_id: int, cents: Cents | None = None) -> list[Said]:
    """Return what was done with so much of an entry, or with all of it, and from whom it came or to whom it went."""
    entry = scene.records.get(BankEntry, entry_id)
    amount = Cents(abs(entry.cents)) if cents is None else cents
    return [
        (code, {"cents": amount, "on": entry.value_on}),
        *when("told.bank_from" if entry.cents > 0 else "told.bank_to", name=entry.name),
    ]


def _shared(scene: Scene, shares: Iterable[Share]) -> Cents:
    """Return how much was shared out: to the case whose story it is, or in all."""
    own = [share.cents for share in shares if scene.case_id in (None, share.case_id)]
    return Cents(sum(own))


def _went(scene: Scene) -> list[Said]:
    """Return the claims it went to, and what of it went nowhere."""
    entries = [row for row in scene.added("ledger_entry") if row["kind"] == "payment"]
    rest = sum(row["cents"] for row in scene.added("allocation") if row["entry_id"] is None and row["cents"] > 0)
    claims = scene.claims(row["claim_id"] for row in entries)
    return [*claims, *([("told.unallocated", {"cents": Cents(rest)})] if rest else [])]
