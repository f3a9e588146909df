"""A place that is one list, with a preview of the row the cursor rests on beside it or below it."""

from collections.abc import Sequence
from typing import ClassVar, Generic, TypeVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.getters import query_one

from casebook.store.queries import case
from casebook.ui.desk import Desk
from casebook.ui.keys import place_key
from casebook.ui.preview import preview
from casebook.ui.prose import Line
from casebook.ui.screens.place import CASE_KEYS, Place
from casebook.ui.widgets.text_page import TextPage
from casebook.ui.widgets.windowed_list import Shape, WindowedList

R = TypeVar("R")


class ListPlace(Place, Generic[R]):
    """A place whose rows are of cases. It says the `SHAPE` of its list, and shows it in `load`."""

    # Wide enough for a preview beside the list, high enough for one below it.
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (140, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (18, "-high")]
    BINDINGS: ClassVar[list[BindingType]] = [
        place_key("space", "mark", "list.mark"),
        place_key("M", "clear_marks", "list.clear_marks"),
        *CASE_KEYS,
    ]

    preview = query_one("#preview", TextPage)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.list: WindowedList[R] = WindowedList(desk, self.shape(), id="list")

    def shape(self) -> Shape[R]:
        """Return how the rows look."""
        raise NotImplementedError

    def case_of(self, row: R) -> int:
        """Return the case a row is of."""
        raise NotImplementedError

    def body(self) -> ComposeResult:
        """Lay out the list and the preview."""
        with Container(id="body"):
            yield self.list
            yield TextPage(id="preview")

    @property
    def mover(self) -> WindowedList[R]:
        """The list."""
        return self.list

    @property
    def case_id(self) -> int | None:
        """The case of the row the cursor is on."""
        row = self.list.chosen
        return None if row is None else self.case_of(row)

    async def worked(self) -> None:
        """Show the list anew; where the case moved in it, the cursor is on the one that stands in its place now."""
        await self.list.reload(stay=True)
        await self.desk.gate.painted()

    async def on_windowed_list_rested(self, message: WindowedList.Rested) -> None:
        """Show what the row is about, now that the cursor rests on it."""
        message.stop()
        self.preview.show(await self.preview_of(self.case_id))

    async def on_windowed_list_opened(self) -> None:
        """Open the row that was clicked on."""
        await self.action_open()

    async def preview_of(self, case_id: int | None) -> Sequence[Line]:
        """Return what is shown beside the list for a case."""
        if case_id is None:
            return ()
        found = await self.desk.read(case.card, case_id)
        return () if found is None else preview(found, await self.desk.read(case.signals, case_id), self.desk)

    def action_mark(self) -> None:
        """Mark the row, or take its mark away."""
        self.list.mark()
        self.hint()

    def action_clear_marks(self) -> None:
        """Take all marks away."""
        self.list.clear_marks()
        self.hint()

    async def action_open(self) -> None:
        """Open the case of the row."""
        from casebook.ui.screens.case import CaseScreen

        if self.case_id is not None:
            await self.app.push_screen(CaseScreen(self.desk, self.case_id))
