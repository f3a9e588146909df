"""Today: the queue, with why each case stands where it does."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import ClassVar, NamedTuple

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.getters import query_one
from textual.widgets import Static

from casebook import format as form
from casebook.store.database import Database
from casebook.store.queries import freshness, office, queue
from casebook.store.queries.listing import Count
from casebook.store.queries.queue import QueueRow, SmallClaims
from casebook.ui.desk import Desk
from casebook.ui.first_steps import first_steps
from casebook.ui.prose import Line, Span
from casebook.ui.screens.list_place import ListPlace
from casebook.ui.widgets.columns import Column
from casebook.ui.widgets.text_page import TextPage
from casebook.ui.widgets.windowed_list import Shape
from casebook.words import say

_BAND = {1: "!!", 2: "!", 3: ""}
_STYLE = {1: "urgent", 2: "due", 3: ""}
_TRACKS = {
    "arrangement": "R",
    "dispute": "D",
    "insolvency": "I",
    "counselling": "C",
    "agency": "X",
    "court": "T",
    "estate": "E",
}


class _State(NamedTuple):
    counts: dict[int, Count]
    small: SmallClaims
    overdue: Count
    list_on: date | None


class Today(ListPlace[QueueRow]):
    """The cases that need work, of the person and his teams."""

    NAME = "place.today"
    HINTS: ClassVar = (
        "app.goto", "list.mark", "case.contact", "case.note", "case.next", "case.snooze", "case.limitation",
        "case.explain", "app.help",
    )  # fmt: skip
    BINDINGS: ClassVar[list[BindingType]] = []

    overdue = query_one("#overdue", Static)
    small = query_one("#small", Static)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._whose = desk.session.whose

    def body(self) -> ComposeResult:
        """Lay out the red line, the list with the line of small claims, and the preview."""
        yield Static(id="overdue", markup=False)
        with Container(id="body"):
            with Container(id="queue"):
                yield self.list
                yield Static(id="small", markup=False)
            yield TextPage(id="preview")

    def shape(self) -> Shape[QueueRow]:
        """Return the columns of the queue."""
        desk = self.desk
        return Shape(
            (
                Column("", 2, lambda row: _BAND[row.band], style=lambda row: _STYLE[row.band]),
                Column("queue.case", 9, lambda row: row.number),
                Column("queue.debtor", 12, lambda row: row.name, share=2),
                Column("queue.open", 11, lambda row: form.amount(row.open_cents, desk.language), right=True),
                Column("queue.on", 9, lambda row: by(row.by_on, desk), style=lambda row: _STYLE[row.band]),
                Column("queue.why", 24, lambda row: say(row.why, row.why_parameters, desk.language), share=3),
                Column("queue.tracks", 6, lambda row: tracks(row.tracks), spare=1),
            ),
            lambda row: row.case_id,
            "queue.empty",
        )

    def case_of(self, row: QueueRow) -> int:
        """Return the case of a row."""
        return row.case_id

    async def load(self) -> None:
        """Read the queue from where the cursor is, and how things stand."""
        if self.list.loaded:
            await self.list.reload()
        else:
            await self.list.show(lambda _: queue.queue(self._whose))
        self._show(await self.desk.read(self._state, self.desk.day))

    async def worked(self) -> None:
        """Show the next case where the one worked on has left its place."""
        await super().worked()
        self._show(await self.desk.read(self._state, self.desk.day))

    async def preview_of(self, case_id: int | None) -> Sequence[Line]:
        """Return what is shown of a case; in a book without any, what to do first."""
        if case_id is None and await self.desk.read(office.is_empty):
            self.add_class("-first")
            return first_steps(self.desk.language)
        self.remove_class("-first")
        return await super().preview_of(case_id)

    def _state(self, database: Database, day: date) -> _State:
        with database.snapshot():
            counts = queue.band_counts(database, self._whose)
            small, late = queue.small_claims(database, self._whose), queue.overdue(database, day)
            return _State(counts, small, late, freshness.receivables_until(database))

    def _show(self, state: _State) -> None:
        desk = self.desk
        place = [Span(" CASEBOOK ", "strong"), Span(f" {desk.say('place.today')} ▸ {desk.say('queue.mine')}")]
        self.title_bar.left = tuple(place)
        self.title_bar.right = (*self._fresh(state.list_on), *self._counts(state.counts))
        self.overdue.display = state.overdue.number > 0
        if self.overdue.display:
            self.overdue.update(desk.say("queue.overdue", count=state.overdue.number))
        small = state.small
        self.small.display = small.first_on is not None
        if self.small.display:
            told = desk.say("queue.small", count=small.cases.number, amount=small.open_cents, first=small.first_on)
            self.small.update("   " + told, layout=False)

    def _fresh(self, on: date | None) -> Iterator[Span]:
        if on is not None:
            yield Span(self.desk.say("queue.list_on", on=by(on, self.desk)) + "    ", "quiet")

    def _counts(self, counts: dict[int, Count]) -> Iterator[Span]:
        for place, (band, style) in enumerate(_STYLE.items()):
            number = counts[band]
            said = form.number(number.number, self.desk.language) + ("+" if number.more else "")
            yield Span(" · " if place else "", "quiet")
            yield Span(self.desk.say(f"queue.count_{band}", number=said), style if number.number else "quiet")
        yield Span(" ")


def by(on: date | None, desk: Desk) -> str:
    """Return a day as short as it is clear: today, day and month, with the year only where it is another."""
    if on is None:
        return ""
    if on == desk.day:
        return desk.say("day.today")
    return form.short_day(on, desk.language, desk.day.year)


def tracks(kinds: tuple[str, ...]) -> str:
    """Return one letter for each thing that goes on in a case: those of the keys that open it."""
    return "".join(_TRACKS[kind] for kind in kinds)
