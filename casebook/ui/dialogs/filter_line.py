"""The line at the bottom in which one types what a list is narrowed by; the list above it follows each letter."""

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.getters import query_one
from textual.widgets import Input, Static

from casebook.text import clean_line
from casebook.ui.desk import Desk
from casebook.ui.dialogs.dialog import Dialog
from casebook.ui.prose import Span
from casebook.ui.screens.place import Mover
from casebook.ui.widgets.bars import KeyLine, Notice

_LONGEST = 120
_HINTS = (("Enter", "hint.keep"), ("Esc", "hint.restore"), ("↑↓", "hint.move"))


class FilterLine(Dialog[str]):
    """A line of words. `narrow` is told what is typed so far; the arrows move in the list."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "keep", "key.keep", id="filter.keep", priority=True),
        Binding("down,ctrl+n", "move(1)", "key.down", id="filter.down", priority=True),
        Binding("up,ctrl+p", "move(-1)", "key.up", id="filter.up", priority=True),
        Binding("pagedown", "turn(1)", "key.page_down", id="filter.page_down", priority=True),
        Binding("pageup", "turn(-1)", "key.page_up", id="filter.page_up", priority=True),
    ]

    typed = query_one(Input)
    key_line = query_one(KeyLine)

    def __init__(self, desk: Desk, words: str, narrow: Callable[[str], None], mover: Mover) -> None:
        super().__init__(desk, "")
        self._words = words
        self._narrow = narrow
        self._mover = mover

    def compose(self) -> ComposeResult:
        """Lay out the line, and its keys below it; beside it the place below says what is found."""
        yield Notice()
        with Horizontal(id="line"):
            yield Static("/", id="sign", markup=False)
            yield Input(self._words, compact=True, select_on_focus=False, max_length=_LONGEST)
        yield KeyLine()

    def on_mount(self) -> None:
        """Name the keys."""
        self.key_line.left = tuple(
            span
            for key, code in _HINTS
            for span in (Span(f" {key} ", "strong"), Span(f"{self.desk.say(code)} ", "quiet"))
        )

    @property
    def words(self) -> str:
        """What is typed so far."""
        return clean_line(self.typed.value, _LONGEST)

    def on_input_changed(self) -> None:
        """Narrow the list by what is typed so far."""
        self._narrow(self.words)

    def action_keep(self) -> None:
        """Keep the list as it is narrowed now."""
        self.answer(self.words)

    async def action_move(self, by: int) -> None:
        """Move in the list."""
        await self._mover.move(by)

    async def action_turn(self, pages: int) -> None:
        """Turn the list by pages."""
        await self._mover.turn(pages)
