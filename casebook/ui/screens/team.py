"""Team: what waits for approval, expires or is neglected, the queue, who has what, and what the work brought."""

import asyncio
import os
from collections.abc import Callable, Hashable, Iterator, Sequence
from datetime import date
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Any, ClassVar, NamedTuple

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.getters import query_one

from casebook import paths
from casebook.domain.calendar import ONE_DAY, Term, add
from casebook.jobs.lists.exported import Exported
from casebook.store.database import Database
from casebook.store.open_work import open_work
from casebook.store.queries import approvals, people, queue, reminder_results, reviews, team
from casebook.store.queries.approvals import WaitingRow
from casebook.store.queries.listing import Count, Listing, count
from casebook.store.queries.person_figures import figures_per_person
from casebook.store.queries.queue import QueueRow, Whose
from casebook.store.queries.team import Figure, LoadRow, Watched
from casebook.store.queries.whole import Whole
from casebook.text import clean_line
from casebook.ui.desk import Desk
from casebook.ui.keys import place_key
from casebook.ui.prose import EMPTY, Line, Span, head, line
from casebook.ui.screens.list_place import ListPlace
from casebook.ui.screens.place import Mover
from casebook.ui.screens.reminder_results import reminder_lines
from casebook.ui.screens.team_lists import approvals_shape, cases_shape, choose_behind, load_shape, number
from casebook.ui.views import Part, Shown
from casebook.ui.widgets.bars import Bar
from casebook.ui.widgets.text_page import TextPage
from casebook.ui.widgets.windowed_list import Shape, WindowedList


class Page(StrEnum):
    """What is shown."""

    APPROVALS = "approvals"
    EXPIRING = "expiring"
    NEGLECTED = "neglected"
    QUEUE = "queue"
    LOAD = "load"
    REMINDERS = "reminders"


_WATCHED = {Page.EXPIRING: Watched.TO_LEAD, Page.NEGLECTED: Watched.NEGLECTED}
# Where no rows are cases.
_REPORTS = frozenset({Page.REMINDERS})
_NO_CASES = frozenset({Page.APPROVALS, Page.LOAD}) | _REPORTS
# What can be done only where they are.
_OF_CASES = frozenset(
    {"filter", "layout", "views", "view", "mark", "mark_range", "mark_all", "clear_marks", "copy_rows"}
)


