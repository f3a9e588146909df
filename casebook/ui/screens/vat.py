"""VAT on bad debts: what goes into which return, and the lines behind each, of which the case can be opened."""

from collections.abc import Hashable, Iterator
from datetime import date
from decimal import Decimal
from typing import ClassVar, NamedTuple

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.getters import query_one

from casebook import format as form
from casebook.jobs.vat.pack import list_name, why
from casebook.store.queries import case, vat
from casebook.store.queries.vat import LineRow, OfInsolvent, ReturnRow, ReturnSheet, ReturnState
from casebook.text import clean_line
from casebook.ui.desk import Desk
from casebook.ui.keys import place_key
from casebook.ui.prose import Line, Span, line
from casebook.ui.screens import working
from casebook.ui.screens.closing_lists import listing
from casebook.ui.screens.place import CASE_KEYS, Place
from casebook.ui.screens.today import by
from casebook.ui.widgets.bars import BRAND
from casebook.ui.widgets.columns import Column
from casebook.ui.widgets.text_page import TextPage
from casebook.ui.widgets.windowed_list import Shape, WindowedList

# Of these somebody has to do something.
_TO_DO = frozenset({ReturnState.TO_LOCK, ReturnState.SUPPLEMENT, ReturnState.LOCKED})


class _Return(NamedTuple):
    """A return, and which row it is."""

    at: int
    row: ReturnRow


class _Listed(NamedTuple):
    """A line of a return, which row it is, and which turn the list of the return has."""

    at: int
    row: LineRow
    first: int


class Vat(Place):
    """The returns of our entities, each with what comes back and what is due again."""

    NAME = "place.vat"
    HINTS: ClassVar = ("app.goto", "place.open", "vat.vat_next", "vat.vat_act", "vat.vat_pack", "app.help")
    BINDINGS: ClassVar[list[BindingType]] = [
        place_key("plus", "next", "vat.vat_next"),
        place_key("B", "act", "vat.vat_act"),
        place_key("o", "pack", "vat.vat_pack"),
    ]

    about = query_one("#about", TextPage)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.list: WindowedList[_Return] = WindowedList(desk, _returns(desk), id="list")

    def body(self) -> ComposeResult:
        """Lay out what is said of the returns, and their list."""
        yield TextPage(id="about")
        yield self.list

    @property
    def mover(self) -> WindowedList[_Return]:
        """The list."""
        return self.list

    @property
    def chosen(self) -> Hashable:
        """The return the cursor is on."""
        row = self.list.chosen
        return None if row is None else (row.row.filer, row.row.until_on)

    async def load(self) -> None:
        """Read the returns; the cursor stays on the same one."""
        near = self.chosen
        found = [_Return(at, row) for at, row in enumerate(await self.desk.read(vat.returns, self.desk.day))]
        unknown = await self.desk.read(vat.without_rates, self.desk.day)
        insolvent = await self.desk.read(vat.of_insolvent, self.desk.day)
        self.about.show(list(_said(self.desk, [one.row for one in found], unknown, insolvent)))
        await self.list.show(listing(found), next((one for one in found if _key(one) == near), None))
        self.title_bar.left = (BRAND, Span(f" {self.desk.say('place.vat')}"))
        self.hint()

    async def action_open(self) -> None:
        """Show the lines of the return."""
        row = self.list.chosen
        if row is not None:
            await self.app.push_screen(VatLines(self.desk, row.row.filer, row.row.until_on))

    async def on_windowed_list_opened(self) -> None:
        """Show the lines of the return that was clicked on."""
        await self.action_open()

    def action_next(self) -> None:
        """Do what comes next with the return: lock it, or mark it as declared."""
        self.desk.flow(self._work("next"))

    def action_act(self) -> None:
        """Choose what is done with the return."""
        self.desk.flow(self._work("act"))

    def action_pack(self) -> None:
        """Write the evidence behind the return to a file."""
        self.desk.flow(self._work("pack"))

    async def _work(self, name: str) -> None:
        from casebook.ui.work import vat_lists

        row = self.list.chosen
        if row is None:
            self.desk.tell(self.desk.say("vat.none_chosen"), trouble=True)
            return
        acts = {"next": vat_lists.following, "act": vat_lists.of_return, "pack": vat_lists.pack}
        if await acts[name](self.desk, row.row):
            await self.shown(self.load())


