"""What follows from a measure: until when a third party speaks, until when an exempt income counts."""

from datetime import date
from typing import NamedTuple

from casebook.domain.calendar import ONE_DAY, add, last_day
from casebook.domain.court.facts import WITH_STATEMENT, MeasureKind, MeasureOutcome
from casebook.domain.court.rules import CourtRules
from casebook.domain.dated import Confidence


class Measure(NamedTuple):
    """A measure as it is recorded: when it was taken, what the third party said, and what came of it.

    `ended_on` is also when it lapsed by an insolvency.
    """

    kind: MeasureKind
    on: date
    statement_by: date | None = None
    statement_on: date | None = None
    exempt_from: date | None = None
    outcome: MeasureOutcome | None = None
    next_on: date | None = None
    ended_on: date | None = None


class MeasureStanding(NamedTuple):
    """What follows from a measure: by when the third party has to speak, and until when the exempt income counts.

    None: not, or not any more.
    """

    statement_due: date | None
    statement_source: str
    statement_confidence: Confidence
    exempt_until: date | None


def standing(of: Measure, rules: CourtRules) -> MeasureStanding:
    """Return what follows from a measure; a day that the bailiff gave goes before that of the law."""
    entry = rules.statement.applied(of.on)
    due = None
    if of.kind in WITH_STATEMENT and of.statement_on is None and of.ended_on is None:
        due = of.statement_by or add(of.on, entry.value)
    confidence = Confidence.HIGH if of.statement_by is not None else entry.confidence
    until = None
    if of.exempt_from is not None:
        until = last_day(of.exempt_from - ONE_DAY, rules.exempt.applied(of.exempt_from).value)
    return MeasureStanding(due, entry.source, confidence, until)
