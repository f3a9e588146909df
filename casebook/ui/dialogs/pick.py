"""Choosing one of a few: by the key before it, or by typing a part of its name."""

from collections.abc import Sequence
from typing import ClassVar, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.getters import query_one
from textual.widgets import Input

from casebook.ui.desk import Desk
from casebook.ui.dialogs.dialog import Dialog
from casebook.ui.widgets.menu import Entry, Menu
from casebook.ui.widgets.sentence import Sentence
from casebook.ui.widgets.text_line import TextLine

V = TypeVar("V")

# In cells: how wide the frame is, what surrounds a line in it, and the rows of the frame, of the line one types in, and
# of the room below the heading, the text and that line.
_WIDE, _BESIDE, _FRAME, _LINE, _SPACED = 76, 4, 2, 1, 1
# In rows: so much is left for the menu, however much is said above it.
_LEAST = 3


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
        told, room = self._rooms()
        if self._about:
            about = Sentence(self._about, id="about")
            about.styles.max_height = told
            yield about
        if self._search:
            yield TextLine(placeholder=self.desk.say("pick.search"))
        # Where nothing was looked for, nothing was not found: what it is about says why there is no choice.
        empty = "" if self._about and not self._search else self.desk.say("pick.empty")
        menu = Menu(self._entries, empty, self._at)
        menu.styles.max_height = room
        yield menu

    def on_resize(self, _: events.Resize) -> None:
        """Give the text and the menu the room there is now."""
        self.call_after_refresh(self._make_room)

    def _make_room(self) -> None:
        if not self._is_answered:
            told, self.menu.styles.max_height = self._rooms()
            for about in self.query("#about"):
                about.styles.max_height = told

    def _rooms(self) -> tuple[int, int]:
        """Return how many rows the text above the menu may have and how many the menu: all of it fits the terminal."""
        inner = max(1, min(_WIDE, self.of_size.width) - _BESIDE)
        left = self.of_size.height - _FRAME - Content(self._heading).get_height({}, inner) - _SPACED
        left -= _LINE + _SPACED if self._search else 0
        if not self._about:
            return 0, max(_LEAST, left)
        told = max(1, min(Content(self._about).get_height({}, inner), left - _SPACED - _LEAST))
        return told, max(_LEAST, left - told - _SPACED)

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
