"""Figures: what was kept, brought, opened and closed, in a table and a plot; each number opens the cases behind it."""

import asyncio
import os
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, Horizontal
from textual.getters import query_one

from casebook import paths
from casebook.domain.figures.catalogue import FIGURES, By, Figure, FigureName
from casebook.domain.figures.period import PeriodKind, moved, period_of
from casebook.domain.figures.table import OF_SOME, Column, Row, Value
from casebook.jobs.figures import said
from casebook.store.queries import figures
from casebook.store.queries.figures import Found, Scope
from casebook.ui.desk import Desk
from casebook.ui.keys import place_key
from casebook.ui.prose import Line, Span, line
from casebook.ui.screens.place import Mover, Place
from casebook.ui.widgets.bars import BRAND
from casebook.ui.widgets.figure_table import FigureTable, Shown
from casebook.ui.widgets.text_page import TextPage

# The keys of the figures, in their order: none that acts on a case elsewhere.
KEYS = "1234567890vhemw"
_EVERY = tuple(FigureName)


class Figures(Place):
    """The figures of the team."""

    NAME = "place.figures"
    HINTS: ClassVar = (
        "app.goto", "figures.next_figure", "figures.figure_by", "figures.figure_period", "figures.figure_narrow",
        "place.open", "figures.write_figure", "figures.figure_right", "app.help",
    )  # fmt: skip
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (20, "-high")]
    BINDINGS: ClassVar[list[BindingType]] = [
        place_key("right_square_bracket", "page(1)", "figures.next_figure"),
        place_key("left_square_bracket", "page(-1)", "figures.previous_figure"),
        *(place_key(key, f"figure({at})", f"figure.to_{_EVERY[at]}") for at, key in enumerate(KEYS)),
        place_key("right", "aside(1)", "figures.figure_right"),
        place_key("left", "aside(-1)", "figures.figure_left"),
        place_key("tab", "by", "figures.figure_by"),
        place_key("p", "period", "figures.figure_period"),
        place_key("greater_than_sign", "shift(1)", "figures.figure_later"),
        place_key("less_than_sign", "shift(-1)", "figures.figure_earlier"),
        place_key("slash", "narrow", "figures.figure_narrow"),
        place_key("s", "compare", "figures.compare"),
        place_key("o", "write", "figures.write_figure"),
    ]

    names = query_one("#names", TextPage)
    about = query_one("#about", TextPage)
    numbers = query_one("#numbers", FigureTable)
    notes = query_one("#notes", TextPage)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.name_shown = FigureName.PROMISES
        self._by: dict[FigureName, By] = {}
        self.scope = Scope(
            period_of(PeriodKind.QUARTER, desk.day, desk.day), desk.day, viewer_id=desk.session.actor.person
        )
        # What the team and the entity are called that the cases are of.
        self.scope_names: dict[str, str] = {}
        self.found: Found | None = None

    def body(self) -> ComposeResult:
        """Lay out the names of the figures, and beside them what is counted, the table and the plot."""
        # What draws is read in when the place is opened.
        from casebook.ui.widgets.figure_plot import FigurePlot

        with Horizontal(id="body"):
            yield TextPage(id="names")
            with Container(id="figure"):
                yield TextPage(id="about")
                yield FigureTable(id="numbers")
                yield TextPage(id="notes")
                yield FigurePlot(id="plot")

    @property
    def mover(self) -> Mover:
        """The table."""
        return self.numbers

    @property
    def shown_figure(self) -> Figure:
        """The figure that is shown."""
        return FIGURES[self.name_shown]

    @property
    def by(self) -> By:
        """What its rows are."""
        return self._by.get(self.name_shown, self.shown_figure.by[0])

    async def load(self) -> None:
        """Read the figure that is shown; the cursor stays where it is."""
        if self.scope.day != self.desk.day:
            self._new_day()
        await self._show(stay=self.found is not None)

    async def news(self, cases: frozenset[int]) -> None:
        """Leave the figures as they were read: they are of a moment, and counted anew only when that is asked for."""

    async def _show(self, *, stay: bool = False) -> None:
        desk = self.desk
        reading = desk.read(figures.figure, self.name_shown, self.by, self.scope)
        self.found = await desk.meanwhile(desk.say("list.loading"), reading)
        self._paint(self.found, stay=stay)

    def _paint(self, found: Found, *, stay: bool) -> None:
        desk, language = self.desk, self.desk.language
        self.title_bar.left = (BRAND, *self._titled())
        self.names.show(list(self._named()))
        self.about.show(list(self._about(found)))
        rows = [_shown(row, said.label(found, row.key, language), found, language) for row in found.table.rows]
        if rows:
            rows.append(_shown(found.table.whole, desk.say("figures.whole"), found, language))
        self.numbers.show([*_heads(found, desk)], rows, stay=stay)
        notes = [line(Span(note, "quiet")) for note in said.notes(found, language)]
        self.notes.show(notes if rows else [line(Span(desk.say("figures.nothing"), "quiet"))])
        self._plot(found)

    def _plot(self, found: Found) -> None:
        from casebook.ui.widgets.figure_plot import Bar, FigurePlot

        figure, language = found.figure, self.desk.language
        column = figure.columns[figure.plotted]
        bars = [
            Bar(
                said.label(found, row.key, language),
                said.short_label(found, row.key, language),
                float(row.cells[figure.plotted] or 0),
                said.value_said(row.cells[figure.plotted], column.measure, language),
            )
            for row in said.drawn(found)
        ]
        whole = 100.0 if column.measure in OF_SOME else None
        self.query_one(FigurePlot).show(bars, upright=found.by in (By.TIME, By.END), whole=whole)

    def _titled(self) -> Iterator[Span]:
        yield Span(f" {self.desk.say(self.NAME)} ▸ ")
        yield Span(said.title(self.name_shown, self.desk.language), "strong")
        narrowed = said.scope_said(self.scope, self.scope_names, self.desk.language)
        if narrowed:
            yield Span(f" · {narrowed}", "due")

    def _named(self) -> Iterator[Line]:
        for key, name in zip(KEYS, _EVERY, strict=True):
            chosen = name is self.name_shown
            style = "strong" if chosen else ""
            yield line(
                Span("▸ " if chosen else "  ", "strong"),
                Span(f"{key} ", "quiet"),
                Span(said.title(name, self.desk.language), style),
            )

    def _about(self, found: Found) -> Iterator[Line]:
        language = self.desk.language
        yield line(said.definition(found, language))
        yield line(Span(said.period_said(found, language), "quiet"))
        if len(found.figure.by) > 1:
            spans = [Span(self.desk.say("figures.per") + " ", "quiet")]
            for at, one in enumerate(found.figure.by):
                spans.append(Span(" · " if at else "", "quiet"))
                spans.append(Span(said.by_said(one, language), "strong" if one is found.by else "quiet"))
            yield line(*spans)

    async def action_page(self, by: int) -> None:
        """Show the next figure, or the one before."""
        await self.action_figure((_EVERY.index(self.name_shown) + by) % len(_EVERY))

    async def action_figure(self, at: int) -> None:
        """Show a figure."""
        self.name_shown = _EVERY[at]
        await self._show()

    def action_aside(self, by: int) -> None:
        """Go right by columns, or left."""
        self.numbers.aside(by)

    async def action_by(self) -> None:
        """Lay the rows out by the next thing there is."""
        every = self.shown_figure.by
        self._by[self.name_shown] = every[(every.index(self.by) + 1) % len(every)]
        await self._show()

    async def action_shift(self, by: int) -> None:
        """Show the period after, or before."""
        self.scope = self.scope._replace(period=moved(self.scope.period, by, self.desk.day))
        await self._show(stay=True)

    def action_period(self) -> None:
        """Choose the period."""
        self.desk.flow(self._choose_period())

    def action_narrow(self) -> None:
        """Choose of which cases the figures are."""
        self.desk.flow(self._narrow())

    async def action_compare(self) -> None:
        """Compare agencies and routes on claims that are alike."""
        from casebook.ui.screens.comparison import Comparison

        await self.app.push_screen(Comparison(self.desk))

    def action_write(self) -> None:
        """Write the figure to a file in the person's own folder."""
        self.desk.flow(self._write())

    async def action_open(self) -> None:
        """Open the cases behind the number the cursor is on."""
        found = self.found
        if found is None or not found.table.rows:
            return
        from casebook.ui.screens.figure_cases import FigureCases, Heading

        row = (*found.table.rows, found.table.whole)[self.numbers.row]
        key = None if row is found.table.whole else row.key
        column, figure = self.numbers.column, found.figure
        # Behind the columns of the figure stands what it was before.
        compares = column == len(figure.columns)
        if compares and row.before is None:
            self.desk.tell(self.desk.say("figures.not_compared"), trouble=True)
            return
        number = row.before if compares else row.cells[column]
        if compares:
            found, column = found._replace(scope=found.scope.before), figure.plotted
        behind = await self.desk.read(figures.behind, found, key, column)
        name, told = self._told(found, key, column, number)
        heading = Heading(name, told, figures.of_cases(figure.columns[column].measure))
        await self.app.push_screen(FigureCases(self.desk, heading, behind))

    def _told(self, found: Found, key: str | None, column: int, number: Value) -> tuple[str, str]:
        """Return what a figure is called, and what a number of it is of."""
        language, asked = self.desk.language, found.figure.columns[column]
        name = self.desk.say("figures.whole") if key is None else said.label(found, key, language)
        told = f"{name}, {said.head(asked, language)} {said.value_said(number, asked.measure, language)}"
        return said.title(found.figure.name, language), told

    def on_figure_table_moved(self, message: FigureTable.Moved) -> None:
        """Draw what the cursor is on, where not all of it fits."""
        from casebook.ui.widgets.figure_plot import FigurePlot

        self.query_one(FigurePlot).reveal(message.row)

    async def on_figure_table_opened(self) -> None:
        """Open the cases behind the number that was clicked on."""
        await self.action_open()

    async def _choose_period(self) -> None:
        from casebook.ui.work.figure_scope import choose_period

        period = await choose_period(self.desk, self.scope.period)
        if period is not None:
            self.scope = self.scope._replace(period=period)
            await self.shown(self._show(stay=True))

    async def _narrow(self) -> None:
        from casebook.ui.work.figure_scope import narrow

        chosen = await narrow(self.desk, self.scope, self.scope_names)
        if chosen is not None:
            self.scope, self.scope_names = chosen
            await self.shown(self._show())

    async def _write(self) -> None:
        from casebook.jobs.exports import copy_new
        from casebook.jobs.figures.written import FORMATS, stem, written
        from casebook.ui.work.figure_scope import choose_format

        found = self.found
        suffix = await choose_format(self.desk, FORMATS)
        if suffix is None or found is None:
            return
        language = self.desk.language
        narrowed = said.scope_said(self.scope, self.scope_names, language)
        content = await self.desk.read(lambda database: written(database, found, suffix, narrowed, language))
        name = stem(found, language)
        path: Path = await asyncio.to_thread(partial(copy_new, paths.exports(os.environ), name, f".{suffix}", content))
        self.desk.tell(self.desk.say("export.written", file=str(path)))

    def _new_day(self) -> None:
        """Look at the day that it has become; the period that was running goes on."""
        period, day = self.scope.period, self.desk.day
        running = period.until == self.scope.day and period.kind is not PeriodKind.OWN
        self.scope = self.scope._replace(period=period_of(period.kind, day, day) if running else period, day=day)


def _heads(found: Found, desk: Desk) -> Iterator[str]:
    for column in found.figure.columns:
        yield said.head(column, desk.language) + (" " if column.measure in OF_SOME else "")
    if found.before is not None:
        yield desk.say("figures.before")


def _shown(row: Row, name: str, found: Found, language: str) -> Shown:
    cells = [_cell(row, at, column, language) for at, column in enumerate(found.figure.columns)]
    if found.before is not None:
        drawn = found.figure.columns[found.figure.plotted]
        cells.append(said.value_said(row.before, drawn.measure, language) if row.before is not None else "")
    return Shown(name, tuple(cells), row.few)


def _cell(row: Row, at: int, column: Column, language: str) -> str:
    found = said.value_said(row.cells[at], column.measure, language)
    if column.measure not in OF_SOME:
        return found
    # Where a share is of too few, a sign says so beside the colour.
    return found + ("~" if row.few and row.cells[at] is not None else " ")