class VatLines(Place):
    """The lines of a return, of which the case can be opened and worked on."""

    NAME = "place.vat"
    HINTS: ClassVar = ("place.open", "place.leave", "case.vat", "case.explain", "app.help")
    BINDINGS: ClassVar[list[BindingType]] = [*CASE_KEYS]

    about = query_one("#about", TextPage)

    def __init__(self, desk: Desk, filer: str, until_on: date) -> None:
        super().__init__(desk)
        self.list: WindowedList[_Listed] = WindowedList(desk, _lines(desk), id="list")
        self._filer, self._until_on = filer, until_on

    def body(self) -> ComposeResult:
        """Lay out how the return stands, and its lines."""
        yield TextPage(id="about")
        yield self.list

    @property
    def mover(self) -> WindowedList[_Listed]:
        """The list."""
        return self.list

    @property
    def case_id(self) -> int | None:
        """The case of the line the cursor is on."""
        row = self.list.chosen
        return None if row is None else row.row.case_id

    @property
    def chosen(self) -> Hashable:
        """The line the cursor is on."""
        row = self.list.chosen
        return None if row is None else (row.row.list_id, row.row.claim_id, row.row.percent)

    async def load(self) -> None:
        """Read the lines; the cursor stays where it is."""
        desk = self.desk
        found = await desk.read(vat.sheet, self._filer, self._until_on, desk.day)
        rows = [] if found is None else _listed(found)
        near = self.list.chosen
        self.about.show([] if found is None else list(_of_return(desk, found)))
        await self.list.show(listing(rows), near if near is not None and near.at < len(rows) else None)
        self.title_bar.left = (
            BRAND,
            Span(f" {desk.say('place.vat')} ▸ "),
            Span(f"{clean_line(self._filer)} · {form.day(self._until_on, desk.language)}", "strong"),
        )
        self.hint()

    async def action_open(self) -> None:
        """Open the case."""
        if self.case_id is not None:
            await self.go_to(self.case_id)

    def action_case(self, name: str) -> None:
        """Begin a piece of work on the case of the line; on its VAT, or why it is so, that of the claim of the line."""
        row = self.list.chosen
        if name in ("vat", "explain") and row is not None:
            self.desk.flow(working.own(self, self._vat(row.row, name)))
        else:
            super().action_case(name)

    async def _vat(self, row: LineRow, name: str) -> str | None:
        from casebook.ui.work.vat import of_claim, see_claim

        card = await self.desk.read(case.card, row.case_id)
        act = of_claim if name == "vat" else see_claim
        if card is None or not await act(self.desk, card, row.claim_id):
            return None
        return self.desk.say("work.saved", number=card.number, name=card.name)

    async def on_windowed_list_opened(self) -> None:
        """Open the case of the line that was clicked on."""
        await self.action_open()


def _key(one: _Return) -> Hashable:
    return one.row.filer, one.row.until_on


def _listed(found: ReturnSheet) -> list[_Listed]:
    first = min((one.turn for one in found.lists if one.withdrawn_on is None), default=0)
    return [_Listed(at, row, first) for at, row in enumerate(found.lines)]


