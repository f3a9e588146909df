"""Placements as they are recorded, with their claims, what happened with them, and what the agency reported."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple, TypeVar

from casebook.domain.money import Cents
from casebook.domain.placements.facts import (
    AgencyKind,
    Guard,
    Happened,
    Placement,
    PlacementEventKind,
    Report,
    ReportSource,
    standing_events,
    standing_reports,
)
from casebook.domain.placements.registration import Registration, may_collect, registration
from casebook.domain.placements.standing import PlacementStanding, standing, within_days
from casebook.store.database import Database
from casebook.store.models.parties import PartyKind
from casebook.store.rows import many

# By this a letter names the placement that it is about.
ORIGIN = "placement"
# An agency that is not in the register may collect from no others.
NOT_PERSONS = frozenset({PartyKind.LEGAL})
_ROWS = """
    SELECT m.id, m.version, m.case_id, c.number, p.name, p.kind, m.agency_id, a.party_id, o.name, a.kind,
           COALESCE(o.language, 'nl'), a.wki_number, a.registered_until, a.update_days, a.exclusive, m.guard,
           m.reference, m.batch_id, m.ended_on
    FROM placement m JOIN cases c ON c.id = m.case_id JOIN party p ON p.id = c.debtor_id
    JOIN agency a ON a.id = m.agency_id JOIN party o ON o.id = a.party_id
    WHERE m.{column} IN ({{marks}}) ORDER BY m.id
"""
_EVENTS = """
    SELECT id, placement_id, kind, on_day, until_on, cents, code, text, letter_id, payment_id, document_id, voids_id,
           reason
    FROM placement_event WHERE placement_id IN ({marks}) ORDER BY id
"""
_REPORTS = """
    SELECT id, placement_id, on_day, phase, open_cents, received_cents, remitted_cents, costs_cents, next_action,
           next_on, source, voids_id
    FROM agency_report WHERE placement_id IN ({marks}) ORDER BY on_day, id
"""
_CLAIMS = """
    SELECT x.id, x.version, x.placement_id, x.claim_id, k.number, x.principal_cents, x.interest_cents, x.costs_cents,
           x.ended_on, k.placed
    FROM placed_claim x JOIN claim k ON k.id = x.claim_id WHERE x.placement_id IN ({marks}) ORDER BY x.id
"""


class PlacementRow(NamedTuple):
    """A placement as it is recorded, with its case and debtor, and its agency."""

    id: int
    version: int
    case_id: int
    number: str
    debtor: str
    debtor_kind: PartyKind
    agency_id: int
    agency_party_id: int
    agency: str
    agency_kind: AgencyKind
    agency_language: str
    wki_number: str
    registered_until: date | None
    update_days: int | None
    exclusive: bool
    guard: Guard
    reference: str
    batch_id: int | None
    ended_on: date | None

    def registered(self, database: Database, day: date) -> Registration:
        """Return how the agency stands in the register on a day, as far as this debtor asks for it."""
        if self.debtor_kind in NOT_PERSONS:
            return Registration.FREE
        return registration(self.agency_kind, self.registered_until, day, database.law.agencies)

    def may_collect(self, database: Database, day: date) -> bool:
        """Tell whether the agency may collect from this debtor on a day."""
        return may_collect(self.registered(database, day))


class PlacementEventRow(NamedTuple):
    """An event of a placement."""

    id: int
    placement_id: int
    kind: PlacementEventKind
    on: date
    until: date | None
    cents: Cents | None
    code: str | None
    text: str
    letter_id: int | None
    payment_id: int | None
    document_id: int | None
    voids: int | None
    reason: str


class ReportRow(NamedTuple):
    """What an agency reported of a placement; amounts in cents, None where it said nothing of them."""

    id: int
    placement_id: int
    on: date
    phase: str
    open_cents: Cents | None
    received_cents: Cents | None
    remitted_cents: Cents | None
    costs_cents: Cents | None
    next_action: str
    next_on: date | None
    source: ReportSource
    voids: int | None


class PlacedRow(NamedTuple):
    """A claim of a placement, with what was open when it was prepared, in cents."""

    id: int
    version: int
    placement_id: int
    claim_id: int
    number: str
    principal: Cents
    interest: Cents
    costs: Cents
    ended_on: date | None
    placed: bool

    @property
    def total(self) -> Cents:
        """What was open in all."""
        return Cents(self.principal + self.interest + self.costs)


class RecordedPlacement(NamedTuple):
    """A placement: its row, everything that was recorded of it, its claims, and what stands of it."""

    row: PlacementRow
    events: tuple[PlacementEventRow, ...]
    reports: tuple[ReportRow, ...]
    claims: tuple[PlacedRow, ...]
    placement: Placement

    def standing(self, database: Database, day: date) -> PlacementStanding:
        """Return how it stands on a day."""
        terms = database.law.defaults.placement.applied(day).value
        return standing(self.placement, day, within_days(self.row.update_days), terms)

    @property
    def total(self) -> Cents:
        """What was open on its claims when it was prepared."""
        return Cents(sum(one.total for one in self.claims))

    @property
    def claim_ids(self) -> tuple[int, ...]:
        """The claims that are in it still."""
        return tuple(one.claim_id for one in self.claims if one.ended_on is None)


R = TypeVar("R", PlacementEventRow, ReportRow, PlacedRow)


def of_cases(database: Database, case_ids: Sequence[int]) -> list[RecordedPlacement]:
    """Return the placements of cases, in the order in which they were prepared."""
    return _read(database, "case_id", case_ids)


def of_ids(database: Database, ids: Sequence[int]) -> dict[int, RecordedPlacement]:
    """Return placements by their ids."""
    return {one.row.id: one for one in _read(database, "id", ids)}


def _read(database: Database, column: str, ids: Sequence[int]) -> list[RecordedPlacement]:
    found = many(database, _ROWS.format(column=column), PlacementRow, ids)
    known = [row.id for row in found]
    events = _by_placement(many(database, _EVENTS, PlacementEventRow, known))
    reports = _by_placement(many(database, _REPORTS, ReportRow, known))
    claims = _by_placement(many(database, _CLAIMS, PlacedRow, known))
    return [
        RecordedPlacement(
            row,
            tuple(events[row.id]),
            tuple(reports[row.id]),
            tuple(claims[row.id]),
            _of(row, events[row.id], reports[row.id]),
        )
        for row in found
    ]


def _by_placement(rows: Sequence[R]) -> Mapping[int, list[R]]:
    found: dict[int, list[R]] = defaultdict(list)
    for row in rows:
        found[row.placement_id].append(row)
    return found


def _of(row: PlacementRow, events: Sequence[PlacementEventRow], reports: Sequence[ReportRow]) -> Placement:
    happened = (Happened(one.id, one.kind, one.on, one.until, one.cents, one.code, one.voids) for one in events)
    told = (Report(one.id, one.on, one.next_on, one.voids, one.source) for one in reports)
    return Placement(row.guard, standing_events(happened), standing_reports(told))
