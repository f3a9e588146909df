"""A slow link: 64 kbit/s and 300 ms there and back. What an action paints, and when a person sees it."""

import os
import select
import time

from tests.benchmarks.books import Book
from tests.benchmarks.keys import CASEBOOK, ready
from tests.benchmarks.table import Table
from tests.benchmarks.terminal import DOWN, ENTER, ESCAPE, PAGE_DOWN, Terminal

# Bytes in a second, and seconds there and back.
SPEED, BACK = 64_000 / 8, 0.3
PART = 400
# Milliseconds until it is seen, and bytes of what is typed ahead, which is not painted key by key.
SEEN_MS = 2_500
ACTIONS = (
    ("one row down", DOWN),
    ("a page down", PAGE_DOWN),
    ("30 rows down, typed ahead", DOWN * 30),
    ("open a case", ENTER),
    ("the next tab", "]"),
    ("back to the queue", ESCAPE),
    ("go to the radar", "gj"),
    ("back to today", "gv"),
    ("open the form of a contact", "c"),
    ("type 40 letters into it", "Hij belt morgen terug, na de vergadering"),
    ("be warned that it would be lost", ESCAPE),
    ("leave it", ESCAPE),
    ("open a case and its tabs, typed ahead", ENTER + "]]]]"),
    ("back again", ESCAPE),
)


class Slow(Terminal):
    """A terminal at the end of a slow link: no more comes than it carries, and the program waits for it."""

    def read(self, seconds: float) -> bytes:
        """Return what the link carries of what came within so many seconds."""
        if not select.select([self._file], [], [], seconds)[0]:
            return b""
        try:
            more = os.read(self._file, PART)
        except OSError:
            raise SystemExit("the program ended") from None
        time.sleep(len(more) / SPEED)
        return more


def link(table: Table, book: Book) -> None:
    """Measure what is done all day."""
    with Slow([*CASEBOOK, "--database", book.target], CASEBOOK_LANG="en") as terminal:
        ready(terminal)
        for title, keys in ACTIONS:
            pressed = terminal.press(keys, quiet=0.5)
            terminal.rest(1.0)
            seen = pressed.last + BACK * 1e3
            table.add("link", book.engine, f"{title}: {pressed.size:,} bytes", seen, most=SEEN_MS)
