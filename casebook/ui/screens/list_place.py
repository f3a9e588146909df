"""A place that is one list, with a preview of the row the cursor rests on beside it or below it."""

from collections.abc import Callable, Collection, Hashable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.getters import query_one

from casebook.jobs.lists.exported import Exported
from casebook.store.database import Database
from casebook.store.queries.listing import Listing
from casebook.text import clean_line
from casebook.ui.desk import Desk
from casebook.ui.keys import place_key
from casebook.ui.prose import Line, Span
from casebook.ui.screens.narrowed import Narrowed
from casebook.ui.screens.place import CASE_KEYS, Place
from casebook.ui.views import Part, Shown, Starter, View
from casebook.ui.widgets.bars import BRAND, Bar
from casebook.ui.widgets.columns import arranged
from casebook.ui.widgets.search_list import SearchList
from casebook.ui.widgets.source import MOST_MARKED
from casebook.ui.widgets.text_page import TextPage
from casebook.ui.widgets.windowed_list import Shape, WindowedList

if TYPE_CHECKING:
    from casebook.domain.filter.terms import Trouble
    from casebook.domain.filter.vocabulary import Vocabulary
    from casebook.store.queries.narrowing import Narrowing
    from casebook.store.queries.queue import Whose
    from casebook.ui.dialogs.filter_line import FilterLine

R = TypeVar("R")

_DIGITS = range(1, 10)


