"""What is written to the terminal: after any frames it shows what all of the last frame would, in fewer bytes."""

from collections.abc import Sequence

import pyte
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.geometry import Region
from textual.strip import Strip

from casebook.ui.canvas import Canvas

WIDTH, HEIGHT = 12, 4
CONSOLE = Console(color_system="truecolor", force_terminal=True)
STYLES = [
    Style.parse(one)
    for one in (
        "none",
        "#d6d3cd on #16181c",
        "bold #f08a75 on #16181c",
        "underline #d6d3cd on #2c3d52",
        "reverse",
        "red",
    )
]
# Letters, one that has an accent of its own, and two that take two cells.
LETTERS = "ab é日"

segments = st.tuples(st.text(LETTERS, min_size=1, max_size=5), st.sampled_from(STYLES)).map(lambda one: Segment(*one))


def filled(some: Sequence[Segment], width: int) -> Strip:
    """A strip of just so many cells."""
    return Strip(some).adjust_cell_length(width, STYLES[1]).crop(0, width)


lines = st.lists(segments, max_size=4).map(lambda some: filled(some, WIDTH))
frames = st.lists(lines, min_size=HEIGHT, max_size=HEIGHT).map(
    lambda some: LayoutUpdate([[line] for line in some], Region(0, 0, WIDTH, HEIGHT))
)


@st.composite
def parts(draw: st.DrawFn) -> ChopsUpdate:
    """A part of each of some lines, cut at the same columns as Textual cuts them."""
    cut = draw(st.integers(1, WIDTH - 1))
    chops, spans = [], []
    for y in range(HEIGHT):
        left, right = draw(lines).crop(0, cut), draw(lines).crop(cut, WIDTH)
        which = draw(st.sampled_from(["left", "right", "both", "none"]))
        chops.append(
            {0: left if which in {"left", "both"} else None, cut: right if which in {"right", "both"} else None}
        )
        if which != "none":
            spans.append((y, 0 if which != "right" else cut, WIDTH if which != "left" else cut))
    return ChopsUpdate(chops, spans or [(0, 0, WIDTH)], [[cut, WIDTH]] * HEIGHT)


class Shown:
    """A terminal."""

    def __init__(self) -> None:
        self.screen = pyte.Screen(WIDTH, HEIGHT)
        self._stream = pyte.Stream(self.screen)

    def take(self, sequence: str) -> None:
        # As the terminal does for a program that asks for it, a new line begins at the left.
        self._stream.feed(sequence.replace("\n", "\r\n"))

    @property
    def cells(self) -> list[object]:
        buffer = self.screen.buffer
        return [
            (cell.data, cell.fg, cell.bg, cell.bold, cell.underscore, cell.reverse)
            for y in range(HEIGHT)
            for cell in (buffer[y][x] for x in range(WIDTH))
        ]


def whole(lines_then: Sequence[Strip]) -> LayoutUpdate:
    return LayoutUpdate([[line] for line in lines_then], Region(0, 0, WIDTH, HEIGHT))


def painted_over(lines_then: Sequence[Strip], update: LayoutUpdate | ChopsUpdate) -> list[Strip]:
    """Return the lines when an update was painted over them."""
    if isinstance(update, LayoutUpdate):
        return [Strip.join(strips) for strips in update.strips]
    found = list(lines_then)
    for y, _, _ in update.spans:
        for x, strip in update.chops[y].items():
            if strip is not None:
                after = found[y].crop(x + strip.cell_length, WIDTH)
                found[y] = Strip.join([found[y].crop(0, x), strip, after])
    return found


@given(frames, st.lists(st.one_of(frames, parts()), max_size=6))
def test_the_terminal_shows_what_all_of_it_would(
    first: LayoutUpdate, more: Sequence[LayoutUpdate | ChopsUpdate]
) -> None:
    canvas, ours, expected = Canvas(), Shown(), painted_over([], first)
    ours.take(canvas.sequence(first, CONSOLE))
    for update in more:
        ours.take(canvas.sequence(update, CONSOLE))
        expected = painted_over(expected, update)
        new = Shown()
        new.take(whole(expected).render_segments(CONSOLE))
        assert ours.cells == new.cells


@given(frames)
def test_what_stands_there_is_not_written_again(frame: LayoutUpdate) -> None:
    canvas = Canvas()
    canvas.sequence(frame, CONSOLE)
    assert not canvas.sequence(frame, CONSOLE)


@given(frames, frames)
def test_all_of_it_is_written_where_something_else_may_stand(first: LayoutUpdate, frame: LayoutUpdate) -> None:
    canvas, ours, theirs = Canvas(), Shown(), Shown()
    canvas.sequence(first, CONSOLE)
    canvas.forget()
    ours.take(canvas.sequence(frame, CONSOLE))
    theirs.take(frame.render_segments(CONSOLE))
    assert ours.cells == theirs.cells


def test_a_part_of_what_is_not_known_is_written_as_it_is() -> None:
    canvas, part = Canvas(), ChopsUpdate([{0: Strip([Segment("abc")])}], [(0, 0, 3)], [[3]])
    assert canvas.sequence(part, CONSOLE) == part.render_segments(CONSOLE)


def test_a_row_that_is_chosen_costs_its_colour_and_what_follows_it() -> None:
    def frame(at: int) -> LayoutUpdate:
        rows = [Strip([Segment("row of it".ljust(80), STYLES[3 if y == at else 1])]) for y in range(30)]
        return LayoutUpdate([[row] for row in rows], Region(0, 0, 80, 30))

    canvas = Canvas()
    whole = canvas.sequence(frame(0), CONSOLE)
    down = canvas.sequence(frame(1), CONSOLE)
    assert down.count("row of it") == 2
    assert len(down) < len(whole) / 10
