"""Choosing one of a few: by the key before it, or by typing a part of its name."""

from collections.abc import Sequence
from typing import ClassVar, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.getters import query_one
from textual.widgets import Input, Static

from casebook.ui.desk import Desk
from casebook.ui.dialogs.dialog import Dialog
from casebook.ui.widgets.menu import Entry, Menu
from casebook.ui.widgets.text_line import TextLine

V = TypeVar("V")


class Pick(Dialog[V]):
    """A menu. With `search` one types to narrow it; without, a key chooses at once. The cursor begins on entry `at`."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "key.choose", id="pick.choose", priority=True),
        Binding("down,ctrl+n", "move(1)", "key.down", id="pick.down", priority=True),
        Binding("up,ctrl+p", "move(-1)", "key.up", id="pick.up", priority=True),
        Binding("pagedown", "move(10)", "key.page_down", id="pick.page_down", priority=True),
        Binding("pageup", "move(-10)", "key.page_up", id="pick.page_up", priority=True),
    ]

    menu = query_one(Menu)

    def __init__(  # noqa: PLR0913 each says another thing of a menu
        self,
        desk: Desk,
        heading: str,
        entries: Sequence[Entry[V]],
        *,
        search: bool = False,
        about: str = "",
        at: int = 0,
    ) -> None:
        super().__init__(desk, heading)
        self._about = about
        self._entries = entries
        self._search = search
        self._at = at

    def body(self) -> ComposeResult:
        """Lay out what it is about, the line to type in, if there is one, and the menu."""
        if self._about:
            yield Static(self._about, id="about", markup=False)
        if self._search:
            yield TextLine(placeholder=self.desk.say("pick.search"))
        yield Menu(self._entries, self.desk.say("pick.empty"), self._at)

    def on_key(self, event: events.Key) -> None:
        """Choose by the key before an entry; j and k move where nothing is typed."""
        if self._search:
            return
        typed = event.character or event.key
        entry = self.menu.with_key(typed)
        if entry is not None:
            event.stop()
            self._chosen(entry)
        elif typed in "jk":
            self.menu.move(1 if typed == "j" else -1)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Narrow the menu by what was typed."""
        self.menu.narrow(event.value)

    def on_menu_clicked(self) -> None:
        """Choose what was clicked on."""
        self.action_choose()

    def action_move(self, by: int) -> None:
        """Move the cursor."""
        self.menu.move(by)

    def action_choose(self) -> None:
        """Choose the entry the cursor is on."""
        if self._search:
            # The line may not have told of the last letter yet.
            self.menu.narrow(self.query_one(Input).value)
        if self.menu.chosen is not None:
            self._chosen(self.menu.chosen)

    def _chosen(self, entry: Entry[V]) -> None:
        self.answer(entry.value)