def _returns(desk: Desk) -> Shape[_Return]:
    def style(one: _Return) -> str:
        if one.row.is_late:
            return "urgent"
        return "due" if one.row.state in _TO_DO else "quiet" if one.row.state is ReturnState.COMING else ""

    def state(one: _Return) -> str:
        said = desk.say(f"word.{one.row.state}")
        return f"{said}, {desk.say('vat.late')}" if one.row.is_late else said

    return Shape(
        (
            Column("", 2, lambda one: "!" if one.row.is_late else "", style=style),
            Column("vat.head_filer", 9, lambda one: one.row.filer, share=2),
            Column("vat.head_until", 11, lambda one: form.day(one.row.until_on, desk.language)),
            Column("vat.head_refund", 13, lambda one: _amount(_refund(one.row), desk), right=True),
            Column("vat.head_correction", 12, lambda one: _amount(_correction(one.row), desk), right=True, spare=1),
            Column("vat.head_state", 20, state, share=2, style=style),
            Column("vat.head_file_until", 10, lambda one: by(one.row.file_until, desk), spare=2, style=style),
            Column("vat.head_open_lines", 7, lambda one: _number(one.row.number, desk), right=True, spare=3),
            Column("vat.head_open", 13, lambda one: _amount(one.row.open_cents, desk), right=True, spare=4),
        ),
        lambda one: (one.row.filer, one.row.until_on),
        "vat.empty",
    )


def _lines(desk: Desk) -> Shape[_Listed]:
    def list_(one: _Listed) -> str:
        return list_name(one.row, one.first, desk.language)

    return Shape(
        (
            Column("queue.case", 9, lambda one: one.row.case_number),
            Column("queue.debtor", 12, lambda one: one.row.debtor, share=2),
            Column("vat.head_number", 10, lambda one: one.row.number, share=1),
            Column(
                "vat.head_percent", 6, lambda one: form.percent(Decimal(one.row.percent), desk.language), right=True
            ),
            Column("vat.head_gross", 12, lambda one: form.amount(one.row.gross, desk.language), right=True, spare=1),
            Column("vat.head_vat", 11, lambda one: form.amount(one.row.cents, desk.language), right=True),
            Column("vat.head_list", 11, list_, spare=2, style=lambda one: "due" if one.row.turn is None else ""),
            Column("vat.head_why", 22, lambda one: why(one.row, desk.language), share=3, spare=3),
            Column("vat.head_creditor", 8, lambda one: one.row.creditor, spare=4),
        ),
        lambda one: (one.row.list_id, one.row.claim_id, one.row.percent),
        "vat.no_lines",
    )


def _said(desk: Desk, found: list[ReturnRow], unknown: int, insolvent: OfInsolvent | None) -> Iterator[Line]:
    late = [one for one in found if one.is_late]
    yield line(Span(desk.say("vat.about"), "quiet"), hang=2)
    if unknown:
        yield line(Span(desk.say("vat.without_rates", count=unknown), "due"), hang=2)
    if insolvent is not None:
        told = {"count": insolvent.claims, "cents": insolvent.cents, "on": insolvent.first_on}
        yield line(Span(desk.say("vat.insolvent", **told), "due"), hang=2)
    if late:
        yield line(Span("! " + desk.say("vat.late_many", count=len(late), until=late[0].ask_until), "urgent"), hang=2)


def _of_return(desk: Desk, found: ReturnSheet) -> Iterator[Line]:
    row = found.row
    told = desk.say("vat.return_about", refund=_refund(row), correction=_correction(row), cents=row.total)
    yield line(Span(told, "strong"), hang=2)
    filed = desk.say("vat.filed_by", by=row.file_until)
    yield line(Span(filed, "urgent" if row.is_late else "quiet"), hang=2)
    if row.is_late:
        yield line(Span("! " + desk.say("vat.is_late", by=row.file_until, until=row.ask_until), "urgent"), hang=2)


def _refund(row: ReturnRow) -> int:
    return row.open_refund + row.locked_refund


def _correction(row: ReturnRow) -> int:
    return row.open_correction + row.locked_correction


def _amount(cents: int, desk: Desk) -> str:
    return form.amount(cents, desk.language) if cents else ""


def _number(number: int, desk: Desk) -> str:
    return form.number(number, desk.language) if number else ""
