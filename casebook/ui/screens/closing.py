"""Closing: what was open on any day, how it moved, what is provided for and expected, and the months closed."""

import asyncio
import os
from collections.abc import Hashable, Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.getters import query_one

from casebook import format as form
from casebook import paths
from casebook.domain.closing import month_end, month_of, next_month
from casebook.domain.reading import ReadKind
from casebook.jobs.closing.making import behind
from casebook.jobs.closing.making import report as made
from casebook.jobs.closing.report import FROM_TODAY, KNOWN, Report, Wanted, What
from casebook.store.queries import reconciliation
from casebook.store.queries.as_at import By, Knowledge
from casebook.store.queries.month_closings import MonthRow
from casebook.store.readings import Read
from casebook.text import clean_line
from casebook.ui.desk import Desk
from casebook.ui.keys import place_key
from casebook.ui.prose import Line, Span, line
from casebook.ui.screens.closing_behind import ClosingBehind
from casebook.ui.screens.closing_lists import NAMES, Row, columns, listing, rows_of, said
from casebook.ui.screens.place import Place
from casebook.ui.widgets.bars import BRAND
from casebook.ui.widgets.text_page import TextPage
from casebook.ui.widgets.windowed_list import Shape, WindowedList
from casebook.words import say

_ONE_DAY = timedelta(days=1)
_PAGES = tuple(What)
# Which reports are told apart in several ways; of the others what they are by is of no account.
_BY = {What.AS_AT: tuple(By), What.PROVISION: (By.AGE, By.CASE)}


