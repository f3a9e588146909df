"""What was recorded for the clocks of a case and can be proven, corrected or taken back: events, reliances and days."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from casebook.domain.limitation.clocks import ClockKind
from casebook.domain.limitation.facts import Outcome, Proof
from casebook.store.actions.limitation import EventFacts, Reached
from casebook.store.database import Database
from casebook.store.models.limitation import Grade
from casebook.store.rows import many, rows


class Recorded(NamedTuple):
    """An event as it was recorded, and how far it can be proven now; one with an `origin` follows that record."""

    event_id: int
    facts: EventFacts
    origin: str | None
    proof: Proof
    grade: Grade | None


class RelianceRow(NamedTuple):
    """A claimed end that is relied on: of which clock, why, and until which day of review."""

    reliance_id: int
    version: int
    claim_number: str
    debtor: str
    clock: ClockKind
    reason: str
    review_on: date


class DayRow(NamedTuple):
    """A day of a claim that a term may run from, by its name."""

    name: str
    on_day: date
    version: int


class _Event(NamedTuple):
    event_id: int
    kind: str
    on_day: date | None
    received_on: date | None
    until_on: date | None
    regime: str | None
    ground: str | None
    clean_slate: int
    outcome: Outcome | None
    ended_on: date | None
    followed_up_on: date | None
    follow_up_outcome: Outcome | None
    document_id: int | None
    note: str
    origin: str | None
    proof: Proof
    grade: Grade | None


class _Reach(NamedTuple):
    event_id: int
    party_id: int
    claim_id: int | None
    clock: ClockKind | None


class _Party(NamedTuple):
    party_id: int


_EVENTS = """
    SELECT e.id, e.kind, e.on_day, e.received_on, e.until_on, e.regime, e.ground, e.clean_slate, e.outcome, e.ended_on,
           e.followed_up_on, e.follow_up_outcome, e.document_id, e.note, e.origin, COALESCE(m.proof, 'asserted'),
           m.grade
    FROM limitation_event e
    LEFT JOIN proof_mark m ON m.id = (SELECT max(n.id) FROM proof_mark n WHERE n.event_id = e.id)
    WHERE e.case_id = ? AND COALESCE(m.proof, 'asserted') <> 'void'
    ORDER BY COALESCE(e.on_day, '9999-12-31') DESC, e.id DESC
"""
_REACHES = "SELECT event_id, party_id, claim_id, clock FROM reach WHERE event_id IN ({marks}) ORDER BY id"
_RELIANCES = """
    SELECT r.id, r.version, k.number, p.name, r.clock, r.reason, r.review_on
    FROM claim k JOIN reliance r ON r.claim_id = k.id JOIN party p ON p.id = r.party_id
    WHERE k.case_id = ? AND r.ended_on IS NULL ORDER BY r.review_on, r.id
"""
_DAYS = "SELECT name, on_day, version FROM claim_day WHERE claim_id = ? ORDER BY on_day, id"
_VERIFIED = """
    SELECT DISTINCT party_id FROM address
    WHERE status = 'verified' AND (until_on IS NULL OR until_on >= ?) AND party_id IN ({marks})
"""


def events(database: Database, case_id: int) -> list[Recorded]:
    """Return the events of a case that are not void, the newest first; those without a day stand in front."""
    with database.snapshot():
        found = rows(database, _EVENTS, _Event, (case_id,))
        reached: dict[int, list[Reached]] = {event.event_id: [] for event in found}
        for reach in many(database, _REACHES, _Reach, list(reached)):
            reached[reach.event_id].append(Reached(reach.party_id, reach.claim_id, reach.clock))
    return [_recorded(event, reached[event.event_id]) for event in found]


def reliances(database: Database, case_id: int) -> list[RelianceRow]:
    """Return the claimed ends of a case that are relied on, the first to be reviewed in front."""
    return rows(database, _RELIANCES, RelianceRow, (case_id,))


def days(database: Database, claim_id: int) -> list[DayRow]:
    """Return the days of a claim that a term may run from, other than the last day of payment."""
    return rows(database, _DAYS, DayRow, (claim_id,))


def with_verified_address(database: Database, parties: Sequence[int], day: date) -> frozenset[int]:
    """Return which of some parties have an address on `day` that was verified."""
    return frozenset(party_id for (party_id,) in many(database, _VERIFIED, _Party, parties, (day,)))


def _recorded(event: _Event, reaches: Sequence[Reached]) -> Recorded:
    facts = EventFacts(
        kind=event.kind,
        on_day=event.on_day,
        reaches=tuple(reaches),
        received_on=event.received_on,
        until_on=event.until_on,
        regime=event.regime,
        ground=event.ground,
        clean_slate=event.clean_slate,
        outcome=event.outcome,
        ended_on=event.ended_on,
        followed_up_on=event.followed_up_on,
        follow_up_outcome=event.follow_up_outcome,
        document_id=event.document_id,
        note=event.note,
    )
    return Recorded(event.event_id, facts, event.origin, event.proof, event.grade)
