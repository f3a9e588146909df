"""What of the items that we owe debtors is left: what was not set off, paid out or withdrawn."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from casebook.domain.money import ZERO, Cents
from casebook.store.database import Database
from casebook.store.models.books import ContraKind
from casebook.store.rows import many, rows

# What of an item `i` was set off.
SET_OFF = """
    COALESCE((SELECT CAST(sum(s.cents) AS BIGINT) FROM set_off s
              WHERE s.contra_item_id = i.id AND s.taken_back_on IS NULL), 0)
"""
_ITEMS = f"""
    SELECT i.id, i.version, i.creditor_id, r.code, p.name, i.party_id, i.kind, i.number, i.cents, i.on_day, i.due_on,
           i.contested, i.note, i.paid_out_on, i.withdrawn_on, i.withdrawn_because, {SET_OFF}
    FROM contra_item i JOIN creditor r ON r.id = i.creditor_id JOIN party p ON p.id = r.party_id
    WHERE i.{{which}} IN ({{marks}}) ORDER BY i.on_day, i.id
"""  # noqa: S608 only constants


class ContraRow(NamedTuple):
    """What an entity of ours owes a debtor, and how much of it was set off."""

    item_id: int
    version: int
    creditor_id: int
    code: str
    creditor: str
    party_id: int
    kind: ContraKind
    number: str
    cents: Cents
    on_day: date
    due_on: date | None
    contested: bool
    note: str
    paid_out_on: date | None
    withdrawn_on: date | None
    withdrawn_because: str
    set_off: Cents

    @property
    def left(self) -> Cents:
        """What can still be set off or paid out."""
        over = self.paid_out_on is not None or self.withdrawn_on is not None
        return ZERO if over else Cents(self.cents - self.set_off)


def of_party(database: Database, party_id: int) -> list[ContraRow]:
    """Return every item that we owe, or owed, a debtor, the oldest first."""
    return rows(database, _ITEMS.format(which="party_id", marks="?"), ContraRow, (party_id,))


def items(database: Database, ids: Sequence[int]) -> dict[int, ContraRow]:
    """Return items by their ids."""
    query = _ITEMS.replace("{which}", "id")
    return {row.item_id: row for row in many(database, query, ContraRow, ids)}
