"""Which promises were kept: money within the term after them, whatever the amount."""

from datetime import date

import pytest

from casebook.domain.calendar import Term
from casebook.domain.relation.kept_promises import promises

MONTH = Term(30, "days")
MADE = date(2026, 10, 1)
LAST = date(2026, 10, 31)


@pytest.mark.parametrize(
    ("paid", "day", "expected"),
    [
        ([], date(2026, 10, 15), (0, 0, (date(2026, 11, 1),))),
        ([], LAST, (0, 0, (date(2026, 11, 1),))),
        ([], date(2026, 11, 1), (0, 1, ())),
        ([MADE], date(2026, 11, 1), (1, 0, ())),
        ([LAST], date(2026, 11, 1), (1, 0, ())),
        # Before the promise, and after its term.
        ([date(2026, 9, 30), date(2026, 11, 1)], date(2026, 11, 2), (0, 1, ())),
    ],
)
def test_a_promise_is_kept_within_its_term(paid: list[date], day: date, expected: tuple[object, ...]) -> None:
    assert promises([MADE], paid, MONTH, day) == expected


def test_each_promise_stands_on_its_own() -> None:
    made = [date(2026, 5, 1), date(2026, 8, 1), date(2026, 11, 10)]
    assert promises(made, [date(2026, 5, 20)], MONTH, date(2026, 11, 21)) == (1, 1, (date(2026, 12, 11),))
