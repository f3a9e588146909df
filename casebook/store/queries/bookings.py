"""What of the money of a case can be worked on: its living claims, and what was booked and written off on them."""

from datetime import date
from typing import NamedTuple

from casebook.domain.component import Balance, Component
from casebook.domain.ledger import EntryKind
from casebook.domain.money import Cents
from casebook.store import balances
from casebook.store.database import Database
from casebook.store.rows import rows


class ClaimSheet(NamedTuple):
    """A claim that did not end, with what is open of each component and how much of it is written off.

    Of a foreign one nothing is open in euro.
    """

    claim_id: int
    version: int
    number: str
    creditor: str
    due_on: date | None
    foreign: bool
    frozen_on: date | None
    not_pursued: bool
    open: Balance
    written_off: Cents

    @property
    def left(self) -> Cents:
        """What is open and not written off."""
        return Cents(max(0, self.open.total - self.written_off))


class Booking(NamedTuple):
    """A charge or credit on a claim of a case that was not reversed: positive is owed by the debtor.

    What was set off is taken back with its declaration, and is none of these.
    """

    entry_id: int
    claim_id: int
    claim_number: str
    on_day: date
    kind: EntryKind
    component: Component
    cents: Cents
    reason: str


class Written(NamedTuple):
    """A write-off that stands."""

    write_off_id: int
    claim_number: str
    on_day: date
    cents: Cents
    reason: str


class _Claim(NamedTuple):
    claim_id: int
    version: int
    number: str
    creditor: str
    due_on: date | None
    foreign: bool
    frozen_on: date | None
    not_pursued: bool


_CLAIMS = """
    SELECT k.id, k.version, k.number, r.code, k.due_on, CASE WHEN k.foreign_cents IS NULL THEN 0 ELSE 1 END,
           k.interest_frozen_on, k.not_pursued
    FROM claim k JOIN creditor r ON r.id = k.creditor_id
    WHERE k.case_id = ? AND k.ended_on IS NULL ORDER BY COALESCE(k.due_on, '9999-12-31'), k.id
"""
_BOOKINGS = """
    SELECT l.id, k.id, k.number, l.on_day, l.kind, l.component, l.cents, l.reason
    FROM claim k JOIN ledger_entry l ON l.claim_id = k.id
    WHERE k.case_id = ? AND l.kind IN ('charge', 'credit') AND l.set_off_id IS NULL
      AND NOT EXISTS (SELECT 1 FROM ledger_entry r WHERE r.reverses_id = l.id)
    ORDER BY l.on_day DESC, l.id DESC
"""
_WRITTEN = """
    SELECT w.id, k.number, w.on_day, w.cents, w.reason FROM claim k JOIN write_off w ON w.claim_id = k.id
    WHERE k.case_id = ? AND w.reverses_id IS NULL
      AND NOT EXISTS (SELECT 1 FROM write_off r WHERE r.reverses_id = w.id)
    ORDER BY w.on_day DESC, w.id DESC
"""


def sheets(database: Database, case_id: int, day: date) -> list[ClaimSheet]:
    """Return the claims of a case that did not end with what is open on `day`, the oldest due first."""
    with database.snapshot():
        found = rows(database, _CLAIMS, _Claim, (case_id,))
        ids = [claim.claim_id for claim in found]
        owed, written = balances.open_balances(database, ids, day), balances.written_off(database, ids)
    return [ClaimSheet(*claim, owed[claim.claim_id], written[claim.claim_id]) for claim in found]


def bookings(database: Database, case_id: int) -> list[Booking]:
    """Return the charges and credits on the claims of a case that stand, the newest first."""
    return rows(database, _BOOKINGS, Booking, (case_id,))


def write_offs(database: Database, case_id: int) -> list[Written]:
    """Return the write-offs on the claims of a case that stand, the newest first."""
    return rows(database, _WRITTEN, Written, (case_id,))
