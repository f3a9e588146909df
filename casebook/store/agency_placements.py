"""The placements with one agency as its files name them: by our numbers and by its own, with what is open of each."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from casebook.domain.money import ZERO, Cents
from casebook.domain.placements.facts import Happened, PlacementEventKind, standing_events
from casebook.domain.placements.known import Numbers, OurList, Ours, TheirState
from casebook.store.database import Database
from casebook.store.rows import rows

_BEGIN = frozenset({PlacementEventKind.SENT, PlacementEventKind.PAUSED, PlacementEventKind.RESUMED})
_STATES: Mapping[str | None, TheirState | None] = {None: None, **{state.value: state for state in TheirState}}
_PLACEMENTS = """
    SELECT p.id, c.number, p.reference, d.name,
        CASE WHEN p.ended_on <= ? THEN 'closed' WHEN EXISTS (
            SELECT 1 FROM placement_event e WHERE e.placement_id = p.id AND e.kind = 'sent' AND e.on_day <= ?
        ) THEN 'active' END
    FROM placement p JOIN cases c ON c.id = p.case_id JOIN party d ON d.id = c.debtor_id
    WHERE p.agency_id = ?
"""
_CLAIMS = """
    SELECT c.placement_id, k.number FROM placement p
    JOIN placed_claim c ON c.placement_id = p.id JOIN claim k ON k.id = c.claim_id
    WHERE p.agency_id = ?
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


class _Event(NamedTuple):
    id: int
    kind: PlacementEventKind
    on: date
    until: date | None
    voids: int | None
    placement_id: int


def with_agency(database: Database, agency_id: int, day: date, compares: str = "") -> OurList:
    """Return the placements that an agency has or had, as they stood at the end of a day.

    `compares` says which amount of each, as the profile of its list has it: `principal`, `open` or `placed`, empty for
    none.
    """
    amounts = _amounts(database, agency_id, day, compares)
    otherwise = _otherwise(database, agency_id, day)
    placements = database.fetch(_PLACEMENTS, (day, day, agency_id))
    ours = [
        Ours(
            id_,
            number,
            reference,
            name,
            amounts.get(id_, ZERO),
            otherwise[id_] if id_ in otherwise and state != TheirState.CLOSED else _STATES[state],
        )
        for id_, number, reference, name, state in placements
    ]
    claims = database.fetch(_CLAIMS, (agency_id,))
    return OurList(ours, Numbers([number for _, number in claims], [id_ for id_, _ in claims]))


def _otherwise(database: Database, agency_id: int, day: date) -> Mapping[int, TheirState | None]:
    """Return how those stand of which more happened than that they were sent; None for what was not sent after all."""
    events = rows(database, _EVENTS, _Event, (agency_id,))
    placement_of = {one.id: one.placement_id for one in events}
    found: dict[int, TheirState | None] = dict.fromkeys(placement_of.values())
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
    return dict(found)
