"""What counts as a decision in a review, what a clock still lacks, and what all comes to."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from casebook.domain import clock_review
from casebook.domain.clock_review import Changed, Clock, Decision, Group, Lack, ReviewedClock, Section
from casebook.domain.limitation.clocks import ClockKind
from casebook.domain.money import Cents
from casebook.domain.signals.clock_state import ClockState as S

DAY = date(2026, 11, 23)
SOON, LATER = DAY + timedelta(10), date(2027, 3, 1)
PLAIN = Clock(S.RUNNING, SOON, DAY, False, None, None, False, None, None, None, None)
SEEN_BEFORE = 7


@pytest.mark.parametrize(
    ("clock", "decided", "lacks"),
    [
        (PLAIN, Decision.NONE, Lack.LETTER),
        (replace(PLAIN, red_on=LATER), Decision.NONE, None),
        (replace(PLAIN, accepted=True), Decision.ACCEPTED, None),
        (replace(PLAIN, state=S.RELIED_ON), Decision.RELIED_ON, Lack.STRONG_PROOF),
        (replace(PLAIN, state=S.UNPROVEN), Decision.NONE, Lack.STRONG_PROOF),
        (replace(PLAIN, state=S.POSSIBLY_LAPSED), Decision.NONE, None),
        (replace(PLAIN, letter_on=DAY), Decision.LETTER, Lack.PROOF),
        (replace(PLAIN, letter="ready"), Decision.LETTER, Lack.RELEASE),
        (replace(PLAIN, letter="in_doubt"), Decision.LETTER, Lack.PROOF),
        (replace(PLAIN, letter="refused"), Decision.NONE, Lack.LETTER_STOPPED),
        (replace(PLAIN, no_address=True), Decision.NONE, Lack.ADDRESS),
        (replace(PLAIN, mark="assigned", marked_at=1, due_on=DAY), Decision.ASSIGNED, Lack.LETTER),
        (replace(PLAIN, mark="assigned", marked_at=9, due_on=DAY - timedelta(1)), Decision.NONE, Lack.LETTER),
        (replace(PLAIN, mark="seen", marked_at=8, note="betaalt"), Decision.NOTED, Lack.LETTER),
        (replace(PLAIN, mark="seen", marked_at=8, note=""), Decision.NONE, Lack.LETTER),
        (replace(PLAIN, mark="seen", marked_at=7, note="betaalt"), Decision.NONE, Lack.LETTER),
        (replace(PLAIN, state=S.HISTORY_MISSING), Decision.NONE, Lack.HISTORY),
        (replace(PLAIN, state=S.ABSTAINED, safe_until=None), Decision.NONE, Lack.KIND),
    ],
)
def test_what_decides_and_what_lacks(clock: Clock, decided: Decision, lacks: Lack | None) -> None:
    assert clock_review.decision(clock, DAY, SEEN_BEFORE) is decided
    assert clock_review.lack(clock, DAY) is lacks


def reviewed(claim: int, until: date | None, part: Section = Section.EXPIRING, **values: object) -> ReviewedClock:
    one = ReviewedClock(
        claim, 1, ClockKind.PRINCIPAL, 1, part, until, until, Cents(100), Decision.NONE, False, False, None
    )
    return one._replace(**values)  # type: ignore[arg-type]  # fields of it


def test_a_week_belongs_to_the_month_of_its_thursday_and_a_claim_counts_once() -> None:
    some = [
        reviewed(1, date(2026, 11, 30), urgent=True),
        reviewed(1, date(2026, 12, 4), kind=ClockKind.INTEREST, urgent=True, decision=Decision.LETTER),
        reviewed(2, date(2026, 12, 7), no_address=True),
        reviewed(3, date(2020, 1, 1), Section.UNPROVEN, urgent=True),
        reviewed(4, None, Section.ABSTAINED, decision=Decision.ACCEPTED),
    ]
    found = clock_review.summary(some)
    assert found.groups == (
        Group(Section.UNPROVEN, None, 1, Cents(100), 1, 1, 0),
        Group(Section.EXPIRING, date(2026, 11, 30), 2, Cents(100), 2, 1, 0),
        Group(Section.EXPIRING, date(2026, 12, 7), 1, Cents(100), 0, 0, 1),
        Group(Section.ABSTAINED, None, 1, Cents(100), 0, 0, 0),
    )
    assert [group.month for group in found.groups[:3]] == [None, date(2026, 12, 1), date(2026, 12, 1)]
    assert (found.clocks, found.open, found.urgent, found.undecided, found.no_address) == (5, 400, 3, 2, 1)
    assert dict(found.decisions) == {
        Decision.ACCEPTED: 1, Decision.RELIED_ON: 0, Decision.LETTER: 1, Decision.ASSIGNED: 0, Decision.NOTED: 0,
        Decision.NONE: 3,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("now", "before", "found"),
    [
        ((Section.EXPIRING, SOON), None, Changed.NEW),
        ((Section.EXPIRING, SOON), reviewed(1, SOON), None),
        ((Section.EXPIRING, SOON), reviewed(1, LATER), Changed.EARLIER),
        ((Section.EXPIRING, LATER), reviewed(1, SOON), None),
        ((Section.UNPROVEN, SOON), reviewed(1, SOON), Changed.STANDS),
    ],
)
def test_what_changed_since(
    now: tuple[Section, date | None], before: ReviewedClock | None, found: Changed | None
) -> None:
    assert clock_review.changed(now, before) is found
