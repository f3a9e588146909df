"""A strip of bars, drawn with block characters so that it reads without colour too."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from casebook.ui.widgets.columns import cut

_BLOCKS = " ▁▂▃▄▅▆▇█"
_WIDEST = 6
# From this width on a number of three digits stands apart from the next.
_NUMBERED = 4


class Bar(NamedTuple):
    """A bar: its label, how high it is, that height in as few characters as can be, and its style."""

    label: str
    number: int
    said: str
    style: str = ""


class Histogram(Widget):
    """Bars over their labels; with their numbers on top where there is room for them."""

    COMPONENT_CLASSES = {"bars--urgent", "bars--due", "bars--quiet"}

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 as Textual names it
        super().__init__(id=id)
        self._bars: tuple[Bar, ...] = ()

    def show(self, bars: Sequence[Bar]) -> None:
        """Show other bars."""
        self._bars = tuple(bars)
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Paint one line of all bars."""
        width, height, base = self.size.width, self.size.height, self.rich_style
        segments = [Segment(text, base + self._style(style)) for text, style in drawn(self._bars, width, height, y)]
        return Strip(segments).adjust_cell_length(width, base)

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(f"bars--{name}", partial=True) if name else Style.null()


def drawn(bars: Sequence[Bar], width: int, height: int, y: int) -> Iterator[tuple[str, str]]:
    """Yield the text and style of each bar on line `y` of `height`, in all no wider than `width`."""
    if not bars:
        return
    wide = max(cell_len(bar.label) + 1 for bar in bars)
    own = [wide if cell_len(bar.label) + 1 > _NUMBERED else 0 for bar in bars]
    even = max(2, min(_WIDEST, (width - sum(own)) // max(1, own.count(0))))
    top = 1 if even >= _NUMBERED and height > 3 else 0
    most = max(bar.number for bar in bars)
    for bar, special in zip(bars, own, strict=True):
        room = special or even
        if y == height - 1:
            yield cut(bar.label, room - 1) + " ", "quiet" if not bar.style else bar.style
        elif y < top:
            yield cut(bar.said if bar.number else "", room - 1) + " ", bar.style
        else:
            yield _block(bar.number, most, height - 1 - top, height - 2 - y) * (room - 1) + " ", bar.style


def _block(number: int, most: int, lines: int, line: int) -> str:
    """Return what a bar shows on a line, counted from below; whatever is more than nothing shows a little."""
    eighths = round(8 * lines * number / most) if most else 0
    left = max(eighths, 1 if number else 0) - 8 * line
    return _BLOCKS[max(0, min(8, left))]
