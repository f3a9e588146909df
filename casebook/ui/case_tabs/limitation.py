"""Limitation in a case: its clocks with both ends, and under them the events with how far each can be proven."""

from collections.abc import Collection
from typing import NamedTuple

from textual import events as textual_events
from textual.app import ComposeResult
from textual.getters import query_one

from casebook.domain.limitation.facts import Proof
from casebook.store.database import Database
from casebook.store.queries import events, radar, securities
from casebook.store.queries.events import About, EventRow
from casebook.store.queries.explain import clock_of
from casebook.store.queries.listing import Page
from casebook.store.queries.radar import ClockRow
from casebook.text import clean_line
from casebook.ui.case_tabs.event_page import event_lines, event_word, proof_word
from casebook.ui.case_tabs.tab import Beside, Tab, shown
from casebook.ui.case_tabs.telling import day, day_width, state_word
from casebook.ui.clock import SIGNS, STYLES, safe_end, short
from casebook.ui.desk import Desk
from casebook.ui.dialogs.reader import Reader
from casebook.ui.prose import Span
from casebook.ui.widgets.bars import Bar
from casebook.ui.widgets.columns import Column
from casebook.ui.widgets.windowed_list import Shape, WindowedList

_PROOF_STYLES = {Proof.PROVEN: "", Proof.ASSERTED: "due", Proof.VOID: "quiet"}


class EventLine(NamedTuple):
    """A line of the list of events."""

    event: EventRow
    about: About

    @property
    def proof(self) -> Proof:
        """How far it can be proven, by its last mark."""
        return self.about.marks[-1].proof if self.about.marks else Proof.ASSERTED


class PaneHead(Bar):
    """What stands in a pane, with a sign where one moves in it."""


class LimitationTab(Tab):
    """Two lists, one below the other; Tab goes from one to the other."""

    NAME = "limitation"
    KEY = "case.limitation"
    PANES = True

    clocks_head = query_one("#clocks-head", PaneHead)
    events_head = query_one("#events-head", PaneHead)

    def __init__(self, desk: Desk, case_id: int) -> None:
        super().__init__(desk, case_id)
        self.clocks: WindowedList[ClockRow] = WindowedList(desk, clock_shape(desk), id="clocks")
        self.events: WindowedList[EventLine] = WindowedList(desk, event_shape(desk), id="events")
        self._on_clocks = True

    def compose(self) -> ComposeResult:
        """Lay out both lists under their heads."""
        yield PaneHead(id="clocks-head")
        yield self.clocks
        yield PaneHead(id="events-head")
        yield self.events

    def on_mount(self) -> None:
        """Begin in the clocks."""
        self._moves_in(clocks=True)

    @property
    def mover(self) -> "WindowedList[ClockRow] | WindowedList[EventLine]":
        """The list of the pane that one moves in."""
        return self.clocks if self._on_clocks else self.events

    def next_pane(self) -> None:
        """Move in the other list from now on."""
        self._moves_in(clocks=not self._on_clocks)

    def on_descendant_focus(self, event: textual_events.DescendantFocus) -> None:
        """Move in the list that was clicked on."""
        self._moves_in(clocks=event.widget is self.clocks)

    async def load(self) -> None:
        """Read both lists from where their cursors are."""
        await shown(self.clocks, radar.clocks_of(self.case_id), newest_first=False)
        self.clocks.lay_out(clock_columns(self.desk, {row.debtor_id for row in self.clocks.window.rows}))
        # Room for the clocks there are, as far as the style sheet lets them have it.
        self.clocks.styles.height = max(2, len(self.clocks.window.rows)) + 1
        await shown(self.events, Beside(events.events(self.case_id), _join, lambda row: row.event), newest_first=True)

    async def open(self) -> None:
        """Explain the clock that is chosen, or show everything of the event."""
        desk, clock, event = self.desk, self.clocks.chosen, self.events.chosen
        if self._on_clocks and clock is not None:
            await self._explain(clock)
        elif not self._on_clocks and event is not None:
            heading = desk.say("event_page.heading", kind=event_word(event.event, desk))
            await desk.ask(Reader(desk, heading, event_lines(event.event, event.about, desk)))

    async def _explain(self, row: ClockRow) -> None:
        from casebook.ui.work.explain_clocks import clock_lines

        desk = self.desk
        found = await desk.read(clock_of, row, desk.day)
        if found is not None:
            secured = await desk.read(securities.secured_by, row.case_id, desk.day)
            lines = clock_lines(found, desk, row.debtor, secured)
            await desk.ask(Reader(desk, desk.say("clock_page.heading"), lines))

    def _moves_in(self, *, clocks: bool) -> None:
        self._on_clocks = clocks
        for bar, rows, code, chosen in (
            (self.clocks_head, self.clocks, "clock_list.head", clocks),
            (self.events_head, self.events, "event_list.head", not clocks),
        ):
            bar.left = (Span((" ▸ " if chosen else "   ") + self.desk.say(code), "strong" if chosen else "quiet"),)
            bar.right = () if chosen else (Span(self.desk.say("case_screen.pane") + " ", "quiet"),)
            rows.set_class(not chosen, "-aside")


