"""The page of something that came in: all that it says, what it may be for, and what is done from there."""

from typing import ClassVar

from textual.binding import BindingType
from textual.getters import query_one

from casebook.store.queries.post_item import PostCard
from casebook.ui.desk import Desk
from casebook.ui.dialogs.key_hints import key_hints
from casebook.ui.dialogs.text_reader import TextReader
from casebook.ui.keys import place_key
from casebook.ui.widgets.bars import KeyLine
from casebook.ui.work.post_keys import CALLED, act_keys
from casebook.ui.work.post_lines import heading, page_lines
from casebook.ui.work.post_proposal import is_there


class PostPage(TextReader):
    """All about an item; `then` says what was chosen: the name of what is done with it, `act` for the menu, `case`."""

    HINTS: ClassVar = (
        "case.proposals", "post.post_act", "bank.open_case", "case.next", "case.note",
        "reader.search_text", "reader.copy", "dialog.back",
    )  # fmt: skip
    CALLED: ClassVar = CALLED
    BINDINGS: ClassVar[list[BindingType]] = [
        place_key("T", "then('act')", "post.post_act"),
        place_key("o", "then('case')", "bank.open_case"),
        *act_keys("then"),
    ]

    key_line = query_one(KeyLine)

    def __init__(self, desk: Desk, card: PostCard) -> None:
        super().__init__(desk, heading(card.row, desk), page_lines(card, desk))
        self._card = card
        self.then = ""

    @property
    def case_id(self) -> int | None:
        """The case that an item went to, or may be for, the likeliest."""
        return self._card.row.case_id or next((one.case_id for one in self._card.candidates), None)

    def on_mount(self) -> None:
        """Name the keys."""
        self.key_line.left = tuple(key_hints(self, self.desk, self.HINTS, self.CALLED))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let only that be chosen which there is."""
        if action != "then":
            return True
        match parameters[0]:
            case "accept":
                return is_there(self._card)
            case "case":
                return self.case_id is not None
            case "act":
                return True
            case _:
                return self._card.row.decision is None

    def action_then(self, what: str) -> None:
        """Close, and let what is chosen be done."""
        self.then = what
        self.answer(None)
