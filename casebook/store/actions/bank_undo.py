"""What an entry of the bank was used for, taken back because it was wrong."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from casebook.domain.finding import HOUSE_RULE
from casebook.domain.matching.candidate import Method
from casebook.errors import Refused
from casebook.store.actions import bank_entries, bank_links, debit_returns, given, listed_payments, payments
from casebook.store.actions.standing_again import stands_again
from casebook.store.commands import action
from casebook.store.database import Database
from casebook.store.models.bank import BankEntry, BankUse, UseKind
from casebook.store.models.money import Payment
from casebook.store.transaction import Transaction

_CASES_OF_USES = """
    SELECT DISTINCT o.case_id FROM bank_use u JOIN bank_use o ON o.entry_id = u.entry_id
    WHERE u.id = ? AND o.case_id IS NOT NULL
"""


@dataclass(frozen=True, slots=True)
class UndoUse:
    """A use of an entry was wrong: what was booked is reversed, and the amount is back in the bank inbox."""

    id: int
    version: int
    reason: str


def _cases_of_use(database: Database, command: Any) -> Iterable[int]:
    return [case_id for (case_id,) in database.fetch(_CASES_OF_USES, (command.id,))]


@action("bank.undo_use", cases=_cases_of_use)
def undo_use(tx: Transaction, command: UndoUse) -> None:
    """Take back what an entry was used for: a payment is reversed as if it never was, one that came back is booked.

    What an agency passed on is taken back whole.
    """
    use = tx.get(BankUse, command.id, command.version)
    reason = given.reason(command.reason)
    bank_entries.hold(tx, use.entry_id, free=False)
    if use.undone_on is not None:
        raise Refused("bank.undone", source=HOUSE_RULE, on=use.undone_on)
    same = [use]
    if use.method == Method.REMITTANCE:
        of_entry = (BankUse.entry_id == use.entry_id) & (BankUse.method == Method.REMITTANCE)
        same = tx.find(BankUse.select().where(of_entry & BankUse.undone_on.is_null()).order_by(BankUse.id))
    for one in same:
        _undo(tx, one, reason)


def _undo(tx: Transaction, use: BankUse, reason: str) -> None:
    if use.payment_id is None:
        tx.change(use, undone_on=tx.day, undone_because=reason)
        return
    payment = bank_links.standing(tx, use.payment_id)
    if use.kind == UseKind.RETURNED:
        tx.change(use, undone_on=tx.day, undone_because=reason)
        entry = tx.get(BankEntry, use.entry_id)
        debit_returns.did_not_come_back(tx, entry)
        if payment is None:
            stands_again(tx, tx.get(Payment, use.payment_id), (entry.value_on, use.reason), reason)
        return
    if use.kind == UseKind.CONFIRMED:
        tx.change(use, undone_on=tx.day, undone_because=reason)
        return
    if payment is None:
        raise Refused("bank.went_back", source=HOUSE_RULE)
    payments.reverse_payment(tx, payment, reason)
    tx.change(use, undone_on=tx.day, undone_because=reason)
    listed_payments.open_again(tx, payment)
