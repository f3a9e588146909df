"""Up to which day statements tell everything, and where one is missing."""

from datetime import date, timedelta

import pytest

from casebook.domain.bank_cover import Cover, gaps, in_order, known_until, stretches
from casebook.domain.money import Cents

FIRST = date(2026, 11, 2)


def on(day: int) -> date:
    return FIRST + timedelta(days=day)


def cover(days: tuple[int, int], balances: tuple[int, int], number: str = "", id_: int = 0) -> Cover:
    first, last = days
    opening, closing = map(Cents, balances)
    return Cover(id_ or hash((days, balances, number)), number, on(first), on(last), opening, closing, on(last))


ONE, TWO, THREE = cover((0, 1), (0, 10)), cover((2, 2), (10, 30)), cover((3, 3), (30, 40))


@pytest.mark.parametrize(
    ("statements", "missing"),
    [
        ([ONE, TWO, THREE], []),
        ([THREE, ONE], [1]),
        # Days without an entry.
        ([ONE, cover((7, 8), (10, 20))], []),
        # Days that overlap.
        ([ONE, cover((1, 4), (3, 40))], []),
        # The same days once more.
        ([ONE, cover((0, 1), (0, 10), "x"), TWO], []),
        # Pages of one day; the second one is missing.
        ([cover((0, 0), (0, 5), "1/1"), cover((0, 0), (5, 9), "1/2")], []),
        ([cover((0, 0), (0, 5), "1/1"), cover((0, 0), (9, 12), "1/3")], [1]),
        # The days of a bank that begins with the day of the balance before.
        ([cover((0, 1), (18, 27), "12312"), cover((0, 1), (27, 20), "254")], []),
        # An account that is emptied each day.
        ([cover((0, 0), (0, 0), "4"), cover((1, 1), (0, 0), "5"), cover((4, 4), (0, 0), "6")], []),
        ([cover((0, 0), (0, 0), "4"), cover((4, 4), (0, 0), "6")], [1]),
        # A balance that was there before, but not last.
        ([ONE, cover((0, 2), (0, 30)), cover((4, 4), (10, 30))], [2]),
        # What follows a gap may itself be followed.
        ([ONE, THREE, cover((4, 4), (40, 50))], [1]),
        ([], []),
    ],
)
def test_a_statement_is_missing_where_none_ends_with_the_balance_the_next_begins_with(
    statements: list[Cover], missing: list[int]
) -> None:
    assert gaps(in_order(statements)) == missing
    assert gaps(in_order(statements[::-1])) == missing


def test_what_follows_a_gap_is_not_known_unless_only_later_days_are_asked_about() -> None:
    statements = [ONE, THREE, cover((4, 4), (40, 50))]
    assert known_until(stretches(statements)) == on(1)
    assert known_until(stretches(statements), since=on(2)) == on(1)
    assert known_until(stretches(statements), since=on(3)) == on(4)
    assert known_until(stretches([])) is None
