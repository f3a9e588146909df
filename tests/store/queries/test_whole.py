"""A short list is read by windows as a long one is."""

from casebook.store.database import Database
from casebook.store.queries.whole import Whole

ROWS = tuple(range(10))


def test_windows(database: Database) -> None:
    whole = Whole(lambda _: ROWS, lambda row: (row,))
    first = whole.after(database, None, 4)
    assert (first.rows, first.before, first.after) == (ROWS[:4], False, True)
    last = whole.after(database, (5,), 4)
    assert (last.rows, last.before, last.after) == (ROWS[6:], True, False)
    before = whole.before(database, (5,), 4)
    assert (before.rows, before.before, before.after) == (ROWS[1:5], True, True)
    around = whole.around(database, (5,), 4)
    assert (around.rows, around.before, around.after) == (ROWS[3:7], True, True)
    assert whole.around(database, (99,), 4).rows == ROWS[6:]
    assert whole.around(database, (0,), 40).rows == ROWS
    assert whole.count(database).number == 10
