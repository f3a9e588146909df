"""Disputes: those that are open by the day on which their next step is due, all there were, and what they teach."""

import asyncio
import os
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.getters import query_one

from casebook import format as form
from casebook import paths
from casebook.domain.calendar import add_months
from casebook.domain.dispute_report import MONTHS, Report
from casebook.store.database import Database
from casebook.store.queries import dispute_list, disputes
from casebook.store.queries.dispute_list import DisputeRow, Listed
from casebook.store.queries.listing import Count, Listing
from casebook.ui.case_tabs.dispute_lines import dispute_lines, state_of
from casebook.ui.desk import Desk
from casebook.ui.keys import place_key
from casebook.ui.prose import Line, Span
from casebook.ui.screens.dispute_causes import cause_lines, month_letter
from casebook.ui.screens.list_place import ListPlace
from casebook.ui.screens.place import Mover
from casebook.ui.screens.today import by
from casebook.ui.views import Part, Shown, Starter
from casebook.ui.widgets.columns import Column
from casebook.ui.widgets.histogram import Bar, Histogram
from casebook.ui.widgets.text_page import TextPage
from casebook.ui.widgets.windowed_list import Shape

_CAUSES = "causes"
# What acts on rows, where none are shown.
_OF_ROWS = frozenset(
    {"filter", "layout", "views", "view", "mark", "mark_range", "mark_all", "clear_marks", "copy_rows"}
    | {"export_list"}
)


