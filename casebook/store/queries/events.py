"""What happened to the clocks of a case: each event, how far it can be proven, and whom and what it reaches."""

from collections import defaultdict
from datetime import date
from typing import NamedTuple

from casebook.domain.limitation.clocks import ClockKind
from casebook.domain.limitation.facts import Outcome, Proof
from casebook.store.database import Database
from casebook.store.models.limitation import Grade
from casebook.store.queries.listing import Key, Listing, Page, Part
from casebook.store.rows import many


class EventRow(NamedTuple):
    """An event of limitation law. One with an `origin` is written by that record's actions only."""

    event_id: int
    kind: str
    on_day: date | None
    received_on: date | None
    until_on: date | None
    regime: str | None
    ground: str | None
    clean_slate: bool
    outcome: Outcome | None
    ended_on: date | None
    origin: str | None
    origin_id: int | None
    replaces_id: int | None
    document_id: int | None
    note: str

    @property
    def key(self) -> Key:
        """The place in the list."""
        return self.on_day or date.max, self.event_id


class MarkRow(NamedTuple):
    """How far an event could be proven from a day on; the last mark counts."""

    event_id: int
    mark_id: int
    proof: Proof
    grade: Grade | None
    on_day: date
    reason: str
    document_id: int | None


class ReachRow(NamedTuple):
    """A debtor an event reaches; with a claim or a kind of clock only for that."""

    event_id: int
    party_id: int
    name: str
    claim_id: int | None
    claim_number: str | None
    kind: ClockKind | None


class About(NamedTuple):
    """The marks of an event in the order in which they were made, and its reach."""

    marks: tuple[MarkRow, ...]
    reach: tuple[ReachRow, ...]


_COLUMNS = """
    e.id, e.kind, e.on_day, e.received_on, e.until_on, e.regime, e.ground, e.clean_slate, e.outcome, e.ended_on,
    e.origin, e.origin_id, e.replaces_id, e.document_id, e.note
"""
_MARKS = """
    SELECT event_id, id, proof, grade, on_day, reason, document_id
    FROM proof_mark WHERE event_id IN ({marks}) ORDER BY id
"""
_REACH = """
    SELECT r.event_id, r.party_id, p.name, r.claim_id, k.number, r.clock
    FROM reach r JOIN party p ON p.id = r.party_id LEFT JOIN claim k ON k.id = r.claim_id
    WHERE r.event_id IN ({marks}) ORDER BY r.id
"""


def events(case_id: int) -> Listing[EventRow]:
    """Return the events of a case, the newest first; those without a day stand in front."""
    order = ("COALESCE(e.on_day, '9999-12-31')", "e.id")
    part = Part("e.case_id = ?", (case_id,))
    return Listing(EventRow, _COLUMNS, "limitation_event e", "", order, lambda row: row.key, (part,), descending=True)


def about(database: Database, page: Page[EventRow]) -> dict[int, About]:
    """Return the proof and the reach of the events in a window, by event."""
    ids = [row.event_id for row in page.rows]
    marked: dict[int, list[MarkRow]] = defaultdict(list)
    reached: dict[int, list[ReachRow]] = defaultdict(list)
    for mark in many(database, _MARKS, MarkRow, ids):
        marked[mark.event_id].append(mark)
    for one in many(database, _REACH, ReachRow, ids):
        reached[one.event_id].append(one)
    return {id_: About(tuple(marked[id_]), tuple(reached[id_])) for id_ in ids}
