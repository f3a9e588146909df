"""What an insolvency touched, as it is recorded, and the claims of its debtor as they are cut at its first day."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from casebook.domain.insolvency.cut import Cut, CutFacts, Meter, cut
from casebook.domain.insolvency.items import ItemKind, ItemOutcome
from casebook.domain.money import Cents
from casebook.store.database import Database
from casebook.store.rows import many, rows

# What names an item, and its own day where it has one; a word where the name is one. A liability of the debtor himself
# is named by its claim.
_ITEMS = """
    SELECT i.id, i.version, i.insolvency_id, i.case_id, c.number, i.kind, i.record_id, i.outcome, i.cents,
           i.meter_first, i.meter_at, i.meter_last, i.text, i.on_day,
           CASE i.kind
             WHEN 'claim' THEN (SELECT k.number FROM claim k WHERE k.id = i.record_id)
             WHEN 'vat' THEN (SELECT k.number FROM claim k WHERE k.id = i.record_id)
             WHEN 'placed' THEN (SELECT k.number FROM claim k WHERE k.id = i.record_id)
             WHEN 'liability' THEN (SELECT CASE WHEN l.party_id = n.party_id THEN k.number ELSE p.name END
                                    FROM liability l JOIN party p ON p.id = l.party_id JOIN claim k ON k.id = l.claim_id
                                    JOIN insolvency n ON n.id = i.insolvency_id WHERE l.id = i.record_id)
             WHEN 'mandate' THEN (SELECT m.reference FROM debit_mandate m WHERE m.id = i.record_id)
             WHEN 'collection' THEN (SELECT d.end_to_end FROM debit_collection d WHERE d.id = i.record_id)
             WHEN 'letter' THEN (SELECT r.subject FROM letter r WHERE r.id = i.record_id)
             WHEN 'dispute' THEN (SELECT d.reason FROM dispute d WHERE d.id = i.record_id)
             WHEN 'track' THEN (SELECT t.kind FROM track t WHERE t.id = i.record_id)
             WHEN 'contra' THEN (SELECT o.number FROM contra_item o WHERE o.id = i.record_id)
             WHEN 'measure' THEN (SELECT m.kind FROM measure m WHERE m.id = i.record_id)
             WHEN 'proceeding' THEN (SELECT q.kind FROM proceeding q WHERE q.id = i.record_id)
             WHEN 'service' THEN (SELECT s.service FROM service_suspension s WHERE s.id = i.record_id)
             WHEN 'receipt' THEN (SELECT p.payer_name FROM payment p WHERE p.id = i.record_id)
             WHEN 'earlier_receipt' THEN (SELECT p.payer_name FROM payment p WHERE p.id = i.record_id)
             ELSE '' END,
           CASE i.kind
             WHEN 'receipt' THEN (SELECT p.on_day FROM payment p WHERE p.id = i.record_id)
             WHEN 'earlier_receipt' THEN (SELECT p.on_day FROM payment p WHERE p.id = i.record_id)
             WHEN 'promise' THEN (SELECT p.due_on FROM promise p WHERE p.id = i.record_id)
             WHEN 'measure' THEN (SELECT m.on_day FROM measure m WHERE m.id = i.record_id)
             WHEN 'collection' THEN (SELECT d.collect_on FROM debit_collection d WHERE d.id = i.record_id)
             ELSE NULL END
    FROM insolvency_item i JOIN cases c ON c.id = i.case_id WHERE i.insolvency_id IN ({marks}) ORDER BY i.id
"""
_CUTTABLE = """
    SELECT k.id, k.case_id, k.number, k.supplied_from, k.supplied_until, COALESCE(k.invoice_on, k.due_on), k.ended_on,
           CAST(COALESCE(sum(CASE WHEN e.kind = 'charge' OR r.kind = 'charge' THEN e.cents END), 0) AS BIGINT),
           CAST(COALESCE(sum(CASE WHEN e.kind <> 'charge' AND COALESCE(r.kind, '') <> 'charge' AND e.on_day < ?
                                  THEN -e.cents END), 0) AS BIGINT),
           CAST(COALESCE(sum(CASE WHEN e.kind <> 'charge' AND COALESCE(r.kind, '') <> 'charge' AND e.on_day >= ?
                                  THEN -e.cents END), 0) AS BIGINT)
    FROM claim k JOIN cases c ON c.id = k.case_id
    LEFT JOIN ledger_entry e ON e.claim_id = k.id AND e.component = 'principal'
    LEFT JOIN ledger_entry r ON r.id = e.reverses_id
    WHERE c.debtor_id = ? AND k.foreign_cents IS NULL
    GROUP BY k.id, k.case_id, k.number, k.supplied_from, k.supplied_until, k.invoice_on, k.due_on, k.ended_on
    ORDER BY k.id
