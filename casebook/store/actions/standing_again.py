"""A payment that a debit was said to have taken back, and that did not go back: it stands again as it was."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from peewee import Model

from casebook.domain.finding import HOUSE_RULE
from casebook.domain.limitation.facts import Proof
from casebook.errors import Refused
from casebook.store import balances, tables
from casebook.store.actions import ledger
from casebook.store.actions.acknowledgement import events_of
from casebook.store.actions.reversal import take_back
from casebook.store.models.limitation import ProofMark
from casebook.store.models.money import Allocation, LedgerEntry, Payment
from casebook.store.transaction import Transaction


def stands_again(tx: Transaction, payment: Payment, came_back: tuple[date, str], reason: str) -> None:
    """Take back the reversal that a debit of a day was booked as, for what was said of it: where it went it goes again.

    The balance of each day stays what it was. Nothing is done where the debit only told so after somebody had reversed
    the payment. Refused where the claims were paid otherwise since.
    """
    back = tx.first(Payment.select().where(Payment.reverses_id == payment.id))
    if back is None or (back.on_day, back.reason) != came_back:
        return
    entries = tx.find(LedgerEntry.select().where(LedgerEntry.payment_id == back.id).order_by(LedgerEntry.id))
    allocations = tx.find(Allocation.select().where(Allocation.payment_id == back.id).order_by(Allocation.id))
    marks = _marks(tx, payment, back.reason)
    found: dict[type[Model], Sequence[Model]] = {
        Payment: [back],
        LedgerEntry: entries,
        Allocation: allocations,
        ProofMark: marks,
    }
    take_back(tx, {tables.of(model).name: [_values(row) for row in some] for model, some in found.items()}, {}, reason)
    claims = sorted({entry.claim_id for entry in entries})
    if any(cents < 0 for claim_id in claims for cents in balances.in_all(tx.database, claim_id)):
        raise Refused("undo.changed_since", source=HOUSE_RULE, record=tables.of(Payment).word)
    ledger.take_up_again(tx, claims)


def _marks(tx: Transaction, payment: Payment, reason: str) -> list[ProofMark]:
    """Return the marks that made what the payment acknowledged void, when it came back."""
    last = [
        tx.first(ProofMark.select().where(ProofMark.event_id == event_id).order_by(ProofMark.id.desc()))
        for event_id in events_of(tx, payment)
    ]
    return [mark for mark in last if mark is not None and (mark.proof, mark.reason) == (Proof.VOID, reason)]


def _values(row: Model) -> dict[str, Any]:
    values: dict[str, Any] = row.__data__
    return values
