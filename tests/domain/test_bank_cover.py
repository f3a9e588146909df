"""Up to which day statements tell everything, and where one is missing."""

from datetime import date, timedelta

import pytest

from casebook.domain.bank_cover import Accepted, Cover, Known, gaps, in_order, joined, known, stretches, together
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
    some = stretches([ONE, THREE, cover((4, 4), (40, 50))])
    assert known(some) == Known(on(1), on(0))
    assert known(some, since=on(2)) == Known(on(1), on(0))
    assert known(some, since=on(3)) == Known(on(4), on(3))
    assert known(stretches([])) == Known(None)


def test_days_before_the_first_statement_are_not_known() -> None:
    assert known(stretches([TWO, THREE]), since=on(0)) == Known(on(3), on(2))


STRAY = Cover(9, "", date(1999, 1, 4), date(1999, 1, 4), Cents(0), Cents(7), date(1999, 1, 4))
BEGINNING, GAP = Accepted(None, on(2)), Accepted(on(1), on(3))


@pytest.mark.parametrize(
    ("statements", "accepted", "expected"),
    [
        # All before the first statement: what comes in later of it is no gap either.
        ([TWO, THREE], BEGINNING, Known(on(3))),
        ([STRAY, TWO, THREE], BEGINNING, Known(on(3))),
        # Not what is missing later.
        ([TWO, cover((5, 5), (70, 80))], BEGINNING, Known(on(2))),
        # A gap: what lies before all is not known by it.
        ([ONE, THREE], GAP, Known(on(3), on(0))),
        ([STRAY, THREE], Accepted(STRAY.until_on, on(3)), Known(on(3), STRAY.from_on)),
        # What a later statement leaves of it; a gap that is longer was not accepted.
        ([ONE, cover((2, 2), (11, 12)), THREE], GAP, Known(on(3), on(0))),
        ([cover((0, 0), (0, 10)), THREE], GAP, Known(on(0), on(0))),
        ([ONE, cover((4, 4), (40, 50))], GAP, Known(on(1), on(0))),
    ],
)
def test_what_somebody_took_as_known(statements: list[Cover], accepted: Accepted, expected: Known) -> None:
    assert known(joined(stretches(statements), [accepted]), since=on(0)) == expected


def test_of_several_accounts_only_what_all_tell_is_known() -> None:
    of_list = Known(on(2), by_list=True)
    assert together([Known(on(3), on(1)), of_list]) == Known(on(2), on(1), by_list=True)
    assert together([Known(on(1), on(0)), of_list]) == Known(on(1), on(0))
    assert together([Known(on(1)), Known(None)]) == together([]) == Known(None)
    assert together([Known(on(1)), Known(None, by_list=True)]) == Known(None, by_list=True)
