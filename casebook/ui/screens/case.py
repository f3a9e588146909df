"""One case: a header that stays, and under it a tab at a time."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.getters import query_one
from textual.worker import Worker

from casebook.domain.reading import ReadKind
from casebook.errors import CasebookError
from casebook.store.queries.presence import Present
from casebook.store.readings import Read
from casebook.ui.case_tabs.agency import AgencyTab
from casebook.ui.case_tabs.arrangement import ArrangementTab
from casebook.ui.case_tabs.claims import ClaimsTab
from casebook.ui.case_tabs.court import CourtTab
from casebook.ui.case_tabs.disputes import DisputesTab
from casebook.ui.case_tabs.insolvency import InsolvencyTab
from casebook.ui.case_tabs.ledger import LedgerTab
from casebook.ui.case_tabs.letters import LettersTab
from casebook.ui.case_tabs.limitation import LimitationTab
from casebook.ui.case_tabs.overview import OverviewTab
from casebook.ui.case_tabs.securities import SecuritiesTab
from casebook.ui.case_tabs.tab import Tab
from casebook.ui.case_tabs.timeline import TimelineTab
from casebook.ui.desk import Desk
from casebook.ui.keys import place_key
from casebook.ui.prose import Span
from casebook.ui.screens import case_header
from casebook.ui.screens.case_header import Head, Payable
from casebook.ui.screens.case_strip import TabName, TabStrip
from casebook.ui.screens.place import CASE_KEYS, Mover, Place
from casebook.ui.widgets.bars import Bar

_TABS: tuple[type[Tab], ...] = (
    OverviewTab,
    ClaimsTab,
    LedgerTab,
    ArrangementTab,
    DisputesTab,
    InsolvencyTab,
    SecuritiesTab,
    CourtTab,
    AgencyTab,
    LimitationTab,
    LettersTab,
    TimelineTab,
)


class CaseScreen(Place):
    """A case, opened on top of the place it was chosen in, at its first tab or at the one that is named."""

    NAME = "place.case"
    HINTS: ClassVar = (
        "case.next_tab", "case.contact", "case.next", "case.note", "case.debtor", "case.arrangement", "case.dispute",
        "case.letter", "case.limitation", "case.money", "case.payoff", "case.explain", "place.open", "place.leave",
        "app.help",
    )  # fmt: skip
    BINDINGS: ClassVar[list[BindingType]] = [
        place_key("left_square_bracket", "turn_tab(-1)", "case.previous_tab"),
        place_key("right_square_bracket", "turn_tab(1)", "case.next_tab"),
        place_key("tab", "pane", "case.pane"),
        *CASE_KEYS,
    ]

    urgent = query_one("#urgent", Bar)
    ahead = query_one("#ahead", Bar)
    strip = query_one(TabStrip)
    room = query_one("#tabs", Container)

    def __init__(self, desk: Desk, case_id: int, tab: str = OverviewTab.NAME) -> None:
        super().__init__(desk)
        self._case_id = case_id
        self._head: Head | None = None
        self._payable: Payable | None = None
        self._others: tuple[Present, ...] = ()
        self._shown = [one.NAME for one in _TABS].index(tab)
        self.tabs: dict[int, Tab] = {self._shown: _TABS[self._shown](desk, case_id)}

    def body(self) -> ComposeResult:
        """Lay out the header, the names of the tabs and the first of them."""
        yield Bar(id="urgent")
        yield Bar(id="ahead")
        yield TabStrip([self._called(tab) for tab in _TABS], self._shown)
        with Container(id="tabs"):
            yield self.tab

    @property
    def case_id(self) -> int:
        """The case."""
        return self._case_id

    @property
    def at_case(self) -> int:
        """The case."""
        return self._case_id

    def also_open(self, others: Sequence[Present]) -> None:
        """Show in the header who else has the case open."""
        if tuple(others) != self._others:
            self._others = tuple(others)
            self._show_head()

    @property
    def tab(self) -> Tab:
        """The tab that is shown."""
        return self.tabs[self._shown]

    @property
    def hinted(self) -> Sequence[str]:
        """The key of the tab that is shown, and those of the case."""
        return tuple(dict.fromkeys((*filter(None, (self.tab.KEY,)), *self.HINTS)))

    @property
    def mover(self) -> Mover:
        """What one moves in on the tab that is shown."""
        return self.tab.mover

    async def load(self) -> None:
        """Read the header and the tab that is shown; the others are read when they are shown."""
        if self._head is None:
            self.title_bar.left = (Span(f" {self.desk.say(self.NAME)} · {self.desk.say('list.loading')}"),)
        head = await self.desk.read(case_header.read_head, self._case_id, self.desk.day)
        if head is None:
            self.desk.tell(self.desk.say("case.gone"), trouble=True)
            return
        first = self._head is None
        self._head = head
        self._show_head()
        for tab in self.tabs.values():
            tab.outdated = True
        await self._load_tab()
        _: Worker[None] = self.run_worker(self._show_payable, group="payable", exclusive=True)
        if first:
            self.desk.saw(Read(ReadKind.CASE, self._case_id))
            # What acts on a case is not begun by a key that was typed before one saw it.
            await self.desk.gate.painted()

    async def go_to(self, case_id: int) -> None:
        """Open another case in the place of this one."""
        await self.app.pop_screen()
        await super().go_to(case_id)

    async def news(self, cases: frozenset[int]) -> None:
        """Read again where this case changed."""
        if self._case_id in cases:
            await self.load()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let the key of the panes act only where there are several."""
        return self.tab.PANES if action == "pane" else True

    async def action_turn_tab(self, by: int) -> None:
        """Show the tab before or after this one, and after the last the first."""
        await self._show_tab((self._shown + by) % len(_TABS))

    def action_pane(self) -> None:
        """Move in the next pane of the tab."""
        self.tab.next_pane()

    async def action_open(self) -> None:
        """Open what is chosen in the tab."""
        self.desk.flow(self.tab.open())

    async def on_windowed_list_opened(self) -> None:
        """Open the row that was clicked on."""
        await self.action_open()

    async def on_tab_strip_chosen(self, message: TabStrip.Chosen) -> None:
        """Show the tab that was clicked on."""
        await self._show_tab(message.place)

    def _called(self, tab: type[Tab]) -> TabName:
        return TabName(self.desk.say(f"case_screen.{tab.NAME}"), self.desk.say(f"case_screen.{tab.NAME}_short"))

    async def _show_tab(self, place: int) -> None:
        if place not in self.tabs:
            tab = _TABS[place](self.desk, self._case_id)
            tab.display = False
            await self.room.mount(tab)
            self.tabs[place] = tab
        await self._load_tab(place)
        self.set_focus(None)
        self.tab.display = False
        self._shown = self.strip.chosen = place
        self.tab.display = True
        self.refresh_bindings()
        self.hint()

    async def _load_tab(self, place: int | None = None) -> None:
        tab = self.tab if place is None else self.tabs[place]
        if tab.outdated:
            tab.outdated = False
            await tab.load()

    async def _show_payable(self) -> None:
        await self.shown(self._read_payable())

    async def _read_payable(self) -> None:
        """Show what is to be paid today when it is known: working out the interest of many claims takes a while."""
        try:
            self._payable = await self.desk.read(case_header.read_payable, self._case_id, self.desk.day)
        except CasebookError as error:
            self.desk.tell(self.desk.told(error), trouble=True)
            return
        self._show_head()

    def _show_head(self) -> None:
        if self._head is None:
            return
        lines = case_header.header(self._head, self._payable, self._others, self.desk)
        for bar, ends in zip((self.title_bar, self.urgent, self.ahead), lines, strict=True):
            bar.left, bar.right = tuple(ends.left), tuple(ends.right)
