"""Placements: those of a case, with all there is to say of them."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from casebook.domain.finding import HOUSE_RULE
from casebook.domain.money import Cents
from casebook.domain.placements.facts import FeeEvent, PlacementEventKind
from casebook.domain.placements.fees import NO_FEE, Fee, FeeTerms, fee, in_force
from casebook.domain.placements.reconciling import Reconciliation
from casebook.domain.placements.registration import Registration
from casebook.domain.placements.standing import PlacementStanding
from casebook.store import balances, direct_payments, placement_rows
from casebook.store.database import Database
from casebook.store.direct_payments import Untold
from casebook.store.placement_rows import PlacedRow, PlacementEventRow, PlacementRow, RecordedPlacement, ReportRow
from casebook.store.queries import agencies, fee_invoices, placement_money
from casebook.store.queries.fee_invoices import FeeInvoiceRow
from casebook.store.rows import many, rows


class RecallCost(NamedTuple):
    """What recalling a placement costs on a day, by which terms; None where nothing was agreed for a recall."""

    open: Cents
    fee: Fee
    terms: FeeTerms | None


class PlacementCard(NamedTuple):
    """A placement: what is recorded, how it stands, and what recalling it costs.

    `events` are all of them, also those that were made void; `stands` are the ids of the others, `reports` those that
    count. `untold` is what was paid to us and the agency was not told of, `reconciled` what became of what was
    placed. `safe_until` is the first safe end of its claims, None where none is known. `invoices` are all that it
    asked a fee by, also those that never were.
    """

    row: PlacementRow
    events: tuple[PlacementEventRow, ...]
    stands: frozenset[int]
    reports: tuple[ReportRow, ...]
    claims: tuple[PlacedRow, ...]
    standing: PlacementStanding
    open: Cents
    recall: RecallCost
    untold: tuple[Untold, ...]
    registration: Registration
    reconciled: Reconciliation
    safe_until: date | None
    invoices: tuple[FeeInvoiceRow, ...] = ()
    register_source: str = HOUSE_RULE

    @property
    def total(self) -> Cents:
        """What was open when it was prepared."""
        return Cents(sum(one.total for one in self.claims))

    @property
    def was_sent(self) -> bool:
        """Whether it ever went to the agency."""
        return any(one.kind is PlacementEventKind.SENT and one.id in self.stands for one in self.events)


class Before(NamedTuple):
    """A claim that is marked as placed, or a case with the track, of which no placement is recorded."""

    claim_id: int
    number: str


class CasePlacements(NamedTuple):
    """The placements of a case, the newest first, and what was placed before and is to be completed."""

    cards: tuple[PlacementCard, ...]
    before: tuple[Before, ...]
    track_since: date | None


_SAFE = """
    SELECT x.placement_id, min(n.safe_until) FROM placed_claim x
    JOIN clock_now n ON n.claim_id = x.claim_id AND n.clock <> 'interest'
    WHERE n.safe_until IS NOT NULL AND x.ended_on IS NULL AND x.placement_id IN ({marks}) GROUP BY x.placement_id
"""
_BEFORE = """
    SELECT k.id, k.number FROM claim k WHERE k.case_id = ? AND k.placed = 1 AND k.ended_on IS NULL
      AND NOT EXISTS (SELECT 1 FROM placed_claim x WHERE x.claim_id = k.id AND x.ended_on IS NULL)
    ORDER BY k.id
"""
_TRACK = """
    SELECT t.opened_on FROM track t WHERE t.case_id = ? AND t.kind = 'agency' AND t.closed_on IS NULL
      AND NOT EXISTS (SELECT 1 FROM placement m WHERE m.case_id = t.case_id AND m.ended_on IS NULL)
"""
_LETTERS = """
    SELECT l.id, l.version FROM letter l
    WHERE l.origin = ? AND l.origin_id = ? AND l.kind = 'agency_transfer' AND l.released_on IS NULL
      AND l.withdrawn_on IS NULL AND NOT EXISTS (SELECT 1 FROM letter_enclosure e WHERE e.letter_id = l.id)
    ORDER BY l.id