class ListPlace(Place, Generic[R]):
    """A place whose rows are of cases: they are narrowed, marked and copied, and what it shows is kept as a view.

    It says the `shape` of its list, its `parts`, and in `windows` what is read; `ORDERS` names the orders it may have,
    the first as it comes, `VIEWS` what it comes with, and `COUNTED` what says how many rows all of it has, if anything.
    `LIST` is the name under which its rows are exported.
    """

    LIST: ClassVar[str]

    ORDERS: ClassVar[Sequence[str]] = ()
    VIEWS: ClassVar[Sequence[Starter]] = ()
    COUNTED: ClassVar[str] = ""
    # Wide enough for a preview beside the list, high enough for one below it.
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (140, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (18, "-high")]
    BINDINGS: ClassVar[list[BindingType]] = [
        place_key("slash", "filter", "list.filter"),
        place_key("O", "layout", "list.layout"),
        place_key("W", "views", "list.views"),
        *(place_key(str(one), f"view({one})", f"view.{one}") for one in _DIGITS),
        place_key("space", "mark", "list.mark"),
        place_key("v", "mark_range", "list.mark_range"),
        place_key("V", "mark_all", "list.mark_all"),
        place_key("M", "clear_marks", "list.clear_marks"),
        place_key("y", "copy_rows", "list.copy_rows"),
        place_key("Y", "export_list", "list.export_list"),
        *CASE_KEYS,
    ]

    preview = query_one("#preview", TextPage)
    filter_bar = query_one("#filter", Bar)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.list: SearchList[R] = SearchList(desk, self.shape(), id="list")
        self.narrowed: Narrowed[R] = Narrowed(desk, self.list, self.case_of, self.tell)
        self.now = Shown()
        self._shown_on: date | None = None
        self.view: View | None = None
        # The line in which a filter is typed, while it is.
        self.line: FilterLine | None = None
        self.part = self.first_part()

    def shape(self) -> Shape[R]:
        """Return how the rows look."""
        raise NotImplementedError

    def windows(self, shown: Shown) -> Callable[[Database], Listing[R]]:
        """Return what makes the listing of what is shown; it is called where the database is read."""
        raise NotImplementedError

    def case_of(self, row: R) -> int:
        """Return the case a row is of."""
        raise NotImplementedError

    def copied(self, row: R) -> str:
        """Return what is copied of a row: its number and name."""
        raise NotImplementedError

    def first_part(self) -> Part:
        """Return the part that is shown when the place is opened."""
        return Part("", "")

    async def parts(self) -> Sequence[Part]:
        """Return the parts there are now, the first one in front."""
        return [self.first_part()]

    def body(self) -> ComposeResult:
        """Lay out the list and the preview, and the line that says what the list is narrowed by."""
        with Container(id="body"):
            yield self.list
            yield TextPage(id="preview")
        yield Bar(id="filter")

    @property
    def mover(self) -> WindowedList[R]:
        """The list."""
        return self.list

    @property
    def case_id(self) -> int | None:
        """The case of the row the cursor is on."""
        row = self.list.chosen
        return None if row is None else self.case_of(row)

    @property
    def chosen(self) -> Hashable:
        """The marks, where there are any, else one row: a key that was typed before they were seen does not act."""
        marked = self.list.marked
        return ("marks", marked.changes) if len(marked) else self.pointed_at

    @property
    def pointed_at(self) -> Hashable:
        """What a key for one row acts on: the case of that the cursor is on."""
        return self.case_id

    @property
    def marked_gone(self) -> int:
        """How many of the marked rows are not in the list any more, as far as that is known."""
        return self.narrowed.gone if len(self.list.marked) else 0

    def marked_cases(self) -> list[int]:
        """Return the cases of the marked rows, in the order of the list, also of those that are not in it any more."""
        return list(dict.fromkeys(map(self.case_of, self.list.marked_rows)))

    def keep_marks(self, case_ids: Collection[int]) -> None:
        """Take the marks away, but those of some cases."""
        self.list.marked.keep(lambda row: self.case_of(row) in case_ids)
        self.list.refresh()
        self.narrowed.find_marked()

    def clear_marks(self) -> None:
        """Take all marks away."""
        self.keep_marks(())

    def shown_cases(self) -> Collection[int]:
        """Return the cases of the rows that were read."""
        return {self.case_of(row) for row in self.list.window.rows}

    async def load(self) -> None:
        """Read the list from where the cursor is."""
        if self.list.loaded and self._shown_on == self.desk.day:
            self.narrowed.again(counted=self._is_counted)
            await self.list.reload()
        else:
            await self.show_list(self.list.chosen)
        await self.stand()

    async def stand(self) -> None:
        """Read what the title says beside the list; most say nothing."""

    def hold(self) -> None:
        """Keep where the cursor stands in the list that is shown."""
        if isinstance(self.mover, WindowedList):
            self.mover.hold()

    def release(self) -> None:
        """Keep that no longer."""
        if isinstance(self.mover, WindowedList):
            self.mover.release()

    async def worked(self) -> None:
        """Show the list anew; where the case moved in it, the cursor is on the one that stands in its place now."""
        await self.stand()
        self.narrowed.again(counted=self._is_counted)
        await self.list.reload(stay=True)
        await self.desk.gate.painted()

    def narrowing(self, shown: Shown) -> "Narrowing":
        """Return what a filter narrows to; what is wrong in it, or not finished, narrows nothing."""
        from casebook.domain.filter.parse import parse
        from casebook.store.queries.narrowing import Narrowing

        desk = self.desk
        parsed = parse(shown.filter, desk.day, desk.session.database.law.holidays)
        return Narrowing(terms=parsed.terms, me=desk.session.actor.person, day=desk.day)

    def troubles(self, text: str) -> "Sequence[Trouble]":
        """Return what is wrong in a filter."""
        from casebook.domain.filter.parse import parse

        return parse(text, self.desk.day, self.desk.session.database.law.holidays).troubles

    async def offered(self) -> "Vocabulary | None":
        """Return the names that are offered while a filter is typed, None where words are all that it takes."""
        from casebook.store.queries.vocabulary import vocabulary

        return await self.desk.read(vocabulary)

    async def show_list(self, near: R | None = None) -> None:
        """Show what is to be shown now, from its beginning or near a row."""
        self._say_empty()
        # What a filter says of days is of the day on which it is looked at.
        self._shown_on = self.desk.day
        await self.narrowed.show(self.windows(self.now), near, counted=self._is_counted)

    async def change(self, shown: Shown, near: R | None = None) -> None:
        """Show something else. An order that the place no longer has gives way to the one it comes with."""
        if shown.sorting not in self.ORDERS:
            shown = shown._replace(sorting="")
        if shown.columns != self.now.columns:
            self.list.lay_out(arranged(self.shape().columns, shown.columns))
        if shown.part != self.now.part:
            parts = await self.parts()
            self.part = next((part for part in parts if part.id == shown.part), parts[0])
            shown = shown._replace(part=self.part.id if self.part != parts[0] else "")
        self.now = shown
        await self.show_list(near)

    def look(self, text: str) -> None:
        """Show what a filter leaves as soon as can be, while it is typed."""
        self.now = self.now._replace(filter=text)
        self._say_empty()
        self.narrowed.look(self.windows(self.now), counted=self._is_counted)

    async def show_view(self, view: View | None) -> None:
        """Show a view, or the place as it comes."""
        self.view = view
        await self.change(Shown() if view is None else view.shown)

    def _say_empty(self) -> None:
        self.list.empty = "list.none_found" if self.now.filter else self.shape().empty

    @property
    def _is_counted(self) -> bool:
        return bool(self.COUNTED or self.now.filter)

    @property
    def base(self) -> Shown:
        """What the view shows as it was saved, or the place as it comes."""
        return Shown() if self.view is None else self.view.shown

    async def action_part(self, by: int) -> None:
        """Show the next part of the place, or the one before."""
        parts = await self.parts()
        ids = [part.id for part in parts]
        at = ids.index(self.part.id) if self.part.id in ids else 0
        part = parts[(at + by) % len(parts)]
        await self.change(self.now._replace(part=part.id))

    async def action_leave(self) -> None:
        """Drop the range that is open, show what a filter left out, leave the view, or go back: what comes first."""
        if self.list.marked.begun_at is not None:
            self.list.marked.drop_range()
            self.list.refresh()
            self.count_marks()
        elif self.now.filter != self.base.filter:
            await self.change(self.now._replace(filter=self.base.filter), self.list.chosen)
        elif self.view is not None:
            await self.show_view(None)
        else:
            await super().action_leave()

    def action_filter(self) -> None:
        """Type what the list is narrowed by."""
        from casebook.ui.screens.filtering import narrow

        self.desk.flow(narrow(self))

    def action_view(self, digit: int) -> None:
        """Show the view under a digit."""
        from casebook.ui.screens.list_views import show

        self.desk.flow(show(self, digit))

    def action_views(self) -> None:
        """Choose a view, or save, change or remove one."""
        from casebook.ui.screens.list_views import choose

        self.desk.flow(choose(self))

    def action_layout(self) -> None:
        """Choose the order and the columns."""
        from casebook.ui.screens.list_views import lay_out

        self.desk.flow(lay_out(self))

    async def on_windowed_list_rested(self, message: WindowedList.Rested) -> None:
        """Show what the row is about, now that the cursor rests on it."""
        message.stop()
        self.preview.show(await self.preview_of(self.case_id))

    async def on_windowed_list_opened(self) -> None:
        """Open the row that was clicked on."""
        await self.action_open()

    def on_windowed_list_ranged(self) -> None:
        """Say how many rows are marked now."""
        self.count_marks()

    def on_search_list_looked(self) -> None:
        """Say what was found so far."""
        self.narrowed.looked()

    async def preview_of(self, case_id: int | None) -> Sequence[Line]:
        """Return what is shown beside the list for a case."""
        from casebook.store.queries import case
        from casebook.ui.preview import preview

        if case_id is None:
            return ()
        found = await self.desk.read(case.card, case_id)
        return () if found is None else preview(found, await self.desk.read(case.signals, case_id), self.desk)

    async def action_mark(self) -> None:
        """Mark the row, or take its mark away, and go on to the next."""
        self.list.mark()
        self.count_marks()
        await self.list.move(1)

    def action_mark_range(self) -> None:
        """Begin a range of marks that follows the cursor, or end it."""
        self.list.mark_range()
        self.count_marks()

    def action_mark_all(self) -> None:
        """Mark all that the list has."""
        self.desk.flow(self._mark_all())

    async def _mark_all(self) -> None:
        if not await self.list.mark_all():
            self.desk.tell(self.desk.say("list.most_marked", count=MOST_MARKED), trouble=True)
        self.count_marks()

    def action_clear_marks(self) -> None:
        """Take all marks away."""
        self.clear_marks()

    def action_copy_rows(self) -> None:
        """Copy the marked rows, or without marks the one the cursor is on, to the clipboard of the terminal."""
        rows = self.list.marked_rows or ([] if self.list.chosen is None else [self.list.chosen])
        lines = list(dict.fromkeys(clean_line(self.copied(row)) for row in rows))
        if lines:
            self.app.copy_to_clipboard("\n".join(lines))
            self.desk.tell(self.desk.say("list.copied", count=len(lines), first=lines[0]))

    def exported(self) -> Exported | None:
        """Return what is written where the list is exported, None where no list is shown."""
        return Exported(self.LIST, self.windows(self.now))

    def calendar_of(self) -> "Whose | None":
        """Return whose deadlines the list has: they may be exported as a calendar; None for any other list."""
        return None

    def action_export_list(self) -> None:
        """Write all rows of the list to a file in the person's own folder."""
        from casebook.ui.work.list_export import export

        self.desk.flow(export(self.desk, self.NAME, self.exported(), self.calendar_of()))

    async def action_open(self) -> None:
        """Open the case of the row."""
        from casebook.ui.screens.case import CaseScreen

        if self.case_id is not None:
            await self.app.push_screen(CaseScreen(self.desk, self.case_id))

    def count_marks(self) -> None:
        """Say how many rows are marked, and how many of them the list no longer has."""
        marked, gone = len(self.list.marked), self.marked_gone
        said = self.desk.say("list.marked", count=marked) if marked else ""
        if gone:
            said += ", " + self.desk.say("list.marked_gone", count=gone)
        if self.list.marked.begun_at is not None:
            said += " " + self.desk.say("list.range_open")
        self.key_line.right = (Span(said, "strong"), Span(" ")) if said else ()

    def tell(self) -> None:
        """Say what is shown, by what it is narrowed, and how much is found."""
        self.title_bar.left = (BRAND, *self.titled(), *self._view_said())
        if self.COUNTED:
            self.title_bar.right = () if self.now.filter else (Span(self.narrowed.counted(self.COUNTED) + " "),)
        found = self.narrowed.found() if self.now.filter else ""
        self.filter_bar.display = bool(self.now.filter) or self.line is not None
        self.filter_bar.left = (Span("/ ", "strong"), Span(self.now.filter))
        self.filter_bar.right = (Span(found + " ", "strong"),)
        if self.line is not None:
            self.line.found(found)
        self.count_marks()

    def titled(self) -> Iterator[Span]:
        """Yield what says which place and which part of it is shown."""
        part = f" ▸ {self.part.said}" if self.part.said else ""
        yield Span(f" {self.desk.say(self.NAME)}{part}")

    def _view_said(self) -> Iterator[Span]:
        if self.view is not None:
            digit = "" if self.view.digit is None else f"{self.view.digit} "
            yield Span(f" · {digit}{clean_line(self.view.name)}", "strong")
        if self.ORDERS and len(self.ORDERS) > 1:
            yield Span(f" · {self.desk.say(f'list.by_{self.now.sorting or self.ORDERS[0]}')}", "quiet")
