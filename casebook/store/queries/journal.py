"""Batches of lines for the books: which there are, and what their files hold, at any time the same amounts."""

from datetime import date
from typing import NamedTuple

from casebook.domain.journal import JournalRow
from casebook.domain.money import Cents
from casebook.store.database import Database
from casebook.store.rows import rows


class Batch(NamedTuple):
    """A batch: its number within the entity, when it was made, how many lines it has and what they come to."""

    batch_id: int
    code: str
    number: int
    made_on: date
    lines: int
    total: Cents


_BATCHES = """
    SELECT b.id, r.code, b.number, b.made_on, b.lines, b.total_cents
    FROM journal_batch b JOIN creditor r ON r.id = b.creditor_id
"""
_LINES = """
    SELECT r.code, b.number, row_number() OVER (ORDER BY j.id), j.kind, j.component, j.on_day, j.cents,
           k.number, c.number, p.name,
           (SELECT min(d.number) FROM debtor_number d
            WHERE d.party_id = c.debtor_id AND d.creditor_id = b.creditor_id),
           COALESCE(l.reason, w.reason, u.reason)
    FROM journal_line j JOIN journal_batch b ON b.id = j.batch_id JOIN creditor r ON r.id = b.creditor_id
    LEFT JOIN claim k ON k.id = j.claim_id LEFT JOIN cases c ON c.id = k.case_id
    LEFT JOIN party p ON p.id = c.debtor_id
    LEFT JOIN ledger_entry l ON j.source = 'ledger_entry' AND l.id = j.source_id
    LEFT JOIN write_off w ON j.source = 'write_off' AND w.id = j.source_id
    LEFT JOIN bank_use u ON j.source = 'bank_use' AND u.id = j.source_id
    WHERE j.batch_id = ? ORDER BY j.id
"""


def batch(database: Database, creditor_id: int, number: int) -> Batch | None:
    """Return a batch of an entity by its number, None where there is none."""
    found = rows(database, f"{_BATCHES} WHERE b.creditor_id = ? AND b.number = ?", Batch, (creditor_id, number))
    return found[0] if found else None


def last(database: Database, creditor_id: int) -> Batch | None:
    """Return the last batch of an entity, None without one."""
    found = rows(database, f"{_BATCHES} WHERE b.creditor_id = ? ORDER BY b.number DESC LIMIT 1", Batch, (creditor_id,))
    return found[0] if found else None


def with_id(database: Database, batch_id: int) -> Batch:
    """Return a batch."""
    (found,) = rows(database, f"{_BATCHES} WHERE b.id = ?", Batch, (batch_id,))
    return found


def lines(database: Database, batch_id: int) -> list[JournalRow]:
    """Return the lines of a batch in their order."""
    return rows(database, _LINES, JournalRow, (batch_id,))
