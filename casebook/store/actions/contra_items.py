"""What an entity of ours owes a debtor: recorded, changed, paid out or withdrawn. What is left of it is derived."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from casebook.domain.finding import HOUSE_RULE
from casebook.domain.money import Cents
from casebook.errors import Refused
from casebook.store import contra
from casebook.store.actions import given
from casebook.store.actions.parties import of_party, of_party_of
from casebook.store.commands import action
from casebook.store.contra import ContraRow
from casebook.store.models.books import ContraItem, ContraKind
from casebook.store.models.parties import Creditor, Party
from casebook.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class AddContraItem:
    """Something that we owe a debtor: `on_day` is its day, from which it may be set off, `due_on` when we have to pay.

    `contested`: we do not acknowledge that we owe it.
    """

    creditor_id: int
    party_id: int
    kind: ContraKind
    number: str
    cents: Cents
    on_day: date
    due_on: date | None = None
    contested: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class ChangeContraItem:
    """What we owe, as it should have been recorded, or whether we acknowledge it now."""

    id: int
    version: int
    kind: ContraKind
    number: str
    cents: Cents
    on_day: date
    due_on: date | None = None
    contested: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class PayOutContraItem:
    """What was left of an item was paid to the debtor on a day."""

    id: int
    version: int
    on_day: date


@dataclass(frozen=True, slots=True)
class WithdrawContraItem:
    """An item that should not have been recorded, or that is owed no longer."""

    id: int
    version: int
    reason: str


@action("contra_item.add", cases=of_party)
def add(tx: Transaction, command: AddContraItem) -> int:
    """Record what we owe a debtor and return its id."""
    creditor, party = tx.get(Creditor, command.creditor_id), tx.get(Party, command.party_id)
    return tx.add(ContraItem, creditor_id=creditor.id, party_id=party.id, **_facts(tx, command))


@action("contra_item.change", cases=of_party_of(ContraItem))
def change(tx: Transaction, command: ChangeContraItem) -> None:
    """Change an item. Refused where it is over, below what was set off already, and to after that."""
    item = _standing(tx, command.id, command.version)
    used = _row(tx, item).set_off
    if used and (command.cents < used or command.on_day > item.on_day or command.contested):
        raise Refused("contra_item.set_off", source=HOUSE_RULE, number=item.number, amount=used)
    tx.change(item, **_facts(tx, command))


@action("contra_item.pay_out", cases=of_party_of(ContraItem))
def pay_out(tx: Transaction, command: PayOutContraItem) -> None:
    """Record that what was left was paid to the debtor. Refused where nothing is left."""
    item = _standing(tx, command.id, command.version)
    given.in_order(on_day=item.on_day, paid_out_on=given.past(tx, command.on_day))
    if not _row(tx, item).left:
        raise Refused("contra_item.nothing_left", source=HOUSE_RULE, number=item.number)
    tx.change(item, paid_out_on=command.on_day)


@action("contra_item.withdraw", cases=of_party_of(ContraItem))
def withdraw(tx: Transaction, command: WithdrawContraItem) -> None:
    """Withdraw an item. Refused where a part of it was set off: that is taken back first."""
    item = _standing(tx, command.id, command.version)
    set_off = _row(tx, item).set_off
    if set_off:
        raise Refused("contra_item.set_off", source=HOUSE_RULE, number=item.number, amount=set_off)
    tx.change(item, withdrawn_on=tx.day, withdrawn_because=given.reason(command.reason))


def _row(tx: Transaction, item: ContraItem) -> ContraRow:
    return contra.items(tx.database, [item.id])[item.id]


def _standing(tx: Transaction, id_: int, version: int) -> ContraItem:
    item = tx.get(ContraItem, id_, version)
    if item.withdrawn_on is not None or item.paid_out_on is not None:
        raise Refused("contra_item.over", source=HOUSE_RULE, number=item.number)
    return item


def _facts(tx: Transaction, command: AddContraItem | ChangeContraItem) -> dict[str, Any]:
    number = given.line(command.number)
    if not number:
        raise Refused("contra_item.no_number", source=HOUSE_RULE)
    given.in_order(on_day=given.past(tx, command.on_day), due_on=command.due_on)
    return {
        "kind": command.kind,
        "number": number,
        "cents": given.positive(command.cents),
        "on_day": command.on_day,
        "due_on": command.due_on,
        "contested": int(command.contested),
        "note": given.line(command.note),
    }