def clock_shape(desk: Desk) -> Shape[ClockRow]:
    """Return how the clocks look."""
    return Shape(clock_columns(desk, ()), lambda row: (row.claim_id, row.debtor_id, row.kind), "clock_list.empty")


def clock_columns(desk: Desk, debtors: Collection[int]) -> tuple[Column[ClockRow], ...]:
    """Return the columns of the clocks; against whom each is stands there in any width where that are several."""
    days = day_width(desk)
    known: tuple[Column[ClockRow], ...] = (
        Column("", 2, lambda row: SIGNS.get(row.state, ""), style=_style),
        Column("clock_list.claim", 10, lambda row: row.claim_number, share=2, tail=True),
        Column("clock_list.what", 9, lambda row: desk.say(f"clock_list.{row.kind}")),
    )
    if len(debtors) > 1:
        return (
            *known,
            Column("clock_list.debtor", 12, lambda row: row.debtor, share=3),
            Column("clock_list.state", 13, lambda row: state_word(row.state, desk), style=_style),
            Column("clock_list.safe", 10, lambda row: safe_end(row, desk), style=_style),
            Column("radar.claimed", 9, lambda row: short(row.claimed_until, desk)),
            *_last(desk),
        )
    return (
        *known,
        Column("clock_list.state", 18, lambda row: state_word(row.state, desk), style=_style),
        Column("clock_list.safe", days + 2, lambda row: safe(row, desk), style=_style),
        Column("clock_list.claimed", days + 1, lambda row: day(row.claimed_until, desk)),
        Column("clock_list.debtor", 12, lambda row: row.debtor, share=2, spare=2),
        *_last(desk),
    )


def _last(desk: Desk) -> tuple[Column[ClockRow], ...]:
    """Return the columns of the last event and its proof."""
    return (
        Column("clock_list.last", day_width(desk), lambda row: day(row.last_event_on, desk), spare=1),
        Column("clock_list.proof", 8, lambda row: _last_proof(row, desk), spare=1),
    )


def event_shape(desk: Desk) -> Shape[EventLine]:
    """Return the columns of the events."""
    days = day_width(desk)
    return Shape(
        (
            Column("event_list.day", days, lambda row: day(row.event.on_day, desk), style=_faint),
            Column("event_list.kind", 27, lambda row: event_word(row.event, desk), style=_faint),
            Column("event_list.received", days, lambda row: day(row.event.received_on, desk), style=_faint),
            Column("event_list.proof", 18, lambda row: proof_word(row.about, desk), style=_proven),
            Column("event_list.reach", 20, lambda row: reach(row.about, desk), share=1, spare=1, style=_faint),
            Column("event_list.note", 16, lambda row: row.event.note, share=2, spare=2, style=lambda _: "quiet"),
        ),
        lambda row: row.event.event_id,
        "event_list.empty",
    )


def safe(row: ClockRow, desk: Desk) -> str:
    """Return the safe end of a clock, or before which day it does not fall where it is not known."""
    if row.safe_until is not None:
        return day(row.safe_until, desk)
    return desk.say("clock_list.not_before", on=row.not_before) if row.not_before is not None else ""


def reach(about: About, desk: Desk) -> str:
    """Return which claims an event reaches, and whom, in a few words."""
    claims = dict.fromkeys(clean_line(one.claim_number) for one in about.reach if one.claim_number)
    names = dict.fromkeys(clean_line(one.name) for one in about.reach)
    return f"{', '.join(claims) or desk.say('event_page.all_claims')} · {', '.join(names)}"


def _join(database: Database, page: Page[EventRow]) -> list[EventLine]:
    about = events.about(database, page)
    return [EventLine(row, about[row.event_id]) for row in page.rows]


def _style(row: ClockRow) -> str:
    return STYLES.get(row.state, "")


def _proven(row: EventLine) -> str:
    return _PROOF_STYLES[row.proof]


def _last_proof(row: ClockRow, desk: Desk) -> str:
    return desk.say(f"word.{row.last_proof}") if row.last_proof is not None else ""


def _faint(row: EventLine) -> str:
    return "quiet" if row.proof is Proof.VOID else ""
