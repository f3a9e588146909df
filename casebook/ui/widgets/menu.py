"""A short list to choose from, narrowed by words."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, repeat
from typing import Generic, NamedTuple, TypeVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from casebook.ui.widgets.columns import cell, cut

V = TypeVar("V")
V_co = TypeVar("V_co", covariant=True)


class Entry(NamedTuple, Generic[V_co]):
    """Something to choose: what it is, the key that stands before it, what it says, and words it is also found by."""

    value: V_co
    key: str
    text: str
    also: str = ""


def keyed(keys: str, values: Iterable[V]) -> Iterator[tuple[str, V]]:
    """Yield each value with its key; those for which no key is left have none, and are found by their words."""
    return zip(chain(keys, repeat("")), values, strict=False)


class Menu(Widget, Generic[V], can_focus=False):
    """Entries one below the other, of which one is chosen."""

    COMPONENT_CLASSES = {"list--cursor", "list--quiet", "list--mark"}

    class Clicked(Message):
        """An entry was chosen with the mouse."""

    def __init__(self, entries: Sequence[Entry[V]], empty: str = "", at: int = 0) -> None:
        super().__init__()
        self._all = list(entries)
        self._empty = empty
        self._left = list(entries)
        self._text = ""
        self._keys = max((len(entry.key) for entry in entries), default=0)
        self._top, self._cursor = 0, at

    @property
    def chosen(self) -> Entry[V] | None:
        """The entry the cursor is on, None where nothing is left."""
        return self._left[self._cursor] if self._left else None

    def narrow(self, text: str) -> None:
        """Leave the entries that have every word, those that begin with the text first."""
        if text == self._text:
            # The cursor stays where it was moved to.
            return
        self._text = text
        words = text.casefold().split()
        found = [entry for entry in self._all if all(word in _words(entry) for word in words)]
        self._left = sorted(found, key=lambda entry: not entry.text.casefold().startswith(text.casefold()))
        self._top = self._cursor = 0
        self.refresh()

    def with_key(self, key: str) -> Entry[V] | None:
        """Return the entry a key stands before."""
        return next((entry for entry in self._all if key in entry.key.split()), None)

    def move(self, by: int) -> None:
        """Move the cursor."""
        self._cursor = max(0, min(self._cursor + by, len(self._left) - 1))
        self._top = max(min(self._top, self._cursor), self._cursor - self.size.height + 1, 0)
        self.refresh()

    def on_resize(self) -> None:
        """Show the entry the cursor is on."""
        self.move(0)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the height that shows all entries."""
        return max(1, len(self._all))

    def render_line(self, y: int) -> Strip:
        """Paint one entry."""
        width, base = self.size.width, self.rich_style
        at = self._top + y
        if at >= len(self._left):
            text = self._empty if not self._left and y == 0 else ""
            return Strip([Segment(cut(" " + text, width), base + self._style("quiet"))], width)
        entry = self._left[at]
        base += self._style("cursor") if at == self._cursor else Style.null()
        sign = "▸ " if at == self._cursor else "  "
        key = cell(entry.key, self._keys) + "  " if self._keys else ""
        beyond = self._beyond(y)
        rest = cell(entry.text.rstrip(), max(0, width - len(sign) - len(key) - len(beyond)))
        return Strip([Segment(sign, base), Segment(key, base + self._style("mark")), Segment(rest + beyond, base)])

    def _beyond(self, y: int) -> str:
        """Return how many entries there are above the first line that is shown, and below the last."""
        below = len(self._left) - self._top - self.size.height
        if y == self.size.height - 1 and below > 0:
            return f" ↓ {below}"
        return f" ↑ {self._top}" if y == 0 and self._top else ""

    def on_click(self, event: events.Click) -> None:
        """Choose what is clicked on."""
        if self._top + event.y < len(self._left):
            self._cursor = self._top + event.y
            self.refresh()
            self.post_message(self.Clicked())

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(f"list--{name}", partial=True)


def _words(entry: Entry[V]) -> str:
    return f"{entry.text} {entry.also} {entry.key}".casefold()
