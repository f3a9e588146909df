"""What is before a court in a case: advices, proceedings, titles and measures, and how they stand."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from casebook.domain.capacity import Capacity
from casebook.domain.court import measure as of_measure
from casebook.domain.court import proceeding as of_proceeding
from casebook.domain.court import title as of_title
from casebook.domain.court.dues import Due, DueKind
from casebook.domain.court.facts import Decision
from casebook.domain.court.measure import MeasureStanding
from casebook.domain.court.proceeding import ProceedingStanding
from casebook.domain.court.stays import Effect, Stayed, Step
from casebook.domain.court.title import TitleStanding
from casebook.domain.money import Cents
from casebook.domain.parameters import decode
from casebook.store import balances, court_rows, court_stays
from casebook.store.case_titles import TITLES
from casebook.store.court_rows import CourtOfCase, MeasureRow, RecordedProceeding, RecordedTitle
from casebook.store.database import Database
from casebook.store.rows import many, rows

_DECISIONS = """
    SELECT g.id, g.on_day, g.decision, COALESCE(p.name, ''), g.odds_percent, g.recovery_percent, g.expected_cents,
           g.reason, g.sheet
    FROM go_no_go g LEFT JOIN person p ON p.id = g.decided_by_id WHERE g.case_id = ? ORDER BY g.id DESC
"""
_CLAIMS = """
    SELECT k.id, k.number, k.title_of_id, c.debtor_id, p.name, k.kind
    FROM claim k JOIN cases c ON c.id = k.case_id JOIN party p ON p.id = c.debtor_id
    WHERE k.case_id = ? AND k.ended_on IS NULL ORDER BY k.id
"""
_BESIDE = """
    SELECT l.claim_id, l.party_id, p.name FROM liability l
    JOIN claim k ON k.id = l.claim_id JOIN party p ON p.id = l.party_id
    WHERE k.case_id = ? AND k.ended_on IS NULL ORDER BY l.claim_id, l.id
"""
_CAPACITIES = "SELECT DISTINCT capacity FROM claim WHERE case_id = ? AND ended_on IS NULL AND capacity IS NOT NULL"
_ENDS = """
    SELECT claim_id, safe_until FROM clock_now
    WHERE clock <> 'interest' AND safe_until IS NOT NULL AND claim_id IN ({marks})
"""
_BAILIFFS = """
    SELECT p.id, p.name FROM party p WHERE p.id IN (
        SELECT party_id FROM agency WHERE kind IN ('bailiff', 'lawyer') AND ended_on IS NULL
        UNION SELECT bailiff_id FROM proceeding WHERE bailiff_id IS NOT NULL
        UNION SELECT bailiff_id FROM measure WHERE bailiff_id IS NOT NULL)
    ORDER BY p.sort_name, p.id
