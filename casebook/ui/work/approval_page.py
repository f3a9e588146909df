"""The page of a request for approval: all that helps to decide, and what is done from there."""

from collections.abc import Collection, Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.getters import query_one

from casebook.ui.desk import Desk
from casebook.ui.dialogs.key_hints import key_hints
from casebook.ui.dialogs.reader import Reader
from casebook.ui.keys import place_key
from casebook.ui.prose import Line
from casebook.ui.widgets.bars import KeyLine

APPROVE, REFUSE, COMMENT, ANEW, WITHDRAW, HEAR, CASE = (
    "approve", "refuse", "comment", "anew", "withdraw", "hear", "case",
)  # fmt: skip


class RequestPage(Reader):
    """All about a request; `then` says what was chosen of what somebody `may` do with it, empty for nothing."""

    HINTS: ClassVar = (
        "case.proposals", "approval.refuse", "approval.comment", "approval.anew", "approval.withdraw", "approval.hear",
        "approval.open_case", "dialog.back",
    )  # fmt: skip
    CALLED: ClassVar = {"case.proposals": "approve"}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("plus", "then('approve')", "key.approve", id="case.proposals", priority=True),
        place_key("n", "then('refuse')", "approval.refuse"),
        place_key("c", "then('comment')", "approval.comment"),
        place_key("a", "then('anew')", "approval.anew"),
        place_key("w", "then('withdraw')", "approval.withdraw"),
        place_key("h", "then('hear')", "approval.hear"),
        place_key("o", "then('case')", "approval.open_case"),
    ]

    key_line = query_one(KeyLine)

    def __init__(self, desk: Desk, heading: str, lines: Sequence[Line], may: Collection[str]) -> None:
        super().__init__(desk, heading, lines)
        self._may = may
        self.then = ""

    def on_mount(self) -> None:
        """Name the keys."""
        self.key_line.left = tuple(key_hints(self, self.desk, self.HINTS, self.CALLED))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let only that be chosen which this person may do with it now."""
        return parameters[0] in self._may if action == "then" else True

    def action_then(self, what: str) -> None:
        """Close, and let what is chosen be done."""
        self.then = what
        self.answer(None)
