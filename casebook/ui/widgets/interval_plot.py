"""A plot of shares with between which two each lies: a line from one to the other with the share on it."""

from collections.abc import Sequence
from typing import NamedTuple

from rich.cells import cell_len
from rich.text import Text
from textual.color import Color
from textual_plotext import PlotextPlot

from casebook.ui import theme
from casebook.ui.widgets.columns import cut

# In cells: what stands before the lines at most.
_MOST_LABEL = 30
# In rows: the scale with its numbers.
_SCALE = 2
_LINE, _POINT = "─", "●"


class Interval(NamedTuple):
    """A share in percent, between which two it lies where that is known, what it is of, and how it is said."""

    label: str
    share: float
    low: float | None
    high: float | None
    said: str


class IntervalPlot(PlotextPlot):
    """Shares under each other on one scale, in the colour of the theme."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 as Textual names it
        super().__init__(id=id)
        # Without colours of its own: those of the app show through.
        self.theme = "clear"
        self._shown: tuple[Interval, ...] = ()

    def show(self, some: Sequence[Interval]) -> None:
        """Show other shares."""
        self._shown = tuple(some)
        self.refresh()

    def render(self) -> Text:
        """Draw the lines, below them the scale; as many as there is room for."""
        width, height = self.size.width, self.size.height
        some = self._shown[: height - _SCALE]
        if not some or width <= 0:
            return Text("")
        self.plt.clear_figure()
        self.plt.theme("clear")
        rows = len(some) + _SCALE
        self.plt.plotsize(width, rows)
        # Else it keeps the size that it had.
        self.plt._set_size(width, rows)
        self.plt.frame(False)
        places = [float(place) for place in range(len(some), 0, -1)]
        name = min(_MOST_LABEL, max(cell_len(one.label) for one in some))
        said = max(cell_len(one.said) for one in some)
        for place, one in zip(places, some, strict=True):
            if one.low is not None and one.high is not None:
                self.plt.plot([one.low, one.high], [place, place], marker=_LINE, color=self._colour)
            self.plt.scatter([one.share], [place], marker=_POINT, color=self._colour)
        least = min(0.0, *(_least(one) for one in some))
        most = max(1.0, *(_most(one) for one in some))
        self.plt.xlim(least, most)
        self.plt.ylim(0.5, len(some) + 0.5)
        self.plt.yticks(places, [f"{cut(one.label, name)}  {cut(one.said, said, right=True)} " for one in some])
        marks = [least, 0.0, most] if least < 0 else [0.0, most / 2, most]
        self.plt.xticks(marks, [f"{mark:.0f}%" for mark in marks])
        self.plt.xaxes(True, False)
        self.plt.yaxes(True, False)
        return Text.from_ansi(self.plt.build().rstrip("\n"))

    @property
    def _colour(self) -> tuple[int, int, int] | str:
        if self.app.theme == theme.MONO:
            return "default"
        return Color.parse(self.app.theme_variables["primary"]).rgb


def _least(one: Interval) -> float:
    return one.share if one.low is None else one.low


def _most(one: Interval) -> float:
    return one.share if one.high is None else one.high
