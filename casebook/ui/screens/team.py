"""Team: what waits for approval, expires or is neglected, the queue, who has what, and what the work brought."""

from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.getters import query_one

from casebook.jobs.lists.exported import Exported
from casebook.store.database import Database
from casebook.store.queries import approvals, queue, team
from casebook.store.queries.approvals import WaitingRow
from casebook.store.queries.listing import Listing
from casebook.store.queries.person_figures import figures_per_person
from casebook.store.queries.queue import QueueRow, Whose
from casebook.store.queries.team import LoadRow
from casebook.store.queries.whole import Whole
from casebook.ui.desk import Desk
from casebook.ui.keys import place_key
from casebook.ui.lead_duties import duties_said
from casebook.ui.prose import Line, Span
from casebook.ui.screens import reminder_results, team_acts
from casebook.ui.screens.list_place import ListPlace
from casebook.ui.screens.place import Mover
from casebook.ui.screens.team_lists import approvals_shape, cases_shape, load_shape
from casebook.ui.screens.team_pages import NO_CASES, REPORTS, WATCHED, Counts, Page, counts, may, titles
from casebook.ui.views import Part, Shown
from casebook.ui.widgets.bars import Bar, Told
from casebook.ui.widgets.text_page import TextPage
from casebook.ui.widgets.windowed_list import Shape, WindowedList


