"""Proceedings, titles and measures as they are recorded, read for many cases in as many statements as for one.

One that was taken back, but stays because something happened with it, is of nobody any more: it is left out.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple, TypeVar

from casebook.domain.component import Component
from casebook.domain.court import measure as of_measure
from casebook.domain.court import proceeding as of_proceeding
from casebook.domain.court import title as of_title
from casebook.domain.court.facts import (
    CourtEvent,
    CourtEventKind,
    MeasureKind,
    MeasureOutcome,
    ProceedingKind,
    TitleKind,
    standing,
)
from casebook.domain.court.stays import Stayed, Step
from casebook.domain.finding import HOUSE_RULE
from casebook.domain.money import Cents
from casebook.errors import Refused
from casebook.store import court_stays
from casebook.store.database import Database
from casebook.store.rows import many

# The origins of the events of limitation that belong to one of these.
PROCEEDING, TITLE, MEASURE = "proceeding", "title", "measure"
_PROCEEDINGS = """
    SELECT p.id, p.version, p.case_id, p.kind, p.court, p.number, p.bailiff_id, COALESCE(b.name, ''), p.note,
           p.court_fee_cents, p.court_fee_on
    FROM proceeding p LEFT JOIN party b ON b.id = p.bailiff_id WHERE p.{column} IN ({{marks}}) ORDER BY p.id
"""
_ASKED = """
    SELECT x.proceeding_id, x.claim_id, k.number, x.party_id, p.name
    FROM proceeding_claim x JOIN claim k ON k.id = x.claim_id JOIN party p ON p.id = x.party_id
    WHERE x.proceeding_id IN ({marks}) ORDER BY x.claim_id, x.id
"""
_TITLES = """
    SELECT id, version, case_id, proceeding_id, kind, court, number, enforceable, given_on, ended_on
    FROM title WHERE {column} IN ({{marks}}) ORDER BY given_on, id
"""
_TITLED = """
    SELECT x.title_id, x.claim_id, k.title_of_id, o.number, x.party_id, p.name,
           CASE WHEN EXISTS (
               SELECT 1 FROM address a WHERE a.party_id = x.party_id AND a.until_on IS NULL AND a.country <> 'NL')
           THEN 1 ELSE 0 END
    FROM title_claim x JOIN claim k ON k.id = x.claim_id JOIN party p ON p.id = x.party_id
    LEFT JOIN claim o ON o.id = k.title_of_id
    WHERE x.title_id IN ({marks}) ORDER BY x.claim_id, x.id
"""
_AWARDS = """
    SELECT title_id, claim_id, component, asked_cents, awarded_cents
    FROM title_award WHERE title_id IN ({marks}) ORDER BY claim_id, id
"""
_EVENTS = """
    SELECT id, {column}, kind, on_day, until_on, days, text, document_id, answers_id, voided_event_id, reason
    FROM court_event WHERE {column} IN ({{marks}}) ORDER BY id
"""
_MEASURES = """
    SELECT m.id, m.version, m.case_id, m.claim_id, k.number, m.party_id, p.name, m.kind, m.bailiff_id,
           COALESCE(b.name, ''), m.third_party, m.on_day, m.statement_by, m.statement_on, m.exempt_cents,
           m.exempt_from, m.cost_cents, m.charged_cents, m.outcome, m.outcome_on, m.next_step, m.next_on, m.note,
           m.ended_on, m.lapsed_on, COALESCE(i.kind, '')
    FROM measure m JOIN claim k ON k.id = m.claim_id JOIN party p ON p.id = m.party_id
    LEFT JOIN party b ON b.id = m.bailiff_id LEFT JOIN insolvency i ON i.id = m.lapsed_by_id
    WHERE m.{column} IN ({{marks}}) ORDER BY m.on_day, m.id
