"""A tab of the case screen: read when it is first shown, and again where the case changed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar, Generic, NamedTuple, TypeVar

from textual.app import ComposeResult
from textual.containers import Vertical

from casebook.store.database import Database
from casebook.store.queries.listing import WINDOW, Key, Listing, Page
from casebook.ui.desk import Desk
from casebook.ui.dialogs.reader import Reader
from casebook.ui.prose import Line
from casebook.ui.screens.place import Mover
from casebook.ui.widgets.source import Windows
from casebook.ui.widgets.windowed_list import Shape, WindowedList

R = TypeVar("R")
S = TypeVar("S")


class Opened(NamedTuple):
    """What is read of a row: a heading and a page."""

    heading: str
    lines: Sequence[Line]


class Tab(Vertical):
    """A part of a case. `PANES`: it has several things to move in, and `next_pane` goes on to the next.

    `KEY` is the id of the key that acts on what it shows, named before those of the case; empty where none does.
    """

    NAME: ClassVar[str]
    KEY: ClassVar[str] = ""
    PANES: ClassVar[bool] = False

    def __init__(self, desk: Desk, case_id: int) -> None:
        super().__init__(id=f"tab-{self.NAME}")
        self.desk = desk
        self.case_id = case_id
        self.outdated = True

    @property
    def mover(self) -> Mover:
        """What the keys of movement move."""
        raise NotImplementedError

    async def load(self) -> None:
        """Read what is shown."""
        raise NotImplementedError

    async def open(self) -> None:
        """Open what is chosen, in a flow."""
        raise NotImplementedError

    def next_pane(self) -> None:
        """Move in the next pane from now on."""


class ListTab(Tab, Generic[R]):
    """A tab that is one list, of which each row opens as a page."""

    # In a list with the newest row on top, whoever stands there sees what is new.
    NEWEST_FIRST: ClassVar[bool] = False

    def __init__(self, desk: Desk, case_id: int) -> None:
        super().__init__(desk, case_id)
        self.list: WindowedList[R] = WindowedList(desk, self.shape())

    def compose(self) -> ComposeResult:
        """Lay out the list."""
        yield self.list

    @property
    def mover(self) -> WindowedList[R]:
        """The list."""
        return self.list

    def shape(self) -> Shape[R]:
        """Return how the rows of the list look."""
        raise NotImplementedError

    def windows(self) -> Windows[R]:
        """Return what the list shows."""
        raise NotImplementedError

    async def opened(self, row: R) -> Opened:
        """Return the page about a row."""
        raise NotImplementedError

    async def load(self) -> None:
        """Read the list from where the cursor is."""
        await shown(self.list, self.windows(), newest_first=self.NEWEST_FIRST)

    async def open(self) -> None:
        """Open the page about the row that is chosen."""
        if self.list.chosen is not None:
            heading, lines = await self.opened(self.list.chosen)
            await self.desk.ask(Reader(self.desk, heading, lines))


async def shown(rows: WindowedList[R], windows: Windows[R], *, newest_first: bool) -> None:
    """Show a list for the first time, or read it again from where the cursor is."""
    window = rows.window
    at_top = newest_first and window.cursor == 0 and not window.before
    if rows.loaded and not at_top:
        await rows.reload()
    else:
        await rows.show(lambda _: windows)


@dataclass(frozen=True, slots=True)
class Beside(Generic[R, S]):
    """A listing with what is read beside its windows: `join` makes the rows that are shown, `of` gives back a row."""

    listing: Listing[R]
    join: Callable[[Database, Page[R]], Sequence[S]]
    of: Callable[[S], R]

    @property
    def descending(self) -> bool:
        """Whether the order goes down."""
        return self.listing.descending

    @property
    def key(self) -> Callable[[S], Key]:
        """What gives the place of a row."""
        return lambda row: self.listing.key(self.of(row))

    def after(self, database: Database, key: Key | None = None, limit: int = WINDOW) -> Page[S]:
        """Return the window after a place, or the first one."""
        return self._joined(database, lambda: self.listing.after(database, key, limit))

    def before(self, database: Database, key: Key | None = None, limit: int = WINDOW) -> Page[S]:
        """Return the window before a place, or the last one."""
        return self._joined(database, lambda: self.listing.before(database, key, limit))

    def around(self, database: Database, key: Key, limit: int = WINDOW) -> Page[S]:
        """Return the window with a place in the middle of it."""
        return self._joined(database, lambda: self.listing.around(database, key, limit))

    def _joined(self, database: Database, window: Callable[[], Page[R]]) -> Page[S]:
        with database.snapshot():
            page = window()
            return Page(tuple(self.join(database, page)), page.before, page.after)
