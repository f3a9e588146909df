"""What a list holds of something longer: some rows, a page of them on the screen, and the row chosen.

Nothing of the terminal: only positions. A page turns as a whole, with one row of the one before: so next to nothing is
painted while the cursor moves within it.
"""

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

from casebook.store.queries.listing import Page

R = TypeVar("R")

# In pages: rows further than this from the page shown are let go.
_KEPT = 8


class Window(Generic[R]):
    """Rows in order, of which `height` from `top` on are shown and the one at `cursor` is chosen.

    `before` and `after` say whether rows stand on either side of those held. Positions count from the first one held.
    """

    def __init__(self, identify: Callable[[R], Hashable]) -> None:
        self._identify = identify
        self.rows: list[R] = []
        self.before = self.after = False
        self.top = self.cursor = 0
        self.height = 1

    @property
    def chosen(self) -> R | None:
        """The row the cursor is on, None in an empty list."""
        return self.rows[self.cursor] if self.rows else None

    def shown(self, line: int) -> R | None:
        """Return the row on a line of the page, None below the last one."""
        at = self.top + line
        return self.rows[at] if 0 <= at < len(self.rows) else None

    def replace(self, page: Page[R], cursor: int = 0, line: int = 0) -> None:
        """Hold other rows, with the cursor on the one at a position, so many lines below the top where that can be."""
        self.rows, self.before, self.after = list(page.rows), page.before, page.after
        self.cursor = max(0, min(cursor, len(self.rows) - 1))
        self.top = max(0, self.cursor - line)
        self._fill()

    def append(self, page: Page[R]) -> None:
        """Hold the rows behind those held too, and let go of what is far above."""
        self.rows += page.rows
        self.after = page.after
        spare = self.top - _KEPT * self.height
        if spare > 0:
            del self.rows[:spare]
            self.top -= spare
            self.cursor -= spare
            self.before = True

    def prepend(self, page: Page[R]) -> None:
        """Hold the rows in front of those held too, and let go of what is far below."""
        self.rows[:0] = page.rows
        self.top += len(page.rows)
        self.cursor += len(page.rows)
        self.before = page.before
        most = self.top + (_KEPT + 1) * self.height
        if len(self.rows) > most:
            del self.rows[most:]
            self.after = True

    def resize(self, height: int) -> None:
        """Show so many rows, with the cursor still among them."""
        self.height = max(1, height)
        self._show_cursor(context=0)
        self._fill()

    def move(self, by: int) -> None:
        """Move the cursor by rows, as far as rows are held; turn the page where it leaves it."""
        self.cursor = max(0, min(self.cursor + by, len(self.rows) - 1))
        self._show_cursor(context=1)

    def turn(self, pages: int) -> None:
        """Turn by pages, as far as rows are held, with the cursor on the same line."""
        step = pages * max(1, self.height - 1)
        self.top += step
        self.cursor = max(0, min(self.cursor + step, len(self.rows) - 1))
        self._fill()

    def ahead(self) -> int:
        """Return how many rows are held below the page."""
        return len(self.rows) - self.top - self.height

    def find(self, identity: Hashable) -> int | None:
        """Return the position of a record, None where it is not among the rows held."""
        return next((at for at, row in enumerate(self.rows) if self._identify(row) == identity), None)

    def _show_cursor(self, context: int) -> None:
        spare = min(context, self.height - 1)
        if self.cursor >= self.top + self.height:
            self.top = self.cursor - spare
        elif self.cursor < self.top:
            self.top = self.cursor - self.height + 1 + spare
        self.top = max(0, self.top)

    def _fill(self) -> None:
        """Leave no line empty while rows are held above, unless further ones follow."""
        if not self.after:
            self.top = min(self.top, len(self.rows) - self.height)
        self.top = max(0, min(self.top, self.cursor))
        self.top = max(self.top, self.cursor - self.height + 1)
