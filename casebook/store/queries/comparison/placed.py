"""What came of placements: each that was sent to an agency, whatever became of it there."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from casebook.domain.comparison.outcome import Amount, Attempt
from casebook.domain.comparison.rules import ComparisonRules
from casebook.domain.comparison.strata import Facts, stratum_of
from casebook.domain.money import ZERO, Cents
from casebook.store.database import Database
from casebook.store.fee_sums import AGREED, COUNTED
from casebook.store.models.parties import PartyKind
from casebook.store.queries.comparison.kinds import debtor
from casebook.store.rows import many, rows

# The first time it was sent, as far as that stands.
_SENT = """
    SELECT m.id, m.case_id, m.agency_id, m.arm, m.ended_on, p.kind, min(e.on_day)
    FROM placement m JOIN placement_event e ON e.placement_id = m.id
    JOIN cases c ON c.id = m.case_id JOIN party p ON p.id = c.debtor_id
    WHERE e.kind = 'sent' AND e.on_day BETWEEN ? AND ? AND NOT EXISTS (
        SELECT 1 FROM placement_event v WHERE v.voids_id = e.id
          AND NOT EXISTS (SELECT 1 FROM placement_event w WHERE w.voids_id = v.id))
    {batch} GROUP BY m.id, m.case_id, m.agency_id, m.arm, m.ended_on, p.kind ORDER BY m.id
"""
_OF_BATCH = "AND m.batch_id = ? AND m.arm IS NOT NULL"
_CLAIMS = """
    SELECT x.placement_id, x.principal_cents + x.interest_cents + x.costs_cents, k.due_on, k.kind
    FROM placed_claim x JOIN claim k ON k.id = x.claim_id WHERE x.placement_id IN ({marks}) ORDER BY x.id
"""
# While a claim lies there, and after that what the agency passed on.
_RECEIVED = """
    SELECT x.placement_id, p.on_day, CAST(sum(a.cents) AS BIGINT)
    FROM placed_claim x JOIN ledger_entry l ON l.claim_id = x.claim_id JOIN allocation a ON a.entry_id = l.id
    JOIN payment p ON p.id = a.payment_id
    WHERE x.placement_id IN ({marks}) AND p.reverses_id IS NULL
      AND NOT EXISTS (SELECT 1 FROM payment r WHERE r.reverses_id = p.id)
      AND (x.ended_on IS NULL OR p.on_day <= x.ended_on OR EXISTS (
          SELECT 1 FROM agency_money g JOIN bank_use u ON u.id = g.use_id
          WHERE g.placement_id = x.placement_id AND u.payment_id = p.id AND u.undone_on IS NULL))
    GROUP BY x.placement_id, p.on_day
"""
_KEPT = """
    SELECT g.placement_id, g.on_day, CAST(sum(g.fee_cents) AS BIGINT)
    FROM agency_money g JOIN bank_use u ON u.id = g.use_id
    WHERE g.placement_id IN ({marks}) AND u.undone_on IS NULL GROUP BY g.placement_id, g.on_day
"""
# What a recall costs was agreed to when it was announced; the invoice for it takes its place, unless that is disputed.
_CHARGED = f"""
    SELECT e.placement_id, e.on_day, CAST(sum(e.cents) AS BIGINT) FROM placement_event e
    WHERE e.placement_id IN ({{marks}}) AND {AGREED} GROUP BY e.placement_id, e.on_day
"""  # noqa: S608 our own text
_INVOICED = f"""
    SELECT i.placement_id, i.on_day, CAST(sum({COUNTED}) AS BIGINT) FROM fee_invoice i
    WHERE i.placement_id IN ({{marks}}) GROUP BY i.placement_id, i.on_day
"""  # noqa: S608 our own text
_COMPLAINTS = """
    SELECT m.id, r.received_on, 0 FROM placement m JOIN person_request r ON r.case_id = m.case_id
    WHERE m.id IN ({marks}) AND r.kind = 'complaint' AND r.withdrawn_on IS NULL
      AND (m.ended_on IS NULL OR r.received_on <= m.ended_on)
"""


class _Sent(NamedTuple):
    id: int
    case_id: int
    agency_id: int
    arm: str | None
    ended_on: date | None
    kind: PartyKind
    on: date


class _Claim(NamedTuple):
    placement_id: int
    cents: Cents
    due_on: date | None
    kind: str


class OfDay(NamedTuple):
    """So many cents of something on a day."""

    id: int
    on: date
    cents: Cents


def of_agencies(database: Database, since: date, until: date, rules: ComparisonRules) -> list[Attempt]:
    """Return what came of placements that were sent in a period, each under the id of its agency."""
    sent = rows(database, _SENT.replace("{batch}", ""), _Sent, (since, until))
    return _attempts(database, sent, {one.id: str(one.agency_id) for one in sent}, rules)


def of_arms(database: Database, batch_id: int, until: date, rules: ComparisonRules) -> list[Attempt]:
    """Return what came of the placements of a batch that was split, each under its arm."""
    sent = rows(database, _SENT.replace("{batch}", _OF_BATCH), _Sent, (date.min, until, batch_id))
    return _attempts(database, sent, {one.id: one.arm or "" for one in sent}, rules)


def days_of(some: Iterable[OfDay], began: Mapping[int, date]) -> Mapping[int, list[Amount]]:
    """Return amounts by what they are of, each by the days since that began."""
    found: defaultdict[int, list[Amount]] = defaultdict(list)
    for one in some:
        found[one.id].append(Amount((one.on - began[one.id]).days, one.cents))
    return found


def _attempts(
    database: Database, sent: Sequence[_Sent], groups: Mapping[int, str], rules: ComparisonRules
) -> list[Attempt]:
    ids = [one.id for one in sent]
    began = {one.id: one.on for one in sent}
    claims: defaultdict[int, list[_Claim]] = defaultdict(list)
    for claim in many(database, _CLAIMS, _Claim, ids):
        claims[claim.placement_id].append(claim)
    queries = (_RECEIVED, _KEPT, _CHARGED, _INVOICED, _COMPLAINTS)
    received, kept, charged, invoiced, complaints = (
        days_of(many(database, query, OfDay, ids), began) for query in queries
    )
    return [
        Attempt(
            one.case_id,
            groups[one.id],
            stratum_of(_facts(claims[one.id], one.kind), one.on, rules),
            one.on,
            one.ended_on,
            Cents(sum(claim.cents for claim in claims[one.id])),
            received.get(one.id, ()),
            _costs(*(some.get(one.id, ()) for some in (kept, charged, invoiced))),
            [complaint.days for complaint in complaints.get(one.id, ())],
        )
        for one in sent
    ]


def _costs(*some: Sequence[Amount]) -> Sequence[Amount]:
    return tuple(one for each in some for one in each if one.cents)


def _facts(claims: Sequence[_Claim], kind: PartyKind) -> Facts:
    """Return what the claims of a placement are like, as the largest of them is."""
    largest = max(claims, key=lambda one: one.cents, default=None)
    cents = Cents(sum((one.cents for one in claims), ZERO))
    return Facts(cents, largest.due_on if largest else None, largest.kind if largest else "", debtor(kind))
