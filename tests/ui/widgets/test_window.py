"""A window on a long list: whatever is read and wherever one moves, the row chosen is on the page and in order."""

from hypothesis import given
from hypothesis import strategies as st

from casebook.store.queries.listing import Page
from casebook.ui.widgets.window import Window

HEIGHT = 7


def page(rows: list[int], total: int) -> Page[int]:
    return Page(tuple(rows), bool(rows) and rows[0] > 0, bool(rows) and rows[-1] < total - 1)


def read_on(window: Window[int], total: int) -> None:
    last = window.rows[-1]
    window.append(page(list(range(last + 1, min(last + 11, total))), total))


def read_back(window: Window[int], total: int) -> None:
    first = window.rows[0]
    window.prepend(page(list(range(max(0, first - 10), first)), total))


def moved(window: Window[int], by: int, total: int) -> None:
    while window.after and window.cursor + by >= len(window.rows):
        read_on(window, total)
    while window.before and window.cursor + by < 0:
        read_back(window, total)
    window.move(by)


@given(st.integers(1, 300), st.lists(st.integers(-60, 60)), st.integers(1, 20))
def test_moves_add_up_and_the_row_chosen_is_always_shown(total: int, moves: list[int], height: int) -> None:
    window: Window[int] = Window(lambda row: row)
    window.resize(height)
    window.replace(page(list(range(min(10, total))), total))
    at = 0
    for by in moves:
        moved(window, by, total)
        at = max(0, min(at + by, total - 1))
        assert window.chosen == at
        shown = [window.shown(line) for line in range(height)]
        assert at in shown
        there = [row for row in shown if row is not None]
        assert there == list(range(there[0], there[0] + len(there)))


def test_a_page_turns_with_one_row_of_the_one_before() -> None:
    window: Window[int] = Window(lambda row: row)
    window.resize(HEIGHT)
    window.replace(page(list(range(50)), 50))
    window.move(HEIGHT)
    assert [window.shown(0), window.chosen] == [HEIGHT - 1, HEIGHT]
    window.move(-2)
    assert window.shown(HEIGHT - 1) == HEIGHT - 1


def test_what_is_far_from_the_page_is_let_go() -> None:
    window: Window[int] = Window(lambda row: row)
    window.resize(HEIGHT)
    window.replace(page(list(range(10)), 10_000))
    for _ in range(500):
        moved(window, 10, 10_000)
        assert len(window.rows) < 20 * HEIGHT
    assert window.chosen == 5000
    assert window.before


def test_turning_pages_keeps_the_line_of_the_cursor() -> None:
    window: Window[int] = Window(lambda row: row)
    window.resize(HEIGHT)
    window.replace(page(list(range(50)), 50))
    window.move(3)
    window.turn(1)
    assert (window.top, window.chosen) == (HEIGHT - 1, 3 + HEIGHT - 1)
    window.turn(-1)
    assert (window.top, window.chosen) == (0, 3)
    window.turn(20)
    assert window.chosen == 49
    assert window.shown(HEIGHT - 1) == 49


def test_a_smaller_page_still_shows_the_row_chosen() -> None:
    window: Window[int] = Window(lambda row: row)
    window.resize(20)
    window.replace(page(list(range(50)), 50))
    window.move(15)
    window.resize(3)
    assert window.chosen in [window.shown(line) for line in range(3)]


def test_an_empty_list_has_nothing_chosen() -> None:
    window: Window[int] = Window(lambda row: row)
    window.replace(Page((), before=False, after=False))
    window.move(1)
    window.turn(-1)
    assert window.chosen is None
