"""The line that names the tabs of a case, with a sign before the one that is shown."""

from collections.abc import Sequence
from typing import NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget


class TabName(NamedTuple):
    """What a tab is called, and what it is called where not all names fit."""

    whole: str
    short: str


class TabStrip(Widget):
    """Names of which one is chosen; a click chooses another."""

    COMPONENT_CLASSES = {"strip--chosen"}

    class Chosen(Message):
        """A tab was chosen with the mouse."""

        def __init__(self, place: int) -> None:
            super().__init__()
            self.place = place

    chosen: reactive[int] = reactive(0, layout=False)

    def __init__(self, names: Sequence[TabName], chosen: int = 0) -> None:
        super().__init__()
        self._names = names
        self.set_reactive(TabStrip.chosen, chosen)

    def render_line(self, y: int) -> Strip:
        """Paint the line."""
        base = self.rich_style
        chosen = base + self.get_component_rich_style("strip--chosen", partial=True)
        segments = [Segment(text, chosen if at == self.chosen else base) for at, text in self._shown()]
        return Strip(segments).adjust_cell_length(self.size.width, base)

    def on_click(self, event: events.Click) -> None:
        """Tell which name was clicked on."""
        end = 0
        for at, text in self._shown():
            end += cell_len(text)
            if event.x < end:
                self.post_message(self.Chosen(at))
                return

    def _shown(self) -> list[tuple[int, str]]:
        """Return the names with their places: as many in short as there is no room for, but never the chosen one.

        Where not even these fit, the first ones go, so that the chosen one stays.
        """
        names = [name.whole for name in self._names]
        over = _length(self._texts(names)) - self.size.width
        for at in sorted(range(len(names)), key=self._saved, reverse=True):
            if over > 0 and at != self.chosen:
                names[at] = self._names[at].short
                over -= self._saved(at)
        texts = self._texts(names)
        needed = _length(texts[: self.chosen + 1])
        while needed > self.size.width and texts[0][0] < self.chosen:
            needed -= cell_len(texts.pop(0)[1])
        return texts

    def _saved(self, at: int) -> int:
        name = self._names[at]
        return cell_len(name.whole) - cell_len(name.short)

    def _texts(self, names: Sequence[str]) -> list[tuple[int, str]]:
        return [(at, self._text(at, name)) for at, name in enumerate(names)]

    def _text(self, at: int, name: str) -> str:
        return f"{'▸' if at == self.chosen else ' '}{name} "


def _length(texts: Sequence[tuple[int, str]]) -> int:
    return sum(cell_len(text) for _, text in texts)
