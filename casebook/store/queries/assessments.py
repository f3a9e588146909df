"""Assessments of a case, the newest first, and what the newest suggests."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from casebook.domain.finding import Finding
from casebook.domain.money import Cents
from casebook.domain.routes.facts import Assessed, Route, Scores, WhyUnpaid
from casebook.domain.routes.suggestion import suggest
from casebook.store.database import Database
from casebook.store.models.assessment import CreditOutcome, FinanceKind, Question
from casebook.store.rows import many, rows


class AssessmentRow(NamedTuple):
    """An assessment: who judged on what day, with whom he had spoken, the scores, and the credit check."""

    assessment_id: int
    on_day: date
    valid_until: date
    person: str | None
    party: str | None
    beliefs: int | None
    self_direction: int | None
    concession: int | None
    room: int | None
    why_unpaid: WhyUnpaid | None
    credit_source: str
    credit_on: date | None
    credit_outcome: CreditOutcome | None
    credit_score: str

    @property
    def scores(self) -> Scores:
        """The scores together."""
        return Scores(self.beliefs, self.self_direction, self.concession, self.room)


class Told(NamedTuple):
    """An assessment with what was answered to which question, and which evidence of finances was seen."""

    row: AssessmentRow
    answers: Mapping[Question, str]
    seen: tuple[FinanceKind, ...]


class _Answer(NamedTuple):
    assessment_id: int
    question: Question
    text: str


class _Seen(NamedTuple):
    assessment_id: int
    kind: FinanceKind


_ROWS = """
    SELECT a.id, a.on_day, a.valid_until, p.name, q.name, a.beliefs, a.self_direction, a.concession, a.room,
           a.why_unpaid, a.credit_source, a.credit_on, a.credit_outcome, a.credit_score
    FROM assessment a LEFT JOIN person p ON p.id = a.person_id LEFT JOIN party q ON q.id = a.party_id
    WHERE a.case_id = ? ORDER BY a.on_day DESC, a.id DESC LIMIT ?
"""
_ANSWERS = """
    SELECT assessment_id, question, text FROM assessment_answer WHERE assessment_id IN ({marks}) ORDER BY id
"""
_SEEN = """
    SELECT s.assessment_id, f.kind FROM assessment_evidence s JOIN finance_evidence f ON f.id = s.finance_evidence_id
    WHERE s.assessment_id IN ({marks}) ORDER BY s.id
"""
_TRACKS = "SELECT kind FROM track WHERE case_id = ? AND closed_on IS NULL"
_OPEN = """
    SELECT COALESCE(sum(l.cents), 0) FROM claim k JOIN ledger_entry l ON l.claim_id = k.id
    WHERE k.case_id = ? AND l.on_day <= ?
"""


def newest(database: Database, case_id: int) -> AssessmentRow | None:
    """Return the assessment that counts for a case, the last one, None without any."""
    return next(iter(rows(database, _ROWS, AssessmentRow, (case_id, 1))), None)


def told(database: Database, case_id: int, most: int) -> list[Told]:
    """Return the assessments of a case in full, the newest first."""
    with database.snapshot():
        found = rows(database, _ROWS, AssessmentRow, (case_id, most))
        ids = [row.assessment_id for row in found]
        answers = many(database, _ANSWERS, _Answer, ids)
        seen = many(database, _SEEN, _Seen, ids)
    return [
        Told(
            row,
            {one.question: one.text for one in answers if one.assessment_id == row.assessment_id},
            tuple(one.kind for one in seen if one.assessment_id == row.assessment_id),
        )
        for row in found
    ]


def open_on(database: Database, case_id: int, day: date) -> Cents:
    """Return what is booked as open in a case at the end of a day."""
    return Cents(int(database.value(_OPEN, (case_id, day))))


def suggestion(database: Database, case_id: int, row: AssessmentRow, day: date) -> Finding[Route | None]:
    """Return the route that an assessment suggests, as things are on `day`."""
    tracks = frozenset(kind for (kind,) in database.fetch(_TRACKS, (case_id,)))
    facts = Assessed(row.scores, row.why_unpaid, open_on(database, case_id, day), tracks)
    return suggest(facts, database.law.defaults.route_rules.applied(day).value)