class Closing(Place):
    """The reports of a day and a month, and the closing of it."""

    NAME = "place.closing"
    HINTS: ClassVar = (
        "app.goto", "closing.report", "place.open", "closing.day", "closing.month_later", "closing.by",
        "closing.knowledge", "closing.close_month", "closing.entity", "closing.write_report", "closing.audit_pack",
        "app.help",
    )  # fmt: skip
    BINDINGS: ClassVar[list[BindingType]] = [
        place_key("right_square_bracket", "page(1)", "closing.report"),
        place_key("left_square_bracket", "page(-1)", "closing.report_back"),
        place_key("at", "day", "closing.day"),
        place_key("greater_than_sign", "month(1)", "closing.month_later"),
        place_key("less_than_sign", "month(-1)", "closing.month_earlier"),
        place_key("tab", "by", "closing.by"),
        place_key("v", "knowledge", "closing.knowledge"),
        place_key("slash", "entity", "closing.entity"),
        place_key("plus", "close_month", "closing.close_month"),
        # As the key that explains a case, so that whoever rebinds that finds it here too.
        Binding("equals_sign", "explain", "key.explain", id="case.explain", priority=True),
        place_key("o", "write", "closing.write_report"),
        place_key("a", "audit", "closing.audit_pack"),
    ]

    about = query_one("#about", TextPage)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.list: WindowedList[Row] = WindowedList(desk, Shape((), lambda row: row.at, "closing.empty"), id="list")
        self._what = What.AS_AT
        self._wanted = Wanted(desk.day, desk.day)
        self._entity = ""
        self._shown: tuple[What, Wanted] | None = None
        self._report: Report | None = None

    def body(self) -> ComposeResult:
        """Lay out what is said of the report, and its table."""
        yield TextPage(id="about")
        yield self.list

    @property
    def mover(self) -> WindowedList[Row]:
        """The table."""
        return self.list

    @property
    def chosen(self) -> Hashable:
        """The row the cursor is on."""
        row = self.list.chosen
        return None if row is None else (self._what, self._wanted, row.at)

    async def load(self) -> None:
        """Read the report; the cursor stays where it is in the same one."""
        if self._wanted.today != self.desk.day:
            follows = self._wanted.day == self._wanted.today
            day = self.desk.day if follows else self._wanted.day
            self._wanted = self._wanted._replace(day=day, today=self.desk.day)
        await self._show()

    async def _show(self) -> None:
        found = await self.desk.read(made, self._what, self._wanted)
        rows = rows_of(found)
        same = self._shown is not None and self._shown[0] is self._what and self.list.chosen is not None
        near = self.list.chosen if same else None
        self._report, self._shown = found, (self._what, self._wanted)
        self.list.lay_out(columns(found, self.desk))
        self.about.show(list(self._about(found)))
        await self.list.show(listing(rows), near if near is not None and near.at < len(rows) else None)
        self._tell()

    def _about(self, found: Report) -> Iterator[Line]:
        desk, wanted = self.desk, self._wanted
        day = wanted.today if self._what in FROM_TODAY else wanted.day
        told = [form.day(day, desk.language), self._entity or desk.say("closing.all_entities")]
        if self._what in _BY:
            told.append(desk.say("closing.told_by", by=desk.say(f"closing.head_{self._by}").lower()))
        if self._what in KNOWN:
            told.append(desk.say(f"word.{wanted.knowledge}"))
        yield line(Span(" · ".join(told), "strong"), hang=2)
        for code, parameters in found.said:
            yield line(Span(say(code, parameters, self.desk.language), "quiet"), hang=2)

    def _tell(self) -> None:
        desk = self.desk
        spans = [BRAND, Span(f" {desk.say('place.closing')} ▸ ")]
        # The one that is shown comes first: not all of them fit on a small terminal.
        at = _PAGES.index(self._what)
        for place, what in enumerate((*_PAGES[at:], *_PAGES[:at])):
            spans.append(Span(" · " if place else "", "quiet"))
            spans.append(Span(desk.say(f"closing.page_{what.word}"), "strong" if what is self._what else "quiet"))
        self.title_bar.left = tuple(spans)
        self.refresh_bindings()
        self.hint()

    @property
    def _by(self) -> By:
        offered = _BY.get(self._what, (By.AGE,))
        return self._wanted.by if self._wanted.by in offered else offered[0]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what the report that is shown can be asked for."""
        match action:
            case "by":
                return self._what in _BY
            case "knowledge":
                return self._what in KNOWN
            case "day" | "month":
                return self._what not in FROM_TODAY
            case "close_month" | "explain":
                return self._what in (What.MONTHS, What.PROVISION)
            case _:
                return super().check_action(action, parameters)

    async def action_page(self, by: int) -> None:
        """Show the next report, or the one before."""
        self._what = _PAGES[(_PAGES.index(self._what) + by) % len(_PAGES)]
        self._wanted = self._wanted._replace(by=self._by)
        await self._show()

    async def action_month(self, by: int) -> None:
        """Show the last day of the month after, or of the one before; the running month as it is today."""
        first = month_of(self._wanted.day)
        if by < 0:
            day = first - _ONE_DAY
        else:
            end = month_end(first)
            day = end if self._wanted.day < end else month_end(next_month(first))
        await self._change(self._wanted._replace(day=min(day, self._wanted.today)))

    async def action_by(self) -> None:
        """Tell the amounts apart by the next thing there is."""
        offered = _BY[self._what]
        by = offered[(offered.index(self._by) + 1) % len(offered)]
        await self._change(self._wanted._replace(by=by))

    async def action_knowledge(self) -> None:
        """Show it as it was known then, or as it is known now."""
        then = self._wanted.knowledge is Knowledge.NOW
        await self._change(self._wanted._replace(knowledge=Knowledge.THEN if then else Knowledge.NOW))

    async def _change(self, wanted: Wanted) -> None:
        self._wanted = wanted
        await self._show()

    def action_day(self) -> None:
        """Ask for the day."""
        self.desk.flow(self._ask_day())

    def action_entity(self) -> None:
        """Ask of which entity."""
        self.desk.flow(self._ask_entity())

    def action_write(self) -> None:
        """Write the report to a file in the person's own folder."""
        self.desk.flow(self._write())

    def action_close_month(self) -> None:
        """Close the month the cursor is on, or set a rate of the provision."""
        self.desk.flow(self._begin())

    def action_explain(self) -> None:
        """Show how a month was closed, or where a provision comes from."""
        self.desk.flow(self._explain())

    def action_audit(self) -> None:
        """Write the pack for an auditor."""
        self.desk.flow(self._audit())

    async def action_open(self) -> None:
        """Open the cases behind the row; of a month what can be done with it."""
        row = self.list.chosen
        if row is None or self._report is None:
            return
        if isinstance(row.key, MonthRow):
            self.desk.flow(self._of_month(row.key))
        elif row.key is not None:
            await self._open_behind(row)

    async def on_windowed_list_opened(self) -> None:
        """Open the row that was clicked on."""
        await self.action_open()

    async def _open_behind(self, row: Row) -> None:
        found = await self.desk.read(behind, self._what, self._wanted, row.key)
        if len({one.case_id for one in found}) == 1 and len(found) == 1 and found[0].case_id:
            await self.go_to(found[0].case_id)
        else:
            await self.app.push_screen(ClosingBehind(self.desk, self._heading(row), found))

    def _heading(self, row: Row) -> str:
        """Return what is called what a row is about: the report, and the row by its names."""
        named = [said(row.of, row, at, self.desk) for at, one in enumerate(row.of.sheet.columns) if one.kind in NAMES]
        return " · ".join(filter(None, (self.desk.say(f"closing.page_{self._what.word}"), *named)))

    async def _of_month(self, row: MonthRow) -> None:
        from casebook.ui.work import closing_months

        match await closing_months.of_month(self.desk, row):
            case closing_months.Then.SINCE:
                found = await self.desk.read(behind, What.MONTHS, self._wanted, row)
                heading = self.desk.say("closing.since_heading", code=clean_line(row.code), until=row.until_on)
                await self.app.push_screen(ClosingBehind(self.desk, heading, found))
            case closing_months.Then.ROLL_FORWARD:
                self._what = What.ROLL_FORWARD
                knowledge = Knowledge.THEN if row.is_closed else Knowledge.NOW
                day = min(row.until_on, self._wanted.today)
                self._wanted = self._wanted._replace(creditor_id=row.creditor_id, day=day, knowledge=knowledge)
                self._entity = clean_line(row.code)
                await self.shown(self._show())
            case closing_months.Then.DONE:
                await self.shown(self._show())

    async def _begin(self) -> None:
        from casebook.ui.work import closing_months, provision_rates

        row = self.list.chosen
        if self._what is What.PROVISION:
            done = await provision_rates.set_rate(self.desk, self._wanted.creditor_id)
        elif row is not None and isinstance(row.key, MonthRow):
            done = await closing_months.close(self.desk, row.key)
        else:
            return
        if done:
            await self.shown(self._show())

    async def _audit(self) -> None:
        from casebook.ui.work.audit_pack import pack

        await pack(self.desk)

    async def _explain(self) -> None:
        from casebook.ui.work import closing_months, provision_rates

        row = self.list.chosen
        if row is None:
            return
        if isinstance(row.key, MonthRow):
            await closing_months.explain(self.desk, row.key)
        elif self._what is What.PROVISION:
            await provision_rates.explain(self.desk, self._wanted, row.key)

    async def _ask_day(self) -> None:
        from casebook.ui.dialogs.ask_day import AskDay

        day = await self.desk.ask(AskDay(self.desk, self.desk.say("closing.ask_day"), past=True))
        if day is None:
            return
        if day > self.desk.day:
            self.desk.tell(self.desk.say("closing.day_ahead", on=day), trouble=True)
            return
        await self.shown(self._change(self._wanted._replace(day=day)))

    async def _ask_entity(self) -> None:
        from casebook.ui.dialogs.pick import Pick
        from casebook.ui.widgets.menu import Entry

        found = await self.desk.read(reconciliation.entities)
        every = Entry[tuple[int | None, str]]((None, ""), "", self.desk.say("closing.all_entities"))
        entries = [every]
        for one in found:
            text = f"{clean_line(one.code)} · {clean_line(one.name)}"
            entries.append(Entry((one.creditor_id, clean_line(one.code)), "", text))
        chosen = await self.desk.ask(Pick(self.desk, self.desk.say("closing.ask_entity"), entries, search=True))
        if chosen is not None:
            creditor_id, self._entity = chosen
            await self.shown(self._change(self._wanted._replace(creditor_id=creditor_id)))

    async def _write(self) -> None:
        from casebook.jobs.closing.written import FORMATS, stem, written
        from casebook.jobs.exports import copy_new
        from casebook.ui.dialogs.pick import Pick
        from casebook.ui.widgets.menu import Entry

        desk, report, wanted = self.desk, self._report, self._wanted
        entries = [Entry(suffix, key, suffix.upper()) for key, suffix in zip("cxpj", FORMATS, strict=True)]
        suffix = await desk.ask(Pick(desk, desk.say("closing.ask_format"), entries))
        if suffix is None or report is None:
            return
        content = await desk.read(lambda database: written(database, report, wanted, suffix, desk.language))
        if report.names_debtors:
            desk.saw(Read(ReadKind.EXPORT))
        name = stem(report, wanted, desk.language)
        path: Path = await asyncio.to_thread(partial(copy_new, paths.exports(os.environ), name, f".{suffix}", content))
        desk.tell(desk.say("export.written", file=str(path)))
