"""What a list is read from: something longer that is read in windows, and where many rows are marked by stretches."""

from collections.abc import Callable, Iterable
from typing import Generic, Protocol, TypeVar

from casebook.store.database import Database
from casebook.store.queries.listing import WINDOW, Key, Page
from casebook.ui.desk import Desk

R = TypeVar("R")
T = TypeVar("T")

# So many rows are read at once where many are marked, and no more than that are marked together.
_STEP, MOST_MARKED = 1_000, 10_000


class Windows(Protocol[R]):
    """What is read by windows, as a `Listing` is."""

    @property
    def descending(self) -> bool:
        """Whether the order goes down."""

    @property
    def key(self) -> Callable[[R], Key]:
        """What gives the place of a row."""

    def after(self, database: Database, key: Key | None = None, limit: int = WINDOW) -> Page[R]:
        """Return the window after a place, or the first one."""

    def before(self, database: Database, key: Key | None = None, limit: int = WINDOW) -> Page[R]:
        """Return the window before a place, or the last one."""

    def around(self, database: Database, key: Key, limit: int = WINDOW) -> Page[R]:
        """Return the window with a place in the middle of it."""


Make = Callable[[Database], Windows[R]]


class Source(Generic[R]):
    """Reads what `make` makes anew for each reading; `key` gives the place of a row once one was read."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.make: Make[R] | None = None
        self.key: Callable[[R], Key] | None = None
        self._descending = False

    async def read(self, window: Callable[[Windows[R], Database], Page[R]]) -> tuple[Windows[R], Page[R]]:
        """Return a window, and what it is of."""
        make = self.make
        assert make is not None

        def both(database: Database) -> tuple[Windows[R], Page[R]]:
            listing = make(database)
            return listing, window(listing, database)

        listing, page = await self.ask(both)
        self.key, self._descending = listing.key, listing.descending
        return listing, page

    def in_order(self, rows: Iterable[R]) -> list[R]:
        """Return rows in the order of the list; none where nothing was read yet."""
        return sorted(rows, key=self.key, reverse=self._descending) if self.key else []

    async def rows_after(self, first: R | None, last: R | None = None) -> tuple[list[R], bool]:
        """Return the rows of the list, or of it those behind one and up to another, and whether they are only some."""
        found: list[R] = []
        if self.make is None:
            return found, False
        at: Key | None = None if first is None or self.key is None else self.key(first)
        while len(found) < MOST_MARKED:
            listing, page = await self._stretch(self.make, at)
            until = None if last is None else listing.key(last)
            for row in page.rows:
                if until is not None and (listing.key(row) < until if listing.descending else listing.key(row) > until):
                    return found, False
                found.append(row)
            if not page.after:
                return found, False
            at = page.looked_to or listing.key(page.rows[-1])
        return found[:MOST_MARKED], True

    async def _stretch(self, make: Make[R], at: Key | None) -> tuple[Windows[R], Page[R]]:
        def both(database: Database) -> tuple[Windows[R], Page[R]]:
            listing = self.whole(make(database))
            return listing, listing.after(database, at, _STEP)

        return await self._desk.read(both)

    async def ask(self, query: Callable[[Database], T]) -> T:
        """Return what is asked of the database for a window."""
        return await self._desk.read(query)

    def whole(self, windows: Windows[R]) -> Windows[R]:
        """Return what is read where many rows are wanted at once."""
        return windows


def nearest(page: Page[R], listing: Windows[R], key: Key) -> int:
    """Return the position of the row at a place or the first one behind it, of the last row where there is none."""
    keys = [listing.key(row) for row in page.rows]
    behind = (at for at, other in enumerate(keys) if (other <= key if listing.descending else other >= key))
    return next(behind, len(keys) - 1)
