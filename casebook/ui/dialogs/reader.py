"""A page to read: an explanation, a statement, the details of a record."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.getters import query_one

from casebook.ui.desk import Desk
from casebook.ui.dialogs.dialog import Dialog
from casebook.ui.keys import place_key
from casebook.ui.prose import Line
from casebook.ui.widgets.text_page import TextPage


class Reader(Dialog[None]):
    """Text that scrolls; Esc, q or Enter close it, y copies it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        place_key("j,down", "move(1)", "move.down"),
        place_key("k,up", "move(-1)", "move.up"),
        place_key("pagedown,space", "turn(1)", "move.page_down"),
        place_key("pageup", "turn(-1)", "move.page_up"),
        place_key("home", "begin", "move.begin"),
        place_key("G,end", "end", "move.end"),
        place_key("y", "copy", "reader.copy"),
        place_key("q,enter", "back", "reader.close"),
    ]

    page = query_one("#page", TextPage)

    def __init__(self, desk: Desk, heading: str, lines: Sequence[Line]) -> None:
        super().__init__(desk, heading)
        self._lines = lines

    def body(self) -> ComposeResult:
        """Lay out the text."""
        yield TextPage(self._lines, id="page")

    def action_move(self, by: int) -> None:
        """Scroll by lines."""
        self.page.move(by)

    def action_turn(self, pages: int) -> None:
        """Scroll by pages."""
        self.page.turn(pages)

    def action_begin(self) -> None:
        """Scroll to the first line."""
        self.page.to_begin()

    def action_end(self) -> None:
        """Scroll to the last line."""
        self.page.to_end()

    def action_copy(self) -> None:
        """Copy the text to the clipboard of the terminal, also over SSH."""
        self.app.copy_to_clipboard(self.page.text)
        self.desk.tell(self.desk.say("reader.copied"))
