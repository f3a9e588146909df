"""All cases, in one of four orders, narrowed to whose they are and by words."""

from collections.abc import Sequence
from contextlib import suppress
from typing import ClassVar, NamedTuple

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.getters import query_one
from textual.worker import Worker, WorkerError

from casebook import format as form
from casebook.errors import CasebookError
from casebook.store.database import Database
from casebook.store.models.cases import CaseState
from casebook.store.queries import cases, people
from casebook.store.queries.cases import CaseRow, Narrowing, Order
from casebook.store.queries.listing import Count, Key
from casebook.store.reading import Interrupted
from casebook.text import clean_line
from casebook.ui.bands import SIGNS, STYLES
from casebook.ui.desk import Desk
from casebook.ui.dialogs.filter_line import FilterLine
from casebook.ui.keys import place_key
from casebook.ui.prose import Span
from casebook.ui.screens.list_place import ListPlace
from casebook.ui.screens.today import tracks
from casebook.ui.widgets.bars import Bar
from casebook.ui.widgets.columns import Column
from casebook.ui.widgets.search_list import SearchList, Steps
from casebook.ui.widgets.windowed_list import Shape
from casebook.words import say


class _Whose(NamedTuple):
    """Whose cases are shown: what that is called, and what it narrows to."""

    said: str
    narrowing: Narrowing


