"""A long text to read, such as a document: it is searched, and turned by the pages it has itself."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.getters import query_one
from textual.widgets import Input

from casebook.text import clean_line
from casebook.ui.desk import Desk
from casebook.ui.dialogs.dialog import Dialog
from casebook.ui.dialogs.reader import Reader
from casebook.ui.keys import place_key
from casebook.ui.widgets.text_line import TextLine

_LONGEST = 200


class TextReader(Reader):
    """A text in which / searches, > and < go to where it was found, and ] and [ to its next page and the one before."""

    BINDINGS: ClassVar[list[BindingType]] = [
        place_key("slash", "search", "reader.search_text"),
        place_key("greater_than_sign", "found(1)", "reader.next_found"),
        place_key("less_than_sign", "found(-1)", "reader.previous_found"),
        place_key("right_square_bracket", "leaf(1)", "reader.next_page"),
        place_key("left_square_bracket", "leaf(-1)", "reader.previous_page"),
    ]

    searched = ""

    def action_search(self) -> None:
        """Ask what is looked for, and go to the first place after here where it stands."""
        self.desk.flow(self._search())

    def action_found(self, by: int) -> None:
        """Go to the next place where it stands, or the one before."""
        if self.searched:
            self._to_found(by)
        else:
            self.action_search()

    def action_leaf(self, by: int) -> None:
        """Go to the next page of the document, or the one before."""
        self.page.to_part(by)

    async def _search(self) -> None:
        text = await self.desk.ask(_Ask(self.desk, self.searched))
        if text is None:
            return
        self.searched = text
        self._to_found(1)

    def _to_found(self, by: int) -> None:
        found = self.page.find(self.searched, by)
        if found is None:
            self.desk.tell(self.desk.say("reader.not_found", text=self.searched), trouble=True)
        else:
            self.desk.tell(self.desk.say("reader.found", at=found.at, of=found.of))


class _Ask(Dialog[str]):
    """Asks what is looked for; as it stands it is what was looked for last."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "take", "key.choose", id="pick.choose", priority=True),
    ]

    line = query_one(Input)

    def __init__(self, desk: Desk, before: str) -> None:
        super().__init__(desk, desk.say("reader.search_heading"))
        self._before = before

    def body(self) -> ComposeResult:
        """Lay out the line to type in."""
        yield TextLine(
            self._before, placeholder=self.desk.say("reader.search_what"), max_length=_LONGEST, select_on_focus=True
        )

    def action_take(self) -> None:
        """Answer with what was typed, if anything was."""
        self.answer(clean_line(self.line.value) or None)
