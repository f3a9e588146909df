"""The table of a figure: numbers in rows and columns, of which one is chosen; the whole always shows below them."""

from collections.abc import Sequence
from typing import NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from casebook.ui.widgets.columns import cut

# In cells.
_GAP, _LEAST_LABEL, _MOST_LABEL = 2, 10, 30
_MORE = " …"


class Shown(NamedTuple):
    """A row as it is shown: what it is called, its numbers, and whether they are of too few to be compared."""

    label: str
    cells: tuple[str, ...]
    few: bool = False


class FigureTable(Widget, can_focus=False):
    """Rows of numbers; the last row is the whole. `row` and `column` say which number the cursor is on.

    What a row is called takes no more than `most_label` cells.
    """

    COMPONENT_CLASSES = {"numbers--head", "numbers--cursor", "numbers--row", "numbers--quiet", "numbers--whole"}

    class Moved(Message):
        """The cursor went to another row."""

        def __init__(self, row: int) -> None:
            super().__init__()
            self.row = row

    class Opened(Message):
        """A number was chosen with the mouse."""

    def __init__(self, *, id: str | None = None, most_label: int = _MOST_LABEL) -> None:  # noqa: A002 as Textual names it
        super().__init__(id=id)
        self._most_label = most_label
        self._heads: tuple[str, ...] = ()
        self._rows: tuple[Shown, ...] = ()
        self.row = self.column = 0
        self._top = self._left = 0

    def show(self, heads: Sequence[str], rows: Sequence[Shown], *, stay: bool) -> None:
        """Show other numbers; with `stay` the cursor stays where it is, as far as there is such a row."""
        self._heads, self._rows = tuple(heads), tuple(rows)
        if not stay:
            self.row = self.column = self._top = self._left = 0
        self._to(self.row, self.column)
        self.refresh(layout=True)

    def move(self, by: int) -> None:
        """Go down by rows, or up."""
        self._to(self.row + by, self.column)

    def turn(self, pages: int) -> None:
        """Go down by pages, or up."""
        self.move(pages * max(1, self._room - 1))

    def to_begin(self) -> None:
        """Go to the first row."""
        self._to(0, self.column)

    def to_end(self) -> None:
        """Go to the whole."""
        self._to(len(self._rows) - 1, self.column)

    def aside(self, by: int) -> None:
        """Go right by columns, or left."""
        self._to(self.row, self.column + by)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the height that shows everything."""
        return len(self._rows) + 1

    def on_resize(self) -> None:
        """Keep the number that is chosen in sight."""
        self._to(self.row, self.column)

    def on_click(self, event: events.Click) -> None:
        """Go to the number that was clicked on; a second click opens it."""
        line = event.y - 1
        if not self._rows or line < 0:
            return
        row = len(self._rows) - 1 if line >= self._room else min(self._top + line, len(self._rows) - 1)
        at = self._label + _GAP
        column = self.column
        for number in range(self._left, len(self._heads)):
            at += self._widths[number] + _GAP
            if event.x < at:
                column = number
                break
        self._to(row, column)
        if event.chain == 2:
            self.post_message(self.Opened())

    def on_mouse_scroll_down(self) -> None:
        """Move with the wheel."""
        self.move(1)

    def on_mouse_scroll_up(self) -> None:
        """Move with the wheel."""
        self.move(-1)

    def render_line(self, y: int) -> Strip:
        """Paint the heads, a row, or below them the whole."""
        width, base = self.size.width, self.rich_style
        if not self._rows:
            return Strip.blank(width, base)
        if y == 0:
            return self._strip(Shown(self._more, self._heads), self._named("head"), -1)
        if y > self._room:
            return self._row(len(self._rows) - 1)
        at = self._top + y - 1
        return self._row(at) if at < len(self._rows) - 1 else Strip.blank(width, base)

    @property
    def _more(self) -> str:
        """What says that there are rows above or below those in sight, which the whole counts too."""
        below = len(self._rows) - 1 - self._top - self._room
        return " ".join(filter(None, ("↑" if self._top else "", f"↓ {below}" if below > 0 else "")))

    @property
    def _room(self) -> int:
        """How many rows have room between the heads and the whole."""
        return min(max(1, self.size.height - 2), max(0, len(self._rows) - 1))

    @property
    def _label(self) -> int:
        longest = max((cell_len(row.label) for row in self._rows), default=0)
        free = self.size.width - max(self._widths, default=0) - _GAP
        return max(_LEAST_LABEL, min(longest, self._most_label, free))

    @property
    def _widths(self) -> list[int]:
        cells = [self._heads, *(row.cells for row in self._rows)]
        return [max(cell_len(row[at]) for row in cells) for at in range(len(self._heads))]

    def _to(self, row: int, column: int) -> None:
        before = self.row
        self.row = max(0, min(row, len(self._rows) - 1))
        self.column = max(0, min(column, len(self._heads) - 1))
        room = self._room
        if self.row < len(self._rows) - 1:
            self._top = max(self.row - room + 1, min(self._top, self.row))
        self._top = max(0, min(self._top, len(self._rows) - 1 - room))
        self._left = min(self._left, self.column)
        while self._left < self.column and not self._fits(self._left, self.column):
            self._left += 1
        self.refresh()
        if self.row != before:
            self.post_message(self.Moved(self.row))

    def _fits(self, first: int, last: int) -> bool:
        widths = self._widths
        return self._label + sum(widths[at] + _GAP for at in range(first, last + 1)) <= self.size.width

    def _row(self, at: int) -> Strip:
        row = self._rows[at]
        name = "whole" if at == len(self._rows) - 1 else "row" if at == self.row else "quiet" if row.few else ""
        return self._strip(row, self._named(name), self.column if at == self.row else -1)

    def _strip(self, row: Shown, style: Style, chosen: int) -> Strip:
        width, widths = self.size.width, self._widths
        segments = [Segment(cut(row.label, self._label), style)]
        used = self._label
        for at in range(self._left, len(self._heads)):
            if used + _GAP + widths[at] > width:
                segments.append(Segment(_MORE, style))
                break
            painted = style + self._named("cursor") if at == chosen else style
            segments += [Segment(" " * _GAP, style), Segment(cut(row.cells[at], widths[at], right=True), painted)]
            used += _GAP + widths[at]
        return Strip(segments).adjust_cell_length(width, self.rich_style)

    def _named(self, name: str) -> Style:
        base = self.rich_style
        return base + self.get_component_rich_style(f"numbers--{name}", partial=True) if name else base
