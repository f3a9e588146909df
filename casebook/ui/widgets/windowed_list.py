"""A list of any length: rows are read in windows around the page shown, and only lines that changed are painted.

The cursor stays on its record when rows come and go under it; marks are kept by record too.
"""

import asyncio
from collections.abc import Callable, Hashable, Sequence
from typing import Generic, NamedTuple, TypeVar

from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget
from textual.worker import Worker

from casebook.store.queries.listing import WINDOW, Page
from casebook.ui.desk import Desk
from casebook.ui.widgets.columns import Column
from casebook.ui.widgets.marks import Marks
from casebook.ui.widgets.painted import Painted
from casebook.ui.widgets.source import MOST_MARKED, Make, Source, Windows, nearest
from casebook.ui.widgets.window import Window

R = TypeVar("R")


# In seconds: how long the cursor stands still before its record is shown beside the list.
REST = 0.15


class Shape(NamedTuple, Generic[R]):
    """How the rows of a list look, which record a row is of, and what is said where there is none."""

    columns: Sequence[Column[R]]
    identify: Callable[[R], Hashable]
    empty: str


class WindowedList(Widget, Generic[R], can_focus=True):
    """A list that reads what it shows; `show` says what to read."""

    COMPONENT_CLASSES = {
        "list--head",
        "list--cursor",
        "list--urgent",
        "list--due",
        "list--quiet",
        "list--mark",
    }

    class Rested(Message):
        """The cursor stands still on a row, or there is none."""

        def __init__(self, row: object | None) -> None:
            super().__init__()
            self.row = row

    class Ranged(Message):
        """An open range of marks reaches elsewhere now."""

    class Opened(Message):
        """A row was chosen with the mouse."""

    def __init__(
        self,
        desk: Desk,
        shape: Shape[R],
        *,
        source: Source[R] | None = None,
        id: str | None = None,  # noqa: A002 as Textual names it
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._desk = desk
        self._shape = shape
        self.identify = shape.identify
        self.painted: Painted[R] = Painted(self, desk.say, shape.columns)
        self._source = source or Source(desk)
        self.window: Window[R] = Window(shape.identify)
        self.marked: Marks[R] = Marks(shape.identify)
        self.loaded = False
        self._reading = asyncio.Lock()
        self._resting: asyncio.TimerHandle | None = None
        # Where the cursor stood when work began: the row as it was read then, and the line it was on.
        self._stood: tuple[R, int] | None = None

    @property
    def is_moving(self) -> bool:
        """Whether the cursor was moved a moment ago: what follows its rest is still to come."""
        return self._resting is not None

    @property
    def chosen(self) -> R | None:
        """The row the cursor is on, None in an empty list."""
        return self.window.chosen

    def lay_out(self, columns: Sequence[Column[R]]) -> None:
        """Show other columns of the rows."""
        self.painted.lay_out(columns)
        if self.is_attached:
            self.painted.fit(self.size.width)
            self.refresh()

    async def show(self, make: Make[R], near: R | None = None) -> None:
        """Show a list from its beginning, or with the cursor where a row stands in it, or would stand."""
        self._source.make = make
        async with self._reading:
            listing, page = await self._source.read(
                lambda one, db: one.after(db) if near is None else one.around(db, one.key(near))
            )
        self._replaced(page, 0 if near is None else self._where(page, listing, near), 0)

    def hold(self) -> None:
        """Keep where the cursor stands: `reload` with `stay` goes on from there, whoever reads the list before it."""
        self._stood = None if self.chosen is None else (self.chosen, self.window.cursor - self.window.top)

    def release(self) -> None:
        """Let the cursor be wherever it is by now."""
        self._stood = None

    async def reload(self, *, stay: bool = False) -> None:
        """Read again what is shown; the cursor stays on its record, or with `stay` where it is in the order."""
        chosen = self.window.chosen
        if self._source.make is None:
            return
        if chosen is None:
            await self.show(self._source.make)
            return
        # Meanwhile the cursor may have followed its record to elsewhere.
        stood, line = self._stood if stay and self._stood else (chosen, None)
        size = max(WINDOW, 3 * self.window.height)
        async with self._reading:
            listing, page = await self._source.read(lambda one, db: one.around(db, one.key(stood), size))
        if self.window.chosen is not chosen:
            # The cursor was moved meanwhile.
            await self.reload(stay=stay)
            return
        key = listing.key(stood)
        if line is None:
            line = self.window.cursor - self.window.top
        position = found = next((at for at, row in enumerate(page.rows) if self._same(row, stood)), None)
        if position is None or (stay and listing.key(page.rows[position]) != key):
            position = nearest(page, listing, key)
        self._replaced(page, position, line)
        if found is None:
            # The cursor had to leave its record: keys wait until the other one is seen.
            self._desk.flow(self._desk.gate.painted())

    async def move(self, by: int) -> None:
        """Move the cursor by rows, reading on where need be."""
        window = self.window
        while window.after and window.cursor + by >= len(window.rows):
            await self._read_on()
        while window.before and window.cursor + by < 0:
            await self._read_back()
        self._moved(lambda: window.move(by))

    async def turn(self, pages: int) -> None:
        """Turn by pages, reading on where need be."""
        window = self.window
        while window.after and window.ahead() < pages * window.height:
            await self._read_on()
        while window.before and window.top + pages * window.height < 0:
            await self._read_back()
        self._moved(lambda: window.turn(pages))

    async def to_begin(self) -> None:
        """Go to the first row."""
        if self.window.before and self._source.make:
            await self.show(self._source.make)
            await self._follow()
        else:
            self._moved(lambda: self.window.move(-len(self.window.rows)))

    async def to_end(self) -> None:
        """Go to the last row."""
        if self.window.after:
            async with self._reading:
                _, page = await self._source.read(lambda listing, db: listing.before(db))
            self._replaced(page, len(page.rows) - 1, self.window.height - 1)
            await self._follow()
        else:
            self._moved(lambda: self.window.move(len(self.window.rows)))

    @property
    def marked_rows(self) -> list[R]:
        """The marked rows in the order of the list, also those that are no longer in it."""
        return self._source.in_order(self.marked)

    def mark(self) -> None:
        """Mark the row the cursor is on, or take its mark away."""
        if self.chosen is not None:
            self.marked.toggle(self.chosen)
            self._paint(self.window.cursor - self.window.top)

    def mark_range(self) -> None:
        """Open a range of marks at the cursor, or close the one that is open."""
        if self.marked.begun_at is not None:
            self.marked.end_range()
        elif self.chosen is not None:
            self.marked.begin_range(self.chosen)
        self.refresh()

    async def mark_all(self) -> bool:
        """Mark all rows of the list; return False where there are more than are marked together."""
        rows, more = await self._source.rows_after(None)
        self.marked.end_range()
        self.marked.add(rows)
        self.refresh()
        return not more

    def render_line(self, y: int) -> Strip:
        """Paint one line: the head, a row, or nothing."""
        width = self.size.width
        if y == 0:
            return self.painted.head(width)
        row = self.window.shown(y - 1)
        if row is None:
            return self.painted.blank(self.nothing if y == 2 else "", width)
        identity = self.identify(row)
        at_cursor = self.window.top + y - 1 == self.window.cursor
        return self.painted.row(identity, row, width, at_cursor=at_cursor, marked=identity in self.marked)

    def repaint_rows(self) -> None:
        """Paint rows anew: what the columns say of them is another now."""
        self.painted.forget()
        self.refresh()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the height that shows everything held."""
        return len(self.window.rows) + 1

    def on_resize(self, event: events.Resize) -> None:
        """Fit the columns and the page to the room there is."""
        top, width = self.window.top, self.painted.width
        if self.size.width != width:
            self.painted.fit(self.size.width)
        self.window.resize(event.size.height - 1)
        if (self.window.top, self.painted.width) != (top, width):
            # Else what was painted when it was laid out is right.
            self.refresh()
        if self.loaded:
            self._read_ahead()

    def notify_style_update(self) -> None:
        """Paint everything anew in other colours."""
        self.painted.recolour()
        super().notify_style_update()

    async def on_click(self, event: events.Click) -> None:
        """Move the cursor to the row clicked on; a second click opens it."""
        line = event.y - 1
        if line < 0 or self.window.shown(line) is None:
            return
        self._moved(lambda: self.window.move(self.window.top + line - self.window.cursor))
        if event.chain == 2:
            self.post_message(self.Opened())

    def on_mouse_scroll_down(self) -> None:
        """Move with the wheel."""
        self._desk.flow(self.move(3))

    def on_mouse_scroll_up(self) -> None:
        """Move with the wheel."""
        self._desk.flow(self.move(-3))

    async def _follow(self) -> None:
        """Let an open range reach to where the cursor went at once, and read what lies between."""
        begun, chosen = self.marked.begun_at, self.chosen
        if begun is None or chosen is None or self._source.key is None:
            return
        between, more = await self._source.rows_after(*self._source.in_order((begun, chosen)))
        self.marked.follow(chosen, (chosen, *between), self._source.key)
        if more:
            self._desk.tell(self._desk.say("list.most_marked", count=MOST_MARKED), trouble=True)
        self.refresh()
        self.post_message(self.Ranged())

    async def _read_on(self) -> None:
        async with self._reading:
            if self.window.after and self.window.rows:
                last, size = self.window.rows[-1], self._at_once()
                _, page = await self._source.read(lambda listing, db: listing.after(db, listing.key(last), size))
                self.window.append(page)

    async def _read_back(self) -> None:
        async with self._reading:
            if self.window.before and self.window.rows:
                first, size = self.window.rows[0], self._at_once()
                _, page = await self._source.read(lambda listing, db: listing.before(db, listing.key(first), size))
                self.window.prepend(page)

    def _at_once(self) -> int:
        return max(WINDOW, 2 * self.window.height)

    def _replaced(self, page: Page[R], position: int, line: int) -> None:
        self.loaded = True
        self.painted.forget()
        self.marked.renew(page.rows)
        self.window.replace(page, position, line)
        self.refresh()
        self._rest()
        self._read_ahead()

    def _moved(self, move: Callable[[], None]) -> None:
        """Move, and paint the whole page only where it turned."""
        top, cursor = self.window.top, self.window.cursor
        move()
        if self.marked.begun_at is not None:
            self._stretch(cursor)
        if self.window.top != top:
            self._paint(0, self.window.height)
        elif self.window.cursor != cursor:
            self._paint(cursor - top)
            self._paint(self.window.cursor - top)
        self._rest()
        self._read_ahead()

    def _stretch(self, before: int) -> None:
        """Let an open range reach to the cursor, which was elsewhere before; what it went past is painted."""
        if self.chosen is None or self._source.key is None:
            return
        self.marked.follow(self.chosen, self.window.rows, self._source.key)
        first, last = sorted((before, self.window.cursor))
        self._paint(max(0, first - self.window.top), last - first + 1)
        self.post_message(self.Ranged())

    def _read_ahead(self) -> None:
        """Read the window that the next page needs while the person looks at this one."""
        window = self.window
        if window.after and window.ahead() < 2 * window.height:
            read = self._read_on
        elif window.before and window.top < window.height:
            read = self._read_back
        else:
            return
        # The method, not what it returns: a worker may be cancelled before it began.
        _: Worker[None] = self.run_worker(read, group="ahead", exclusive=True)

    def _rest(self) -> None:
        # Not a timer of Textual: each is a task of its own, and every key would start one.
        if self._resting is not None:
            self._resting.cancel()
        self._resting = asyncio.get_running_loop().call_later(REST, self._rested)

    def _rested(self) -> None:
        if self._resting is not None:
            self._resting.cancel()
            self._resting = None
        self.post_message(self.Rested(self.chosen))

    def _paint(self, line: int, count: int = 1) -> None:
        self.refresh(Region(0, line + 1, self.size.width, count))

    def _where(self, page: Page[R], listing: Windows[R], row: R) -> int:
        found = next((at for at, one in enumerate(page.rows) if self._same(one, row)), None)
        return nearest(page, listing, listing.key(row)) if found is None else found

    def _same(self, row: R, other: R) -> bool:
        return self.identify(row) == self.identify(other)

    @property
    def nothing(self) -> str:
        """What is said where there is no row, empty where there are rows."""
        if self.window.rows:
            return ""
        return self._desk.say(self._shape.empty if self.loaded else "list.loading")
