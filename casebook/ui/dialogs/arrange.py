"""In which order a list is, and which columns it has: both chosen with the same few keys."""

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from rich.segment import Segment
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.getters import query_one
from textual.strip import Strip
from textual.widget import Widget

from casebook.ui.desk import Desk
from casebook.ui.dialogs.dialog import Dialog
from casebook.ui.prose import Span
from casebook.ui.widgets.bars import KeyLine
from casebook.ui.widgets.columns import cut

_HINTS = (("Enter", "hint.keep"), ("", "hint.switch"), ("< >", "hint.shift"), ("Esc", "hint.back"))


class _Row(NamedTuple):
    """A line that can be chosen: an order or a column."""

    id: str
    said: str
    is_order: bool


class Arrange(Dialog[tuple[str, tuple[str, ...]]]):
    """Asks for the order, one of `orders`, and for the columns; both are given as an id and what it is called."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "keep", "key.keep", id="arrange.keep", priority=True),
        Binding("j,down", "move(1)", "key.down", id="arrange.down", priority=True),
        Binding("k,up", "move(-1)", "key.up", id="arrange.up", priority=True),
        Binding("space", "switch", "key.switch", id="arrange.switch", priority=True),
        Binding("less_than_sign", "shift(-1)", "key.earlier", id="arrange.earlier", priority=True),
        Binding("greater_than_sign", "shift(1)", "key.later", id="arrange.later", priority=True),
    ]

    rows = query_one("#rows", Widget)
    key_line = query_one(KeyLine)

    def __init__(
        self,
        desk: Desk,
        orders: Sequence[tuple[str, str]],
        order: str,
        columns: Sequence[tuple[str, str]],
        chosen: Sequence[str],
    ) -> None:
        super().__init__(desk, desk.say("arrange.heading"))
        self.order = order
        said = dict(columns)
        first = [id_ for id_ in chosen if id_ in said]
        self.chosen = set(first)
        self.orders = [_Row(id_, name, is_order=True) for id_, name in orders if len(orders) > 1]
        ids = [*first, *(id_ for id_ in said if id_ not in self.chosen)]
        self.columns = [_Row(id_, said[id_], is_order=False) for id_ in ids]
        self.cursor = next((at for at, row in enumerate(self.orders) if row.id == order), 0)

    def body(self) -> ComposeResult:
        """Lay out the orders and the columns."""
        yield _Rows(self)

    def on_mount(self) -> None:
        """Name the keys."""
        self.key_line.left = tuple(
            span
            for key, code in _HINTS
            for span in (
                Span(f" {key or self.desk.say('keys.space')} ", "strong"),
                Span(f"{self.desk.say(code)} ", "quiet"),
            )
        )

    @property
    def lines(self) -> list[_Row]:
        """All lines that can be chosen, from top to bottom."""
        return [*self.orders, *self.columns]

    def action_move(self, by: int) -> None:
        """Move the cursor."""
        self.cursor = max(0, min(self.cursor + by, len(self.lines) - 1))
        self.rows.refresh()

    def action_switch(self) -> None:
        """Choose the order, or show or hide the column."""
        row = self.lines[self.cursor]
        if row.is_order:
            self.order = row.id
        else:
            self.chosen ^= {row.id}
        self.rows.refresh()

    def action_shift(self, by: int) -> None:
        """Put the column further to the left or to the right."""
        at = self.cursor - len(self.orders)
        to = at + by
        if at >= 0 and 0 <= to < len(self.columns):
            self.columns[at], self.columns[to] = self.columns[to], self.columns[at]
            self.cursor += by
            self.rows.refresh()

    def action_keep(self) -> None:
        """Take what is chosen; an order is chosen by having the cursor on it."""
        row = self.lines[self.cursor]
        if row.is_order:
            self.order = row.id
        self.answer((self.order, tuple(row.id for row in self.columns if row.id in self.chosen)))


class _Rows(Widget, can_focus=False):
    """The lines of the dialog, the orders under one heading and the columns under another."""

    COMPONENT_CLASSES = {"list--cursor", "list--quiet"}

    def __init__(self, dialog: Arrange) -> None:
        super().__init__(id="rows")
        self._dialog = dialog

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the height that shows all lines."""
        return len(self._shown)

    @property
    def _shown(self) -> list[int | str]:
        """What stands on each line: the code of a heading, or which of the lines that can be chosen."""
        orders, all_ = len(self._dialog.orders), len(self._dialog.lines)
        first: list[int | str] = ["arrange.order", *range(orders)] if orders else []
        return [*first, "arrange.columns", *range(orders, all_)]

    def render_line(self, y: int) -> Strip:
        """Paint one line."""
        width, base, shown = self.size.width, self.rich_style, self._shown
        top = max(0, min(len(shown) - self.size.height, shown.index(self._dialog.cursor) - self.size.height // 2))
        if top + y >= len(shown):
            return Strip([Segment(" " * width, base)], width)
        at = shown[top + y]
        if isinstance(at, str):
            style = base + self.get_component_rich_style("list--quiet", partial=True)
            return Strip([Segment(cut(self._dialog.desk.say(at), width), style)], width)
        row, is_chosen = self._dialog.lines[at], at == self._dialog.cursor
        if is_chosen:
            base += self.get_component_rich_style("list--cursor", partial=True)
        if row.is_order:
            sign = "(•)" if row.id == self._dialog.order else "( )"
        else:
            sign = "[x]" if row.id in self._dialog.chosen else "[ ]"
        return Strip([Segment(cut(f"{'▸' if is_chosen else ' '} {sign} {row.said}", width), base)], width)

    def on_click(self, event: events.Click) -> None:
        """Choose or switch what is clicked on."""
        shown = self._shown
        top = max(0, min(len(shown) - self.size.height, shown.index(self._dialog.cursor) - self.size.height // 2))
        at = shown[top + event.y] if top + event.y < len(shown) else ""
        if isinstance(at, int):
            self._dialog.cursor = at
            self._dialog.action_switch()
