"""The lists of placements: those by what is due next, and cases that were placed before any was recorded."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar, NamedTuple

from casebook.domain.money import Cents
from casebook.domain.placements.facts import Guard
from casebook.domain.placements.standing import PlacementStage
from casebook.store import balances, placement_rows
from casebook.store.database import Database
from casebook.store.queries.listing import WINDOW, Count, Key, Listing, Page, Part, count
from casebook.store.queries.narrowing import ALL, Narrowing, condition, in_bounds
from casebook.store.queries.placements import safe_ends


class PlacementsListed(StrEnum):
    """Which placements: those that are not over, overdue ones, recalls, those with an invoice to see to, or all."""

    LIVING = "living"
    OVERDUE = "overdue"
    RECALLS = "recalls"
    INVOICED = "invoiced"
    ALL = "all"


class PlacementListRow(NamedTuple):
    """A placement as the lists show it; 9999-12-31 as `next_due_on` for nothing due."""

    id: int
    case_id: int
    number: str
    name: str
    agency: str
    guard: Guard
    reference: str
    next_due_on: date
    stage: PlacementStage
    since: date | None
    overdue: int
    open: Cents
    safe_until: date | None


class BeforeRow(NamedTuple):
    """A case of which claims were placed before, and no placement is recorded."""

    id: int
    case_id: int
    number: str
    name: str
    claims: int
    sort_name: str


# What follows from events is filled in beside each window.
_COLUMNS = """
    m.id, m.case_id, c.number, p.name, o.name, m.guard, m.reference, m.next_due_on, 'prepared', NULL, 0, 0, NULL
"""
_JOINED = """
    JOIN cases c ON c.id = m.case_id JOIN party p ON p.id = c.debtor_id
    JOIN agency a ON a.id = m.agency_id JOIN party o ON o.id = a.party_id
"""
_RECALLS = """
    m.ended_on IS NULL AND EXISTS (SELECT 1 FROM placement_event e
    WHERE e.placement_id = m.id AND e.kind = 'recall_announced'
      AND NOT EXISTS (SELECT 1 FROM placement_event v WHERE v.voids_id = e.id
        AND NOT EXISTS (SELECT 1 FROM placement_event w WHERE w.voids_id = v.id)))
"""
_INVOICED = """
    EXISTS (SELECT 1 FROM fee_invoice i WHERE i.placement_id = m.id
            AND (i.decision IS NULL OR i.decision = 'disputed'))
"""
_UNDECIDED = "SELECT 1 FROM fee_invoice WHERE decision IS NULL"
_OVERDUE = "SELECT 1 FROM placement WHERE ended_on IS NULL AND next_due_on < ? ORDER BY id"
_MARKED = "SELECT count(*) FROM claim k WHERE k.case_id = c.id AND k.placed = 1 AND k.ended_on IS NULL"
_CASE_BEFORE = """
    (EXISTS (SELECT 1 FROM claim k WHERE k.case_id = c.id AND k.placed = 1 AND k.ended_on IS NULL
        AND NOT EXISTS (SELECT 1 FROM placed_claim x WHERE x.claim_id = k.id AND x.ended_on IS NULL))
     OR EXISTS (SELECT 1 FROM track t WHERE t.case_id = c.id AND t.kind = 'agency' AND t.closed_on IS NULL
        AND NOT EXISTS (SELECT 1 FROM placement m WHERE m.case_id = c.id AND m.ended_on IS NULL)))
