"""How a case came in: what was handed over, which criteria the book meets, and in which segment the debtor is."""

from datetime import date
from typing import NamedTuple

from casebook.domain.finding import Finding
from casebook.domain.money import Cents
from casebook.domain.relation.intake import Criterion, IntakeFacts, criteria
from casebook.domain.relation.segment import Segment
from casebook.store import promised
from casebook.store.database import Database
from casebook.store.facts_of import segments
from casebook.store.rows import rows


class IntakeCard(NamedTuple):
    """What regular credit control handed over, and what was decided on it."""

    handed_over_by: str
    handed_over_on: date
    criterion: Criterion
    tried: str
    promises: str
    documents: str
    sales_contact: str
    decide_by: date
    accepted_on: date | None
    assess_by: date | None
    returned_on: date | None
    returned_because: str | None
    decided_by: str


class _On(NamedTuple):
    on: date | None


_INTAKE = """
    SELECT i.handed_over_by, i.handed_over_on, i.criterion, i.tried, i.promises, i.documents, i.sales_contact,
           i.decide_by, i.accepted_on, i.assess_by, i.returned_on, i.returned_because, COALESCE(p.name, '')
    FROM intake i LEFT JOIN person p ON p.id = i.decided_by_id WHERE i.case_id = ?
"""
_OLDEST_DUE = """
    SELECT min(k.due_on) FROM cases c JOIN claim k ON k.case_id = c.id
    WHERE c.debtor_id = ? AND (SELECT sum(l.cents) FROM ledger_entry l WHERE l.claim_id = k.id) > 0
"""
_PROMISED = """
    SELECT m.on_day FROM cases c JOIN contact m ON m.case_id = c.id
    WHERE c.debtor_id = ? AND m.outcome = 'promise'
      AND NOT EXISTS (SELECT 1 FROM promise r WHERE r.contact_id = m.id) ORDER BY m.on_day, m.id
"""
# Days on which more came in than went back.
_PAID = """
    SELECT p.on_day FROM cases c JOIN payment p ON p.case_id = c.id
    WHERE c.debtor_id = ? GROUP BY p.on_day HAVING sum(p.cents) > 0 ORDER BY p.on_day
"""
_DISTRESS = """
    SELECT max(m.on_day) FROM cases c JOIN contact m ON m.case_id = c.id
    WHERE c.debtor_id = ? AND m.outcome = 'cannot_pay'
"""
_INSOLVENCY = """
    SELECT min(e.on_day) FROM cases c JOIN limitation_event e ON e.case_id = c.id
    WHERE c.debtor_id = ? AND e.kind = 'insolvency' AND (e.until_on IS NULL OR e.until_on >= ?)
      AND (SELECT m.proof FROM proof_mark m WHERE m.event_id = e.id ORDER BY m.id DESC LIMIT 1) <> 'void'
"""
_CASES = "SELECT id FROM cases WHERE debtor_id = ? ORDER BY id"
_TRACK = """
    SELECT min(t.opened_on) FROM cases c JOIN track t ON t.case_id = c.id
    WHERE c.debtor_id = ? AND t.kind IN ('insolvency', 'counselling') AND t.closed_on IS NULL
"""
_OWED = """
    SELECT CAST(COALESCE(sum(l.cents), 0) AS BIGINT)
    FROM cases c JOIN cases s ON s.debtor_id = c.debtor_id JOIN claim k ON k.case_id = s.id
    JOIN ledger_entry l ON l.claim_id = k.id WHERE c.id = ?
"""


def intake(database: Database, case_id: int) -> IntakeCard | None:
    """Return how a case came in, None where it was opened without an intake."""
    return next(iter(rows(database, _INTAKE, IntakeCard, (case_id,))), None)


def criteria_met(database: Database, debtor_id: int, day: date) -> Finding[tuple[Criterion, ...]]:
    """Return which criteria for special handling a debtor meets by what is recorded in his cases."""

    def days(query: str, *more: date) -> list[date]:
        return [row.on for row in rows(database, query, _On, (debtor_id, *more)) if row.on is not None]

    with database.snapshot():
        cases = [id_ for (id_,) in database.fetch(_CASES, (debtor_id,))]
        standings = promised.standings(database, cases, day)
        facts = IntakeFacts(
            next(iter(days(_OLDEST_DUE)), None),
            tuple(days(_PROMISED)),
            tuple(days(_PAID)),
            next(iter(days(_DISTRESS)), None),
            min([*days(_INSOLVENCY, day), *days(_TRACK)], default=None),
            tuple(one for some in standings.values() for one in promised.amounts(some)),
        )
    return criteria(facts, database.law.defaults.intake.applied(day).value, day)


def segment_why(database: Database, case_id: int, day: date) -> Finding[Segment]:
    """Return the segment of the debtor of a case on `day`, and why."""
    with database.snapshot():
        owed = Cents(int(database.value(_OWED, (case_id,))))
        facts = segments.load(database, {case_id: owed})[case_id]
    return segments.segment_of(facts, database.law, day)
