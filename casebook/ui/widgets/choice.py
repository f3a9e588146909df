"""One of a few values, on one line: arrows go through them, letters go to the one that begins so."""

from collections.abc import Sequence
from typing import Generic, TypeVar

from rich.segment import Segment
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from casebook.ui.widgets.columns import cut

V = TypeVar("V")


class Choice(Widget, Generic[V], can_focus=True):
    """Shows the value that is chosen."""

    class Changed(Message):
        """Another value was chosen."""

    def __init__(self, options: Sequence[tuple[V, str]], value: V) -> None:
        super().__init__()
        self.options = list(options)
        self._at = next((at for at, (one, _) in enumerate(self.options) if one == value), 0)
        self._typed = ""

    @property
    def value(self) -> V:
        """The value that is chosen."""
        return self.options[self._at][0]

    @property
    def at(self) -> int:
        """Which of the options is chosen."""
        return self._at

    def choose(self, value: V) -> None:
        """Choose a value."""
        self._go(next(at for at, (one, _) in enumerate(self.options) if one == value))

    @property
    def shown(self) -> str:
        """What the value that is chosen is called."""
        return self.options[self._at][1]

    def choose_shown(self, text: str) -> None:
        """Choose the value that is called so, if one is."""
        at = next((at for at, (_, one) in enumerate(self.options) if one == text), self._at)
        self._go(at)

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Letters go to a value."""
        return character is not None and character.isprintable() and character != " "

    def on_key(self, event: events.Key) -> None:
        """Go to another value."""
        if event.key in ("left", "right"):
            self._typed = ""
            self._go((self._at + (1 if event.key == "right" else -1)) % len(self.options))
        elif event.character and self.check_consume_key(event.key, event.character):
            self._type(event.character.casefold())
        else:
            return
        event.stop()

    def on_click(self) -> None:
        """Go to the next value."""
        self._go((self._at + 1) % len(self.options))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the height of one line."""
        return 1

    def render_line(self, y: int) -> Strip:
        """Paint the value between its arrows."""
        width, base = self.size.width, self.rich_style
        _, text = self.options[self._at]
        arrows = len(self.options) > 1
        shown = f"◂ {text} ▸" if arrows and self.has_focus else text
        return Strip([Segment(cut(shown, width), base)], width)

    def _type(self, letter: str) -> None:
        """Go to the value that begins as typed so far; the same letter again goes to the next one with it."""
        if set(self._typed) == {letter} and not self._starting(self._typed + letter):
            places = self._starting(letter)
            later = [at for at in places if at > self._at]
            if places:
                self._go((later or places)[0])
            return
        self._typed = self._typed + letter if self._starting(self._typed + letter) else letter
        if places := self._starting(self._typed):
            self._go(places[0])

    def _starting(self, typed: str) -> list[int]:
        return [at for at, (_, text) in enumerate(self.options) if text.casefold().startswith(typed)]

    def _go(self, at: int) -> None:
        if at != self._at:
            self._at = at
            self.refresh()
            self.post_message(self.Changed())
