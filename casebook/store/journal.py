"""What must go to the books of an entity and did not yet, line by line, and the lines of the batches that went.

Each entry of the ledger, each write-off, each fee of an agency and each line of a list of VAT leaves once. The
principal came from the books, as did receipts of an entity whose receipts the ledger books. Receipts of one whose
receipts the bank books do leave: the books know that the money came in, not which invoices it paid.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from casebook.domain.component import COSTS, Component
from casebook.domain.journal import JournalKind
from casebook.domain.ledger import EntryKind
from casebook.domain.money import Cents
from casebook.domain.vat.course import LineKind
from casebook.store.database import Database
from casebook.store.models.books import JournalSource
from casebook.store.rows import rows

_OF_BANK = "SELECT receipts_from FROM creditor WHERE id = ?"
# A reversal is of the kind of what it reverses.
_KIND = "COALESCE(u.kind, l.kind)"
_ENTRIES = f"""
    SELECT l.id, l.claim_id, l.on_day, {_KIND}, l.component, l.cents,
           COALESCE(l.arrangement_id, u.arrangement_id, l.remission_id, u.remission_id),
           COALESCE(l.set_off_id, u.set_off_id)
    FROM claim k JOIN ledger_entry l ON l.claim_id = k.id
    LEFT JOIN ledger_entry u ON u.id = l.reverses_id LEFT JOIN payment p ON p.id = l.payment_id
    WHERE k.creditor_id = ? AND l.on_day <= ? {{and_claim}}
      AND NOT ({_KIND} = 'charge' AND l.component = 'principal')
      AND ({_KIND} <> 'payment' OR (? = 'bank' AND p.source IN ('hand', 'bank')))
      AND NOT EXISTS (SELECT 1 FROM journal_line j WHERE j.source = 'ledger_entry' AND j.source_id = l.id)
    ORDER BY l.id
"""  # noqa: S608 only constants
_WRITE_OFFS = """
    SELECT w.id, w.claim_id, w.on_day, -w.cents FROM claim k JOIN write_off w ON w.claim_id = k.id
    WHERE k.creditor_id = ? AND w.on_day <= ? {and_claim}
      AND NOT EXISTS (SELECT 1 FROM journal_line j WHERE j.source = 'write_off' AND j.source_id = w.id)
    ORDER BY w.id
"""
# What a fee is now against what went of it: one that was taken back goes back, also where its row is no more.
_FEES = """
    SELECT u.id, u.on_day, u.undone_on, abs(u.cents),
           (SELECT count(*) FROM journal_line j WHERE j.source = 'bank_use' AND j.source_id = u.id),
           (SELECT CAST(COALESCE(sum(j.cents), 0) AS BIGINT) FROM journal_line j
            WHERE j.source = 'bank_use' AND j.source_id = u.id)
    FROM bank_use u JOIN bank_entry e ON e.id = u.entry_id
    WHERE u.kind = 'agency_fee' AND e.creditor_id = ? AND u.on_day <= ? ORDER BY u.id
"""
_GONE_FEES = """
    SELECT j.source_id, max(j.on_day), CAST(NULL AS DATE), 0, count(*), CAST(sum(j.cents) AS BIGINT)
    FROM journal_line j JOIN journal_batch b ON b.id = j.batch_id
    WHERE j.source = 'bank_use' AND b.creditor_id = ? AND j.on_day <= ?
      AND NOT EXISTS (SELECT 1 FROM bank_use u WHERE u.id = j.source_id)
    GROUP BY j.source_id ORDER BY j.source_id
"""
_VAT = """
    SELECT l.id, l.claim_id, t.until_on, l.kind, l.vat_cents
    FROM vat_list t JOIN vat_line l ON l.list_id = t.id JOIN claim k ON k.id = l.claim_id
    WHERE k.creditor_id = ? AND t.until_on <= ? AND t.withdrawn_on IS NULL {and_claim}
      AND NOT EXISTS (SELECT 1 FROM journal_line j WHERE j.source = 'vat_line' AND j.source_id = l.id)
    ORDER BY l.id
