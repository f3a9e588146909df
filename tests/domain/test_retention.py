"""What may be erased, from when on, and because of what no more."""

from dataclasses import dataclass
from datetime import date

import pytest

from casebook.domain.calendar import Term
from casebook.domain.retention import CLAIM, Kept, Level, Right, Terms, standing

AWR = "AWR art. 52 lid 4"
TERMS = Terms(Term(7, "years"), Term(10, "years"), AWR)
# Booked for last on any day of 2018: the records of 2018 are kept until the end of 2025.
KEPT = Kept(open_cases=(), last_on=date(2018, 3, 1), rights=(), waits=())
FREE = date(2026, 1, 1)


@dataclass(frozen=True)
class Case:
    kept: Kept
    day: date
    level: Level
    from_on: date | None
    codes: tuple[str, ...]


@pytest.mark.parametrize(
    "case",
    [
        Case(KEPT, FREE, Level.EVERYTHING, FREE, ()),
        Case(KEPT, date(2025, 12, 31), Level.NOT_THE_BOOKS, FREE, ("retention.records",)),
        Case(KEPT._replace(last_on=date(2018, 12, 31)), FREE, Level.EVERYTHING, FREE, ()),
        Case(KEPT._replace(property=True), FREE, Level.NOT_THE_BOOKS, date(2029, 1, 1), ("retention.records",)),
        Case(KEPT._replace(last_on=None), FREE, Level.EVERYTHING, FREE, ()),
        Case(KEPT._replace(open_cases=("2018-1",)), FREE, Level.NOTHING, None, ("retention.case_open",)),
        Case(
            KEPT._replace(rights=(Right("F1", date(2038, 5, 4)), Right("F2", date(2025, 12, 31)))),
            FREE,
            Level.NOTHING,
            date(2038, 5, 5),
            ("retention.right",),
        ),
        Case(KEPT._replace(rights=(Right("F1", FREE),)), FREE, Level.NOTHING, date(2026, 1, 2), ("retention.right",)),
        Case(KEPT._replace(rights=(Right("F1", None),)), FREE, Level.NOTHING, None, ("retention.right_open",)),
        Case(
            KEPT._replace(waits=(("retention.dispute", {"what": "2018-1"}),)),
            date(2020, 1, 1),
            Level.NOTHING,
            None,
            ("retention.dispute", "retention.records"),
        ),
        Case(KEPT._replace(house="retention.is_ours"), FREE, Level.NOTHING, None, ("retention.is_ours",)),
    ],
)
def test_what_may_be_erased(case: Case) -> None:
    found = standing(case.kept, TERMS, case.day)
    assert (found.level, found.from_on) == (case.level, case.from_on)
    assert tuple(one.code for one in found.why) == case.codes
    assert {one.source for one in found.why} <= {AWR, CLAIM}
