"""The lines of a list as they are painted: its head, its rows, and what is said where there are none.

What was painted is kept, since most of a list is painted again as it was.
"""

from collections.abc import Callable, Hashable, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Generic, TypeVar

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from casebook.ui.widgets.columns import Column, Placed, arranged, cell, cut, fitted, gap

R = TypeVar("R")

_CURSOR, _MARK, _SIGNS = "▸", "•", 3
# So many painted rows are kept, at most.
_KEPT = 400


class Painted(Generic[R]):
    """Paints the lines of a list `widget`, in the colours it has for `list--head` and the like."""

    def __init__(self, widget: Widget, say: Callable[[str], str], columns: Sequence[Column[R]]) -> None:
        self._widget = widget
        self._say = say
        self._columns: Sequence[Column[R]] = arranged(columns, ())
        self.placed: list[Placed[R]] = []
        self.width = 0
        self._strips: dict[tuple[Hashable, bool, bool], Strip] = {}
        self._styles: dict[str, Style] = {}
        self._plain: Style | None = None

    def lay_out(self, columns: Sequence[Column[R]]) -> None:
        """Paint other columns from the next fitting on."""
        self._columns = columns

    def fit(self, width: int) -> None:
        """Fit the columns to so many cells."""
        self.width = width
        self.placed = fitted(self._columns, width - _SIGNS)
        self._strips.clear()

    def forget(self) -> None:
        """Paint rows anew: they may say something else."""
        self._strips.clear()

    def recolour(self) -> None:
        """Paint everything anew, in other colours."""
        self._strips.clear()
        self._styles.clear()
        self._plain = None

    def head(self, width: int) -> Strip:
        """Return the line with the names of the columns."""
        cells = [
            cell(self._say(one.column.head) if one.column.head else "", one.width, right=one.column.right)
            for one in self.placed
        ]
        text = " " * _SIGNS + gap().join(cells)
        return Strip([Segment(cut(text, width), self._widget.rich_style + self._style("head"))], width)

    def row(self, identity: Hashable, row: R, width: int, *, at_cursor: bool, marked: bool) -> Strip:
        """Return the line of a row."""
        key = (identity, at_cursor, marked)
        strip = self._strips.get(key)
        if strip is None:
            if len(self._strips) >= _KEPT:
                self._strips.clear()
            strip = self._strips[key] = self._row(row, width, at_cursor=at_cursor, marked=marked)
        return strip

    def blank(self, text: str, width: int) -> Strip:
        """Return a line without a row, on which something may be said."""
        said = " " * _SIGNS + text if text else ""
        return Strip([Segment(cut(said, width), self._widget.rich_style + self._style("quiet"))], width)

    def _row(self, row: R, width: int, *, at_cursor: bool, marked: bool) -> Strip:
        base = self._base + self._style("cursor" if at_cursor else "")
        signs = (_CURSOR if at_cursor else " ") + (_MARK if marked else " ")
        parts = [(signs.ljust(_SIGNS), self._style("mark" if marked else ""))]
        for number, (column, wide) in enumerate(self.placed):
            text = cell(column.cell(row), wide, right=column.right, tail=column.tail)
            # Room has no colour of its own: cells of the same look are painted as one.
            style = self._style(column.style(row) if column.style and text.strip() else "")
            parts.append(((gap() if number else "") + text, style))
        segments = [
            Segment("".join(text for text, _ in some), base + style)
            for style, some in groupby(parts, key=itemgetter(1))
        ]
        return Strip(segments).adjust_cell_length(width, base)

    @property
    def _base(self) -> Style:
        """How a cell looks that says nothing else; finding out costs more than painting it."""
        if self._plain is None:
            self._plain = self._widget.rich_style
        return self._plain

    def _style(self, name: str) -> Style:
        style = self._styles.get(name)
        if style is None:
            found = self._widget.get_component_rich_style(f"list--{name}", partial=True) if name else Style.null()
            style = self._styles[name] = found
        return style
