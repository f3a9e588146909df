"""Which rows of a list are marked: one by one, and those of a range that follows the cursor.

A mark is kept with its row, so that it outlives the window the row was read in; nothing of the terminal.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import Generic, TypeVar

from casebook.store.queries.listing import Key

R = TypeVar("R")


class Marks(Generic[R]):
    """Marked rows by the record they are of; `changes` goes up with each change of what is marked."""

    def __init__(self, identify: Callable[[R], Hashable]) -> None:
        self._identify = identify
        self._rows: dict[Hashable, R] = {}
        self._range: dict[Hashable, R] = {}
        self.begun_at: R | None = None
        self.changes = 0

    def __len__(self) -> int:
        return len(self._rows.keys() | self._range.keys()) if self._range else len(self._rows)

    def __contains__(self, identity: Hashable) -> bool:
        return identity in self._rows or identity in self._range

    def __iter__(self) -> Iterator[R]:
        """Go through the rows, as they were last read."""
        yield from (self._rows | self._range).values()

    def toggle(self, row: R) -> None:
        """Mark a row, or take its mark away; a range that was open stays marked."""
        self.end_range()
        self.changes += 1
        identity = self._identify(row)
        if self._rows.pop(identity, None) is None:
            self._rows[identity] = row

    def add(self, rows: Iterable[R]) -> None:
        """Mark rows."""
        self.changes += 1
        self._rows.update((self._identify(row), row) for row in rows)

    def keep(self, wanted: Callable[[R], bool]) -> None:
        """Take the marks away of the rows that are not wanted."""
        self.end_range()
        self.changes += 1
        self._rows = {identity: row for identity, row in self._rows.items() if wanted(row)}

    def clear(self) -> None:
        """Take all marks away, and the range with them."""
        self.changes += 1
        self._rows.clear()
        self.drop_range()

    def renew(self, rows: Iterable[R]) -> None:
        """Keep marked rows as they were read just now."""
        if not self._rows:
            return
        for row in rows:
            identity = self._identify(row)
            if identity in self._rows:
                self._rows[identity] = row

    def begin_range(self, row: R) -> None:
        """Open a range at a row."""
        self.begun_at = row
        self.changes += 1
        self._range = {self._identify(row): row}

    def follow(self, row: R, held: Iterable[R], place: Callable[[R], Key]) -> None:
        """Let the range reach to a row: `held` are rows that may lie between, those it had already are known."""
        if self.begun_at is None:
            return
        self.changes += 1
        first, last = sorted((place(self.begun_at), place(row)))
        known = (*self._range.values(), *held)
        self._range = {self._identify(one): one for one in known if first <= place(one) <= last}

    def end_range(self) -> None:
        """Close the range; what is in it stays marked."""
        self._rows |= self._range
        self.drop_range()

    def drop_range(self) -> None:
        """Close the range without marking what is in it."""
        self.changes += 1
        self._range, self.begun_at = {}, None
