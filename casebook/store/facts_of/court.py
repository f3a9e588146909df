"""What is before a court in cases, their titles and measures, with the days that follow from them."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from casebook.domain.court import measure as of_measure
from casebook.domain.court import proceeding as of_proceeding
from casebook.domain.court import title as of_title
from casebook.domain.court.facts import MeasureOutcome
from casebook.domain.court.rules import CourtRules
from casebook.domain.signals.court import CourtMatter, MeasureMatter
from casebook.store import court_rows
from casebook.store.court_rows import CourtOfCase, MeasureRow
from casebook.store.database import Database


class CourtFacts(NamedTuple):
    """What of a case is before a court, and what is done by its titles."""

    matters: tuple[CourtMatter, ...] = ()
    measures: tuple[MeasureMatter, ...] = ()


NOTHING_IN_COURT = CourtFacts()


def load(database: Database, case_ids: Sequence[int]) -> Mapping[int, CourtFacts]:
    """Return what follows from what is before a court in cases; of titles it is left to the caller what is open."""
    rules = database.law.court
    return {
        case_id: CourtFacts(tuple(_matters(found, rules)), tuple(_measures(found.measures, rules)))
        for case_id, found in court_rows.of_cases(database, case_ids).items()
    }


def _matters(found: CourtOfCase, rules: CourtRules) -> Iterator[CourtMatter]:
    for one in found.proceedings:
        claim_ids = tuple(dict.fromkeys(claim.claim_id for claim in one.claims))
        for due in of_proceeding.standing(one.proceeding, rules).open:
            of = f"proceeding_{one.row.kind}"
            yield CourtMatter(due.kind, due.on, due.source, of, one.row.number, claim_ids)
    for title in found.titles:
        # The stage is not asked: nothing that follows from a title depends on the day itself.
        for due in of_title.standing(title.title, date.min, rules).open:
            of = f"title_kind_{title.row.kind}"
            yield CourtMatter(due.kind, due.on, due.source, of, title.row.number, title.claim_ids, of_title=True)


def _measures(measures: Sequence[MeasureRow], rules: CourtRules) -> Iterator[MeasureMatter]:
    for one in measures:
        found = of_measure.standing(one.measure, rules)
        over = one.measure.ended_on is not None or one.outcome is MeasureOutcome.LIFTED
        next_on = None if over else one.next_on
        due = None if over else found.statement_due
        if due is not None or next_on is not None:
            yield MeasureMatter(
                one.kind,
                one.party,
                one.third_party,
                due,
                found.statement_source,
                one.next_step,
                next_on,
                (one.claim_id,),
            )
