"""Proceedings as the domain judges them, read for many parties in as many statements as for one."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from casebook.domain.insolvency.facts import EndKind, EventKind, Happened, Kind, Match, Proceeding, Source
from casebook.domain.insolvency.facts import standing_events as standing
from casebook.store.database import Database
from casebook.store.models.parties import PartyKind
from casebook.store.rows import many

# The origin of the events of limitation that belong to a proceeding.
ORIGIN = "insolvency"
_NATURAL = frozenset({PartyKind.NATURAL, PartyKind.SOLE_TRADER, PartyKind.ESTATE})
_ROWS = """
    SELECT i.id, i.party_id, p.name, p.kind, i.version, i.kind, i.number, i.court, i.predecessor_id, i.known_on,
           i.confirmed_on, i.matched_by, i.source, i.document_id, i.note
    FROM insolvency i JOIN party p ON p.id = i.party_id WHERE i.{column} IN ({{marks}}) ORDER BY i.known_on, i.id
"""
# What was filed, said or paid is of one rank.
_EVENTS = """
    SELECT e.id, e.insolvency_id, e.kind, e.on_day, e.until_on, e.outcome, e.text, e.voids_id, e.document_id, e.reason,
           CASE WHEN EXISTS (SELECT 1 FROM filed_claim f WHERE f.insolvency_event_id = e.id AND f.rank = 'estate')
                  OR EXISTS (SELECT 1 FROM rank_amount a WHERE a.insolvency_event_id = e.id AND a.rank = 'estate')
                THEN 1 ELSE 0 END
    FROM insolvency_event e WHERE e.insolvency_id IN ({marks}) ORDER BY e.id
"""


class InsolvencyRow(NamedTuple):
    """A proceeding as it is recorded, without what happened in it."""

    id: int
    party_id: int
    party: str
    party_kind: PartyKind
    version: int
    kind: Kind
    number: str
    court: str
    predecessor_id: int | None
    known_on: date
    confirmed_on: date | None
    matched_by: Match
    source: Source
    document_id: int | None
    note: str

    @property
    def natural(self) -> bool | None:
        """Whether the debtor is a natural person, None where that is not known."""
        return is_natural(self.party_kind)


class EventRow(NamedTuple):
    """An event of a proceeding as it is recorded; `estate`: it is about debts of the estate itself."""

    id: int
    insolvency_id: int
    kind: EventKind
    on: date
    until: date | None
    outcome: EndKind | None
    text: str
    voids: int | None
    document_id: int | None
    reason: str
    estate: bool = False


class Recorded(NamedTuple):
    """A proceeding: its row, everything that was recorded of it, and what stands of that."""

    row: InsolvencyRow
    events: tuple[EventRow, ...]
    proceeding: Proceeding


def is_natural(kind: PartyKind) -> bool | None:
    """Tell whether a party is a natural person in an insolvency, None where that is not known."""
    return None if kind is PartyKind.UNKNOWN else kind in _NATURAL


def of_parties(database: Database, party_ids: Sequence[int]) -> list[Recorded]:
    """Return the proceedings of parties, by the day on which they became known."""
    return _read(database, "party_id", party_ids)


def of_ids(database: Database, ids: Sequence[int]) -> dict[int, Recorded]:
    """Return proceedings by their ids."""
    return {one.row.id: one for one in _read(database, "id", ids)}


def _read(database: Database, column: str, ids: Sequence[int]) -> list[Recorded]:
    rows = many(database, _ROWS.format(column=column), InsolvencyRow, ids)
    events: dict[int, list[EventRow]] = defaultdict(list)
    for event in many(database, _EVENTS, EventRow, [row.id for row in rows]):
        events[event.insolvency_id].append(event)
    return [_recorded(row, events[row.id]) for row in rows]


def _recorded(row: InsolvencyRow, events: Sequence[EventRow]) -> Recorded:
    happened = (
        Happened(one.id, one.kind, one.on, one.until, one.outcome, one.text, one.voids, one.estate) for one in events
    )
    proceeding = Proceeding(row.kind, row.known_on, row.confirmed_on, standing(happened), row.natural)
    return Recorded(row, tuple(events), proceeding)
