"""Writing off: an entry in our own books. The claim lives on, and so do its clocks."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from casebook.domain.finding import HOUSE_RULE
from casebook.domain.money import Cents
from casebook.errors import Refused
from casebook.store import balances, mandates
from casebook.store.actions import given, ledger
from casebook.store.commands import action
from casebook.store.database import Database
from casebook.store.models.money import WriteOff as WriteOffRow
from casebook.store.transaction import Transaction

_CASE_OF_WRITE_OFF = "SELECT k.case_id FROM write_off w JOIN claim k ON k.id = w.claim_id WHERE w.id = ?"


@dataclass(frozen=True, slots=True)
class WriteOff:
    """A part of a claim, or all of it, that is written off."""

    claim_id: int
    cents: Cents
    reason: str


@dataclass(frozen=True, slots=True)
class ReverseWriteOff:
    """A write-off that is taken back."""

    write_off_id: int
    reason: str


def _case_of_write_off(database: Database, command: Any) -> Iterable[int]:
    return [case_id for (case_id,) in database.fetch(_CASE_OF_WRITE_OFF, (command.write_off_id,))]


@action("write_off.write", cases=given.case_of_claim)
def write_off(tx: Transaction, command: WriteOff) -> int:
    """Write off a part of a claim and return the id of the write-off.

    Refused beyond what is open and not written off yet, and beyond the mandate: that is for all of one claim together,
    so that nobody gets round it in parts.
    """
    claim = ledger.euro_claim(tx, command.claim_id)
    cents = given.positive(command.cents)
    reason = given.reason(command.reason)
    written = balances.written_off(tx.database, [claim.id])[claim.id]
    open_now = balances.open_balances(tx.database, [claim.id], tx.day)[claim.id].total
    most = Cents(max(0, open_now - written))
    if cents > most:
        raise Refused("claim.write_off_too_much", source=HOUSE_RULE, number=claim.number, amount=cents, most=most)
    mandates.check(tx, mandates.Act.WRITE_OFF, Cents(written + cents), creditor=claim.creditor_id)
    return tx.add(WriteOffRow, claim_id=claim.id, on_day=tx.day, cents=cents, reason=reason)


@action("write_off.reverse", cases=_case_of_write_off)
def reverse_write_off(tx: Transaction, command: ReverseWriteOff) -> int:
    """Take a write-off back, whole and once, and return the id of the reversal. The claim is pursued again."""
    row = tx.get(WriteOffRow, command.write_off_id)
    reversal = reverse(tx, row, given.reason(command.reason))
    ledger.take_up_again(tx, [row.claim_id])
    return reversal


def reverse(tx: Transaction, row: WriteOffRow, reason: str) -> int:
    """Write the reversal of a write-off and return its id."""
    if row.reverses_id is not None:
        raise Refused("claim.write_off_reversal", source=HOUSE_RULE)
    if tx.first(WriteOffRow.select().where(WriteOffRow.reverses_id == row.id)) is not None:
        raise Refused("claim.write_off_reversed", source=HOUSE_RULE)
    return tx.add(
        WriteOffRow,
        claim_id=row.claim_id,
        on_day=tx.day,
        cents=-row.cents,
        reason=reason,
        reverses_id=row.id,
    )
