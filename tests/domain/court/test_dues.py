"""The days that follow before a court, by the article; they move with what they follow from."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casebook.domain.court import measure, proceeding, title
from casebook.domain.court.advice import Cost, competent, expected
from casebook.domain.court.dues import Due, DueKind, Moved, moved
from casebook.domain.court.facts import (
    CourtEvent,
    CourtEventKind,
    MeasureKind,
    ProceedingKind,
    TitleKind,
    standing,
)
from casebook.domain.court.measure import Measure
from casebook.domain.court.proceeding import Proceeding
from casebook.domain.court.title import Title, TitleStage
from casebook.domain.dated import Confidence
from casebook.domain.money import Cents
from casebook.law.book import book

E, K = CourtEventKind, DueKind
GIVEN = date(2026, 9, 1)
RULES = book().court


def of_title(*events: tuple[CourtEventKind, date], kind: TitleKind = TitleKind.JUDGMENT, **more: Any) -> Title:
    rows = [CourtEvent(at, one, on) for at, (one, on) in enumerate(((E.GIVEN, GIVEN), *events), 1)]
    return Title(kind, standing(rows), **more)


def days(dues: tuple[Due, ...]) -> dict[DueKind, date]:
    return {one.kind: one.on for one in dues if one.done_on is None}


@pytest.mark.parametrize(
    ("begun", "abroad", "last"),
    [
        # Four weeks, eight abroad (Rv 143); in a weekend the next working day (Atw 1).
        (date(2026, 9, 7), False, date(2026, 10, 5)),
        (date(2026, 9, 7), True, date(2026, 11, 2)),
        (date(2026, 10, 3), False, date(2026, 11, 2)),
        # Four weeks end on Christmas Eve plus a day: both Christmas days, then a weekend.
        (date(2026, 11, 27), False, date(2026, 12, 28)),
    ],
)
def test_objection_to_a_default_judgment(begun: date, abroad: bool, last: date) -> None:
    one = of_title((E.IN_PERSON, begun), kind=TitleKind.DEFAULT_JUDGMENT, abroad=abroad)
    found = title.standing(one, date(2027, 6, 1), RULES)
    assert (found.objection, found.stage) == (last, TitleStage.FINAL)
    assert title.standing(one, last, RULES).stage is TitleStage.SERVED


def test_objection_runs_from_the_first_of_what_begins_it() -> None:
    served, known = date(2026, 9, 7), date(2026, 9, 14)
    one = of_title((E.ELSEWHERE, served), (E.KNOWN, known), kind=TitleKind.DEFAULT_JUDGMENT)
    assert title.standing(one, served, RULES).objection == date(2026, 10, 12)
    # A judgment after a defence can be appealed, not opposed.
    assert title.standing(of_title((E.IN_PERSON, served)), served, RULES).objection is None


def test_appeal_is_told_where_something_was_rejected() -> None:
    assert K.APPEAL not in days(title.standing(of_title(), GIVEN, RULES).dues)
    found = title.standing(of_title(rejected=True), GIVEN, RULES)
    assert days(found.dues)[K.APPEAL] == date(2026, 12, 1)
    assert next(one for one in found.dues if one.kind is K.APPEAL).confidence is Confidence.MEDIUM


def test_goods_are_taken_after_the_command() -> None:
    assert title.standing(of_title(), GIVEN, RULES).goods_from is None
    # Two days after the day of service (Rv 439).
    found = title.standing(of_title((E.ELSEWHERE, date(2026, 9, 7))), GIVEN, RULES)
    assert found.goods_from == date(2026, 9, 10)


@pytest.mark.parametrize(
    ("events", "enforceable", "may"),
    [
        ((), True, True),
        (((E.OPPOSED, GIVEN),), True, True),
        (((E.OPPOSED, GIVEN),), False, False),
        (((E.APPEALED, GIVEN), (E.UPHELD, GIVEN)), False, True),
        (((E.QUASHED, GIVEN),), True, False),
    ],
)
def test_what_is_attacked_waits_unless_it_is_enforceable_at_once(
    events: tuple[tuple[CourtEventKind, date], ...], enforceable: bool, may: bool
) -> None:
    one = of_title(*events, enforceable=enforceable)
    assert title.may_enforce(one, title.standing(one, GIVEN, RULES)) is may


def test_a_main_claim_without_a_term_is_to_be_looked_up_at_once() -> None:
    on = date(2026, 11, 12)
    attached = Proceeding(ProceedingKind.CONSERVATORY, standing([CourtEvent(1, E.ATTACHED, on)]))
    found = proceeding.standing(attached, RULES).dues[0]
    assert (found.on, found.confidence) == (on, Confidence.LOW)
    extended = CourtEvent(2, E.EXTENDED, on, until=date(2026, 12, 24))
    later = Proceeding(ProceedingKind.CONSERVATORY, standing([CourtEvent(1, E.ATTACHED, on), extended]))
    assert proceeding.standing(later, RULES).dues[0].on == date(2026, 12, 24)


@given(st.dates(date(2024, 1, 1), date(2027, 12, 31)), st.dates(date(2024, 1, 1), date(2027, 12, 31)))
def test_every_day_moves_with_what_it_follows_from(first: date, other: date) -> None:
    """Corrected, a title has the days it would have had if it had been recorded so from the start."""
    given_on = CourtEvent(1, E.GIVEN, first)
    begun = CourtEvent(2, E.IN_PERSON, first)
    corrected = [given_on, begun, CourtEvent(3, E.GIVEN, other, voids=1), CourtEvent(4, E.IN_PERSON, other, voids=2)]
    fresh = [CourtEvent(1, E.GIVEN, other), CourtEvent(2, E.IN_PERSON, other)]

    def dues(rows: list[CourtEvent]) -> tuple[Due, ...]:
        return title.standing(Title(TitleKind.DEFAULT_JUDGMENT, standing(rows)), first, RULES).dues

    assert dues(corrected) == dues(fresh)
    told = moved(dues([given_on, begun]), dues(corrected))
    assert all(one.was != one.now for one in told)
    assert bool(told) == (first != other)


def test_what_was_done_already_is_told_and_whether_it_is_too_late_now() -> None:
    before = [Due(K.DOCKET, date(2026, 11, 25), "", 1, done_on=date(2026, 11, 23))]
    after = [Due(K.DOCKET, date(2026, 11, 20), "", 1, done_on=date(2026, 11, 23))]
    assert moved(before, after) == (Moved(K.DOCKET, date(2026, 11, 25), date(2026, 11, 20), date(2026, 11, 23)),)
    assert moved(before, after)[0].late
    assert moved(before, before) == ()


@pytest.mark.parametrize(
    ("on", "given_day", "due", "confidence"),
    [
        (date(2026, 10, 1), None, date(2026, 10, 15), Confidence.MEDIUM),
        (date(2020, 10, 1), None, date(2020, 10, 29), Confidence.MEDIUM),
        (date(2026, 10, 1), date(2026, 10, 20), date(2026, 10, 20), Confidence.HIGH),
    ],
)
def test_a_third_party_speaks_in_time(on: date, given_day: date | None, due: date, confidence: Confidence) -> None:
    found = measure.standing(Measure(MeasureKind.BANK, on, given_day), RULES)
    assert (found.statement_due, found.statement_confidence) == (due, confidence)
    spoke = measure.standing(Measure(MeasureKind.BANK, on, given_day, statement_on=on), RULES)
    assert spoke.statement_due is None
    assert measure.standing(Measure(MeasureKind.GOODS, on), RULES).statement_due is None


def test_an_exempt_income_counts_for_twelve_months() -> None:
    found = measure.standing(Measure(MeasureKind.GARNISHMENT, GIVEN, exempt_from=date(2026, 10, 1)), RULES)
    assert found.exempt_until == date(2027, 9, 30)


def test_what_is_expected_is_careful_and_abstains_where_a_cost_is_not_known() -> None:
    costs = [Cost("fee", Cents(35_000), "Wgbz"), Cost("writ", Cents(12_000), "Casebook", estimate=True)]
    assert expected(Cents(100_000), 75, 50, costs) == (37_500, 47_000, -9_500)
    # Half a cent goes up.
    assert expected(Cents(1), 50, 100, []).income == 1
    assert expected(Cents(100_000), 75, 50, [*costs, Cost("x", None, "Wgbz")]).net is None


def test_before_which_court() -> None:
    limit = Cents(2_500_000)
    assert competent(limit, limit, by_subject=False) is ProceedingKind.KANTON
    assert competent(Cents(limit + 1), limit, by_subject=False) is ProceedingKind.DISTRICT
    assert competent(Cents(limit + 1), limit, by_subject=True) is ProceedingKind.KANTON
