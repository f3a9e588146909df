"""The floor that the app is measured against: Textual with one list on the Line API over the bare driver.

`python tests/benchmarks/bare_list.py FILE`, or with the address of a database of PostgreSQL. It shows the queue of a
book by windows, turns the page where the cursor leaves it, and paints two lines where it does not.
"""

import sys
from typing import Any, ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

WINDOW = 100
QUERY = """
    SELECT n.case_id, n.number, p.name, -n.amount_rank, n.band, n.by_on, n.why, n.tracks, n.amount_rank
    FROM case_now n JOIN cases c ON c.id = n.case_id JOIN party p ON p.id = c.debtor_id
    WHERE (n.band, n.by_on, n.amount_rank, n.case_id) {sign} (?, ?, ?, ?)
    ORDER BY n.band {way}, n.by_on {way}, n.amount_rank {way}, n.case_id {way} LIMIT ?
"""
FIRST, LAST = (0, "0001-01-01", 0, 0), (4, "0001-01-01", 0, 0)
PLAIN, AT_CURSOR = Style.parse("#d6d3cd on #16181c"), Style.parse("#d6d3cd on #2c3d52")
HEAD = Style.parse("#8d929b on #16181c underline")

Row = tuple[Any, ...]


def bare(target: str) -> tuple[Any, str]:
    """Return a connection, and the query as its driver reads it; the other driver is not imported."""
    if target.startswith("postgresql"):
        import psycopg

        return psycopg.connect(target, autocommit=True), QUERY.replace("?", "%s")
    import sqlite3

    return sqlite3.connect(target, isolation_level=None), QUERY


class BareList(Widget, can_focus=True):
    """Rows around the page shown, the page, and the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)"),
        Binding("up", "move(-1)"),
        Binding("pagedown", "turn(1)"),
        Binding("pageup", "turn(-1)"),
        Binding("home", "begin"),
        Binding("end", "end"),
    ]

    def __init__(self, target: str) -> None:
        super().__init__()
        self.connection, self.statement = bare(target)
        self.rows: list[Row] = []
        self.top = self.cursor = 0

    def read(self, place: Row, *, back: bool = False) -> list[Row]:
        """Return the window after a place, or before it."""
        query = self.statement.format(sign="<" if back else ">", way="DESC" if back else "")
        found: list[Row] = self.connection.execute(query, (*place, WINDOW)).fetchall()
        return found[::-1] if back else found

    def on_mount(self) -> None:
        self.rows = self.read(FIRST)
        self.focus()

    def render_line(self, y: int) -> Strip:
        width = self.size.width
        if y == 0:
            return Strip([Segment("   !!  Case       Debtor".ljust(width), HEAD)], width)
        at = self.top + y - 1
        if at >= len(self.rows):
            return Strip([Segment(" " * width, PLAIN)], width)
        style = AT_CURSOR if at == self.cursor else PLAIN
        _, number, name, cents, band, by_on, why, tracks, _ = self.rows[at]
        sign = "▸" if at == self.cursor else " "
        parts = [
            f"{sign}  {'!' * (3 - band):<3} ",
            f"{number:<13.13} ",
            f"{name:<24.24} ",
            f"{cents / 100:>12,.2f} ",
            f"{by_on!s:<11} ",
            f"{why:<30.30} ",
            f"{tracks:<8.8}",
        ]
        return Strip([Segment(part, style) for part in parts]).adjust_cell_length(width, style)

    def action_move(self, by: int) -> None:
        was, top, page = self.cursor, self.top, self.size.height - 1
        if not 0 <= self.cursor + by < len(self.rows):
            self.read_on(by)
        self.cursor = max(0, min(self.cursor + by, len(self.rows) - 1))
        if self.cursor >= self.top + page:
            self.top = self.cursor - 1
        elif self.cursor < self.top:
            self.top = max(0, self.cursor - page + 2)
        if top != self.top:
            self.refresh()
        else:
            self.refresh(Region(0, was - top + 1, self.size.width, 1))
            self.refresh(Region(0, self.cursor - top + 1, self.size.width, 1))

    def action_turn(self, pages: int) -> None:
        step = pages * (self.size.height - 2)
        if not 0 <= self.top + step < len(self.rows) - self.size.height:
            self.read_on(step)
        self.top = max(0, min(self.top + step, len(self.rows) - self.size.height + 1))
        self.cursor = max(0, min(self.cursor + step, len(self.rows) - 1))
        self.refresh()

    def action_begin(self) -> None:
        self.rows, self.top, self.cursor = self.read(FIRST), 0, 0
        self.refresh()

    def action_end(self) -> None:
        self.rows = self.read(LAST, back=True)
        self.cursor = len(self.rows) - 1
        self.top = self.cursor - self.size.height + 2
        self.refresh()

    def read_on(self, by: int) -> None:
        """Hold the next window too, and let go of what is far behind."""
        edge = self.rows[-1 if by > 0 else 0]
        more = self.read((edge[4], edge[5], edge[8], edge[0]), back=by < 0)
        if by > 0:
            spare = max(0, self.top - WINDOW)
            self.rows = self.rows[spare:] + more
            self.top -= spare
            self.cursor -= spare
        else:
            self.rows = more + self.rows[: self.top + 2 * WINDOW]
            self.top += len(more)
            self.cursor += len(more)


class BareApp(App[None]):
    """One list."""

    ENABLE_COMMAND_PALETTE = False
    CSS = "BareList { width: 1fr; height: 1fr; }"

    def __init__(self, target: str) -> None:
        super().__init__()
        self.target = target

    def compose(self) -> ComposeResult:
        yield BareList(self.target)


if __name__ == "__main__":
    BareApp(sys.argv[1]).run()
