"""Marks: one by one, and a range that follows the cursor."""

from collections.abc import Callable
from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from casebook.store.queries.listing import Key
from casebook.ui.widgets.marks import Marks


class Row(NamedTuple):
    """A row as it was read at some time."""

    id: int
    read: int = 0


ROWS = [Row(number) for number in range(30)]


def marks() -> Marks[Row]:
    return Marks(lambda row: row.id)


def place(row: Row) -> Key:
    return (row.id,)


def test_a_second_mark_takes_the_first_away() -> None:
    marked = marks()
    marked.toggle(ROWS[1])
    marked.toggle(ROWS[2])
    marked.toggle(Row(1, read=5))
    assert list(marked) == [ROWS[2]]
    assert 1 not in marked


def test_a_mark_keeps_its_row_as_it_was_last_read() -> None:
    marked = marks()
    marked.add([ROWS[1], ROWS[2]])
    marked.renew([Row(2, read=5), Row(3, read=5)])
    assert list(marked) == [ROWS[1], Row(2, read=5)]


@given(st.integers(0, 29), st.lists(st.integers(0, 29), min_size=1))
def test_a_range_is_what_lies_between_its_begin_and_the_cursor(begin: int, steps: list[int]) -> None:
    marked = marks()
    marked.begin_range(ROWS[begin])
    at = begin
    for to in steps:
        # No more is held than what was gone past in this step.
        marked.follow(ROWS[to], ROWS[min(at, to) : max(at, to) + 1], place)
        at = to
        assert sorted(marked) == ROWS[min(begin, at) : max(begin, at) + 1]
    marked.end_range()
    assert len(marked) == abs(begin - at) + 1
    assert marked.begun_at is None


def test_a_range_that_is_dropped_leaves_what_was_marked_before() -> None:
    marked = marks()
    marked.add(ROWS[4:6])
    marked.begin_range(ROWS[5])
    marked.follow(ROWS[8], ROWS, place)
    assert len(marked) == 5
    marked.drop_range()
    assert list(marked) == ROWS[4:6]


def test_only_what_is_wanted_stays_marked() -> None:
    marked = marks()
    marked.add(ROWS[:4])
    marked.begin_range(ROWS[9])
    marked.keep(lambda row: row.id in (2, 9))
    assert list(marked) == [ROWS[2], ROWS[9]]


def test_every_change_is_told() -> None:
    marked = marks()
    seen = {marked.changes}
    changes: list[Callable[[], object]] = [
        lambda: marked.toggle(ROWS[0]),
        lambda: marked.begin_range(ROWS[1]),
        lambda: marked.follow(ROWS[3], ROWS, place),
        marked.drop_range,
        lambda: marked.add(ROWS[:3]),
        lambda: marked.keep(lambda _: False),
        marked.clear,
    ]
    for change in changes:
        change()
        assert marked.changes not in seen
        seen.add(marked.changes)
