"""The line at the bottom in which one types what a list is narrowed by; the list above it follows each letter."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.getters import query_one
from textual.widgets import Input, Static

from casebook.domain.filter.complete import Completion, complete
from casebook.domain.filter.terms import Trouble
from casebook.domain.filter.vocabulary import Vocabulary
from casebook.store.actions.views import LONGEST_FILTER
from casebook.text import clean_line
from casebook.ui.desk import Desk
from casebook.ui.dialogs.dialog import Dialog
from casebook.ui.prose import Span
from casebook.ui.screens.place import Mover
from casebook.ui.widgets.bars import Bar, KeyLine, Notice
from casebook.ui.widgets.sentence import Sentence
from casebook.ui.widgets.text_line import TextLine

_HINTS = (("Enter", "hint.keep"), ("Esc", "hint.restore"), ("Tab", "hint.complete"), ("↑↓", "hint.move"))
# What stands before the line, in cells.
_SIGN = 2
# So many names are told where one is wrong: all that fit are offered while one types.
_NAMED = 3
# Behind these more is to follow: what ends so is taken for good, and what may follow is offered.
_GOES_ON = (":", "<", ">", "=")


def trouble_said(trouble: Trouble, desk: Desk) -> str:
    """Return what is wrong in a filter, with a few of the names that could stand there."""
    return desk.say(trouble.code, **trouble.told(desk.language, _NAMED))


class FilterLine(Dialog[str]):
    """A line of words and fields. `narrow` is told what is typed so far; the arrows move in the list.

    `check` returns what is wrong in a text; `names` are offered while one types, and Tab takes one after the other.
    Without them words are all that is taken, and nothing is offered.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "keep", "key.keep", id="filter.keep", priority=True),
        Binding("tab", "complete(1)", "key.complete", id="filter.complete", priority=True),
        Binding("shift+tab", "complete(-1)", "key.complete_back", id="filter.complete_back", priority=True),
        Binding("down,ctrl+n", "move(1)", "key.down", id="filter.down", priority=True),
        Binding("up,ctrl+p", "move(-1)", "key.up", id="filter.up", priority=True),
        Binding("pagedown", "turn(1)", "key.page_down", id="filter.page_down", priority=True),
        Binding("pageup", "turn(-1)", "key.page_up", id="filter.page_up", priority=True),
    ]

    typed = query_one(Input)
    key_line = query_one(KeyLine)
    offered = query_one("#offered", Bar)
    trouble = query_one("#trouble", Static)

    def __init__(  # noqa: PLR0913 each says another thing of the line
        self,
        desk: Desk,
        words: str,
        mover: Mover,
        *,
        narrow: Callable[[str], None],
        check: Callable[[str], Sequence[Trouble]],
        names: Vocabulary | None,
    ) -> None:
        super().__init__(desk, "")
        self._words = words
        self._narrow = narrow
        self._check = check
        self._names = names
        self._mover = mover
        self._found = ""
        self._options = Completion(0, 0)
        # Which option was taken, and the text with it.
        self._taken: tuple[int, str] | None = None

    def compose(self) -> ComposeResult:
        """Lay out what is offered, the line with how much is found, what is wrong in it, and the keys."""
        yield Notice()
        yield Bar(id="offered")
        with Horizontal(id="line"):
            yield Static("/", id="sign", markup=False)
            yield TextLine(self._words, max_length=LONGEST_FILTER)
            yield Static(self._found, id="found", markup=False)
        yield Sentence(id="trouble")
        yield KeyLine()

    def on_mount(self) -> None:
        """Name the keys."""
        self.key_line.left = tuple(
            span
            for key, code in _HINTS
            if self._names is not None or code != "hint.complete"
            for span in (Span(f" {key} ", "strong"), Span(f"{self.desk.say(code)} ", "quiet"))
        )
        self._look()

    @property
    def words(self) -> str:
        """What is typed so far."""
        return clean_line(self.typed.value, LONGEST_FILTER)

    def found(self, said: str) -> None:
        """Say how much is found beside the line."""
        if said != self._found:
            self._found = said
            # It may be told before the line is laid out, and while it closes.
            for number in self.query("#found").results(Static):
                number.update(said)

    def on_input_changed(self) -> None:
        """Narrow the list by what is typed so far."""
        self._narrow(self.words)
        self._look()

    def action_keep(self) -> None:
        """Keep the list as it is narrowed now."""
        self.answer(self.words)

    def action_complete(self, by: int) -> None:
        """Take what is offered: the first option, or the one after the one that was taken."""
        options = self._options.options
        if not options:
            return
        at = 0 if by > 0 else len(options) - 1
        if self._taken is not None:
            at = (self._taken[0] + by) % len(options)
        start, text = self._options.start, options[at].text
        end = self._options.end if self._taken is None else start + len(options[self._taken[0]].text)
        value = self.typed.value[:start] + text + self.typed.value[end:]
        goes_on = text.endswith(_GOES_ON) or len(options) == 1
        self._taken = None if goes_on else (at, value)
        self.typed.value = value
        self.typed.cursor_position = start + len(text)
        self._look()

    async def action_move(self, by: int) -> None:
        """Move in the list."""
        await self._mover.move(by)

    async def action_turn(self, pages: int) -> None:
        """Turn the list by pages."""
        await self._mover.turn(pages)

    def _look(self) -> None:
        """Show what may follow, and what is wrong."""
        value = self.typed.value
        if self._taken is None or self._taken[1] != value:
            self._taken = None
            self._options = self._complete(value)
            if [one.text for one in self._options.options] == [value[self._options.start : self._options.end]]:
                # It stands there already.
                self._options = Completion(0, 0)
        self._show_options()
        self._show_trouble(self._check(value))

    def _complete(self, value: str) -> Completion:
        if self._names is None:
            return Completion(0, 0)
        return complete(value, self.typed.cursor_position, self._names, self.desk.language)

    def _show_options(self) -> None:
        options = self._options.options
        self.offered.display = bool(options)
        chosen = 0 if self._taken is None else self._taken[0]
        shown = [Span(f" {clean_line(one.text)} ", "quiet") for one in options[chosen:]]
        # The first of them is what Tab takes.
        self.offered.left = (Span(" Tab ", "strong"), *(one._replace(style="strong") for one in shown[:1]), *shown[1:])
        code = options[chosen].code if options else None
        said = self.desk.say(code, **options[chosen].parameters) if code else ""
        self.offered.right = (Span(f"  {said} ", ""),) if said else ()

    def _show_trouble(self, troubles: Sequence[Trouble]) -> None:
        self.trouble.display = bool(troubles)
        if not troubles:
            return
        first = troubles[0]
        before, wrong = self.typed.value[: first.start], self.typed.value[first.start : first.end]
        at = max(0, _SIGN + cell_len(before) - self.typed.scroll_offset.x)
        carets = "^" * max(1, min(cell_len(wrong), self.size.width - at))
        said = trouble_said(first, self.desk)
        # Where the sentence does not fit behind the carets it stands below them.
        fits = at + len(carets) + 1 + cell_len(said) <= self.size.width
        self.trouble.update(" " * at + carets + (" " if fits else "\n") + said)