"""


class SheetLine(NamedTuple):
    """A line of a sheet: a code with what goes with it, and where it comes from. `weak`: it counts against going."""

    code: str
    parameters: dict[str, Any]
    source: str = ""
    weak: bool = False


class DecisionCard(NamedTuple):
    """A decision on going to court, with the sheet as it was shown."""

    id: int
    on: date
    decision: Decision
    decided_by: str
    odds: int
    recovery: int
    expected: Cents | None
    reason: str
    sheet: tuple[SheetLine, ...]


class ProceedingCard(NamedTuple):
    """A proceeding: what is recorded of it, and how it stands."""

    recorded: RecordedProceeding
    standing: ProceedingStanding

    @property
    def stands(self) -> frozenset[int]:
        """The events that stand."""
        return frozenset(one.id for one in self.recorded.proceeding.events.stand)


class TitleCard(NamedTuple):
    """A title: what is recorded of it, how it stands, and what is open on what it is for.

    `safe_until` is the first safe end of its own clocks, None where it is not known, or was not asked.
    """

    recorded: RecordedTitle
    standing: TitleStanding
    open: Cents
    safe_until: date | None = None

    @property
    def stands(self) -> frozenset[int]:
        """The events that stand."""
        return frozenset(one.id for one in self.recorded.title.events.stand)

    @property
    def dues(self) -> tuple[Due, ...]:
        """What is still to be done; of one that is paid nothing is idle."""
        return tuple(one for one in self.standing.open if self.open > 0 or one.kind is not DueKind.IDLE)


class MeasureCard(NamedTuple):
    """A measure: what is recorded of it, and what follows."""

    row: MeasureRow
    standing: MeasureStanding


class CourtPage(NamedTuple):
    """What is before a court in a case; the newest decision first."""

    decisions: tuple[DecisionCard, ...]
    proceedings: tuple[ProceedingCard, ...]
    titles: tuple[TitleCard, ...]
    measures: tuple[MeasureCard, ...]
    stopped: tuple[Stayed, ...] = ()


class Suable(NamedTuple):
    """A claim that can be asked of somebody: the debtor of the case, or who is liable beside him."""

    claim_id: int
    number: str
    kind: str
    title_of: int | None
    party_id: int
    party: str

    @property
    def titled(self) -> bool:
        """Whether the claim is a title already."""
        return self.kind in TITLES


class Bailiff(NamedTuple):
    """A bailiff or lawyer who works for the office."""

    id: int
    name: str


class _Claim(NamedTuple):
    id: int
    number: str
    title_of: int | None
    debtor_id: int
    debtor: str
    kind: str


class _Beside(NamedTuple):
    claim_id: int
    party_id: int
    name: str


class _Decision(NamedTuple):
    id: int
    on: date
    decision: Decision
    decided_by: str
    odds: int
    recovery: int
    expected: Cents | None
    reason: str
    sheet: str


def of_case(database: Database, case_id: int, day: date) -> CourtPage:
    """Return what is before a court in a case, as it stands on a day."""
    rules = database.law.court
    with database.snapshot():
        found = court_rows.of_cases(database, [case_id]).get(case_id, CourtOfCase())
        return CourtPage(
            tuple(_decision(one) for one in rows(database, _DECISIONS, _Decision, (case_id,))),
            tuple(ProceedingCard(one, of_proceeding.standing(one.proceeding, rules)) for one in found.proceedings),
            tuple(_with_ends(database, title_cards(database, found.titles, day))),
            tuple(MeasureCard(one, of_measure.standing(one.measure, rules)) for one in found.measures),
            # Who is beside him can be pursued.
            tuple(stopped(database, {claim.party_id for title in found.titles for claim in title.claims}, day)),
        )


def title_cards(database: Database, titles: Sequence[RecordedTitle], day: date) -> list[TitleCard]:
    """Return titles as they stand on a day."""
    owed = balances.open_balances(database, sorted({claim_id for one in titles for claim_id in one.claim_ids}), day)
    return [
        TitleCard(
            one,
            of_title.standing(one.title, day, database.law.court),
            Cents(sum(owed[claim_id].total for claim_id in one.claim_ids)),
        )
        for one in titles
    ]


class _End(NamedTuple):
    claim_id: int
    safe_until: date


def _with_ends(database: Database, cards: Sequence[TitleCard]) -> Iterator[TitleCard]:
    ends: dict[int, list[date]] = defaultdict(list)
    for one in many(database, _ENDS, _End, sorted({of.claim_id for card in cards for of in card.recorded.claims})):
        ends[one.claim_id].append(one.safe_until)
    for card in cards:
        own = (end for claim_id in {of.claim_id for of in card.recorded.claims} for end in ends[claim_id])
        yield card._replace(safe_until=min(own, default=None))


def suable(database: Database, case_id: int) -> list[Suable]:
    """Return what can be asked of whom in a case, or what a writ can interrupt: titles are among it."""
    with database.snapshot():
        beside = rows(database, _BESIDE, _Beside, (case_id,))
        named = {
            (one.claim_id, one.party_id)
            for title in court_rows.of_cases(database, [case_id]).get(case_id, CourtOfCase()).titles
            for one in title.claims
        }
        titled = {claim_id for claim_id, _ in named}
        found: list[Suable] = []
        for claim in rows(database, _CLAIMS, _Claim, (case_id,)):
            parties = {claim.debtor_id: claim.debtor}
            parties |= {one.party_id: one.name for one in beside if one.claim_id == claim.id}
            found += [
                Suable(claim.id, claim.number, claim.kind, claim.title_of, party_id, name)
                for party_id, name in parties.items()
                if claim.id not in titled or (claim.id, party_id) in named
            ]
        return found


def capacities(database: Database, case_id: int) -> frozenset[Capacity]:
    """Return in which capacities debtors acted for the claims of a case, as far as that is known."""
    return frozenset(Capacity(found) for (found,) in database.fetch(_CAPACITIES, (case_id,)))


def bailiffs(database: Database) -> list[Bailiff]:
    """Return the bailiffs and lawyers of the office, by name."""
    return rows(database, _BAILIFFS, Bailiff)


def sheet_text(lines: tuple[SheetLine, ...]) -> str:
    """Return a sheet as it is kept."""
    return json.dumps([one._asdict() for one in lines], default=_day, ensure_ascii=False, sort_keys=True)


def stopped(database: Database, parties: Collection[int], day: date, step: Step = Step.ATTACH) -> Iterator[Stayed]:
    """Yield against whom of some parties a step cannot be taken on a day, for he is insolvent."""
    found = court_stays.of_parties(database, parties, step, day)
    yield from (one for one in found if one.stay.effect is Effect.STOPPED)


def _day(value: object) -> dict[str, str]:
    assert isinstance(value, date)
    return {"$day": value.isoformat()}


def _decision(row: _Decision) -> DecisionCard:
    lines = tuple(
        SheetLine(one["code"], decode(json.dumps(one["parameters"])), one["source"], one["weak"])
        for one in json.loads(row.sheet)
    )
    return DecisionCard(*row[:-1], lines)
