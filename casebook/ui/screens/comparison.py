"""Agencies, routes and the arms of a batch compared on claims that are alike; each number opens the cases behind it."""

import asyncio
import os
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.getters import query_one

from casebook import paths
from casebook.domain.comparison.choice import By, Choice
from casebook.domain.comparison.columns import (
    GROUP_COLUMNS,
    STRATUM_COLUMNS,
    Column,
    Measure,
    Value,
    cell_rows,
    group_values,
    group_whole,
    stratum_values,
    stratum_whole,
)
from casebook.domain.comparison.standard import Verdict
from casebook.jobs.comparison import said
from casebook.jobs.comparison.written import Part
from casebook.store.queries.comparison import Found, Number, behind, comparison, counts
from casebook.ui.desk import Desk
from casebook.ui.keys import place_key
from casebook.ui.prose import Line, Span, line
from casebook.ui.screens.place import Mover, Place
from casebook.ui.widgets.bars import BRAND
from casebook.ui.widgets.figure_table import FigureTable, Shown
from casebook.ui.widgets.text_page import TextPage

_EVERY = tuple(By)
# In cells: who, and what the claims are like.
_LABEL = 44
_PARTS = (Part.GROUPS, Part.STRATA)
# Of these too little is known to be compared.
_FEW = frozenset({Verdict.FEW, Verdict.NOT_YET, Verdict.UNLIKE, Verdict.ALONE})


