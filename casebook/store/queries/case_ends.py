"""How cases ended over a period: what became of the customers, and what credit acceptance may learn."""

from datetime import date
from typing import NamedTuple

from casebook.store.database import Database
from casebook.store.models.cases import Closing
from casebook.store.models.relation import RelationOutcome
from casebook.store.rows import rows


class OutcomeCount(NamedTuple):
    """How many cases were closed in a way with an outcome for the relation; None where nobody said it."""

    closed_as: Closing
    outcome: RelationOutcome | None
    cases: int


class LessonRow(NamedTuple):
    """A lesson for credit acceptance, with the case that it was learned in."""

    on_day: date
    number: str
    name: str
    closed_as: Closing | None
    outcome: RelationOutcome | None
    lesson: str


# The last end of each case counts, and only while it is closed.
_OUTCOMES = """
    SELECT c.closed_as, e.outcome, count(*)
    FROM cases c LEFT JOIN case_end e
      ON e.id = (SELECT max(x.id) FROM case_end x WHERE x.case_id = c.id AND x.on_day = c.closed_on)
    WHERE c.state = 'closed' AND c.closed_on BETWEEN ? AND ?
    GROUP BY c.closed_as, e.outcome
"""
_LESSONS = """
    SELECT e.on_day, c.number, p.name, c.closed_as, e.outcome, e.lesson
    FROM case_end e JOIN cases c ON c.id = e.case_id JOIN party p ON p.id = c.debtor_id
    WHERE e.lesson <> '' AND e.on_day BETWEEN ? AND ? ORDER BY e.on_day, e.id
"""


def outcomes(database: Database, since: date, until: date) -> list[OutcomeCount]:
    """Return how the cases that were closed from `since` up to and including `until` ended for the relation."""
    return sorted(
        rows(database, _OUTCOMES, OutcomeCount, (since, until)), key=lambda row: (row.closed_as, row.outcome or "")
    )


def lessons(database: Database, since: date, until: date) -> list[LessonRow]:
    """Return the lessons of cases that were closed from `since` up to and including `until`, in that order."""
    return rows(database, _LESSONS, LessonRow, (since, until))
