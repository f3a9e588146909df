"""Periods of figures: which days they have, what comes before them, and the weeks and months they fall into."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casebook.domain.figures.catalogue import age_spans, months_ahead
from casebook.domain.figures.period import PeriodKind, folded, moved, own_period, period_of, steps
from casebook.domain.figures.table import Counted

TODAY = date(2026, 11, 21)
DAYS = st.dates(date(2000, 1, 1), date(2040, 12, 31))
KINDS = st.sampled_from([kind for kind in PeriodKind if kind is not PeriodKind.OWN])


@pytest.mark.parametrize(
    ("kind", "since", "ends", "before"),
    [
        (PeriodKind.WEEK, date(2026, 11, 16), date(2026, 11, 22), (date(2026, 11, 9), date(2026, 11, 14))),
        (PeriodKind.MONTH, date(2026, 11, 1), date(2026, 11, 30), (date(2026, 10, 1), date(2026, 10, 21))),
        (PeriodKind.QUARTER, date(2026, 10, 1), date(2026, 12, 31), (date(2026, 7, 1), date(2026, 8, 21))),
        (PeriodKind.YEAR, date(2026, 1, 1), date(2026, 12, 31), (date(2025, 1, 1), date(2025, 11, 21))),
    ],
)
def test_a_period_that_runs_is_compared_with_as_many_days(
    kind: PeriodKind, since: date, ends: date, before: tuple[date, date]
) -> None:
    period = period_of(kind, TODAY, TODAY)
    assert (period.since, period.until, period.ends) == (since, TODAY, ends)
    assert (period.before.since, period.before.until) == before


def test_a_period_that_is_over_is_compared_with_the_whole_one_before() -> None:
    period = period_of(PeriodKind.MONTH, date(2026, 3, 15), TODAY)
    assert (period.before.since, period.before.until) == (date(2026, 2, 1), date(2026, 2, 28))


def test_one_does_not_go_into_what_is_still_to_come() -> None:
    period = period_of(PeriodKind.MONTH, TODAY, TODAY)
    assert moved(period, 1, TODAY) == period
    assert moved(moved(period, -1, TODAY), 1, TODAY) == period
    own = own_period(date(2026, 11, 1), date(2026, 11, 21))
    assert moved(own, 1, TODAY) == own
    assert moved(own, -1, TODAY) == own_period(date(2026, 10, 11), date(2026, 10, 31))


@given(KINDS, DAYS)
def test_what_comes_before_ends_before(kind: PeriodKind, day: date) -> None:
    period = period_of(kind, day, day)
    assert period.before.until < period.since
    # One that is over has the whole one before it, which may be longer.
    assert period.is_over or period.before.days <= period.days


@given(DAYS, st.integers(0, 2000))
def test_the_steps_of_a_period_have_each_of_its_days_once(since: date, more: int) -> None:
    until = since + timedelta(more)
    found = steps(since, until)
    assert (found[0].first, found[-1].last) == (since, until)
    assert all(one.last + timedelta(1) == other.first for one, other in pairwise(found))
    assert len(found) <= 31


@given(DAYS, st.dates(date(1990, 1, 1), date(2090, 1, 1)))
def test_every_last_day_of_payment_has_one_age(day: date, due_on: date) -> None:
    (folded_row,) = folded([Counted(due_on.isoformat(), "open", 1, 1)], age_spans(day))
    assert folded_row.row in {one.key for one in age_spans(day)}
    assert sum(one.first <= due_on <= one.last for one in age_spans(day)) == 1


def test_ages_as_they_are_called() -> None:
    def age(days: int) -> str:
        (one,) = folded([Counted((TODAY - timedelta(days)).isoformat(), "open", 1, 1)], age_spans(TODAY))
        return one.row

    assert [age(days) for days in (-5, 0, 1, 30, 31, 365, 366, 1825, 1826)] == [
        "not_due", "not_due", "up_to_30", "up_to_30", "up_to_60", "up_to_365", "up_to_730", "up_to_1825", "older",
    ]  # fmt: skip


def test_what_is_no_day_stays_as_it_is() -> None:
    rows = [Counted(row, "proven", 1, 0) for row in ("unproven", "2026-12-04", "2030-01-01", "")]
    assert [one.row for one in folded(rows, months_ahead(TODAY))] == ["unproven", "2026-12-01", "later", ""]
