"""The VAT of the claims of cases: its facts, what is still to go into which return, and what nobody declared yet."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple, TypeVar

from casebook.domain.ledger import EntryKind
from casebook.domain.money import ZERO, Cents
from casebook.domain.signals.vat import VatMatter
from casebook.domain.vat.course import (
    Claimed,
    Line,
    Move,
    MoveKind,
    VatFacts,
    lines,
    refundable,
    standing,
)
from casebook.domain.vat.parts import Treatment, VatPart
from casebook.domain.vat.periods import ReliefRules, VatPeriod, file_until
from casebook.store.database import Database, Row
from casebook.store.models.arrangements import VatRoute
from casebook.store.rows import many

N = TypeVar("N", bound=NamedTuple)

# Entities of one fiscal unity file one return.
FILER = "COALESCE(c.fiscal_unity, c.code)"


class VatRecord(NamedTuple):
    """A claim with the facts of its VAT; `undeclared` is on locked lists that nobody marked as declared."""

    claim_id: int
    creditor_id: int
    filer: str
    facts: VatFacts
    undeclared: tuple[Claimed, ...]


class _Claim(NamedTuple):
    case_id: int
    claim_id: int
    creditor_id: int
    filer: str
    period: VatPeriod
    cash_scheme: bool
    due_on: date | None
    certain_on: date | None
    credit_note_on: date | None
    assigned_on: date | None


class _Part(NamedTuple):
    claim_id: int
    treatment: Treatment
    percent: str
    gross: Cents
    vat: Cents


class _Entry(NamedTuple):
    claim_id: int
    on_day: date
    kind: EntryKind
    cents: Cents
    remitted_by: int | None
    set_off_id: int | None
    vat_route: VatRoute | None


class _Claimed(NamedTuple):
    claim_id: int
    until_on: date
    percent: str
    gross: Cents
    cents: Cents
    declared: bool


# A claim that went over to one of our own entities came in, it did not go.
_CLAIMS = f"""
    SELECT k.case_id, k.id, k.creditor_id, {FILER}, c.vat_period, c.cash_scheme, k.due_on, z.on_day, n.on_day,
           (SELECT min(a.on_day) FROM assignment a WHERE a.claim_id = k.id AND a.to_creditor <> p.name)
    FROM claim k JOIN creditor c ON c.id = k.creditor_id JOIN party p ON p.id = c.party_id
    LEFT JOIN vat_certainty z ON z.claim_id = k.id LEFT JOIN vat_credit_note n ON n.claim_id = k.id
    WHERE k.case_id IN ({{marks}}) AND k.currency = 'EUR'
      AND (EXISTS (SELECT 1 FROM claim_vat v WHERE v.claim_id = k.id)
           OR EXISTS (SELECT 1 FROM vat_line l WHERE l.claim_id = k.id))
    ORDER BY k.id
"""  # noqa: S608 only constants
_PARTS = """
    SELECT claim_id, treatment, percent, gross_cents, vat_cents FROM claim_vat WHERE claim_id IN ({marks}) ORDER BY id
"""
_ENTRIES = """
    SELECT l.claim_id, l.on_day, COALESCE(u.kind, l.kind), l.cents,
           COALESCE(l.arrangement_id, u.arrangement_id, l.remission_id, u.remission_id),
           COALESCE(l.set_off_id, u.set_off_id), COALESCE(a.vat_route, m.vat_route)
    FROM ledger_entry l LEFT JOIN ledger_entry u ON u.id = l.reverses_id
    LEFT JOIN arrangement a ON a.id = COALESCE(l.arrangement_id, u.arrangement_id)
    LEFT JOIN remission m ON m.id = COALESCE(l.remission_id, u.remission_id)
    WHERE l.component = 'principal' AND l.claim_id IN ({marks}) ORDER BY l.id
"""
_REFUNDED = """
    SELECT claim_id, until_on, percent, gross_cents, vat_cents, 1 FROM vat_refunded_before
    WHERE claim_id IN ({marks}) ORDER BY id
"""
_LINES = """
    SELECT l.claim_id, t.until_on, l.percent, l.gross_cents, l.vat_cents,
           CASE WHEN t.filed_on IS NULL THEN 0 ELSE 1 END
    FROM vat_line l JOIN vat_list t ON t.id = l.list_id
    WHERE t.withdrawn_on IS NULL AND l.claim_id IN ({marks}) ORDER BY l.id
