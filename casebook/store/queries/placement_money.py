"""The money of placements: what was placed, what came of it, and the fees of the agency by its terms and as it kept."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from casebook.domain.money import Cents
from casebook.domain.placements.facts import FeeEvent, PlacementEventKind
from casebook.domain.placements.reconciling import Earned, Reconciliation, due_fees
from casebook.store import balances, placement_rows
from casebook.store.database import Database
from casebook.store.placement_rows import RecordedPlacement
from casebook.store.queries import agencies, fee_invoices
from casebook.store.rows import many

_E = PlacementEventKind
_SENT = """
    SELECT p.id FROM placement p WHERE p.agency_id BETWEEN ? AND ? AND EXISTS (
        SELECT 1 FROM placement_event e WHERE e.placement_id = p.id AND e.kind = 'sent' AND e.on_day <= ?
    ) ORDER BY p.id
"""
_HIGHEST = 2**62
# What was booked on a claim since it was placed. A reversal is of what it reverses.
_FLOWS = """
    SELECT placement_id, kind, by_agency, CAST(sum(cents) AS BIGINT) FROM (
        SELECT c.placement_id, COALESCE(r.kind, l.kind) AS kind, l.cents,
               CASE WHEN EXISTS (
                   SELECT 1 FROM agency_money g JOIN bank_use u ON u.id = g.use_id
                   WHERE g.placement_id = c.placement_id AND u.payment_id = COALESCE(r.payment_id, l.payment_id)
               ) THEN 1 ELSE 0 END AS by_agency
        FROM placed_claim c JOIN ledger_entry l ON l.claim_id = c.claim_id
        LEFT JOIN ledger_entry r ON r.id = l.reverses_id
        WHERE l.id > c.last_entry_id AND l.on_day <= ? AND c.placement_id IN ({marks})
    ) AS flow GROUP BY placement_id, kind, by_agency ORDER BY placement_id, kind, by_agency
"""
# Of a payment that an agency was told of, what was booked on its claims and stands; none of what it passed on itself.
_TOLD = """
    SELECT e.id, CAST(-sum(l.cents) AS BIGINT)
    FROM placement_event e JOIN placed_claim c ON c.placement_id = e.placement_id
    JOIN ledger_entry l ON l.claim_id = c.claim_id AND l.on_day <= ?
    LEFT JOIN ledger_entry r ON r.id = l.reverses_id
    WHERE e.kind = 'direct_payment' AND l.id > c.last_entry_id AND COALESCE(r.payment_id, l.payment_id) = e.payment_id
      AND NOT EXISTS (
          SELECT 1 FROM agency_money g JOIN bank_use u ON u.id = g.use_id JOIN placement o ON o.id = g.placement_id
          JOIN placement m ON m.agency_id = o.agency_id
          WHERE m.id = e.placement_id AND u.payment_id = e.payment_id)
      AND e.placement_id IN ({marks})
    GROUP BY e.id
"""
_PASSED_ON = """
    SELECT g.placement_id, g.on_day, g.received_cents, g.fee_cents
    FROM agency_money g JOIN bank_use u ON u.id = g.use_id
    WHERE u.undone_on IS NULL AND g.placement_id IN ({marks}) ORDER BY g.on_day, g.id
"""


class _Flow(NamedTuple):
    placement_id: int
    kind: str
    by_agency: bool
    cents: Cents


class _Told(NamedTuple):
    event_id: int
    cents: Cents


class PassedOn(NamedTuple):
    """What an agency passed on of a placement, gross, and the fee it kept of it."""

    placement_id: int
    on_day: date
    received: Cents
    fee: Cents


def sent(database: Database, day: date, agency_id: int | None = None) -> list[int]:
    """Return the placements that were sent by a day, to one agency or to all, in the order in which they were made."""
    bounds = (0, _HIGHEST) if agency_id is None else (agency_id, agency_id)
    return [id_ for (id_,) in database.fetch(_SENT, (*bounds, day))]


def passed_on(database: Database, placement_ids: Sequence[int]) -> list[PassedOn]:
    """Return what agencies passed on of placements and stands, by its day."""
    return many(database, _PASSED_ON, PassedOn, placement_ids)


def reconciled(database: Database, placement_ids: Sequence[int], day: date) -> dict[int, Reconciliation]:
    """Return what became of what was placed, up to and with a day."""
    found = placement_rows.of_ids(database, placement_ids)
    flows: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for flow in many(database, _FLOWS, _Flow, placement_ids, (day,)):
        flows[flow.placement_id][_name(flow)] += flow.cents
    earned: dict[int, list[Earned]] = defaultdict(list)
    for one in passed_on(database, placement_ids):
        if one.on_day <= day:
            earned[one.placement_id].append(Earned(FeeEvent.RECEIVED, one.on_day, one.received, one.fee))
    terms = agencies.fees(database, sorted({one.row.agency_id for one in found.values()}))
    claim_ids = [claim.claim_id for one in found.values() for claim in one.claims]
    open_now = balances.open_balances(database, claim_ids, day)
    told = {one.event_id: one.cents for one in many(database, _TOLD, _Told, placement_ids, (day,))}
    invoices = fee_invoices.standing(fee_invoices.of_placements(database, placement_ids), day)
    return {
        id_: Reconciliation(
            one.total,
            Cents(flows[id_]["charge"]),
            Cents(-flows[id_]["received"]),
            Cents(-flows[id_]["direct"]),
            Cents(-flows[id_]["credit"]),
            Cents(sum(open_now[claim.claim_id].total for claim in one.claims)),
            due_fees([*earned[id_], *_otherwise(one, told, day)], terms.get(one.row.agency_id, ()), database.law.costs),
            tuple(invoices.get(id_, ())),
        )
        for id_, one in found.items()
    }


def _name(flow: _Flow) -> str:
    if flow.kind != "payment":
        return flow.kind
    return "received" if flow.by_agency else "direct"


def _otherwise(one: RecordedPlacement, told: Mapping[int, Cents], day: date) -> list[Earned]:
    """Return what the agency earns beside what it received: by payments to us, by a recall, and by the end."""
    earned = [
        Earned(FeeEvent.DIRECT, event.on, told[event.id])
        for event in one.placement.events
        if event.kind is _E.DIRECT_PAYMENT and told.get(event.id)
    ]
    recall = one.placement.last(_E.RECALL_ANNOUNCED)
    if recall is not None:
        earned.append(Earned(FeeEvent.RECALL, recall.on, one.total, cost=recall.cents))
    closed = one.placement.last(_E.CLOSED)
    if closed is not None:
        earned.append(Earned(FeeEvent.CLOSED, closed.on, one.total))
    return [each for each in earned if each.on <= day]
