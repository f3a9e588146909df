"""Finding what a caller quotes: one line for a name, a number, an address or an account, and below it what fits.

What is found follows each letter. Keys never wait for it, but Enter does: it takes what fits the whole of the text.
"""

from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.getters import query_one
from textual.widgets import Input, Static
from textual.worker import Worker, WorkerError

from casebook.domain.reading import ReadKind
from casebook.errors import CasebookError
from casebook.store.queries import search
from casebook.store.queries.search import SearchRow
from casebook.store.reading import Interrupted
from casebook.store.readings import Read
from casebook.store.search import PARTY
from casebook.text import clean_line
from casebook.ui.desk import Desk
from casebook.ui.dialogs.dialog import Dialog
from casebook.ui.dialogs.find_list import FoundList, New
from casebook.ui.prose import Span
from casebook.ui.widgets.bars import KeyLine
from casebook.ui.widgets.sentence import Sentence
from casebook.ui.widgets.text_line import TextLine

if TYPE_CHECKING:
    from casebook.ui.app import CasebookApp

_LONGEST = 120
_HINTS = (("Enter", "hint.open"), ("↑↓", "hint.move"), ("Esc", "hint.back"))


class Find(Dialog[SearchRow | New]):
    """Asks for a record. `new` is what the last line is called; with `parties` each party is there once.

    `text` stands there to begin with.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "key.choose", id="pick.choose", priority=True),
        Binding("down,ctrl+n", "move(1)", "key.down", id="pick.down", priority=True),
        Binding("up,ctrl+p", "move(-1)", "key.up", id="pick.up", priority=True),
        Binding("pagedown", "move(10)", "key.page_down", id="pick.page_down", priority=True),
        Binding("pageup", "move(-10)", "key.page_up", id="pick.page_up", priority=True),
    ]

    typed = query_one(Input)
    found = query_one(FoundList)
    told = query_one("#told", Static)

    def __init__(self, desk: Desk, heading: str, new: str, *, parties: bool = False, text: str = "") -> None:
        super().__init__(desk, heading)
        self._new = new
        self._parties = parties
        self._text = clean_line(text, _LONGEST)
        self._shown = ""
        self._looking: Worker[None] | None = None

    def body(self) -> ComposeResult:
        """Lay out the line, what is found, and what is said of it."""
        yield TextLine(
            self._text,
            placeholder=self.desk.say("find.what"),
            max_length=_LONGEST,
        )
        yield FoundList(self.desk, self._new, cases=not self._parties)
        yield Sentence(id="told")

    def on_mount(self) -> None:
        """Name the keys."""
        self.query_one(KeyLine).left = tuple(
            span
            for key, code in _HINTS
            for span in (Span(f" {key} ", "strong"), Span(f"{self.desk.say(code)} ", "quiet"))
        )

    @property
    def text(self) -> str:
        """What is typed so far."""
        return clean_line(self.typed.value, _LONGEST)

    def on_input_changed(self) -> None:
        """Look for what is typed so far; what was looked for before is no more."""
        self._look()

    def on_found_list_clicked(self) -> None:
        """Choose what was clicked on."""
        self.action_choose()

    def action_move(self, by: int) -> None:
        """Move the cursor."""
        self.found.move(by)

    def action_choose(self) -> None:
        """Choose what the cursor is on, when all that was typed has been looked for."""
        self.desk.flow(self._choose())

    async def _choose(self) -> None:
        while self._shown != self.text:
            looking = self._look() if self._looking is None or self._looking.is_finished else self._looking
            with suppress(WorkerError):
                await looking.wait()
            if looking.is_finished and looking is self._looking and self._shown != self.text:
                # It could not be read: that was told.
                return
        self.answer(self.found.chosen)

    def _look(self) -> Worker[None]:
        self._looking = self.run_worker(partial(self._find, self.text), group="find", exclusive=True)
        return self._looking

    async def _find(self, text: str) -> None:
        if text == self._shown:
            return
        self.told.update(self.desk.say("search.going_on") if text else "")
        while True:
            try:
                rows = await self.desk.search(search.find, text) if text else []
            except Interrupted:
                # Something else was read first.
                continue
            except CasebookError as error:
                self.told.update(self.desk.told(error))
                return
            break
        self._show(self._once(rows), text)

    def _show(self, rows: Sequence[SearchRow], text: str) -> None:
        self._shown = text
        self.found.show(rows, text)
        alike = bool(rows) and all(row.near for row in rows)
        code = "find.nothing" if not rows else "find.only_alike" if alike else "find.count"
        self.told.update(self.desk.say(code, count=len(rows)) if text else "")

    def _once(self, rows: Sequence[SearchRow]) -> list[SearchRow]:
        """Return each case once, or each party, by what fits best."""
        if self._parties:
            once = {row.party_id: row for row in reversed(rows) if row.kind == PARTY}
        else:
            once = {row.case_id or -row.party_id: row for row in reversed(rows)}
        kept = {id(row) for row in once.values()}
        return [row for row in rows if id(row) in kept]


async def find(app: "CasebookApp", desk: Desk) -> None:
    """Ask for what a caller quotes, and open it."""
    from casebook.ui.screens.case import CaseScreen

    case_id = await find_case(desk, desk.say("find.heading"))
    there = isinstance(app.screen, CaseScreen) and app.screen.case_id == case_id
    if case_id is not None and not there:
        desk.saw(Read(ReadKind.FOUND, case_id))
        await app.push_screen(CaseScreen(desk, case_id))


async def find_case(desk: Desk, heading: str) -> int | None:
    """Ask for a case by what is quoted, or make a new one; return its id, None where one turned back."""
    from casebook.ui.work.debtor_new import new_case, show_party

    chosen = await desk.ask(Find(desk, heading, desk.say("find.new_case")))
    match chosen:
        case None:
            return None
        case New(text):
            return await new_case(desk, text)
        case SearchRow(case_id=None, party_id=party_id):
            return await show_party(desk, party_id)
        case SearchRow(case_id=known):
            return known


async def find_party(desk: Desk, heading: str, text: str = "") -> int | None:
    """Ask for a party, or for what is known of one that is new; return his id, None where one turned back.

    `text` is looked for to begin with.
    """
    from casebook.ui.work.debtor_new import new_party

    chosen = await desk.ask(Find(desk, heading, desk.say("find.new_party"), parties=True, text=text))
    match chosen:
        case None:
            return None
        case New(text):
            return await new_party(desk, text)
        case row:
            return row.party_id