"""


class UnsentLine(NamedTuple):
    """A line that must go to the books.

    It is more than nothing where the debtor, for a fee our costs, or for VAT what we get back, go up by it.
    """

    source: JournalSource
    source_id: int
    turn: int
    kind: JournalKind
    claim_id: int | None
    component: Component | None
    on_day: date
    cents: Cents


class _Entry(NamedTuple):
    id: int
    claim_id: int
    on_day: date
    kind: EntryKind
    component: Component
    cents: Cents
    remitted_by: int | None
    set_off_id: int | None


class _WriteOff(NamedTuple):
    id: int
    claim_id: int
    on_day: date
    cents: Cents


class _Vat(NamedTuple):
    id: int
    claim_id: int
    until_on: date
    kind: LineKind
    cents: Cents


class _Fee(NamedTuple):
    id: int
    on_day: date
    undone_on: date | None
    cents: int
    turns: int
    sent: int


def unsent(database: Database, creditor_id: int, until: date, *, claim_id: int | None = None) -> list[UnsentLine]:
    """Return the lines of an entity up to and including a day that did not leave yet, or those of one claim of it."""
    return [
        *_entries(database, creditor_id, until, claim_id),
        *_write_offs(database, creditor_id, until, claim_id),
        *_vat(database, creditor_id, until, claim_id),
        *(_fees(database, creditor_id, until) if claim_id is None else ()),
    ]


def _of_claim(query: str, claim_id: int | None) -> tuple[str, Sequence[int]]:
    """Return a query about all claims, or about one, with what it is asked with."""
    if claim_id is None:
        return query.replace("{and_claim}", ""), ()
    return query.replace("{and_claim}", "AND k.id = ?"), (claim_id,)


def _entries(database: Database, creditor_id: int, until: date, claim_id: int | None) -> Iterator[UnsentLine]:
    query, more = _of_claim(_ENTRIES, claim_id)
    receipts_from = database.value(_OF_BANK, (creditor_id,))
    for entry in rows(database, query, _Entry, (creditor_id, until, *more, receipts_from)):
        yield UnsentLine(
            JournalSource.LEDGER_ENTRY,
            entry.id,
            0,
            _kind(entry),
            entry.claim_id,
            entry.component,
            entry.on_day,
            entry.cents,
        )


def _kind(entry: _Entry) -> JournalKind:
    if entry.kind is EntryKind.PAYMENT:
        return JournalKind.RECEIPT
    if entry.kind is EntryKind.CHARGE:
        return JournalKind.COSTS if entry.component in COSTS else JournalKind.INTEREST
    if entry.set_off_id is not None:
        return JournalKind.SET_OFF
    return JournalKind.CREDIT if entry.remitted_by is None else JournalKind.REMISSION


def _write_offs(database: Database, creditor_id: int, until: date, claim_id: int | None) -> Iterator[UnsentLine]:
    query, more = _of_claim(_WRITE_OFFS, claim_id)
    for row in rows(database, query, _WriteOff, (creditor_id, until, *more)):
        kind = JournalKind.WRITE_OFF
        yield UnsentLine(JournalSource.WRITE_OFF, row.id, 0, kind, row.claim_id, None, row.on_day, row.cents)


def _vat(database: Database, creditor_id: int, until: date, claim_id: int | None) -> Iterator[UnsentLine]:
    query, more = _of_claim(_VAT, claim_id)
    for row in rows(database, query, _Vat, (creditor_id, until, *more)):
        kind = JournalKind.VAT_CORRECTION if row.kind is LineKind.CORRECTION else JournalKind.VAT_REFUND
        yield UnsentLine(JournalSource.VAT_LINE, row.id, 0, kind, row.claim_id, None, row.until_on, row.cents)


def _fees(database: Database, creditor_id: int, until: date) -> Iterator[UnsentLine]:
    for query in (_FEES, _GONE_FEES):
        for fee in rows(database, query, _Fee, (creditor_id, until)):
            due = 0 if fee.undone_on is not None and fee.undone_on <= until else fee.cents
            if due != fee.sent:
                on_day = fee.on_day if fee.undone_on is None or due else fee.undone_on
                cents, kind = Cents(due - fee.sent), JournalKind.AGENCY_FEE
                yield UnsentLine(JournalSource.BANK_USE, fee.id, fee.turns, kind, None, None, on_day, cents)