"""


def load(database: Database, case_ids: Sequence[int]) -> Mapping[int, tuple[VatRecord, ...]]:
    """Return the claims of cases of which the VAT is known, or of which any was claimed."""
    found = many(database, _CLAIMS, _Claim, case_ids)
    ids = [one.claim_id for one in found]
    parts, entries = _by_claim(database, _PARTS, _Part, ids), _by_claim(database, _ENTRIES, _Entry, ids)
    refunded, claimed = _by_claim(database, _REFUNDED, _Claimed, ids), _by_claim(database, _LINES, _Claimed, ids)
    records: dict[int, list[VatRecord]] = defaultdict(list)
    for one in found:
        facts = VatFacts(
            tuple(VatPart(row.treatment, Decimal(row.percent), row.gross, row.vat) for row in parts[one.claim_id]),
            one.due_on,
            tuple(Move(row.on_day, _kind(row), row.cents) for row in entries[one.claim_id]),
            one.certain_on,
            tuple(map(_told, refunded[one.claim_id])),
            tuple(map(_told, claimed[one.claim_id])),
            one.assigned_on,
            one.credit_note_on,
            one.cash_scheme,
            one.period,
        )
        undeclared = tuple(_told(row) for row in claimed[one.claim_id] if not row.declared)
        records[one.case_id].append(VatRecord(one.claim_id, one.creditor_id, one.filer, facts, undeclared))
    return {case_id: tuple(some) for case_id, some in records.items()}


def rows(case_id: int, records: Sequence[VatRecord], rules: ReliefRules) -> list[Row]:
    """Return what is still to go into returns, as rows in the order of their columns."""
    return [
        (
            record.claim_id,
            line.period.last,
            percent_text(line.percent),
            case_id,
            record.creditor_id,
            record.filer,
            line.period.first,
            line.kind.value,
            line.gross,
            line.cents,
            line.why,
            line.on,
        )
        for record in records
        for line in lines(record.facts, rules)
    ]


def matters(records: Sequence[VatRecord], rules: ReliefRules) -> tuple[VatMatter, ...]:
    """Return what is to go into each return: not on a list yet, and on one that nobody marked as declared."""
    sums: dict[tuple[date, bool, bool], int] = defaultdict(int)
    for record in records:
        for line in lines(record.facts, rules):
            sums[line.period.last, False, line.cents > 0] += line.cents
        for one in record.undeclared:
            sums[one.until_on, True, one.cents > 0] += one.cents
    return tuple(
        VatMatter(until_on, file_until(until_on, rules), Cents(cents), locked)
        for (until_on, locked, _), cents in sorted(sums.items())
    )


def open_lines(record: VatRecord, rules: ReliefRules, until_on: date) -> list[Line]:
    """Return what of a claim is still to go into the return of the period that ends on a day."""
    return [line for line in lines(record.facts, rules) if line.period.last == until_on]


def open_now(facts: VatFacts, day: date) -> Cents:
    """Return the VAT of a claim that is open at the end of a day and did not come back; none that cannot come back."""
    came = sum(one.cents for one in (*facts.refunded_before, *facts.claimed))
    return Cents(sum(cents for _, cents in standing(facts, day, day)) - came)


def unsettled(facts: VatFacts, rules: ReliefRules, day: date) -> Cents:
    """Return the VAT of a claim that may be lost unseen: nobody said when it is certain, nor chose another way.

    None of it is unsettled once it comes back by the term of the law.
    """
    on = refundable(facts, rules).value
    settled = facts.certain_on is not None or (on is not None and on <= day)
    return ZERO if settled else max(ZERO, open_now(facts, day))


def percent_text(percent: Decimal) -> str:
    """Return a rate as it is stored: without zeros at its end."""
    return format(percent.normalize(), "f")


def _by_claim(database: Database, sql: str, shape: type[N], ids: Sequence[int]) -> dict[int, list[N]]:
    found: dict[int, list[N]] = defaultdict(list)
    for row in many(database, sql, shape, ids):
        found[row[0]].append(row)
    return found


def _kind(entry: _Entry) -> MoveKind:
    if entry.kind is EntryKind.CHARGE:
        return MoveKind.OWED
    if entry.kind is EntryKind.PAYMENT or entry.set_off_id is not None:
        return MoveKind.PAID
    remitted = entry.remitted_by is not None and entry.vat_route is not VatRoute.CREDIT_NOTE
    return MoveKind.REMITTED if remitted else MoveKind.CREDITED


def _told(row: _Claimed) -> Claimed:
    return Claimed(row.until_on, Decimal(row.percent), row.gross, row.cents)
