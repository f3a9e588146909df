"""An entry of the bank that somebody does something with: what is left of it, and what it is used for."""

from typing import Any

from casebook.domain.finding import HOUSE_RULE
from casebook.domain.matching.candidate import Method
from casebook.domain.money import Cents
from casebook.errors import Refused
from casebook.store import bank_parts
from casebook.store.models.bank import BankEntry, BankStatement, BankUse, UseKind
from casebook.store.transaction import Transaction

_EURO = "EUR"


def hold(tx: Transaction, entry_id: int, *, free: bool = True) -> BankEntry:
    """Return an entry that nobody else does anything with until this is done, with `free` one of which some is left."""
    entry = tx.get(BankEntry, entry_id)
    tx.hold(f"bank entry {entry.id}")
    if tx.get(BankStatement, entry.statement_id).currency != _EURO:
        raise Refused("bank.currency", source=HOUSE_RULE)
    if free and bank_parts.not_counted(tx.database, [entry.id]):
        raise Refused("bank.told_otherwise", source=HOUSE_RULE)
    return entry


def left(tx: Transaction, entry: BankEntry) -> Cents:
    """Return what is left of an entry, with its sign."""
    used = tx.database.value(
        "SELECT CAST(COALESCE(sum(cents), 0) AS BIGINT) FROM bank_use WHERE entry_id = ? AND undone_on IS NULL",
        (entry.id,),
    )
    return Cents(entry.cents - used)


def use(tx: Transaction, entry: BankEntry, kind: UseKind, cents: Cents, **values: Any) -> None:
    """Say what so much of an entry was used for. Refused where it is more than is left, or nothing."""
    if not cents:
        raise Refused("bank.nothing_left", source=HOUSE_RULE)
    tx.add(BankUse, entry_id=entry.id, kind=kind, cents=cents, on_day=tx.day, **values)
    if values.get("method") != Method.REMITTANCE:
        refuse_too_much(tx, entry.id)


def refuse_too_much(tx: Transaction, entry_id: int) -> None:
    """Refuse that more is used of an entry than there is, or that it is used as a whole and in parts."""
    entry = tx.get(BankEntry, entry_id)
    rest = left(tx, entry)
    if rest != entry.cents and bank_parts.is_used_otherwise(tx.database, entry.id):
        raise Refused("bank.told_otherwise", source=HOUSE_RULE)
    if rest and (rest > 0) != (entry.cents > 0):
        raise Refused("bank.more_than_left", source=HOUSE_RULE, amount=Cents(abs(rest)))
