"""A list whose rows are looked for among many others: what was found is shown at once, and the search goes on.

No key waits for the search: it goes on step by step in the background, and gives way to whatever else is read.
"""

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from textual.message import Message
from textual.worker import Worker

from casebook.errors import CasebookError
from casebook.store.database import Database
from casebook.store.queries.listing import WINDOW, Key, Listing, Page
from casebook.store.reading import Interrupted
from casebook.ui.desk import Desk
from casebook.ui.widgets.source import Make, Source, Windows
from casebook.ui.widgets.windowed_list import Shape, WindowedList

R = TypeVar("R")
T = TypeVar("T")

# So many rows are tested in one step: no more is lost where it has to give way.
BUDGET = 1_000


class Steps(Generic[R]):
    """A `Listing`, the `whole`, that is read one step at a time."""

    def __init__(self, listing: Listing[R]) -> None:
        self.whole = listing
        self.descending = listing.descending
        self.key: Callable[[R], Key] = listing.key

    def after(self, database: Database, key: Key | None = None, limit: int = WINDOW) -> Page[R]:
        """Return what one step finds after a place."""
        return self.whole.after(database, key, limit, BUDGET)

    def before(self, database: Database, key: Key | None = None, limit: int = WINDOW) -> Page[R]:
        """Return what one step finds before a place."""
        return self.whole.before(database, key, limit, BUDGET)

    def around(self, database: Database, key: Key, limit: int = WINDOW) -> Page[R]:
        """Return what one step on either side of a place finds."""
        return self.whole.around(database, key, limit, BUDGET)


class Search(Source[R]):
    """Reads `Steps`: each gives way to whatever else is read, and is taken once more after it."""

    async def ask(self, query: Callable[[Database], T]) -> T:
        """Return what a step found."""
        self._desk.interrupt_reading()
        while True:
            try:
                return await self._desk.search(query)
            except Interrupted:
                # Something else was read first.
                continue

    def whole(self, windows: Windows[R]) -> Windows[R]:
        """Return the listing: many rows at once are not read in steps."""
        return windows.whole if isinstance(windows, Steps) else windows


class SearchList(WindowedList[R]):
    """A list of which each read is one step of a search; `show` takes what makes `Steps`."""

    class Looked(Message):
        """A step was taken, or the search is over."""

    def __init__(self, desk: Desk, shape: Shape[R], *, id: str | None = None) -> None:  # noqa: A002 as Textual names it
        super().__init__(desk, shape, source=Search(desk), id=id)
        self.empty = shape.empty
        self._looked_from: Key | None = None
        self._looked_to: Key | None = None
        self._at_work = False
        self._search: Worker[None] | None = None

    @property
    def searching(self) -> bool:
        """Whether rows of the page shown, or of the next, are still looked for."""
        return self._at_work and (self._looked_from is not None or self._looked_to is not None)

    async def show(self, make: Make[R], near: R | None = None) -> None:
        """Show a list from its beginning, or near a row; the search for another one ends."""
        self._stop()
        await super().show(make, near)

    async def reload(self, *, stay: bool = False) -> None:
        """Read again what is shown."""
        self._stop()
        await super().reload(stay=stay)

    async def move(self, by: int) -> None:
        """Move the cursor by rows, as far as there are any after one step of searching."""
        window = self.window
        if self._looked_to is None and window.cursor + by >= len(window.rows):
            await self._read_on()
        elif self._looked_from is None and window.cursor + by < 0:
            await self._read_back()
        self._moved(lambda: window.move(by))

    async def turn(self, pages: int) -> None:
        """Turn by pages, as far as there are any after one step of searching."""
        window = self.window
        if self._looked_to is None and window.ahead() < pages * window.height:
            await self._read_on()
        elif self._looked_from is None and window.top + pages * window.height < 0:
            await self._read_back()
        self._moved(lambda: window.turn(pages))

    async def _read_on(self) -> None:
        async with self._reading:
            window = self.window
            if not window.after:
                return
            held, first = len(window.rows), window.rows[:1]
            _, page = await self._source.read(
                lambda listing, db: listing.after(db, self._looked_to or _place(listing, window.rows[-1:]), WINDOW)
            )
            window.append(page)
            self._looked_to = page.looked_to
            if first and window.rows[0] is not first[0]:
                # Rows above were let go of: what stands before those held is to be looked for from there.
                self._looked_from = None
            if page.rows and held < window.top + window.height:
                self.refresh()

    async def _read_back(self) -> None:
        async with self._reading:
            window = self.window
            if not window.before:
                return
            last, shown = window.rows[-1:], window.shown(0)
            _, page = await self._source.read(
                lambda listing, db: listing.before(db, self._looked_from or _place(listing, window.rows[:1]), WINDOW)
            )
            if window.rows:
                window.prepend(page)
            else:
                after = window.after
                window.replace(page, len(page.rows) - 1, window.height - 1)
                window.after = after
            self._looked_from = page.looked_from
            if last and window.rows[-1] is not last[0]:
                self._looked_to = None
            if page.rows:
                window.resize(window.height)
                if window.shown(0) is not shown:
                    self.refresh()

    def _replaced(self, page: Page[R], position: int, line: int) -> None:
        self._looked_from, self._looked_to = page.looked_from, page.looked_to
        super()._replaced(page, position, line)
        self.post_message(self.Looked())

    def _read_ahead(self) -> None:
        if (self._ahead or self._behind) and not self._at_work:
            self._at_work = True
            self._search = self.run_worker(self._look_further, group="search", exclusive=True)
            self.post_message(self.Looked())

    @property
    def _ahead(self) -> bool:
        return self.window.after and self.window.ahead() < 2 * self.window.height

    @property
    def _behind(self) -> bool:
        return self.window.before and self.window.top < self.window.height

    async def _look_further(self) -> None:
        try:
            while self._ahead or self._behind:
                await (self._read_on() if self._ahead else self._read_back())
                self.post_message(self.Looked())
        except CasebookError as error:
            self._desk.tell(self._desk.told(error), trouble=True)
        self._at_work = False
        self.post_message(self.Looked())

    def _stop(self) -> None:
        self._at_work = False
        if self._search is not None:
            self._search.cancel()

    @property
    def nothing(self) -> str:
        """What is said where there is no row, empty where there are rows; while it is looked for, that it is."""
        if self.window.rows or not self.loaded:
            return super().nothing
        return self._desk.say("search.going_on" if self.searching else self.empty)


def _place(listing: Windows[R], rows: Sequence[R]) -> Key | None:
    return listing.key(rows[0]) if rows else None
