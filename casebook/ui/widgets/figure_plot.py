"""The plot of a figure: bars with their labels, upright for what follows each other in time."""

from collections.abc import Sequence
from typing import NamedTuple

from rich.cells import cell_len
from rich.text import Text
from textual.color import Color
from textual_plotext import PlotextPlot

from casebook.ui import theme
from casebook.ui.widgets.columns import cut

# A bar that is no letter or sign of a font of its own; it reads without colour.
_BLOCK = "sd"
_MOST_UPRIGHT = 16
# In cells: what stands before lying bars at most, and the least that each upright one takes.
_MOST_LABEL, _LEAST_UPRIGHT = 38, 4


class Bar(NamedTuple):
    """A bar: what it is of, in short too, how long it is, and how that is said."""

    label: str
    short: str
    length: float
    said: str


class FigurePlot(PlotextPlot):
    """Bars in the colour of the theme."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 as Textual names it
        super().__init__(id=id)
        # Without colours of its own: those of the app show through.
        self.theme = "clear"
        self._bars: tuple[Bar, ...] = ()
        self._upright = False
        self._whole: float | None = None
        # Where not all lying bars fit, the first of those that are drawn.
        self._first = 0

    def show(self, bars: Sequence[Bar], *, upright: bool, whole: float | None = None) -> None:
        """Show other bars; with `whole` that is how long the longest could be."""
        self._bars, self._upright, self._whole = tuple(bars), upright, whole
        self._first = 0
        self.refresh()

    def reveal(self, at: int) -> None:
        """Draw the bar of a row where not all of them fit."""
        height = self.size.height
        first = max(0, min(self._first, at, len(self._bars) - height), min(at, len(self._bars) - 1) - height + 1)
        if first != self._first:
            self._first = first
            self.refresh()

    def render(self) -> Text:
        """Draw the bars."""
        width, height = self.size.width, self.size.height
        if not self._bars or width <= 0 or height <= 0:
            return Text("")
        self.plt.clear_figure()
        self.plt.theme("clear")
        self.plt.plotsize(width, height)
        # Else it keeps the size that it had.
        self.plt._set_size(width, height)
        self.plt.frame(False)
        room = (width - 12) // len(self._bars)
        if self._upright and len(self._bars) <= _MOST_UPRIGHT and room >= _LEAST_UPRIGHT and height > _LEAST_UPRIGHT:
            self._draw_upright(room)
        else:
            self._draw_lying(height)
        return Text.from_ansi(self.plt.build().rstrip("\n"))

    def _draw_upright(self, room: int) -> None:
        places = [float(place) for place in range(1, len(self._bars) + 1)]
        most, named = self._longest()
        self.plt.bar(places, [max(0, one.length) for one in self._bars], width=0.6, marker=_BLOCK, color=self._colour)
        self.plt.xticks(places, [cut(one.short, min(room - 1, cell_len(one.short))) for one in self._bars])
        self.plt.yticks([0, most], ["0", named])
        self.plt.ylim(0, most)
        self.plt.xaxes(True, False)
        self.plt.yaxes(True, False)

    def _draw_lying(self, height: int) -> None:
        bars = self._bars[self._first : self._first + height]
        places = [float(place) for place in range(len(bars), 0, -1)]
        most, _ = self._longest()
        name = min(_MOST_LABEL, max(cell_len(one.label) for one in bars))
        said = max(cell_len(one.said) for one in bars)
        labels = [f"{cut(one.label, name)}  {cut(one.said, said, right=True)} " for one in bars]
        lengths = [max(0, one.length) for one in bars]
        self.plt.plotsize(self.size.width, len(bars))
        self.plt._set_size(self.size.width, len(bars))
        self.plt.bar(places, lengths, orientation="horizontal", width=0.1, marker=_BLOCK, color=self._colour)
        self.plt.yticks(places, labels)
        self.plt.xticks([], [])
        self.plt.ylim(0.5, len(bars) + 0.5)
        self.plt.xlim(0, most)
        self.plt.xaxes(False, False)
        self.plt.yaxes(True, False)

    def _longest(self) -> tuple[float, str]:
        """Return how long a bar can be, and how that is said."""
        longest = max(self._bars, key=lambda one: one.length)
        if self._whole is not None:
            return self._whole, f"{self._whole:g}%"
        return max(longest.length, 1), longest.said if longest.length > 0 else "1"

    @property
    def _colour(self) -> tuple[int, int, int] | str:
        if self.app.theme == theme.MONO:
            return "default"
        return Color.parse(self.app.theme_variables["primary"]).rgb
