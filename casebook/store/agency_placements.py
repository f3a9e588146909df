"""The placements with one agency as its files name them: by our numbers and by its own, with what is open of each."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from casebook.domain.money import ZERO, Cents
from casebook.domain.placements.facts import Happened, PlacementEventKind, standing_events
from casebook.domain.placements.inventory import Ours, TheirState
from casebook.store.database import Database
from casebook.store.rows import rows

_BEGIN = frozenset({PlacementEventKind.SENT, PlacementEventKind.PAUSED, PlacementEventKind.RESUMED})
_PLACEMENTS = """
    SELECT p.id, p.case_id, c.number, p.reference, d.name, p.ended_on
    FROM placement p JOIN cases c ON c.id = p.case_id JOIN party d ON d.id = c.debtor_id
    WHERE p.agency_id = ? ORDER BY p.id
"""
_CLAIMS = """
    SELECT c.placement_id, k.number FROM placement p
    JOIN placed_claim c ON c.placement_id = p.id JOIN claim k ON k.id = c.claim_id
    WHERE p.agency_id = ? ORDER BY c.id
"""
_SENT = """
    SELECT DISTINCT e.placement_id FROM placement p JOIN placement_event e ON e.placement_id = p.id
    WHERE p.agency_id = ? AND e.kind = 'sent' AND e.on_day <= ?
"""
# Of few more happened than that they were sent, once and for good.
_EVENTS = """
    SELECT e.id, e.kind, e.on_day, e.until_on, e.voids_id, e.placement_id
    FROM placement p JOIN placement_event e ON e.placement_id = p.id
    WHERE p.agency_id = ? AND p.id IN (
        SELECT o.placement_id FROM placement_event o WHERE o.kind IN ('paused', 'resumed') OR o.voids_id IS NOT NULL
    ) ORDER BY e.id
"""
_OPEN = """
    SELECT c.placement_id, CAST(sum(l.cents) AS BIGINT)
    FROM placement p JOIN placed_claim c ON c.placement_id = p.id JOIN ledger_entry l ON l.claim_id = c.claim_id
    WHERE p.agency_id = ? AND (c.ended_on IS NULL OR c.ended_on > ?) AND l.on_day <= ? {of}
    GROUP BY c.placement_id
"""
_PLACED = """
    SELECT c.placement_id, CAST(sum(c.principal_cents + c.interest_cents + c.costs_cents) AS BIGINT)
    FROM placement p JOIN placed_claim c ON c.placement_id = p.id
    WHERE p.agency_id = ? AND (c.ended_on IS NULL OR c.ended_on > ?) GROUP BY c.placement_id
"""


class _Placement(NamedTuple):
    id: int
    case_id: int
    number: str
    reference: str
    name: str
    ended_on: date | None


class _Event(NamedTuple):
    id: int
    kind: PlacementEventKind
    on: date
    until: date | None
    voids: int | None
    placement_id: int


def with_agency(database: Database, agency_id: int, day: date, compares: str = "") -> list[Ours]:
    """Return the placements that an agency has or had, as they stood at the end of a day.

    `compares` says which amount of each, as the profile of its list has it: `principal`, `open` or `placed`, empty for
    none.
    """
    numbers = _numbers(database, agency_id)
    states = _states(database, agency_id, day)
    amounts = _amounts(database, agency_id, day, compares)
    return [
        Ours(
            one.id,
            (one.number, *numbers.get(one.id, ())),
            one.reference,
            one.name,
            amounts.get(one.id, ZERO),
            TheirState.CLOSED if one.ended_on is not None and one.ended_on <= day else states.get(one.id),
        )
        for one in rows(database, _PLACEMENTS, _Placement, (agency_id,))
    ]


def _numbers(database: Database, agency_id: int) -> Mapping[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for placement_id, number in database.fetch(_CLAIMS, (agency_id,)):
        found[placement_id].append(number)
    return found


def _states(database: Database, agency_id: int, day: date) -> Mapping[int, TheirState]:
    """Return how those stand that were sent."""
    found = {id_: TheirState.ACTIVE for (id_,) in database.fetch(_SENT, (agency_id, day))}
    events = rows(database, _EVENTS, _Event, (agency_id,))
    placement_of = {one.id: one.placement_id for one in events}
    for placement_id in placement_of.values():
        found.pop(placement_id, None)
    happened = (Happened(one.id, one.kind, one.on, one.until, voids=one.voids) for one in events)
    for one in standing_events(happened):
        if one.on > day or one.kind not in _BEGIN:
            continue
        if one.kind is not PlacementEventKind.PAUSED:
            found[placement_of[one.id]] = TheirState.ACTIVE
        elif one.until is None or one.until >= day:
            found[placement_of[one.id]] = TheirState.PAUSED
    return found


def _amounts(database: Database, agency_id: int, day: date, compares: str) -> Mapping[int, Cents]:
    match compares:
        case "":
            return {}
        case "placed":
            found = database.fetch(_PLACED, (agency_id, day))
        case _:
            of = "AND l.component = 'principal'" if compares == "principal" else ""
            found = database.fetch(_OPEN.replace("{of}", of), (agency_id, day, day))
    return {placement_id: Cents(cents) for placement_id, cents in found}