"""
# Money `p` in a case `c` that came in from a debtor, or in a case in which he is liable beside its debtor.
RECEIVED_OF = """(c.debtor_id = ? OR (p.payer_id = ? AND EXISTS (
    SELECT 1 FROM liability l JOIN claim k ON k.id = l.claim_id
    WHERE k.case_id = c.id AND l.party_id = p.payer_id)))"""
_APART = f"""
    SELECT p.id, p.case_id, c.number, p.on_day, p.payer_name,
           (SELECT CAST(sum(a.cents) AS BIGINT) FROM allocation a WHERE a.payment_id = p.id AND a.entry_id IS NULL)
    FROM payment p JOIN cases c ON c.id = p.case_id
    WHERE {RECEIVED_OF} AND p.on_day >= ? AND p.reverses_id IS NULL
      AND NOT EXISTS (SELECT 1 FROM payment b WHERE b.reverses_id = p.id)
      AND EXISTS (SELECT 1 FROM allocation a WHERE a.payment_id = p.id AND a.entry_id IS NULL
                  GROUP BY a.payment_id HAVING sum(a.cents) > 0)
    ORDER BY p.on_day, p.id
"""  # noqa: S608 only constants


class ItemRow(NamedTuple):
    """An item with the number of its case; `name` says which it is (a word of a dispute or track), `of_day` its day."""

    id: int
    version: int
    insolvency_id: int
    case_id: int
    number: str
    kind: ItemKind
    record_id: int
    outcome: ItemOutcome
    cents: Cents | None
    meter_first: str | None
    meter_at: str | None
    meter_last: str | None
    text: str
    on_day: date
    name: str | None
    of_day: date | None

    @property
    def meter(self) -> Meter | None:
        """By what a meter showed a claim is cut; None where it is by days."""
        if self.meter_first is None or self.meter_at is None or self.meter_last is None:
            return None
        return Meter(Decimal(self.meter_first), Decimal(self.meter_at), Decimal(self.meter_last))


class ClaimFacts(NamedTuple):
    """A claim in euro as far as it bears on its cut."""

    id: int
    case_id: int
    number: str
    supplied_from: date | None
    supplied_until: date | None
    presumed_on: date | None
    ended_on: date | None
    charged: Cents
    paid_before: Cents
    paid_since: Cents

    def cut(self, since: date, meter: Meter | None = None) -> Cut:
        """Return the claim cut at the first day of an insolvency."""
        amounts = (Cents(max(0, cents)) for cents in (self.charged, self.paid_before, self.paid_since))
        return cut(CutFacts(self.supplied_from, self.supplied_until, self.presumed_on, *amounts), since, meter)


class CutRow(NamedTuple):
    """A claim of a debtor, cut."""

    claim: ClaimFacts
    cut: Cut


class ApartRow(NamedTuple):
    """Money that came in during an insolvency, of which `cents` go nowhere until a person chooses."""

    payment_id: int
    case_id: int
    number: str
    on_day: date
    payer_name: str
    cents: Cents


def items(database: Database, insolvency_ids: Sequence[int]) -> Mapping[int, list[ItemRow]]:
    """Return what insolvencies touched, in the order in which it was written."""
    found: dict[int, list[ItemRow]] = {id_: [] for id_ in insolvency_ids}
    for one in many(database, _ITEMS, ItemRow, insolvency_ids):
        found[one.insolvency_id].append(one)
    return found


def claims(database: Database, party_id: int, since: date) -> list[ClaimFacts]:
    """Return the claims in euro in all cases of a debtor, also those that ended."""
    return rows(database, _CUTTABLE, ClaimFacts, (since, since, party_id))


def cuts(database: Database, party_id: int, since: date, some: Sequence[ItemRow] = ()) -> Iterator[CutRow]:
    """Yield the claims of a debtor that have not ended, cut; by the meter where `some` of the items has readings."""
    meters = {one.record_id: one.meter for one in some if one.kind is ItemKind.CLAIM}
    for claim in claims(database, party_id, since):
        if claim.ended_on is None:
            yield CutRow(claim, claim.cut(since, meters.get(claim.id)))


def apart(database: Database, party_id: int, since: date) -> list[ApartRow]:
    """Return the receipts from the first day of an insolvency on of which a part goes nowhere.

    Also what he paid himself in the cases of others for whom he is liable.
    """
    return rows(database, _APART, ApartRow, (party_id, party_id, since))