class Comparison(Place):
    """Agencies, routes and arms side by side."""

    NAME = "place.comparison"
    HINTS: ClassVar = (
        "place.leave", "comparison.compare_by", "comparison.compare_part", "comparison.compare_days",
        "comparison.compare_alike", "place.open", "figures.write_figure", "comparison.compare_batch",
        "figures.figure_right", "app.help",
    )  # fmt: skip
    VERTICAL_BREAKPOINTS = [(0, "-low"), (20, "-high")]
    BINDINGS: ClassVar[list[BindingType]] = [
        place_key("tab", "by", "comparison.compare_by"),
        place_key("right_square_bracket", "part", "comparison.compare_part"),
        place_key("left_square_bracket", "part", "comparison.compare_part_back"),
        place_key("p", "days", "comparison.compare_days"),
        place_key("slash", "alike", "comparison.compare_alike"),
        place_key("v", "batch", "comparison.compare_batch"),
        place_key("right", "aside(1)", "figures.figure_right"),
        place_key("left", "aside(-1)", "figures.figure_left"),
        place_key("o", "write", "figures.write_figure"),
    ]

    about = query_one("#about", TextPage)
    numbers = query_one("#numbers", FigureTable)
    notes = query_one("#notes", TextPage)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.choice = Choice()
        self.part = Part.GROUPS
        self.found: Found | None = None

    def body(self) -> ComposeResult:
        """Lay out what is compared, the numbers, what has to be known to read them, and the plot."""
        # What draws is read in when the place is opened.
        from casebook.ui.widgets.interval_plot import IntervalPlot

        with Container(id="figure"):
            yield TextPage(id="about")
            yield FigureTable(id="numbers", most_label=_LABEL)
            yield TextPage(id="notes")
            yield IntervalPlot(id="plot")

    @property
    def mover(self) -> Mover:
        """The table."""
        return self.numbers

    async def load(self) -> None:
        """Read what is compared; the cursor stays where it is."""
        await self._read(stay=self.found is not None)

    async def news(self, cases: frozenset[int]) -> None:
        """Leave it as it was read: it is of a moment, and made anew only when that is asked for."""

    async def _read(self, *, stay: bool = False) -> None:
        desk = self.desk
        reading = desk.read(comparison, self.choice, desk.day)
        self.found = await desk.meanwhile(desk.say("list.loading"), reading)
        self._paint(self.found, stay=stay)

    def _paint(self, found: Found, *, stay: bool) -> None:
        language = self.desk.language
        self.title_bar.left = (BRAND, *self._titled())
        self.about.show([line(text) for text in said.about(found, language)])
        columns, rows = self._rows(found)
        heads = [said.head(column, language) for column in columns]
        self.numbers.show(heads, rows, stay=stay)
        self.notes.show(list(self._noted(found)))
        self._plot(found)

    def _noted(self, found: Found) -> Iterator[Line]:
        """Yield in full which claims the cursor is on, and what has to be known to read the numbers."""
        if not found.comparison.groups:
            yield line(Span(self.desk.say("comparison.nothing"), "quiet"))
            return
        if self.part is Part.STRATA:
            yield line(Span(self._number(found)[1], "strong"))
        for note in said.notes(found, self.desk.language):
            yield line(Span(note, "quiet"))

    def _rows(self, found: Found) -> tuple[tuple[Column, ...], list[Shown]]:
        """Return the columns of the part that is shown and its rows, the last of which is the whole."""
        language, made = self.desk.language, found.comparison
        if self.part is Part.GROUPS:
            columns = GROUP_COLUMNS
            rows = [
                Shown(
                    said.label(found, row.key, language),
                    _cells(columns, group_values(row), language),
                    row.verdict in _FEW,
                )
                for row in made.groups
            ]
            whole = group_whole(made)
        else:
            columns = STRATUM_COLUMNS
            rows = [
                Shown(
                    said.cell_said(found, row, language),
                    _cells(columns, stratum_values(row), language),
                    row.weight is None,
                )
                for row in cell_rows(made)
            ]
            whole = stratum_whole(made)
        if rows:
            rows.append(Shown(self.desk.say("figures.whole"), _cells(columns, whole, language)))
        return columns, rows

    def _plot(self, found: Found) -> None:
        from casebook.ui.widgets.interval_plot import Interval, IntervalPlot

        language = self.desk.language
        self.query_one(IntervalPlot).show([
            Interval(
                said.label(found, row.key, language),
                float(row.like.net.share),
                None if row.like.net.low is None else float(row.like.net.low),
                None if row.like.net.high is None else float(row.like.net.high),
                said.value_said(row.like.net, Measure.ESTIMATE, language),
            )
            for row in found.comparison.groups
            if row.like is not None
        ])  # fmt: skip

    def _titled(self) -> Iterator[Span]:
        yield Span(f" {self.desk.say(self.NAME)} ▸ ")
        for at, one in enumerate(_EVERY):
            yield Span(" · " if at else "", "quiet")
            yield Span(said.title(one, self.desk.language), "strong" if one is self.choice.by else "quiet")
        yield Span(f" · {self.desk.say(f'comparison.part_{self.part}')}", "due")

    async def action_by(self) -> None:
        """Compare what comes next: agencies, routes, arms."""
        self.choice = self.choice._replace(by=_EVERY[(_EVERY.index(self.choice.by) + 1) % len(_EVERY)])
        await self._read()

    def action_part(self) -> None:
        """Show the strata behind the groups, or the groups again."""
        self.part = _PARTS[(_PARTS.index(self.part) + 1) % len(_PARTS)]
        if self.found is not None:
            self._paint(self.found, stay=False)

    def action_aside(self, by: int) -> None:
        """Go right by columns, or left."""
        self.numbers.aside(by)

    def action_days(self) -> None:
        """Choose after how many days is compared."""
        self.desk.flow(self._choose("days"))

    def action_alike(self) -> None:
        """Choose which claims are alike."""
        self.desk.flow(self._choose("alike"))

    def action_batch(self) -> None:
        """Choose the batch whose arms are compared."""
        self.desk.flow(self._choose("batch"))

    def action_write(self) -> None:
        """Write the part that is shown to a file in the person's own folder."""
        self.desk.flow(self._write())

    async def action_open(self) -> None:
        """Open the cases behind the number the cursor is on."""
        found = self.found
        if found is None or not found.comparison.groups:
            return
        from casebook.ui.screens.figure_cases import FigureCases, Heading

        number, name, value = self._number(found)
        told = said.value_said(value, number.column.measure, self.desk.language)
        what = f"{name}, {said.head(number.column, self.desk.language)} {told}"
        title = said.title(found.choice.by, self.desk.language)
        cases = await asyncio.to_thread(behind, found, number)
        heading = Heading(title, what, counts(number.column))
        await self.app.push_screen(FigureCases(self.desk, heading, cases))

    def on_figure_table_moved(self) -> None:
        """Say in full which claims the cursor is on."""
        if self.found is not None:
            self.notes.show(list(self._noted(self.found)))

    async def on_figure_table_opened(self) -> None:
        """Open the cases behind the number that was clicked on."""
        await self.action_open()

    def _number(self, found: Found) -> tuple[Number, str, Value]:
        """Return the number the cursor is on, what its row is called, and what it is."""
        language, made, at = self.desk.language, found.comparison, self.numbers.column
        whole = self.desk.say("figures.whole")
        if self.part is Part.GROUPS:
            column = GROUP_COLUMNS[at]
            if self.numbers.row >= len(made.groups):
                return Number(column), whole, group_whole(made)[at]
            row = made.groups[self.numbers.row]
            return Number(column, row.key), said.label(found, row.key, language), group_values(row)[at]
        column, cells = STRATUM_COLUMNS[at], cell_rows(made)
        if self.numbers.row >= len(cells):
            return Number(column), whole, stratum_whole(made)[at]
        cell = cells[self.numbers.row]
        name = said.cell_said(found, cell, language)
        return Number(column, cell.group, cell.stratum), name, stratum_values(cell)[at]

    async def _choose(self, what: str) -> None:
        from casebook.ui.work.comparison_choice import choose

        choice = await choose(self.desk, what, self.choice, self.found.batches if self.found else ())
        if choice is not None:
            self.choice = choice
            await self.shown(self._read())

    async def _write(self) -> None:
        from casebook.jobs.comparison.written import FORMATS, stem, written
        from casebook.jobs.exports import copy_new
        from casebook.ui.work.comparison_choice import choose_part
        from casebook.ui.work.figure_scope import choose_format

        found, desk = self.found, self.desk
        suffix = await choose_format(desk, FORMATS)
        if suffix is None or found is None:
            return
        part = await choose_part(desk, self.part) if suffix in ("csv", "xlsx") else self.part
        if part is None:
            return
        content = await desk.read(lambda database: written(database, found, part, suffix, desk.language))
        name = stem(found, part, desk.language)
        path: Path = await asyncio.to_thread(partial(copy_new, paths.exports(os.environ), name, f".{suffix}", content))
        desk.tell(desk.say("export.written", file=str(path)))


def _cells(columns: tuple[Column, ...], values: tuple[Value, ...], language: str) -> tuple[str, ...]:
    return tuple(
        said.value_said(value, column.measure, language) for column, value in zip(columns, values, strict=True)
    )