class Cases(ListPlace[CaseRow]):
    """All cases."""

    NAME = "place.cases"
    HINTS: ClassVar = (
        "app.goto", "cases.filter", "cases.order", "cases.whose", "list.mark", "case.contact", "case.note", "case.next",
        "case.explain", "app.help",
    )  # fmt: skip
    BINDINGS: ClassVar[list[BindingType]] = [
        place_key("slash", "filter", "cases.filter"),
        place_key("O", "order", "cases.order"),
        place_key("right_square_bracket", "whose(1)", "cases.whose"),
        place_key("left_square_bracket", "whose(-1)", "cases.whose_back"),
    ]

    filter_bar = query_one("#filter", Bar)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.list: SearchList[CaseRow] = SearchList(desk, self.shape(), id="list")
        self._order = Order.NUMBER
        self._all_whose = [_Whose(desk.say("cases.everybody"), cases.ALL)]
        self._whose = 0
        self._words = ""
        self._typing = False
        self._count: Count | None = None
        self._to_count = True
        self._looking: Worker[None] | None = None
        self._counting: Worker[None] | None = None

    def body(self) -> ComposeResult:
        """Lay out the list with its preview, and the line that says what it is narrowed by."""
        yield from super().body()
        yield Bar(id="filter")

    def shape(self) -> Shape[CaseRow]:
        """Return the columns of the list."""
        desk = self.desk
        return Shape(
            (
                Column("", 2, lambda row: SIGNS.get(row.band, ""), style=_style),
                Column("queue.case", 9, lambda row: row.number),
                Column("queue.debtor", 14, lambda row: row.name, share=2),
                Column("queue.open", 11, lambda row: form.amount(row.open_cents, desk.language), right=True),
                Column("cases.next", 8, lambda row: _next_day(row, desk), spare=1),
                Column("cases.action", 12, lambda row: _action(row, desk), spare=4),
                Column("queue.why", 20, lambda row: _why(row, desk), share=3, spare=2, style=_style),
                Column("cases.state", 8, lambda row: desk.say(f"word.{row.state}"), spare=6, style=_quiet),
                Column("queue.tracks", 6, lambda row: tracks(row.tracks), spare=3),
                Column("queue.owner", 14, lambda row: row.owner, spare=5, style=_quiet),
            ),
            lambda row: row.case_id,
            "cases.empty",
        )

    def case_of(self, row: CaseRow) -> int:
        """Return the case of a row."""
        return row.case_id

    async def load(self) -> None:
        """Read the list from where the cursor is."""
        self._to_count = True
        if self.list.loaded:
            await self.list.reload()
            return
        self._all_whose = [self._all_whose[0], *await self._own()]
        await self._show()

    async def _own(self) -> Sequence[_Whose]:
        """Return what can be shown of one's own: the person's cases, and those of each team he is in."""
        whose = self.desk.session.whose
        mine = _Whose(self.desk.say("cases.mine"), Narrowing(owner_person_id=whose.person_id))
        teams = await self.desk.read(people.teams, self.desk.day)
        return [
            mine,
            *(
                _Whose(clean_line(team.name), Narrowing(owner_team_id=team.team_id))
                for team in teams
                if team.team_id in whose.team_ids
            ),
        ]

    @property
    def _narrowing(self) -> Narrowing:
        return self._all_whose[self._whose].narrowing._replace(words=self._words)

    async def _show(self, at: Key | None = None) -> None:
        """Show the list as it is ordered and narrowed now, from its beginning or a place on."""
        order, narrowing = self._order, self._narrowing
        self.list.empty = "cases.none_found" if narrowing != cases.ALL else "cases.empty"
        self._count, self._to_count = None, True
        self._tell()
        await self.list.show(lambda database: Steps(cases.cases(database, order, narrowing)), at)

    async def _show_at(self, case_id: int | None) -> None:
        at = None if case_id is None else await self.desk.read(cases.place, case_id, self._order)
        await self._show(at)

    async def action_order(self) -> None:
        """Go on to the next order; the cursor stays on its case."""
        self._order = _following(list(Order), self._order)
        await self._show_at(self.case_id)

    async def action_whose(self, by: int) -> None:
        """Show the cases of the next, or of the one before: everybody, oneself, each own team."""
        self._whose = (self._whose + by) % len(self._all_whose)
        await self._show()

    async def action_leave(self) -> None:
        """Show all that words left out, if any did."""
        if self._words:
            self._words = ""
            await self._show_at(self.case_id)
        else:
            await super().action_leave()

    def action_filter(self) -> None:
        """Type words that the list is narrowed by."""
        self.desk.flow(self._filter())

    async def _filter(self) -> None:
        words, case_id = self._words, self.case_id
        self._typing = True
        self._tell()
        typed = await self.desk.ask(FilterLine(self.desk, words, self.narrow, self.list))
        self._typing = False
        if typed is None:
            self._stop_looking()
            self._words = words
            await self._show_at(case_id)
        else:
            if typed != self._words:
                self.narrow(typed)
            if self._looking is not None:
                # Whoever types on means what he has typed, so keys wait for it.
                with suppress(WorkerError):
                    await self._looking.wait()
        self._tell()

    def narrow(self, words: str) -> None:
        """Show what has these words; what was looked for before is no more."""
        self._words = words
        self._stop_looking()
        self._looking = self.run_worker(self._look, group="look", exclusive=True)

    async def _look(self) -> None:
        try:
            await self._show()
        except CasebookError as error:
            self.desk.tell(self.desk.told(error), trouble=True)

    def _stop_looking(self) -> None:
        for worker in (self._looking, self._counting):
            if worker is not None:
                worker.cancel()
        self._looking = self._counting = None

    def on_search_list_looked(self) -> None:
        """Say what was found so far; when the search is over, count the rest."""
        window = self.list.window
        if not (window.before or window.after):
            self._count = Count(len(window.rows))
        elif self._to_count and not self.list.searching:
            self._to_count = False
            self._counting = self.run_worker(self._count_all, group="count", exclusive=True)
        self._tell()

    async def _count_all(self) -> None:
        order, narrowing = self._order, self._narrowing

        def counted(database: Database) -> Count:
            return cases.cases(database, order, narrowing).count(database)

        while True:
            try:
                count = await self.desk.search(counted)
            except Interrupted:
                continue
            except CasebookError as error:
                self.desk.tell(self.desk.told(error), trouble=True)
                return
            break
        if narrowing == self._narrowing:
            self._count = count
            self._tell()

    def _tell(self) -> None:
        """Say which cases are shown, in which order, narrowed by what, and how many there are."""
        desk = self.desk
        whose = self._all_whose[self._whose].said
        self.title_bar.left = (
            Span(" CASEBOOK ", "strong"),
            Span(f" {desk.say('place.cases')} ▸ {whose}"),
            Span(f" · {desk.say(f'cases.by_{self._order}')}", "quiet"),
        )
        self.title_bar.right = (Span(self._counted() + " "),) if not self._words else ()
        self.filter_bar.display = self._typing or bool(self._words)
        self.filter_bar.left = (Span("/ ", "strong"), Span(self._words))
        self.filter_bar.right = (Span(self._found() + " ", "strong"),) if self._words else ()

    def _counted(self) -> str:
        if self._count is None:
            return ""
        number = form.number(self._count.number, self.desk.language) + ("+" if self._count.more else "")
        code = "cases.found" if self._words else "cases.count"
        return self.desk.say(code, count=self._count.number, number=number)

    def _found(self) -> str:
        """Return what is found under the words so far."""
        if self.list.searching:
            return self.desk.say("cases.found_so_far", count=len(self.list.window.rows))
        return self.desk.say("cases.still_counting") if self._count is None else self._counted()


def _style(row: CaseRow) -> str:
    return STYLES.get(row.band, "quiet" if row.state is CaseState.CLOSED else "")


def _quiet(_: CaseRow) -> str:
    return "quiet"


def _next_day(row: CaseRow, desk: Desk) -> str:
    return "" if row.next_on is None else form.short_day(row.next_on, desk.language, desk.day.year)


def _action(row: CaseRow, desk: Desk) -> str:
    return "" if row.next_kind is None else desk.say(f"word.{row.next_kind}")


def _why(row: CaseRow, desk: Desk) -> str:
    return say(row.why, row.why_parameters, desk.language) if row.why else ""


def _following(orders: Sequence[Order], order: Order) -> Order:
    return orders[(orders.index(order) + 1) % len(orders)]
