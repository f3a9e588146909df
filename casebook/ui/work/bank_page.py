"""The page of an entry of the bank: its facts, what it may be, what became of it, and what is done from there."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.getters import query_one

from casebook.store.queries.bank_entry import EntryCard
from casebook.ui.desk import Desk
from casebook.ui.dialogs.key_hints import key_hints
from casebook.ui.dialogs.reader import Reader
from casebook.ui.keys import place_key
from casebook.ui.widgets.bars import KeyLine
from casebook.ui.work.bank_lines import entry_lines, heading, why_lines


class EntryPage(Reader):
    """All about an entry; `then` says what was chosen to do with it: `accept`, `act` or `case`, nothing else."""

    HINTS: ClassVar = ("case.proposals", "case.money", "case.explain", "bank.open_case", "reader.copy", "dialog.back")
    CALLED: ClassVar = {"case.money": "bank_act"}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("plus", "then('accept')", "key.bank_accept", id="case.proposals", priority=True),
        Binding("P", "then('act')", "key.bank_act", id="case.money", priority=True),
        Binding("equals_sign", "why", "key.explain", id="case.explain", priority=True),
        place_key("o", "then('case')", "bank.open_case"),
    ]

    key_line = query_one(KeyLine)

    def __init__(self, desk: Desk, card: EntryCard) -> None:
        super().__init__(desk, heading(card, desk), entry_lines(card, desk))
        self._card = card
        self.then = ""

    @property
    def case_id(self) -> int | None:
        """The case that an entry went to or may be for, the likeliest."""
        used = [use.case_id for use in self._card.uses if use.undone_on is None and use.case_id is not None]
        found = [one.case_id for one in self._card.candidates if one.case_id]
        return next(iter([*used, *found]), None)

    def on_mount(self) -> None:
        """Name the keys."""
        called = self.CALLED if self._card.rest else {"case.money": "bank_undo"}
        self.key_line.left = tuple(key_hints(self, self.desk, self.HINTS, called))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let only that be chosen which there is."""
        if action != "then":
            return True
        match parameters[0]:
            case "accept":
                return bool(self._card.rest) and any(one.ready for one in self._card.candidates[:1])
            case "case":
                return self.case_id is not None
            case _:
                return True

    def action_then(self, what: str) -> None:
        """Close, and let what is chosen be done."""
        self.then = what
        self.answer(None)

    def action_why(self) -> None:
        """Say by which methods it was looked for, and what each found."""
        self.desk.flow(why(self.desk, self._card))


async def why(desk: Desk, card: EntryCard) -> None:
    """Show by which methods an entry was looked for, and what each found."""
    await desk.ask(Reader(desk, desk.say("bank_entry.why", heading=heading(card, desk)), why_lines(card, desk)))
