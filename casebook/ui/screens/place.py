"""A place: a full screen with a title, something to move in, what was just said, and its keys."""

from collections.abc import Awaitable, Hashable, Iterator, Sequence
from typing import Any, ClassVar, Protocol

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.css.query import NoMatches
from textual.getters import query_one
from textual.message import Message
from textual.screen import Screen
from textual.widget import Widget

from casebook.errors import CasebookError
from casebook.store.queries import case
from casebook.ui import work
from casebook.ui.desk import Desk
from casebook.ui.keys import case_key, keys_of, named, place_key
from casebook.ui.prose import Span
from casebook.ui.widgets.bars import KeyLine, Notice, TitleBar
from casebook.ui.widgets.windowed_list import WindowedList

_ALL_KEYS = "app.help"


class Mover(Protocol):
    """What one moves in: a list or a page."""

    def move(self, by: int) -> Any:
        """Move by lines."""

    def turn(self, pages: int) -> Any:
        """Move by pages."""

    def to_begin(self) -> Any:
        """Go to the first line."""

    def to_end(self) -> Any:
        """Go to the last line."""


class Place(Screen[None]):
    """What all places share. A place says its `title`, lays out its `body`, and reads itself in `load`."""

    AUTO_FOCUS = None
    NAME: ClassVar[str]
    # Which keys the last line names, as many as fit.
    HINTS: ClassVar[Sequence[str]] = ()
    BINDINGS: ClassVar[list[BindingType]] = [
        place_key("j,down", "move(1)", "move.down"),
        place_key("k,up", "move(-1)", "move.up"),
        place_key("pagedown,ctrl+f", "turn(1)", "move.page_down"),
        place_key("pageup,ctrl+b", "turn(-1)", "move.page_up"),
        place_key("home", "begin", "move.begin"),
        place_key("G,end", "end", "move.end"),
        place_key("enter", "open", "place.open"),
        place_key("escape,q", "leave", "place.leave"),
        place_key("ctrl+r", "reload", "place.reload"),
    ]

    title_bar = query_one(TitleBar)
    key_line = query_one(KeyLine)
    notice = query_one(Notice)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.outdated = self.working = False

    def compose(self) -> ComposeResult:
        """Lay out the title, the body and the lines below it."""
        yield TitleBar()
        yield from self.body()
        yield Notice()
        yield KeyLine()

    def body(self) -> ComposeResult:
        """Lay out what the place is about."""
        yield Widget()

    @property
    def mover(self) -> Mover:
        """What the keys of movement move."""
        raise NotImplementedError

    @property
    def case_id(self) -> int | None:
        """The case that work is done on, None where none is chosen."""
        return None

    @property
    def chosen(self) -> Hashable:
        """What a key of work would begin on."""
        return self.case_id

    async def load(self) -> None:
        """Read what is shown."""

    async def news(self, cases: frozenset[int]) -> None:
        """Show what changed: `cases` are those that were touched."""
        await self.load()

    async def worked(self) -> None:
        """Show what became of work on the case that was chosen."""
        await self.load()

    async def shown(self, reading: Awaitable[None]) -> None:
        """Wait until what is read is shown; where one left the place meanwhile, there is nothing to show it on."""
        try:
            await reading
        except NoMatches:
            if self.is_running and self in self.app.screen_stack:
                raise

    def on_mount(self) -> None:
        """Read what is shown; keys wait for it."""
        self.hint()
        self.desk.flow(self.shown(self.load()))

    def on_screen_resume(self) -> None:
        """Read again what changed while another screen was on top."""
        if self.outdated and not self.working:
            self.outdated = False
            self.desk.flow(self.shown(self.load()))

    async def _dispatch_message(self, message: Message) -> None:
        """Tell what could not be read or written; left to itself, the screen would take no message after it."""
        try:
            await super()._dispatch_message(message)
        except CasebookError as error:
            self.desk.tell(self.desk.told(error), trouble=True)

    def hint(self) -> None:
        """Name the keys of the place, and how many records are marked."""
        self.key_line.left = tuple(self._hints())
        marked = len(self.mover.marked) if isinstance(self.mover, WindowedList) else 0
        self.key_line.right = (Span(self.desk.say("list.marked", count=marked), "strong"), Span(" ")) if marked else ()

    def _hints(self) -> Iterator[Span]:
        shown = {key.id: key.shown.split()[0] for key in keys_of(self)}
        # Where not all fit, the one that shows all others is still there.
        for id_ in sorted(filter(shown.__contains__, self.HINTS), key=lambda id_: id_ != _ALL_KEYS):
            yield Span(f" {named(shown[id_], self.desk.say)} ", "strong")
            yield Span(self.desk.say(f"hint.{id_.split('.')[-1]}") + " ", "quiet")

    async def action_move(self, by: int) -> None:
        """Move by lines."""
        await _done(self.mover.move(by))

    async def action_turn(self, pages: int) -> None:
        """Move by pages."""
        await _done(self.mover.turn(pages))

    async def action_begin(self) -> None:
        """Go to the first line."""
        await _done(self.mover.to_begin())

    async def action_end(self) -> None:
        """Go to the last line."""
        await _done(self.mover.to_end())

    async def action_open(self) -> None:
        """Open what is chosen."""

    async def action_leave(self) -> None:
        """Go back to what is below, if anything is."""
        if len(self.app.screen_stack) > 1:
            await self.app.pop_screen()

    def action_reload(self) -> None:
        """Read everything again."""
        self.desk.flow(self.shown(self.load()))

    def action_case(self, name: str) -> None:
        """Begin a piece of work on the case that is chosen."""
        case_id, marked = self.case_id, len(self.mover.marked) if isinstance(self.mover, WindowedList) else 0
        if case_id is None:
            self.desk.tell(self.desk.say("case.none_chosen"), trouble=True)
        elif marked and name not in work.READING:
            self.desk.tell(self.desk.say("list.one_at_a_time", count=marked), trouble=True)
        else:
            self.desk.flow(self._work(name, case_id))

    async def _work(self, name: str, case_id: int) -> None:
        # What it changes is shown when it is done: the list would follow the case, and not show the next one.
        self.working, card, done = True, None, False
        try:
            card = await self.desk.read(case.card, case_id)
            done = card is not None and await work.named(name)(self.desk, card)
        except CasebookError as error:
            self.desk.tell(self.desk.told(error), trouble=True)
        finally:
            self.working = False
        if done and card is not None:
            self.outdated = False
            await self.shown(self.worked())
            # The cursor may be on the next case by now.
            self.desk.tell(self.desk.say("work.saved", number=card.number, name=card.name))
        elif self.outdated:
            self.outdated = False
            await self.shown(self.load())


CASE_KEYS: list[BindingType] = [
    case_key("c", "contact"),
    case_key("n", "note"),
    case_key("f", "next"),
    case_key("z", "snooze"),
    case_key("h", "hold"),
    case_key("m", "hand_over"),
    case_key("e", "evidence"),
    case_key("K", "life"),
    case_key("L", "limitation"),
    case_key("P", "money"),
    case_key("plus", "proposals"),
    case_key("equals_sign", "explain"),
    case_key("dollar_sign", "payoff"),
]


async def _done(result: Any) -> None:
    if result is not None:
        await result
