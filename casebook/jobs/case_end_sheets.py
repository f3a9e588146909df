"""How cases ended, as tables: the lessons for credit acceptance, and what became of the customers."""

from datetime import date
from enum import StrEnum

from casebook.jobs.sheets import Column, Kind, Sheet
from casebook.store.database import Database
from casebook.store.queries import case_ends


class Ends(StrEnum):
    """What a table is about."""

    LESSONS = "lessons"
    OUTCOMES = "outcomes"


_CLOSED_AS = Column("closed_as", "word.column_closed_as", Kind.WORD)
_OUTCOME = Column("outcome", "case_ends.outcome", Kind.WORD)
_LESSONS = (
    Column("closed_on", "word.column_closed_on", Kind.DAY),
    Column("case", "case_ends.case"),
    Column("debtor", "case_ends.debtor"),
    _CLOSED_AS,
    _OUTCOME,
    Column("lesson", "word.column_lesson"),
)
_OUTCOMES = (_CLOSED_AS, _OUTCOME, Column("cases", "case_ends.cases", Kind.NUMBER))


def sheet(database: Database, what: Ends, since: date, until: date) -> Sheet:
    """Return what is known of the cases that were closed from one day up to another."""
    if what is Ends.LESSONS:
        found = case_ends.lessons(database, since, until)
        return Sheet(_LESSONS, [(*row[:4], _word(row.outcome), row.lesson) for row in found])
    counted = case_ends.outcomes(database, since, until)
    return Sheet(_OUTCOMES, [(row.closed_as, _word(row.outcome), row.cases) for row in counted])


def _word(outcome: str | None) -> str | None:
    return None if outcome is None else f"relation_{outcome}"
