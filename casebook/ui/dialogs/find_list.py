"""The list of what was found: each line a case or a party, and last what can be made new."""

from collections.abc import Sequence
from typing import NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from casebook import format as form
from casebook.domain.search import TermKind
from casebook.store.models.cases import CaseState
from casebook.store.queries.search import SearchRow
from casebook.store.search import CASE
from casebook.text import clean_line
from casebook.ui.desk import Desk
from casebook.ui.widgets.columns import Column, cell, cut, fitted, gap

_SIGNS = 2


class New(NamedTuple):
    """Nothing of what was found, but somebody new, of whom this is known."""

    text: str


class FoundList(Widget, can_focus=False):
    """Lines of what was found, of which one is chosen."""

    COMPONENT_CLASSES = {"list--head", "list--cursor", "list--quiet", "list--mark"}

    class Clicked(Message):
        """A line was chosen with the mouse."""

    def __init__(self, desk: Desk, new: str, *, cases: bool = True) -> None:
        super().__init__()
        self._desk = desk
        self._new = new
        self._columns: list[Column[SearchRow]] = [
            Column("find.name", 18, lambda row: clean_line(row.name), share=2),
            Column("find.case", 10, lambda row: row.case_number or "", spare=0 if cases else 4),
            Column("find.open", 11, self._open, right=True, spare=0 if cases else 5),
            Column("find.state", 9, self._state, spare=2, style=_quiet),
            Column("find.owner", 12, lambda row: clean_line(row.owner), spare=3, style=_quiet),
            Column("find.matched", 18, self.matched, share=2, style=_quiet),
        ]
        self._rows: Sequence[SearchRow] = ()
        self._text = ""
        self._top = self._cursor = 0

    @property
    def chosen(self) -> SearchRow | New:
        """What the cursor is on."""
        return self._rows[self._cursor] if self._cursor < len(self._rows) else New(self._text)

    def show(self, rows: Sequence[SearchRow], text: str) -> None:
        """Show what was found under a text."""
        self._rows, self._text = rows, text
        self._top = self._cursor = 0
        self.refresh()

    def move(self, by: int) -> None:
        """Move the cursor."""
        self._cursor = max(0, min(self._cursor + by, len(self._rows)))
        height = max(1, self.size.height - 1)
        self._top = max(min(self._top, self._cursor), self._cursor - height + 1, 0)
        self.refresh()

    def matched(self, row: SearchRow) -> str:
        """Return by what a record was found, where that is not said beside it."""
        said = self._desk.say("find.alike") + " " if row.near else ""
        if row.kind == CASE and row.matched_as is TermKind.NUMBER:
            return said
        if row.case_id is not None and row.debtor != row.name:
            return said + self._desk.say("find.beside", name=row.debtor)
        if row.matched_as is TermKind.NAME:
            return said if row.matched == row.name else said + self._desk.say("find.also", name=row.matched)
        code = (
            f"find.by_{row.kind}_{row.matched_as}" if row.matched_as is TermKind.NUMBER else f"find.by_{row.matched_as}"
        )
        return said + self._desk.say(code, value=row.matched)

    def render_line(self, y: int) -> Strip:
        """Paint the head or a line."""
        width, base = self.size.width, self.rich_style
        placed = fitted(self._columns, width - _SIGNS)
        if y == 0:
            heads = gap().join(cut(self._desk.say(one.head), wide, right=one.right) for one, wide in placed)
            return Strip([Segment(cut(" " * _SIGNS + heads, width), base + self._style("head"))], width)
        at = self._top + y - 1
        if at > len(self._rows):
            return Strip([Segment(" " * width, base)], width)
        if at == self._cursor:
            base += self._style("cursor")
        sign = "▸ " if at == self._cursor else "  "
        if at == len(self._rows):
            return Strip([Segment(cut(sign + self._new, width), base + self._style("mark"))], width)
        row = self._rows[at]
        closed = row.state is CaseState.CLOSED or row.case_id is None
        segments = [Segment(sign, base)]
        for number, (column, wide) in enumerate(placed):
            quiet = closed or column.style is not None
            style = base + (self._style("quiet") if quiet else Style.null())
            segments.append(
                Segment((gap() if number else "") + cell(column.cell(row), wide, right=column.right), style)
            )
        return Strip(segments).adjust_cell_length(width, base)

    def on_click(self, event: events.Click) -> None:
        """Choose what is clicked on."""
        at = self._top + event.y - 1
        if 0 <= at <= len(self._rows) and event.y > 0:
            self._cursor = at
            self.refresh()
            self.post_message(self.Clicked())

    def _open(self, row: SearchRow) -> str:
        return "" if row.case_id is None else form.amount(row.open_cents, self._desk.language)

    def _state(self, row: SearchRow) -> str:
        return self._desk.say("find.no_case") if row.state is None else self._desk.say(f"word.{row.state}")

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(f"list--{name}", partial=True)


def _quiet(_: SearchRow) -> str:
    return "quiet"
