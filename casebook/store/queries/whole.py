"""A list that is short and read as a whole: shown as one that is read by windows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar, Generic, TypeVar

from casebook.store.database import Database
from casebook.store.queries.listing import WINDOW, Count, Key, Page

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Whole(Generic[R]):
    """Rows that `read` returns in the order of their `key`, the first in front."""

    read: Callable[[Database], Sequence[R]]
    key: Callable[[R], Key]
    descending: ClassVar[bool] = False

    def after(self, database: Database, key: Key | None = None, limit: int = WINDOW) -> Page[R]:
        """Return the window after a place, or the first one."""
        found = [row for row in self.read(database) if key is None or self.key(row) > key]
        return Page(tuple(found[:limit]), key is not None, len(found) > limit)

    def before(self, database: Database, key: Key | None = None, limit: int = WINDOW) -> Page[R]:
        """Return the window before a place, or the last one."""
        found = [row for row in self.read(database) if key is None or self.key(row) < key]
        return Page(tuple(found[-limit:]), len(found) > limit, key is not None)

    def around(self, database: Database, key: Key, limit: int = WINDOW) -> Page[R]:
        """Return the window with a place in the middle of it."""
        found = self.read(database)
        at = next((at for at, row in enumerate(found) if self.key(row) >= key), len(found))
        first = max(0, min(at - limit // 2, len(found) - limit))
        return Page(tuple(found[first : first + limit]), first > 0, first + limit < len(found))

    def count(self, database: Database) -> Count:
        """Return how many rows there are."""
        return Count(len(self.read(database)))