"""


_LIES_WITH = """
    SELECT DISTINCT o.name FROM placement m JOIN agency a ON a.id = m.agency_id JOIN party o ON o.id = a.party_id
    WHERE m.case_id = ? AND m.ended_on IS NULL AND EXISTS (
        SELECT 1 FROM placed_claim x JOIN claim k ON k.id = x.claim_id
        WHERE x.placement_id = m.id AND x.ended_on IS NULL AND k.placed = 1)
    ORDER BY 1
"""


class _Named(NamedTuple):
    name: str


class WaitingLetter(NamedTuple):
    """A letter that waits to be released."""

    letter_id: int
    version: int


class _Safe(NamedTuple):
    placement_id: int
    safe_until: date


class _Marked(NamedTuple):
    claim_id: int
    number: str


class _Since(NamedTuple):
    opened_on: date


def of_case(database: Database, case_id: int, day: date) -> CasePlacements:
    """Return the placements of a case as they stand on a day, the newest first."""
    with database.snapshot():
        cards = _cards(database, placement_rows.of_cases(database, [case_id]), day)
        before = rows(database, _BEFORE, _Marked, (case_id,))
        since = rows(database, _TRACK, _Since, (case_id,))
        return CasePlacements(
            tuple(reversed(list(cards))),
            tuple(Before(one.claim_id, one.number) for one in before),
            since[0].opened_on if since else None,
        )


def card(database: Database, id_: int, day: date) -> PlacementCard | None:
    """Return a placement, None where there is none."""
    with database.snapshot():
        return next(_cards(database, list(placement_rows.of_ids(database, [id_]).values()), day), None)


def lies_with(database: Database, case_id: int) -> Sequence[str]:
    """Return with whom claims of a case lie now, by name: who chases the debtor beside them is warned."""
    return [one.name for one in rows(database, _LIES_WITH, _Named, (case_id,))]


def letters_waiting(database: Database, id_: int) -> Sequence[WaitingLetter]:
    """Return the letters that hand a placement over and were not released, with nothing that goes along yet."""
    return rows(database, _LETTERS, WaitingLetter, (placement_rows.ORIGIN, id_))


def recall_cost(database: Database, one: RecordedPlacement, open_now: Cents, day: date) -> RecallCost:
    """Return what recalling a placement costs on a day: by the terms in force when it was sent, over what is open."""
    agreed = agencies.fees(database, [one.row.agency_id]).get(one.row.agency_id, ())
    terms = in_force(agreed, FeeEvent.RECALL, day)
    scale = database.law.costs.scale.applied(day).value
    return RecallCost(open_now, NO_FEE if terms is None else fee(terms, scale, open_now), terms)


def _cards(database: Database, recorded: Sequence[RecordedPlacement], day: date) -> Iterator[PlacementCard]:
    untold = direct_payments.untold(database, [one.row.id for one in recorded])
    open_now = balances.open_balances(database, [claim.claim_id for one in recorded for claim in one.claims], day)
    money = placement_money.reconciled(database, [one.row.id for one in recorded], day)
    safe = safe_ends(database, [one.row.id for one in recorded])
    invoices: dict[int, list[FeeInvoiceRow]] = defaultdict(list)
    for invoice in fee_invoices.of_placements(database, [one.row.id for one in recorded]):
        invoices[invoice.placement_id].append(invoice)
    for one in recorded:
        still = Cents(sum(open_now[claim_id].total for claim_id in one.claim_ids))
        events = frozenset(event.id for event in one.placement.events)
        reports = {report.id for report in one.placement.reports}
        yield PlacementCard(
            one.row,
            one.events,
            events,
            tuple(report for report in one.reports if report.id in reports),
            one.claims,
            one.standing(database, day),
            still,
            recall_cost(database, one, still, day),
            tuple(untold.get(one.row.id, ())),
            one.row.registered(database, day),
            money[one.row.id],
            safe.get(one.row.id),
            tuple(invoices.get(one.row.id, ())),
            database.law.agencies.applied(day).source,
        )


def safe_ends(database: Database, ids: Sequence[int]) -> Mapping[int, date]:
    """Return the first safe end of the claims of each of some placements, as far as one is known."""
    return {one.placement_id: one.safe_until for one in many(database, _SAFE, _Safe, ids)}