class Team(ListPlace[QueueRow]):
    """What a lead looks at, and a handler too."""

    NAME = "place.team"
    LIST = "today"
    HINTS: ClassVar = (
        "app.goto", "team.page", "team.review", "team.write_results", "place.open", "work.take_next", "case.hand_over",
        "list.filter", "list.mark", "case.explain", "app.help",
    )  # fmt: skip
    BINDINGS: ClassVar[list[BindingType]] = [
        place_key("right_square_bracket", "part(1)", "team.page"),
        place_key("left_square_bracket", "part(-1)", "team.page_back"),
        place_key("o", "write", "team.write_results"),
        place_key("E", "review", "team.review"),
    ]

    duties = query_one("#duties", Told)
    results = query_one("#results", TextPage)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._counts: Counts | None = None
        # Short ones, each with rows of its own.
        self._tables: dict[Page, WindowedList[Any]] = {
            Page.APPROVALS: WindowedList(desk, approvals_shape(desk), id="approvals"),
            Page.LOAD: WindowedList(desk, load_shape(desk), id="load"),
        }

    def body(self) -> ComposeResult:
        """Lay out what leads are late with, the lists, of which one is shown, and the preview."""
        yield Told(id="duties")
        with Container(id="body"):
            with Container(id="lists"):
                yield self.list
                yield from self._tables.values()
            yield TextPage(id="preview")
        yield TextPage(id="results")
        yield Bar(id="filter")

    def shape(self) -> Shape[QueueRow]:
        """Return the columns of the lists of cases."""
        return cases_shape(self.desk)

    def windows(self, shown: Shown) -> Callable[[Database], Listing[QueueRow]]:
        """Return what makes the list of cases that is shown."""
        narrowing, which = self.narrowing(shown), WATCHED.get(self._page)
        if which is None:
            whose = Whose(None, self._teams)
            return lambda database: queue.narrowed(database, whose, narrowing) if shown.filter else queue.queue(whose)
        return lambda database: team.watched(database, which, narrowing)

    def first_part(self) -> Part:
        """Return what waits for approval."""
        return Part(Page.APPROVALS, "")

    async def parts(self) -> Sequence[Part]:
        """Return the lists; the title says how they are called."""
        return [Part(page, "") for page in Page]

    @property
    def _teams(self) -> tuple[int, ...]:
        return self._counts.teams if self._counts else ()

    @property
    def _page(self) -> Page:
        return Page(self.part.id)

    @property
    def mover(self) -> Mover:  # type: ignore[override]  # the page moves too
        """The list that is shown, or the page of what reminders brought."""
        return self.results if self._page in REPORTS else self._rows

    @property
    def _rows(self) -> WindowedList[Any]:
        """The list that is shown, or was."""
        return self._tables.get(self._page, self.list)

    @property
    def case_id(self) -> int | None:
        """The case of the row the cursor is on, None for a person, a team, and a request of no case."""
        row = None if self._page in REPORTS else self._rows.chosen
        return row.case_id if isinstance(row, QueueRow | WaitingRow) else None

    @property
    def chosen(self) -> Hashable:
        """The row the cursor is on."""
        row = None if self._page in REPORTS else self._rows.chosen
        return None if row is None else (self._page, self._rows.identify(row))

    def case_of(self, row: QueueRow) -> int:
        """Return the case of a row."""
        return row.case_id

    def copied(self, row: QueueRow) -> str:
        """Return the number and name of the case."""
        return f"{row.number} {row.name}"

    def marked_cases(self) -> list[int]:
        """Return the marked cases of the list that is shown."""
        return [] if self._page in NO_CASES else super().marked_cases()

    async def load(self) -> None:
        """Read the list that is shown from where the cursor is, and how many there are of each."""
        await self._stand()
        table = self._tables.get(self._page)
        if self._page in REPORTS:
            await self.show_list()
        elif table is None:
            await super().load()
        elif table.loaded:
            await table.reload()
        else:
            await self.show_list()

    async def worked(self) -> None:
        """Show the list anew after work on a case."""
        await self._stand()
        table = self._tables.get(self._page)
        if self._page in REPORTS:
            return
        await (super().worked() if table is None else table.reload(stay=True))

    async def show_list(self, near: QueueRow | None = None) -> None:
        """Show what is to be shown now from its beginning."""
        table = self._tables.get(self._page)
        is_report = self._page in REPORTS
        self.results.display, self.query_one("#body").display = is_report, not is_report
        for one in (self.list, *self._tables.values()):
            one.display = one is (table or self.list)
        if is_report:
            self.tell()
            self.results.show(await reminder_results.page(self.desk))
        elif table is None:
            await super().show_list(near)
        else:
            self.tell()
            await table.show(self._whole)
        self.refresh_bindings()
        self.hint()

    async def action_mark(self) -> None:
        """Mark the row, or take its mark away, and go on to the next; requests are marked to be approved together."""
        self._rows.mark()
        self.count_marks()
        await self._rows.move(1)

    def clear_marks(self) -> None:
        """Take all marks away."""
        if self._page is Page.APPROVALS:
            self._rows.marked.keep(lambda _: False)
            self._rows.refresh()
            self.count_marks()
        else:
            super().clear_marks()

    def count_marks(self) -> None:
        """Say how many rows are marked."""
        super().count_marks()
        marked = len(self._rows.marked)
        if self._page is Page.APPROVALS and marked:
            self.key_line.right = (Span(self.desk.say("list.marked", count=marked) + " ", "strong"),)

    def action_case(self, name: str) -> None:
        """Begin a piece of work on the case of a row; what is accepted among requests are the requests."""
        if self._page is Page.APPROVALS and name == "proposals":
            rows: list[WaitingRow] = self._rows.marked_rows
            self.desk.flow(team_acts.approve(self, rows, self._rows.chosen))
        else:
            super().action_case(name)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let act on a list only what its rows are for."""
        found = may(self._page, action)
        return super().check_action(action, parameters) if found is None else found

    async def action_open(self) -> None:
        """Open the case of the row; decide on a request; or show the cases of a person or team, and see to a person."""
        row = None if self._page in REPORTS else self._rows.chosen
        if isinstance(row, WaitingRow):
            self.desk.flow(team_acts.decide(self, row))
        elif isinstance(row, LoadRow):
            self.desk.flow(team_acts.look_behind(self, row))
        else:
            await super().action_open()

    async def preview_of(self, case_id: int | None) -> Sequence[Line]:
        """Return what was asked, what a person has, or what is shown of a case."""
        match self._rows.chosen:
            case WaitingRow() as asked:
                from casebook.ui.work.approvals import asked_lines

                return asked_lines(asked, self.desk)
            case LoadRow(person_id=int(person), name=name):
                return await team_acts.about(person, name, self.desk)
            case LoadRow():
                return await team_acts.together(self.desk)
            case _:
                return await super().preview_of(case_id)

    def titled(self) -> Iterator[Span]:
        """Yield the lists there are, and which of them is shown."""
        yield Span(f" {self.desk.say('place.team')} ▸ ")
        yield from titles(self._page, self._counts, self.desk)

    def tell(self) -> None:
        """Say what is shown, and what leads are late with."""
        super().tell()
        self.duties.tell(duties_said(self._counts.duties, self.desk) if self._counts else "")

    def exported(self) -> Exported | None:
        """Return the list that is shown; what reminders brought is a page."""
        match self._page:
            case Page.REMINDERS:
                return None
            case Page.APPROVALS | Page.LOAD:
                return Exported(self._page.value, self._whole)
            case _:
                return super().exported()

    def calendar_of(self) -> Whose | None:
        """Return the teams whose queue is shown."""
        return Whose(None, self._teams) if self._page is Page.QUEUE and self._teams else None

    def _whole(self, _: Database) -> Whole[Any]:
        if self._page is Page.APPROVALS:
            return Whole(approvals.waiting, lambda row: row.key)
        return Whole(self._load, lambda row: row.key)

    def _load(self, database: Database) -> list[LoadRow]:
        desk = self.desk
        return team.load(database, desk.day, figures_per_person(database, desk.session.actor.person, desk.day))

    async def action_review(self) -> None:
        """Go to the review of expiring claims."""
        self.desk.flow(self._review())

    async def _review(self) -> None:
        from casebook.ui.screens.review import Review

        await self.app.push_screen(Review(self.desk))

    def action_write(self) -> None:
        """Write the results to a file in the person's own folder."""
        self.desk.flow(reminder_results.write(self.desk))

    async def _stand(self) -> None:
        self._counts = await self.desk.read(counts, self.desk.session.whose.team_ids, self.desk.day)
        self.tell()
