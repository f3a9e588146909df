"""The cases behind a number of Closing: each can be opened and worked on from here."""

from collections.abc import Hashable, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from casebook import format as form
from casebook.domain.money import Cents
from casebook.jobs.closing.report import Behind
from casebook.jobs.lists.exported import Exported
from casebook.store.queries.whole import Whole
from casebook.ui.desk import Desk
from casebook.ui.keys import place_key
from casebook.ui.prose import Span
from casebook.ui.screens.closing_lists import BehindRow, behind_shape, listing
from casebook.ui.screens.place import CASE_KEYS, Place
from casebook.ui.widgets.bars import BRAND
from casebook.ui.widgets.windowed_list import WindowedList


class ClosingBehind(Place):
    """The cases behind a number."""

    NAME = "place.closing"
    HINTS: ClassVar = ("place.open", "place.leave", "case.contact", "case.next", "app.help")
    BINDINGS: ClassVar[list[BindingType]] = [
        *CASE_KEYS,
        place_key("Y", "export_list", "list.export_list"),
    ]

    def __init__(self, desk: Desk, heading: str, found: Sequence[Behind]) -> None:
        super().__init__(desk)
        self.list: WindowedList[BehindRow] = WindowedList(desk, behind_shape(desk), id="list")
        self._heading = heading
        self._rows = [BehindRow(at, one) for at, one in enumerate(found)]

    def body(self) -> ComposeResult:
        """Lay out the list."""
        yield self.list

    @property
    def mover(self) -> WindowedList[BehindRow]:
        """The list."""
        return self.list

    @property
    def case_id(self) -> int | None:
        """The case of the row the cursor is on, None for money that is of none yet."""
        row = self.list.chosen
        return None if row is None else row.one.case_id or None

    @property
    def chosen(self) -> Hashable:
        """The row the cursor is on."""
        row = self.list.chosen
        return None if row is None else (row.at, row.one.case_id)

    async def load(self) -> None:
        """Show what was read when the number was opened: it stays as it was counted."""
        if not self.list.loaded:
            await self.list.show(listing(self._rows))
        total = form.amount(Cents(sum(row.one.cents for row in self._rows)), self.desk.language)
        cases = len({row.one.case_id for row in self._rows if row.one.case_id})
        said = self.desk.say("closing.behind_said", count=cases, rows=len(self._rows))
        self.title_bar.left = (BRAND, Span(f" {self.desk.say('place.closing')} ▸ "), Span(self._heading, "strong"))
        self.title_bar.right = (Span(f"{said} · {total} "),)

    def action_export_list(self) -> None:
        """Write all rows to a file in the person's own folder."""
        from casebook.ui.work.list_export import export

        rows = [row.one for row in self._rows]
        found = Exported("closing-behind", lambda _: Whole(lambda _database: rows, lambda row: (row.case_id,)))
        self.desk.flow(export(self.desk, self.NAME, found))

    async def action_open(self) -> None:
        """Open the case."""
        if self.case_id is not None:
            await self.go_to(self.case_id)

    async def on_windowed_list_opened(self) -> None:
        """Open the case that was clicked on."""
        await self.action_open()