class _Counts(NamedTuple):
    """How many there are of each."""

    approvals: Count
    expiring: Count
    neglected: Count
    queue: Count
    late_since: date | None


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

    results = query_one("#results", TextPage)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._counts: _Counts | None = None
        self._teams: tuple[int, ...] = ()
        # Short ones, each with rows of its own.
        self._tables: dict[Page, WindowedList[Any]] = {
            Page.APPROVALS: WindowedList(desk, approvals_shape(desk), id="approvals"),
            Page.LOAD: WindowedList(desk, load_shape(desk), id="load"),
        }

    def body(self) -> ComposeResult:
        """Lay out the lists, of which one is shown, and the preview."""
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
        narrowing, which = self.narrowing(shown), _WATCHED.get(self._page)
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
    def _page(self) -> Page:
        return Page(self.part.id)

    @property
    def mover(self) -> Mover:  # type: ignore[override]  # the page moves too
        """The list that is shown, or the page of what reminders brought."""
        return self.results if self._page in _REPORTS else self._rows

    @property
    def _rows(self) -> WindowedList[Any]:
        """The list that is shown, or was."""
        return self._tables.get(self._page, self.list)

    @property
    def case_id(self) -> int | None:
        """The case of the row the cursor is on, None for a person, a team, and a request of no case."""
        row = None if self._page in _REPORTS else self._rows.chosen
        return row.case_id if isinstance(row, QueueRow | WaitingRow) else None

    @property
    def chosen(self) -> Hashable:
        """The row the cursor is on."""
        row = None if self._page in _REPORTS else self._rows.chosen
        return None if row is None else (self._page, self._rows.identify(row))

    def case_of(self, row: QueueRow) -> int:
        """Return the case of a row."""
        return row.case_id

    def copied(self, row: QueueRow) -> str:
        """Return the number and name of the case."""
        return f"{row.number} {row.name}"

    def marked_cases(self) -> list[int]:
        """Return the marked cases of the list that is shown."""
        return [] if self._page in _NO_CASES else super().marked_cases()

    async def load(self) -> None:
        """Read the list that is shown from where the cursor is, and how many there are of each."""
        await self._stand()
        table = self._tables.get(self._page)
        if self._page in _REPORTS:
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
        if self._page in _REPORTS:
            return
        await (super().worked() if table is None else table.reload(stay=True))

    async def show_list(self, near: QueueRow | None = None) -> None:
        """Show what is to be shown now from its beginning."""
        table = self._tables.get(self._page)
        is_report = self._page in _REPORTS
        self.results.display, self.query_one("#body").display = is_report, not is_report
        for one in (self.list, *self._tables.values()):
            one.display = one is (table or self.list)
        if is_report:
            self.tell()
            self.results.show(await self._report())
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
            self.desk.flow(self._approve())
        else:
            super().action_case(name)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let act on a list only what its rows are for."""
        if self._page is Page.APPROVALS and action in {"mark", "clear_marks"}:
            return True
        if self._page in _NO_CASES and action in _OF_CASES:
            return False
        if action in ("write", "export_list") and (action == "write") != (self._page in _REPORTS):
            return False
        no_case = action == "case" and self._page in {Page.LOAD, *_REPORTS}
        return False if no_case else super().check_action(action, parameters)

    async def action_open(self) -> None:
        """Open the case of the row; decide on a request; or show the cases of a person or team, and see to a person."""
        row = None if self._page in _REPORTS else self._rows.chosen
        if isinstance(row, WaitingRow):
            self.desk.flow(self._decide(row))
        elif isinstance(row, LoadRow):
            self.desk.flow(self._look_behind(row))
        else:
            await super().action_open()

    async def preview_of(self, case_id: int | None) -> Sequence[Line]:
        """Return what was asked, what a person has, or what is shown of a case."""
        match self._rows.chosen:
            case WaitingRow() as asked:
                from casebook.ui.work.approvals import asked_lines

                return asked_lines(asked, self.desk)
            case LoadRow(person_id=int(person)) as row:
                return await self._about(person, row)
            case LoadRow():
                return ()
            case _:
                return await super().preview_of(case_id)

    def titled(self) -> Iterator[Span]:
        """Yield the lists there are, and which of them is shown."""
        yield Span(f" {self.desk.say('place.team')} ▸ ")
        # The one that is shown comes first: not all of them fit on a small terminal.
        every = list(Page)
        at = every.index(self._page)
        for place, page in enumerate([*every[at:], *every[:at]]):
            yield Span(" · " if place else "", "quiet")
            found = getattr(self._counts, page, None)
            said = self.desk.say(f"team.page_{page}", number="" if found is None else number(found, self.desk)).strip()
            yield Span(said, "strong" if page is self._page else "quiet")

    def tell(self) -> None:
        """Say what is shown, and where the review of expiring claims is late, since how long."""
        super().tell()
        late = self._counts.late_since if self._counts else None
        if late is not None:
            said = self.desk.say("review.late", count=(self.desk.day - late).days)
            self.title_bar.right = (Span(f" {said} ", "urgent"),)

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
        self.desk.flow(self._write())

    async def _report(self) -> Sequence[Line]:
        """Return the page that is shown."""
        since, until, day = self._period()
        found = await self.desk.read(reminder_results.results, since, until, day)
        return reminder_lines(found, since, until, self.desk)

    async def _write(self) -> None:
        # What only who writes a file needs.
        from casebook.jobs import reminder_sheets
        from casebook.jobs.exports import write_new
        from casebook.jobs.sheets import write_csv

        name = self.desk.say("reminder_results.file")
        found = await self.desk.read(reminder_sheets.sheet, *self._period())
        stem = f"{name}_{self.desk.day.isoformat()}"
        writer = partial(write_csv, found, self.desk.language)
        path: Path = await asyncio.to_thread(write_new, paths.exports(os.environ), stem, ".csv", writer)
        self.desk.tell(self.desk.say("export.written", file=str(path)))

    def _period(self) -> tuple[date, date, date]:
        """Return the first and the last day of the results, and the day on which they are looked at."""
        day = self.desk.day
        return add(day, Term(-1, "years")) + ONE_DAY, day, day

    async def _stand(self) -> None:
        teams = await self.desk.read(people.teams, self.desk.day)
        # Who is in no team looks at those of all.
        self._teams = self.desk.session.whose.team_ids or tuple(one.team_id for one in teams)
        self._counts = await self.desk.read(self._counted)
        self.tell()

    def _counted(self, database: Database) -> _Counts:
        with database.snapshot():
            waiting = count(database, "SELECT 1 FROM approval WHERE state = 'asked'")
            expiring, neglected = (team.watched(database, which).count(database) for which in _WATCHED.values())
            unowned = queue.queue(Whose(None, self._teams)).count(database) if self._teams else Count(0)
            late = reviews.late_since(database, self.desk.day)
            return _Counts(waiting, expiring, neglected, unowned, late)

    async def _decide(self, row: WaitingRow) -> None:
        from casebook.ui.screens.case import CaseScreen
        from casebook.ui.work.approvals import decide

        decided = await decide(self.desk, row)
        if decided is None and row.case_id is not None:
            await self.app.push_screen(CaseScreen(self.desk, row.case_id))
        elif decided:
            await self.shown(self.worked())

    async def _approve(self) -> None:
        """Approve the marked requests together, or show the one the cursor is on."""
        from casebook.ui.work.approvals import decide_all

        rows: list[WaitingRow] = self._rows.marked_rows
        if not rows:
            if isinstance(row := self._rows.chosen, WaitingRow):
                await self._decide(row)
        elif await decide_all(self.desk, rows):
            self.clear_marks()
            await self.shown(self.worked())

    async def _look_behind(self, row: LoadRow) -> None:
        from casebook.ui.screens.load_cases import LoadCases

        chosen = await choose_behind(row, self.desk)
        if isinstance(chosen, Figure):
            await self.app.push_screen(LoadCases(self.desk, row, chosen))
        elif chosen and row.person_id is not None:
            await self._see_to(row.person_id)

    async def _see_to(self, person_id: int) -> None:
        from casebook.ui.work.people import of_person

        if await of_person(self.desk, person_id):
            await self.shown(self.load())

    async def _about(self, person: int, row: LoadRow) -> list[Line]:
        from casebook.ui.work.people_standing_in import standing_in

        desk = self.desk
        found = await desk.read(open_work, person, desk.day)
        stand_ins = await desk.read(people.stand_ins, desk.day)
        lines = [head(clean_line(row.name))]
        lines += [line("  ", desk.say(one.code, count=one.number)) for one in found]
        some = [one for one in stand_ins if person in (one.person_id, one.for_id)]
        lines += [EMPTY, *(line("  ", standing_in(one, desk)) for one in some)] if some else []
        return lines