"""


class ProceedingRow(NamedTuple):
    """A proceeding as it is recorded, without what happened in it."""

    id: int
    version: int
    case_id: int
    kind: ProceedingKind
    court: str
    number: str
    bailiff_id: int | None
    bailiff: str
    note: str
    court_fee: Cents | None = None
    court_fee_on: date | None = None


class AskedClaim(NamedTuple):
    """A claim that is asked of somebody in a proceeding."""

    proceeding_id: int
    claim_id: int
    number: str
    party_id: int
    party: str


class TitleRow(NamedTuple):
    """A title as it is recorded, without what happened with it."""

    id: int
    version: int
    case_id: int
    proceeding_id: int | None
    kind: TitleKind
    court: str
    number: str
    enforceable: bool
    given_on: date
    ended_on: date | None


class TitledClaim(NamedTuple):
    """Against whom a title is for a claim: the claim that the title is, and the one it took the place of."""

    title_id: int
    claim_id: int
    original_id: int | None
    number: str | None
    party_id: int
    party: str
    abroad: bool


class AwardRow(NamedTuple):
    """What was asked and awarded of a component."""

    title_id: int
    claim_id: int
    component: Component
    asked: Cents
    awarded: Cents


class CourtEventRow(NamedTuple):
    """An event as it is recorded; `of_id` is the proceeding or title."""

    id: int
    of_id: int
    kind: CourtEventKind
    on: date
    until: date | None
    days: int | None
    text: str
    document_id: int | None
    answers: int | None
    voids: int | None
    reason: str


class MeasureRow(NamedTuple):
    """A measure as it is recorded; `lapsed_by` is the kind of insolvency by which it lapsed, empty where it did not."""

    id: int
    version: int
    case_id: int
    claim_id: int
    number: str
    party_id: int
    party: str
    kind: MeasureKind
    bailiff_id: int | None
    bailiff: str
    third_party: str
    on: date
    statement_by: date | None
    statement_on: date | None
    exempt: Cents | None
    exempt_from: date | None
    cost: Cents
    charged: Cents
    outcome: MeasureOutcome | None
    outcome_on: date | None
    next_step: str
    next_on: date | None
    note: str
    ended_on: date | None
    lapsed_on: date | None
    lapsed_by: str

    @property
    def measure(self) -> of_measure.Measure:
        """The measure as the domain judges it."""
        return of_measure.Measure(
            self.kind,
            self.on,
            self.statement_by,
            self.statement_on,
            self.exempt_from,
            self.outcome,
            self.next_on,
            self.ended_on or self.lapsed_on,
        )


class RecordedProceeding(NamedTuple):
    """A proceeding: its row, what is asked in it, everything that was recorded, and what stands of that."""

    row: ProceedingRow
    claims: tuple[AskedClaim, ...]
    events: tuple[CourtEventRow, ...]
    proceeding: of_proceeding.Proceeding


class RecordedTitle(NamedTuple):
    """A title: its row, against whom it is, what was awarded, everything that was recorded, and what stands of that."""

    row: TitleRow
    claims: tuple[TitledClaim, ...]
    awards: tuple[AwardRow, ...]
    events: tuple[CourtEventRow, ...]
    title: of_title.Title

    @property
    def stands_since(self) -> date | None:
        """When it was given, None for one that was not, or that was quashed."""
        given, quashed = self.title.events.first(CourtEventKind.GIVEN), self.title.events.last(CourtEventKind.QUASHED)
        return given.on if given is not None and quashed is None else None

    @property
    def claim_ids(self) -> tuple[int, ...]:
        """The claims that the title is, and those it took the place of."""
        own = dict.fromkeys(one.claim_id for one in self.claims)
        return (*own, *dict.fromkeys(one.original_id for one in self.claims if one.original_id is not None))

    def against(self, claim_id: int) -> tuple[TitledClaim, ...]:
        """Return against whom it is for one of the claims that it is."""
        return tuple(one for one in self.claims if one.claim_id == claim_id)


R = TypeVar("R", AskedClaim, TitledClaim, AwardRow)
S = TypeVar("S", RecordedProceeding, RecordedTitle)


class CourtOfCase(NamedTuple):
    """What is before a court in a case, and what is done by its titles."""

    proceedings: tuple[RecordedProceeding, ...] = ()
    titles: tuple[RecordedTitle, ...] = ()
    measures: tuple[MeasureRow, ...] = ()


def of_cases(database: Database, case_ids: Sequence[int]) -> Mapping[int, CourtOfCase]:
    """Return what is before a court in cases; a case without anything is left out."""
    measures = many(database, _MEASURES.format(column="case_id"), MeasureRow, case_ids)
    titles = _titles(database, "case_id", case_ids, measures)
    proceedings = _proceedings(database, "case_id", case_ids, titles)
    found: dict[int, CourtOfCase] = {}
    for case_id in dict.fromkeys(
        [
            *(one.row.case_id for one in proceedings),
            *(one.row.case_id for one in titles),
            *(m.case_id for m in measures),
        ]
    ):
        found[case_id] = CourtOfCase(
            tuple(one for one in proceedings if one.row.case_id == case_id),
            tuple(one for one in titles if one.row.case_id == case_id),
            tuple(one for one in measures if one.case_id == case_id),
        )
    return found


def proceeding(database: Database, proceeding_id: int) -> RecordedProceeding:
    """Return a proceeding. Raises `Refused` for one that was taken back."""
    titles = _titles(database, "proceeding_id", [proceeding_id], ())
    return _there(_proceedings(database, "id", [proceeding_id], titles))


def title(database: Database, title_id: int) -> RecordedTitle:
    """Return a title. Raises `Refused` for one that was taken back."""
    found = _there(_titles(database, "id", [title_id], ()))
    measures = many(database, _MEASURES.format(column="claim_id"), MeasureRow, [one.claim_id for one in found.claims])
    return _titles(database, "id", [title_id], measures)[0]


def measure(database: Database, measure_id: int) -> MeasureRow:
    """Return a measure."""
    return many(database, _MEASURES.format(column="id"), MeasureRow, [measure_id])[0]


def title_of(database: Database, claim_id: int) -> RecordedTitle | None:
    """Return the title that a claim is, None where it is none."""
    title_id = database.value("SELECT min(title_id) FROM title_claim WHERE claim_id = ?", (claim_id,))
    return None if title_id is None else title(database, title_id)


def _there(found: Sequence[S]) -> S:
    """Return the only row. Raises `Refused` where it was taken back."""
    if not found:
        raise Refused("court.gone", source=HOUSE_RULE)
    return found[0]


def _proceedings(
    database: Database, column: str, ids: Sequence[int], titles: Sequence[RecordedTitle]
) -> list[RecordedProceeding]:
    rows = many(database, _PROCEEDINGS.format(column=column), ProceedingRow, ids)
    known = [row.id for row in rows]
    claims = _by(many(database, _ASKED, AskedClaim, known))
    events = _events(database, "proceeding_id", known)
    given = {one.row.proceeding_id: one.stands_since for one in titles}
    parties = sorted({claim.party_id for some in claims.values() for claim in some})
    stays = court_stays.by_party(database, parties, (Step.PENDING, Step.ATTACHED), date.max) if parties else {}
    return [
        RecordedProceeding(
            row,
            tuple(claims[row.id]),
            tuple(events[row.id]),
            of_proceeding.Proceeding(
                row.kind,
                standing(map(_event, events[row.id])),
                given.get(row.id),
                tuple(_stays(row.kind, claims[row.id], stays)),
                len({claim.party_id for claim in claims[row.id]}),
            ),
        )
        for row in rows
        if claims[row.id]
    ]


def _stays(
    kind: ProceedingKind, claims: Sequence[AskedClaim], stays: Mapping[int, Sequence[Stayed]]
) -> Iterator[Stayed]:
    """Yield what insolvencies do to a proceeding that was begun; to a petition the law does nothing of the kind."""
    step = {ProceedingKind.CONSERVATORY: Step.ATTACHED, ProceedingKind.PETITION: None}.get(kind, Step.PENDING)
    for party_id in dict.fromkeys(claim.party_id for claim in claims):
        yield from (one for one in stays.get(party_id, ()) if one.stay.step is step)


def _titles(database: Database, column: str, ids: Sequence[int], measures: Iterable[MeasureRow]) -> list[RecordedTitle]:
    rows = many(database, _TITLES.format(column=column), TitleRow, ids)
    known = [row.id for row in rows]
    claims, awards = _by(many(database, _TITLED, TitledClaim, known)), _by(many(database, _AWARDS, AwardRow, known))
    events = _events(database, "title_id", known)
    acts: dict[int, list[date]] = defaultdict(list)
    for one in measures:
        acts[one.claim_id] += [one.on, *((one.outcome_on,) if one.outcome_on else ())]
    return [
        RecordedTitle(
            row,
            tuple(claims[row.id]),
            tuple(awards[row.id]),
            tuple(events[row.id]),
            of_title.Title(
                row.kind,
                standing(map(_event, events[row.id])),
                any(one.abroad for one in claims[row.id]),
                any(one.awarded < one.asked for one in awards[row.id]),
                tuple(day for one in dict.fromkeys(claim.claim_id for claim in claims[row.id]) for day in acts[one]),
                row.enforceable,
            ),
        )
        for row in rows
        if claims[row.id]
    ]


def _events(database: Database, column: str, ids: Sequence[int]) -> dict[int, list[CourtEventRow]]:
    found: dict[int, list[CourtEventRow]] = defaultdict(list)
    for one in many(database, _EVENTS.format(column=column), CourtEventRow, ids):
        found[one.of_id].append(one)
    return found


def _event(row: CourtEventRow) -> CourtEvent:
    return CourtEvent(row.id, row.kind, row.on, row.until, row.days, row.answers, row.voids)


def _by(rows: Iterable[R]) -> dict[int, list[R]]:
    """Return rows by what they are of, which their first column names."""
    found: dict[int, list[R]] = defaultdict(list)
    for row in rows:
        found[row[0]].append(row)
    return found
