"""The rows that direct debit goes by: arrangements, what holds them up, mandates and collections."""

from datetime import date
from typing import NamedTuple

from casebook.domain.holds import Period
from casebook.domain.money import Cents


class Plan(NamedTuple):
    """An arrangement by direct debit: with whom, for which entity, and what is in the way."""

    id: int
    case_id: int
    number: str
    party_id: int
    name: str
    dead: bool
    disputed: bool
    creditor_id: int
    creditors: int


class Held(NamedTuple):
    """A hold that reaches an arrangement."""

    arrangement_id: int
    from_on: date
    until_on: date | None

    def overlaps(self, period: Period) -> bool:
        """Tell whether it holds up on any day of a period."""
        ends = self.until_on or date.max
        return self.from_on <= (period.until_on or date.max) and ends >= period.from_on


class MandateRow(NamedTuple):
    """A mandate of one who pays."""

    party_id: int
    creditor_id: int
    id: int
    reference: str
    signed_on: date
    one_off: bool
    revoked_on: date | None


class Last(NamedTuple):
    """The day of the last collection by a mandate."""

    mandate_id: int
    on: date


class Collection(NamedTuple):
    """A collection of a term that was not left out."""

    instalment_id: int
    id: int
    mandate_id: int
    collect_on: date
    cents: Cents
    returned_on: date | None
    code: str
    message: str
    sent_on: date | None


class OfCase(NamedTuple):
    """A case."""

    case_id: int


CASES = """
    SELECT DISTINCT a.case_id FROM arrangement a JOIN arrangement_claim k ON k.arrangement_id = a.id
    JOIN claim c ON c.id = k.claim_id
    WHERE a.by_direct_debit = 1 AND a.agreed_on IS NOT NULL AND a.superseded_on IS NULL AND a.broken_on IS NULL
      AND a.completed_on IS NULL AND a.withdrawn_on IS NULL AND a.declined_on IS NULL AND c.creditor_id = ?
    ORDER BY a.case_id
"""
PLANS = """
    SELECT a.id, a.case_id, c.number, a.party_id, p.name,
           CASE WHEN p.died_on IS NOT NULL OR p.kind = 'estate' THEN 1 ELSE 0 END,
           CASE WHEN EXISTS (
               SELECT 1 FROM dispute d JOIN disputed_claim x ON x.dispute_id = d.id
               JOIN arrangement_claim y ON y.claim_id = x.claim_id AND y.arrangement_id = a.id
               WHERE d.case_id = a.case_id AND d.registered_on >= a.agreed_on AND d.closed_on IS NULL
                 AND d.withdrawn_on IS NULL
           ) THEN 1 ELSE 0 END, min(k.creditor_id), count(DISTINCT k.creditor_id)
    FROM arrangement a JOIN cases c ON c.id = a.case_id JOIN party p ON p.id = a.party_id
    JOIN arrangement_claim n ON n.arrangement_id = a.id JOIN claim k ON k.id = n.claim_id
    WHERE a.case_id IN ({marks}) AND a.by_direct_debit = 1 AND a.agreed_on IS NOT NULL
    GROUP BY a.id, a.case_id, c.number, a.party_id, p.name, p.died_on, p.kind ORDER BY a.id
"""
HELD = """
    SELECT a.id, h.from_on, h.until_on FROM arrangement a JOIN cases c ON c.id = a.case_id
    JOIN hold h ON h.lifted_on IS NULL AND (
        (h.case_id = a.case_id AND h.claim_id IS NULL) OR h.debtor_id = c.debtor_id
        OR h.claim_id IN (SELECT k.claim_id FROM arrangement_claim k WHERE k.arrangement_id = a.id)
    )
    WHERE a.id IN ({marks}) ORDER BY h.id
"""
MANDATES = """
    SELECT party_id, creditor_id, id, reference, signed_on, one_off, revoked_on FROM debit_mandate
    WHERE party_id IN ({marks}) ORDER BY CASE WHEN revoked_on IS NULL THEN 0 ELSE 1 END, id DESC
"""
LAST = """
    SELECT mandate_id, max(collect_on) FROM debit_collection
    WHERE mandate_id IN ({marks}) AND left_out_on IS NULL GROUP BY mandate_id
"""
COLLECTIONS = """
    SELECT d.instalment_id, d.id, d.mandate_id, d.collect_on, d.cents, d.returned_on, d.return_code, b.message,
           b.sent_on
    FROM debit_collection d JOIN debit_batch b ON b.id = d.batch_id
    WHERE d.arrangement_id IN ({marks}) AND d.left_out_on IS NULL ORDER BY d.id
"""
