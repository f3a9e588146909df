"""Today: the queue, with why each case stands where it does."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.getters import query_one
from textual.message import Message
from textual.widgets import Static

from casebook import format as form
from casebook.domain.letters.standing import LetterState
from casebook.store.database import Database
from casebook.store.models.people import Role
from casebook.store.queries import freshness, letter_counts, office, queue
from casebook.store.queries.freshness import BankKnown
from casebook.store.queries.listing import Count, Listing
from casebook.store.queries.queue import EVERYBODY, QueueRow, SmallClaims, Whose
from casebook.ui.bands import SIGNS, STYLES
from casebook.ui.desk import Desk
from casebook.ui.first_steps import first_steps, without_team
from casebook.ui.keys import place_key
from casebook.ui.letter_troubles import troubles
from casebook.ui.prose import Line, Span
from casebook.ui.screens.list_place import ListPlace
from casebook.ui.screens.whose import MINE, everybody, own_teams, stood_in_for, whose
from casebook.ui.views import Part, Shown, Starter, View
from casebook.ui.widgets.bars import Bar, Told
from casebook.ui.widgets.columns import Column
from casebook.ui.widgets.text_page import TextPage
from casebook.ui.widgets.windowed_list import Shape
from casebook.words import say

if TYPE_CHECKING:
    from casebook.store.queries.insolvency_requests import Assigned
    from casebook.store.queries.lead_duties import LeadDuties

_STYLE = {1: "urgent", 2: "due", 3: ""}
# From so many cells on there is room in the title for each kind of trouble with letters.
_WIDE = 110
_TRACKS = {
    "arrangement": "R",
    "dispute": "D",
    "insolvency": "I",
    "counselling": "C",
    "agency": "X",
    "court": "T",
    "estate": "E",
}


class _State(NamedTuple):
    counts: dict[int, Count]
    small: SmallClaims
    overdue: Count
    list_on: date | None
    bank: BankKnown | None
    letters: dict[LetterState, int]
    duties: "LeadDuties | None"
    asked: "Assigned"


class SmallLine(Static):
    """The line that small claims share."""

    class Chosen(Message):
        """It was clicked on."""

    def __init__(self) -> None:
        super().__init__(id="small", markup=False)

    def on_click(self) -> None:
        """Say that it was chosen."""
        self.post_message(self.Chosen())


class Today(ListPlace[QueueRow]):
    """The cases that need work, of the person and his teams."""

    NAME = "place.today"
    LIST = "today"
    HINTS: ClassVar = (
        "app.goto", "case.contact", "case.next", "case.note", "case.snooze", "list.filter", "list.mark", "app.find",
        "work.take_next", "case.limitation", "case.explain", "app.help",
    )  # fmt: skip
    VIEWS: ClassVar = (
        Starter(1, "starter.work", Shown()),
        Starter(2, "starter.red", Shown(filter="band:1")),
        Starter(3, "starter.week", Shown(filter="starter.week_filter")),
        Starter(4, "starter.disputes", Shown(filter="starter.disputes_filter")),
        Starter(5, "starter.neglected", Shown(filter="starter.neglected_filter")),
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        place_key("right_square_bracket", "part(1)", "queue.whose"),
        place_key("left_square_bracket", "part(-1)", "queue.whose_back"),
        place_key("tab", "small", "queue.small_claims"),
    ]

    overdue = query_one("#overdue", Told)
    duties = query_one("#duties", Told)
    asked = query_one("#asked", Told)
    small = query_one("#small", SmallLine)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        # Whether the list is that of the small claims.
        self._is_small = False
        # Where the cursor was in the queue when they were opened.
        self._left_at: QueueRow | None = None
        self._standing: _State | None = None

    def body(self) -> ComposeResult:
        """Lay out the red line, what a lead is late with, what is to be answered, the list, and the preview."""
        yield Told(id="overdue")
        yield Told(id="duties")
        yield Told(id="asked")
        with Container(id="body"):
            with Container(id="queue"):
                yield self.list
                yield SmallLine()
            yield TextPage(id="preview")
        yield Bar(id="filter")

    def shape(self) -> Shape[QueueRow]:
        """Return the columns of the queue."""
        desk = self.desk
        return Shape(
            (
                Column("", 2, lambda row: SIGNS.get(row.band, ""), style=_style),
                Column("queue.case", 9, lambda row: row.number),
                Column("queue.debtor", 12, lambda row: row.name, share=2),
                Column("queue.open", 11, lambda row: form.amount(row.open_cents, desk.language), right=True),
                Column("queue.on", 9, lambda row: by(row.by_on, desk), style=_style),
                Column("queue.why", 24, lambda row: say(row.why, row.why_parameters, desk.language), share=3),
                Column("queue.tracks", 6, lambda row: tracks(row.tracks), spare=1),
                Column("cases.next", 8, lambda row: by(row.next_on, desk), spare=2, extra=True),
                Column("cases.action", 12, lambda row: _action(row, desk), spare=4, extra=True),
                Column("queue.owner", 14, lambda row: row.owner, spare=3, extra=True),
            ),
            lambda row: row.case_id,
            "queue.empty",
        )

    def windows(self, shown: Shown) -> Callable[[Database], Listing[QueueRow]]:
        """Return what makes the queue, or the list of the small claims."""
        of = whose(self.part, self.desk)
        if not shown.filter:
            return lambda _: queue.small_queue(of) if self._is_small else queue.queue(of)
        narrowed, narrowing = queue.narrowed_small if self._is_small else queue.narrowed, self.narrowing(shown)
        return lambda database: narrowed(database, of, narrowing)

    def calendar_of(self) -> Whose | None:
        """Return the person, the colleague or the team whose work is shown; of everybody there is no calendar."""
        if self.part.id == MINE:
            return Whose(self.desk.session.actor.person)
        of = whose(self.part, self.desk)
        return None if of == EVERYBODY else of

    def first_part(self) -> Part:
        """Return the work of the person and his teams."""
        return Part(MINE, self.desk.say("queue.mine"))

    async def parts(self) -> Sequence[Part]:
        """Return one's own work, that of who one stands in for, that of each own team, and everybody's."""
        beside = [*await stood_in_for(self.desk), *await own_teams(self.desk)]
        return [self.first_part(), *beside, everybody(self.desk)]

    def case_of(self, row: QueueRow) -> int:
        """Return the case of a row."""
        return row.case_id

    def copied(self, row: QueueRow) -> str:
        """Return the number and name."""
        return f"{row.number} {row.name}"

    async def go_to(self, case_id: int) -> None:
        """Go to a case in the queue; where it does not stand in what is shown, it is opened."""
        row = await self.desk.read(queue.row, case_id)
        if row is not None:
            await self.show_list(row)
        if self.case_id != case_id:
            await super().go_to(case_id)

    async def change(self, shown: Shown, near: QueueRow | None = None) -> None:
        """Show something else; a view shows the queue."""
        was = self.part
        await super().change(shown, near)
        if self.part != was:
            await self.stand()

    async def show_view(self, view: View | None) -> None:
        """Show a view of the queue."""
        self._is_small = False
        await super().show_view(view)

    async def action_small(self) -> None:
        """Show the small claims that share a line, or the queue again."""
        if not self._is_small and not self.small.display:
            self.desk.tell(self.desk.say("queue.no_small"), trouble=True)
            return
        near, self._left_at = (self._left_at, None) if self._is_small else (None, self.list.chosen)
        self._is_small = not self._is_small
        await self.show_list(near)
        await self.stand()

    async def action_leave(self) -> None:
        """Show the queue again, from the small claims; else what every list does."""
        if self._is_small and self.now.filter == self.base.filter and self.list.marked.begun_at is None:
            await self.action_small()
        else:
            await super().action_leave()

    def on_small_line_chosen(self) -> None:
        """Show what the line that was clicked on stands for."""
        self.desk.flow(self.shown(self.action_small()))

    def tell(self) -> None:
        """Say what is shown, and how the queue stands."""
        super().tell()
        standing = self._standing
        if standing is not None:
            # There is not always room for both: the worst trouble is the first, the outbox says the others.
            some = tuple(troubles(standing.letters, self.desk, elsewhere=True))
            some = some[: None if self.size.width >= _WIDE else 1]
            letters = (*some, Span("· ", "quiet")) if some else ()
            fresh = () if self.view or self._is_small or letters else self._fresh(standing)
            self.title_bar.right = (*letters, *fresh, *self._counts(standing.counts))

    def titled(self) -> Iterator[Span]:
        """Yield whose queue it is, and that it is the small claims if it is."""
        yield from super().titled()
        if self._is_small:
            yield Span(f" ▸ {self.desk.say('queue.small_title')}", "strong")

    async def preview_of(self, case_id: int | None) -> Sequence[Line]:
        """Return what is shown of a case; without any, what to do first in an empty book, or by who is in no team."""
        first = await self._first() if case_id is None else ()
        self.set_class(bool(first), "-first")
        return first or await super().preview_of(case_id)

    async def _first(self) -> Sequence[Line]:
        if await self.desk.read(office.is_empty):
            return first_steps(self.desk.language)
        return without_team(self.desk) if self._is_all_of_mine and not self.desk.session.whose.team_ids else ()

    @property
    def _is_all_of_mine(self) -> bool:
        """Whether one's own work is shown, with nothing left out."""
        return self.part.id == MINE and not self.now.filter and not self._is_small

    async def stand(self) -> None:
        """Read what the title says beside the list."""
        if self._standing is None:
            # Much is imported for it: the first rows do not wait for that.
            await self.desk.gate.refreshed()
        self._show(await self.desk.read(self._state, self.desk.day, whose(self.part, self.desk)))

    def _state(self, database: Database, day: date, of: Whose) -> _State:
        from casebook.store.queries import insolvency_requests
        from casebook.store.queries.lead_duties import lead_duties

        with database.snapshot():
            counts = queue.band_counts(database, of)
            small, late = queue.small_claims(database, of), queue.overdue(database, day)
            list_on, bank = freshness.receivables_until(database), freshness.bank_until(database, day)
            duties = lead_duties(database, day) if Role.LEAD in self.desk.session.actor.roles else None
            asked = insolvency_requests.assigned(database, self.desk.session.actor.person or 0)
            return _State(counts, small, late, list_on, bank, letter_counts.counts(database), duties, asked)

    def _show(self, state: _State) -> None:
        from casebook.ui.lead_duties import duties_said

        desk = self.desk
        self._standing = state
        self.tell()
        self.overdue.tell(desk.say("queue.overdue", count=state.overdue.number) if state.overdue.number else "")
        self.duties.tell(duties_said(state.duties, desk) if state.duties is not None else "")
        asked = state.asked
        self.asked.tell(desk.say("queue.asked", count=asked.number, first=asked.first_on) if asked.number else "")
        small = state.small
        self.small.display = small.first_on is not None
        if self.small.display:
            told = desk.say("queue.small", count=small.cases.number, amount=small.open_cents, first=small.first_on)
            way = desk.say("queue.small_back" if self._is_small else "queue.small_open")
            self.small.update(f"   {told}{way}", layout=False)

    def _fresh(self, state: _State) -> Iterator[Span]:
        """Yield up to when the bank is known; before there is any file of the bank, the list."""
        desk, bank = self.desk, state.bank
        if bank is None and state.list_on is not None:
            yield Span(desk.say("queue.list_on", on=by(state.list_on, desk)) + " · ", "quiet")
        elif bank is not None and bank.until_on is None:
            yield Span(desk.say("queue.bank_missing") + " · ", "due")
        elif bank is not None:
            code = "queue.bank_late" if bank.late else "queue.bank_on"
            yield Span(desk.say(code, on=by(bank.until_on, desk)) + " · ", "due" if bank.late else "quiet")

    def _counts(self, counts: dict[int, Count]) -> Iterator[Span]:
        for place, (band, style) in enumerate(_STYLE.items()):
            number = counts[band]
            said = form.number(number.number, self.desk.language) + ("+" if number.more else "")
            yield Span(" · " if place else "", "quiet")
            yield Span(self.desk.say(f"queue.count_{band}", number=said), style if number.number else "quiet")
        yield Span(" ")


def _style(row: QueueRow) -> str:
    return STYLES.get(row.band, "")


def _action(row: QueueRow, desk: Desk) -> str:
    return "" if row.next_kind is None else desk.say(f"word.{row.next_kind}")


def by(on: date | None, desk: Desk) -> str:
    """Return a day as short as it is clear: today, day and month, with the year only where it is another."""
    if on is None:
        return ""
    if on == desk.day:
        return desk.say("day.today")
    return form.short_day(on, desk.language, desk.day.year)


def tracks(kinds: tuple[str, ...]) -> str:
    """Return one letter for each thing that goes on in a case: those of the keys that open it."""
    return "".join(_TRACKS[kind] for kind in kinds)
