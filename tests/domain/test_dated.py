"""Which of several dated entries holds on a day."""

from datetime import date, timedelta

import pytest

from casebook.domain.dated import Confidence, Dated, Entry

FIRST, SECOND, THIRD = date(1992, 1, 1), date(2012, 7, 1), date(2024, 10, 1)


def dated(*starts: date) -> Dated[date]:
    return Dated(tuple(Entry(start, start, "an article", Confidence.HIGH) for start in starts))


@pytest.mark.parametrize(
    ("starts", "day", "in_force", "applied"),
    [
        ((FIRST,), FIRST - timedelta(days=1), None, FIRST),
        ((FIRST,), FIRST, FIRST, FIRST),
        ((FIRST,), THIRD, FIRST, FIRST),
        ((FIRST, SECOND), FIRST - timedelta(days=1), None, FIRST),
        ((FIRST, SECOND), FIRST, FIRST, FIRST),
        ((FIRST, SECOND), SECOND - timedelta(days=1), FIRST, FIRST),
        ((FIRST, SECOND), SECOND, SECOND, SECOND),
        ((FIRST, SECOND, THIRD), date.min, None, FIRST),
        ((FIRST, SECOND, THIRD), THIRD - timedelta(days=1), SECOND, SECOND),
        ((FIRST, SECOND, THIRD), THIRD, THIRD, THIRD),
        ((FIRST, SECOND, THIRD), date.max, THIRD, THIRD),
    ],
)
def test_the_newest_that_has_begun_and_before_all_the_first(
    starts: tuple[date, ...], day: date, in_force: date | None, applied: date
) -> None:
    entry = dated(*starts).in_force(day)
    assert (entry.value if entry else None) == in_force
    assert dated(*starts).applied(day).value == applied
