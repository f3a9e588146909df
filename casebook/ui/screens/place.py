"""A place: a full screen with a title, something to move in, what was just said, and its keys."""

from collections.abc import Awaitable, Collection, Hashable, Iterator, Mapping, Sequence
from typing import Any, ClassVar, Protocol

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.css.query import NoMatches
from textual.getters import query_one
from textual.message import Message
from textual.widget import Widget

from casebook.errors import CasebookError
from casebook.store.queries.presence import Present
from casebook.ui.desk import Desk
from casebook.ui.fitted import Fitted
from casebook.ui.keys import case_key, keys_of, named, place_key
from casebook.ui.prose import Span
from casebook.ui.screens import working
from casebook.ui.widgets.bars import BRAND, KeyLine, Notice, TitleBar

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


class Place(Fitted[None]):
    """What all places share. A place says its `title`, lays out its `body`, and reads itself in `load`."""

    AUTO_FOCUS = None
    NAME: ClassVar[str]
    # Which keys the last line names, as many as fit.
    HINTS: ClassVar[Sequence[str]] = ()
    # What such a key is called here, where that is not what its id ends in.
    CALLED: ClassVar[Mapping[str, str]] = {}
    # Whether the title says what waits in the in-tray: not where it says so itself.
    TELLS_POST: ClassVar[bool] = True
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
        place_key("u", "undo", "work.undo"),
        place_key("U", "redo", "work.redo"),
        place_key("N", "take_next", "work.take_next"),
    ]

    title_bar = query_one(TitleBar)
    key_line = query_one(KeyLine)
    notice = query_one(Notice)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        # What changed is shown later: while another screen is on top, and while work on a case is under way.
        self.outdated = self.working = False
        # Whether the case that was opened from here was worked on.
        self.finished = False

    def compose(self) -> ComposeResult:
        """Lay out the title, the body and the lines below it."""
        self.fit()
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

    @property
    def at_case(self) -> int | None:
        """The case that is open here, None in a place of many."""
        return None

    def also_open(self, others: Sequence[Present]) -> None:
        """Show who else has the case open that is open here."""

    @property
    def marked_gone(self) -> int:
        """How many of what is marked is not in the list any more."""
        return 0

    def marked_cases(self) -> list[int]:
        """Return the cases that are marked, in the order of the list; none where nothing can be marked."""
        return []

    def keep_marks(self, case_ids: Collection[int]) -> None:
        """Take the marks away, but those of some cases."""

    async def load(self) -> None:
        """Read what is shown."""

    def shown_cases(self) -> Collection[int]:
        """Return the cases that are on the screen: what is written about one of them is shown at once."""
        return () if self.at_case is None else (self.at_case,)

    async def news(self, cases: frozenset[int]) -> None:
        """Show what changed: `cases` are those that were touched."""
        await self.load()

    def tell_post(self) -> None:
        """Say in the title how much waits in the in-tray, and since when."""
        if self.TELLS_POST:
            self.title_bar.post = self.desk.post_said

    def tell_of_errand(self) -> None:
        """Tell what came of an errand, in the place it is about."""

    async def worked(self) -> None:
        """Show what became of work on the case that was chosen."""
        await self.load()

    def hold(self) -> None:
        """Keep where the cursor stands before work begins: `worked` shows what comes next from there."""

    def release(self) -> None:
        """Keep that no longer."""

    def begin_work(self) -> None:
        """Keep where the cursor stands, here and in the places below, whatever is shown anew until work is done."""
        self.working = True
        for place in self._stacked():
            # Else what was done before is still to be shown, from where the cursor stood then.
            if not place.finished:
                place.hold()

    def leave_work(self) -> None:
        """Let the cursors be where they are by now: nothing was done."""
        for place in self._stacked():
            if not place.finished:
                place.release()

    async def end_work(self) -> None:
        """Show what became of work that was done; what was typed ahead of it is dropped where that cannot be read."""
        self.outdated = self.finished = False
        try:
            await self.shown(self.worked())
        except CasebookError:
            self.outdated = True
            self.desk.gate.forget()
            raise
        finally:
            self.release()

    def finish_below(self) -> None:
        """Let the places below show what comes next, when one goes back to them: the case was worked on."""
        for below in self._stacked():
            if below is not self:
                below.finished = below.outdated = True

    def _stacked(self) -> "list[Place]":
        return [screen for screen in self.app.screen_stack if isinstance(screen, Place)]

    async def go_to(self, case_id: int) -> None:
        """Go to a case: where it does not stand here, it is opened."""
        from casebook.ui.screens.case import CaseScreen

        await self.app.push_screen(CaseScreen(self.desk, case_id))

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
        if not self.title_bar.left:
            # Some say more only when all is read.
            self.title_bar.left = (BRAND, Span(f" {self.desk.say(self.NAME)} · {self.desk.say('list.loading')}"))
        self.title_bar.meanwhile = self.desk.errand.said
        self.tell_post()
        self.desk.gate.hold.begin()
        self.desk.flow(self.shown(self.load()))

    def on_screen_resume(self) -> None:
        """Read again what changed while another screen was on top."""
        if self.outdated and not self.working:
            self.desk.flow(self.end_work() if self.finished else self.shown(self.load()))
            self.outdated = self.finished = False

    async def _dispatch_message(self, message: Message) -> None:
        """Tell what could not be read or written; left to itself, the screen would take no message after it."""
        try:
            await super()._dispatch_message(message)
        except CasebookError as error:
            self.desk.tell(self.desk.told(error), trouble=True)

    @property
    def hinted(self) -> Sequence[str]:
        """The keys that are named, by their ids, those that are needed most first."""
        return self.HINTS

    def hint(self) -> None:
        """Name the keys of the place."""
        self.key_line.left = tuple(self._hints())

    def _hints(self) -> Iterator[Span]:
        shown = {key.id: key.shown.split()[0] for key in keys_of(self, self.desk.session.actor.roles)}
        # Where not all fit, the one that shows all others is still there.
        for id_ in sorted(filter(shown.__contains__, self.hinted), key=lambda id_: id_ != _ALL_KEYS):
            yield Span(f" {named(shown[id_], self.desk.say)} ", "strong")
            yield Span(self.desk.say(f"hint.{self.called(id_)}") + " ", "quiet")

    def called(self, id_: str) -> str:
        """Return what the hint of a key is called here, as the last part of its code."""
        return self.CALLED.get(id_, id_.rpartition(".")[2])

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
        """Begin a piece of work on the case that is chosen, or on those that are marked."""
        self.desk.flow(working.on_chosen(self, name))

    def action_undo(self) -> None:
        """Take back what one did last."""
        self.desk.flow(working.undo(self))

    def action_redo(self) -> None:
        """Do again what one took back last."""
        self.desk.flow(working.redo(self))

    def action_take_next(self) -> None:
        """Take the next case from the queue of the team, and go to it."""
        self.desk.flow(working.take_next(self))


CASE_KEYS: list[BindingType] = [
    case_key("c", "contact"),
    case_key("n", "note"),
    case_key("f", "next"),
    case_key("z", "snooze"),
    case_key("h", "hold"),
    case_key("m", "hand_over"),
    case_key("number_sign", "tag"),
    case_key("full_stop", "repeat"),
    case_key("a", "assessment"),
    case_key("e", "evidence"),
    case_key("A", "sales"),
    case_key("K", "life"),
    case_key("L", "limitation"),
    case_key("P", "money"),
    case_key("B", "vat"),
    case_key("D", "dispute"),
    case_key("I", "insolvency"),
    case_key("R", "arrangement"),
    case_key("C", "debtor"),
    case_key("S", "security"),
    case_key("X", "placement"),
    case_key("T", "court"),
    case_key("plus", "proposals"),
    case_key("equals_sign", "explain"),
    case_key("dollar_sign", "payoff"),
    case_key("w", "letter"),
    case_key("o", "documents"),
]


async def _done(result: Any) -> None:
    if result is not None:
        await result