"""


@dataclass(frozen=True, slots=True)
class PlacementListing(Listing[PlacementListRow]):
    """A list of placements, whose stage, what is open and the safe end are read beside each window."""

    day: date = date.max
    # A case may have several.
    FOUND_BY: ClassVar[str] = "id"

    def after(
        self, database: Database, key: Key | None = None, limit: int = WINDOW, budget: int | None = None
    ) -> Page[PlacementListRow]:
        """Return the window after a place, or the first one."""
        with database.snapshot():
            return self._filled(database, Listing.after(self, database, key, limit, budget))

    def before(
        self, database: Database, key: Key | None = None, limit: int = WINDOW, budget: int | None = None
    ) -> Page[PlacementListRow]:
        """Return the window before a place, or the last one."""
        with database.snapshot():
            return self._filled(database, Listing.before(self, database, key, limit, budget))

    def around(
        self, database: Database, key: Key, limit: int = WINDOW, budget: int | None = None
    ) -> Page[PlacementListRow]:
        """Return the window with a place in the middle of it."""
        with database.snapshot():
            return self._filled(database, Listing.around(self, database, key, limit, budget))

    def _filled(self, database: Database, page: Page[PlacementListRow]) -> Page[PlacementListRow]:
        return page._replace(rows=tuple(_filled(database, page.rows, self.day)))


def placements(database: Database, listed: PlacementsListed, day: date, narrowing: Narrowing = ALL) -> PlacementListing:
    """Return placements as they stand on `day`: by what is due next, all of them the newest first."""
    where = {
        PlacementsListed.LIVING: Part("m.ended_on IS NULL", ()),
        PlacementsListed.OVERDUE: Part("m.ended_on IS NULL AND m.next_due_on < ?", (day,)),
        PlacementsListed.RECALLS: Part(_RECALLS, ()),
        PlacementsListed.INVOICED: Part(_INVOICED, ()),
        PlacementsListed.ALL: Part(),
    }[listed]
    part = condition(database, narrowing, "c.id")
    part = in_bounds(where, part) if part.where else where
    newest = listed is PlacementsListed.ALL
    return PlacementListing(
        PlacementListRow,
        _COLUMNS,
        "placement m",
        _JOINED,
        ("m.id",) if newest else ("m.next_due_on", "m.id"),
        (lambda row: (row.id,)) if newest else (lambda row: (row.next_due_on, row.id)),
        (part,),
        descending=newest,
        day=day,
    )


@dataclass(frozen=True, slots=True)
class BeforeListing(Listing[BeforeRow]):
    """The list of cases that were placed before, by name."""

    FOUND_BY: ClassVar[str] = "id"


def placed_before(database: Database, narrowing: Narrowing = ALL) -> BeforeListing:
    """Return the cases of which claims lie elsewhere by what was recorded before, to be completed."""
    where = Part(_CASE_BEFORE, ())
    part = condition(database, narrowing, "c.id")
    return BeforeListing(
        BeforeRow,
        f"c.id, c.id, c.number, p.name, ({_MARKED}), p.sort_name",
        "cases c",
        "JOIN party p ON p.id = c.debtor_id",
        ("p.sort_name", "c.id"),
        lambda row: (row.sort_name, row.id),
        (in_bounds(where, part) if part.where else where,),
    )


def count_overdue(database: Database, day: date) -> Count:
    """Return how many updates are overdue."""
    return count(database, _OVERDUE, (day,))


def count_undecided(database: Database) -> Count:
    """Return on how many invoices of agencies nobody decided."""
    return count(database, _UNDECIDED, ())


def _filled(database: Database, found: Sequence[PlacementListRow], day: date) -> Iterator[PlacementListRow]:
    ids = [row.id for row in found]
    recorded = placement_rows.of_ids(database, ids)
    claims = [claim_id for one in recorded.values() for claim_id in one.claim_ids]
    open_now = balances.open_balances(database, claims, day)
    safe = safe_ends(database, ids)
    for row in found:
        one = recorded[row.id]
        standing, events = one.standing(database, day), one.placement.events
        yield row._replace(
            stage=standing.stage,
            since=events[-1].on if events else None,
            overdue=standing.overdue_days(day),
            open=Cents(sum(open_now[claim_id].total for claim_id in one.claim_ids)),
            safe_until=safe.get(row.id),
        )