class Disputes(ListPlace[DisputeRow]):
    """Disputes of all cases."""

    NAME = "place.disputes"
    LIST = "dispute-list"
    HINTS: ClassVar = (
        "app.goto", "disputes.part", "disputes.write_causes", "case.dispute", "list.filter", "case.contact",
        "case.next", "list.mark", "app.help",
    )  # fmt: skip
    VIEWS: ClassVar = (Starter(1, "starter.all", Shown()),)
    BINDINGS: ClassVar[list[BindingType]] = [
        place_key("right_square_bracket", "part(1)", "disputes.part"),
        place_key("left_square_bracket", "part(-1)", "disputes.part_back"),
        place_key("o", "write", "disputes.write_causes"),
    ]

    causes = query_one("#causes", TextPage)
    histogram = query_one("#histogram", Histogram)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._open = Count(0)

    def body(self) -> ComposeResult:
        """Lay out the list with its preview, and the page about causes with bars per month."""
        yield Histogram(id="histogram")
        yield TextPage(id="causes")
        yield from super().body()

    def on_mount(self) -> None:
        """Show the list."""
        self._show_part()

    def shape(self) -> Shape[DisputeRow]:
        """Return the columns of the list."""
        desk = self.desk
        return Shape(
            (
                Column("", 2, lambda row: "!" if _late(row, desk) > 0 else "", style=self._style),
                Column("disputes.due", 9, lambda row: by(row.due.until if row.due else None, desk), style=self._style),
                Column("queue.case", 9, lambda row: row.number),
                Column("queue.debtor", 12, lambda row: row.name, share=2),
                Column("disputes.left_short", 11, self._amount, right=True),
                Column("disputes.days", 5, lambda row: _days(row, desk), right=True, style=self._style),
                Column("disputes.department", 11, lambda row: row.department, share=1, spare=1),
                Column("disputes.state", 13, lambda row: state_of(row.course, desk), spare=2, style=self._style),
                Column("disputes.reason", 14, lambda row: desk.say(f"word.{row.reason}"), share=1, spare=3),
                Column("disputes.owner", 12, lambda row: row.owner, spare=4, style=_quiet),
                Column("disputes.cause", 14, self._cause, share=1, spare=5, style=_quiet),
            ),
            lambda row: row.dispute_id,
            "disputes.empty",
        )

    def windows(self, shown: Shown) -> Callable[[Database], Listing[DisputeRow]]:
        """Return what makes the list of disputes."""
        listed, narrowing, on = self._listed, self.narrowing(shown), self.desk.day
        return lambda database: dispute_list.disputes(database, listed, on, narrowing)

    def first_part(self) -> Part:
        """Return those that are open."""
        return Part(Listed.OPEN, "")

    async def parts(self) -> Sequence[Part]:
        """Return the lists and the page about causes; the title says how they are called."""
        return [*(Part(listed, "") for listed in Listed), Part(_CAUSES, "")]

    @property
    def _listed(self) -> Listed:
        return Listed.OPEN if self.part.id == _CAUSES else Listed(self.part.id)

    @property
    def _is_report(self) -> bool:
        return self.part.id == _CAUSES

    @property
    def mover(self) -> Mover:  # type: ignore[override]  # the page moves too
        """The list, or the page about causes."""
        return self.causes if self._is_report else self.list

    @property
    def case_id(self) -> int | None:
        """The case of the row the cursor is on, None on the page about causes."""
        return None if self._is_report else super().case_id

    def case_of(self, row: DisputeRow) -> int:
        """Return the case of a row."""
        return row.case_id

    def copied(self, row: DisputeRow) -> str:
        """Return the number and name of the case."""
        return f"{row.number} {row.name}"

    async def change(self, shown: Shown, near: DisputeRow | None = None) -> None:
        """Show something else."""
        await super().change(shown, near)
        self._show_part()
        self.hint()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let what acts on rows act only where they are shown, and only the report be written."""
        return not self._is_report if action in _OF_ROWS else action != "write" or self._is_report

    async def preview_of(self, case_id: int | None) -> Sequence[Line]:
        """Return the dispute the cursor rests on."""
        row = self.list.chosen
        if row is None or case_id is None:
            return ()
        found = await self.desk.read(disputes.of_case, case_id, self.desk.day)
        return [
            line for sheet in found if sheet.dispute_id == row.dispute_id for line in dispute_lines(sheet, self.desk)
        ]

    def action_write(self) -> None:
        """Write what disputes teach to a file in the person's own folder."""
        self.desk.flow(self._write())

    async def _write(self) -> None:
        # What only who writes a file needs.
        from casebook.jobs.dispute_sheets import By, sheet
        from casebook.jobs.exports import write_new
        from casebook.jobs.sheets import write_csv

        since, until = _period(self.desk.day)
        found = await self.desk.read(sheet, By.CAUSE, since, until, until)
        stem = f"{self.desk.say('disputes.file')}_{until.isoformat()}"
        writer = partial(write_csv, found, self.desk.language)
        path: Path = await asyncio.to_thread(write_new, paths.exports(os.environ), stem, ".csv", writer)
        self.desk.tell(self.desk.say("export.written", file=str(path)))

    async def stand(self) -> None:
        """Read what the title says beside the list."""
        since, until = _period(self.desk.day)
        self._open = await self.desk.read(dispute_list.count_open)
        report = await self.desk.read(dispute_list.causes, since, until)
        self.causes.show(cause_lines(report, self.desk))
        self.histogram.show(list(_bars(report, self.desk)))
        self.tell()

    def titled(self) -> Iterator[Span]:
        """Yield the lists there are, and which of them is shown."""
        desk = self.desk
        number = form.number(self._open.number, desk.language) + ("+" if self._open.more else "")
        said = {
            Listed.OPEN.value: desk.say("disputes.list_open", number=number),
            Listed.ALL.value: desk.say("disputes.list_all"),
            _CAUSES: desk.say("disputes.list_causes"),
        }
        yield Span(f" {desk.say('place.disputes')} ▸ ")
        for place, (part, name) in enumerate(said.items()):
            yield Span(" · " if place else "", "quiet")
            yield Span(name, "strong" if part == self.part.id else "quiet")

    def _show_part(self) -> None:
        self.causes.display = self.histogram.display = self._is_report
        self.query_one("#body").display = not self._is_report

    def _amount(self, row: DisputeRow) -> str:
        return form.amount(row.left if row.course.is_open else row.registered, self.desk.language)

    def _cause(self, row: DisputeRow) -> str:
        return self.desk.say(f"word.{row.root_cause}") if row.root_cause else ""

    def _style(self, row: DisputeRow) -> str:
        return "due" if _late(row, self.desk) > 0 else ""


def _period(on: date) -> tuple[date, date]:
    """Return the first and the last day of the months of the report."""
    return add_months(on.replace(day=1), 1 - MONTHS), on


def _late(row: DisputeRow, desk: Desk) -> int:
    return 0 if row.due is None else (desk.day - row.due.until).days


def _days(row: DisputeRow, desk: Desk) -> str:
    """Return for how many days the next step is due, or the days that are left, with a sign; how long it took."""
    if row.due is None:
        ended_on = row.closed_on or row.withdrawn_on
        return "" if ended_on is None else form.number((ended_on - row.registered_on).days, desk.language)
    late = _late(row, desk)
    return f"+{form.number(late, desk.language)}" if late > 0 else form.number(late, desk.language)


def _bars(report: Report, desk: Desk) -> Iterator[Bar]:
    for month in report.months:
        yield Bar(month_letter(month, desk), month.number, form.number(month.number, desk.language))


def _quiet(_: DisputeRow) -> str:
    return "quiet"
