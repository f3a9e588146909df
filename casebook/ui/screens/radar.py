"""The limitation radar: the clocks by the day on which they safely end, and those of which that cannot be said."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import ClassVar, NamedTuple

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.getters import query_one

from casebook import format as form
from casebook.domain.calendar import add_months
from casebook.store.case_clocks import Standing
from casebook.store.database import Database
from casebook.store.queries import outbox, radar, reviews
from casebook.store.queries.explain import clock_of
from casebook.store.queries.listing import Count, Listing
from casebook.store.queries.radar import ClockRow, Listed, Month
from casebook.store.queries.reviews import Acceptance
from casebook.ui.clock import SIGNS, STYLES, clock_lines, guard, last_event, safe_end, short, state
from casebook.ui.clock_reviewed import seen_lines, seen_or_accepted
from casebook.ui.desk import Desk
from casebook.ui.keys import place_key
from casebook.ui.prose import Line, Span
from casebook.ui.screens.clock_list import ClockList
from casebook.ui.views import Part, Shown, Starter
from casebook.ui.widgets.columns import Column
from casebook.ui.widgets.histogram import Bar, Histogram
from casebook.ui.widgets.windowed_list import Shape

_MONTHS = 24
# Clocks that end in the month that has begun, or in the next two, stand out among the bars.
_SOON = 3


class _State(NamedTuple):
    counts: dict[Listed, Count]
    before: Count
    months: list[Month]


class Radar(ClockList):
    """Clocks of limitation."""

    NAME = "place.radar"
    OF_CLOCKS: ClassVar = {"letter": "interrupt"}
    HINTS: ClassVar = (
        "app.goto", "list.filter", "radar.list", "radar.histogram", "list.mark", "case.letter", "case.limitation",
        "case.contact", "case.next", "case.explain", "app.help",
    )  # fmt: skip
    CALLED: ClassVar = {"case.letter": "interrupt"}
    VIEWS: ClassVar = (
        Starter(1, "starter.all", Shown()),
        Starter(2, "starter.own_clocks", Shown(filter="starter.own_filter")),
        Starter(3, "starter.soon", Shown(filter="starter.soon_filter")),
        Starter(4, "starter.unproven", Shown(filter="starter.unproven_filter")),
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        place_key("right_square_bracket", "part(1)", "radar.list"),
        place_key("left_square_bracket", "part(-1)", "radar.list_back"),
        place_key("H", "histogram", "radar.histogram"),
    ]

    histogram = query_one("#histogram", Histogram)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._counts: dict[Listed, Count] = {}
        self._proof_due: dict[tuple[int, int], date] = {}

    def body(self) -> ComposeResult:
        """Lay out the bars per month, the list and the preview."""
        yield Histogram(id="histogram")
        yield from super().body()

    def shape(self) -> Shape[ClockRow]:
        """Return the columns of the radar."""
        desk = self.desk
        return Shape(
            (
                Column("", 2, lambda row: SIGNS.get(row.state, ""), style=_style),
                Column("queue.case", 9, lambda row: row.case_number),
                Column("radar.debtor", 10, lambda row: row.debtor, share=2),
                Column("radar.kind", 9, lambda row: desk.say(f"radar.kind_{row.kind}"), spare=1, style=_quiet),
                Column("queue.open", 10, lambda row: form.amount(row.open_cents, desk.language), right=True, spare=2),
                Column("radar.safe", 10, lambda row: safe_end(row, desk), style=_style),
                Column("radar.claimed", 9, lambda row: short(row.claimed_until, desk), spare=3),
                Column("radar.last", 11, lambda row: last_event(row, desk), spare=4),
                Column("radar.state", 15, self._stands, share=1, style=_style),
                Column("radar.guard", 10, lambda row: guard(row, desk), spare=5),
                Column("review.seen_by", 15, lambda row: seen_or_accepted(row, desk), spare=6, style=_quiet),
                Column("queue.owner", 14, lambda row: row.owner, spare=7, style=_quiet),
                Column("radar.claim", 14, lambda row: row.claim_number, spare=8, style=_quiet, tail=True),
            ),
            lambda row: (row.claim_id, row.debtor_id, row.kind),
            "radar.empty",
        )

    def _stands(self, row: ClockRow) -> str:
        """Return how a clock stands; where a letter was sent, by when its proof is due."""
        due_on = self._proof_due.get((row.claim_id, row.debtor_id))
        if due_on is None:
            return state(row.state, self.desk)
        return self.desk.say("radar.proof_by", on=short(due_on, self.desk))

    def windows(self, shown: Shown) -> Callable[[Database], Listing[ClockRow]]:
        """Return what makes the list of clocks."""
        listed = self._listed
        if not shown.filter:
            return lambda _: radar.clocks(listed)
        narrowing = self.narrowing(shown)
        return lambda database: radar.narrowed(database, listed, narrowing)

    def first_part(self) -> Part:
        """Return the radar itself."""
        return Part(Listed.RADAR, "")

    async def parts(self) -> Sequence[Part]:
        """Return the lists; the title says how they are called."""
        return [Part(listed, "") for listed in Listed]

    @property
    def _listed(self) -> Listed:
        return Listed(self.part.id)

    async def load(self) -> None:
        """Read the list from where the cursor is, how many clocks there are, and which letters still need proof."""
        self._proof_due = await self.desk.read(outbox.proof_due)
        await super().load()
        await self._stand()

    async def worked(self) -> None:
        """Show the list anew after work on a case."""
        self._proof_due = await self.desk.read(outbox.proof_due)
        await self._stand()
        await super().worked()

    def action_histogram(self) -> None:
        """Show or hide the bars per month."""
        self.histogram.display = not self.histogram.display

    async def preview_of(self, case_id: int | None) -> Sequence[Line]:
        """Return who saw the clock of the row last, or let it run out, and how it came to its ends."""
        row = self.list.chosen
        if row is None or case_id is None:
            return ()
        found, accepted = await self.desk.read(_about, row, self.desk.day)
        told = clock_lines(row, found, self.desk)
        return [*told[:2], *seen_lines(row, accepted, self.desk), *told[2:]]

    async def _stand(self) -> None:
        state = await self.desk.read(self._state, self.desk.day)
        self._counts = state.counts
        self.histogram.show(list(self._columns(state)))
        self.tell()

    def _state(self, database: Database, day: date) -> _State:
        with database.snapshot():
            counts = {listed: radar.count_listed(database, listed) for listed in Listed}
            return _State(counts, radar.ended_before(database, day), radar.histogram(database, day, _MONTHS))

    def titled(self) -> Iterator[Span]:
        """Yield the lists there are, and which of them is shown."""
        yield Span(f" {self.desk.say('place.radar')} ▸ ")
        for place, listed in enumerate(Listed):
            yield Span(" · " if place else "", "quiet")
            number = _number(self._counts[listed], self.desk) if self._counts else ""
            said = self.desk.say(f"radar.list_{listed}", number=number)
            yield Span(said, "strong" if listed is self._listed else "quiet")

    def _columns(self, state: _State) -> Iterator[Bar]:
        desk = self.desk
        yield Bar(desk.say("radar.earlier"), state.before.number, _few(state.before), "urgent")
        soon = add_months(desk.day.replace(day=1), _SOON)
        for month in state.months:
            letter = desk.say(f"radar.month_{month.begins.month}")
            label = f"{month.begins.year % 100:02d}" if month.begins.month == 1 else letter
            yield Bar(label, month.clocks.number, _few(month.clocks), "due" if month.begins < soon else "")


def _about(database: Database, row: ClockRow, day: date) -> tuple[Standing | None, Acceptance | None]:
    with database.snapshot():
        return clock_of(database, row, day), reviews.accepted(database, row)


def _style(row: ClockRow) -> str:
    return STYLES.get(row.state, "")


def _quiet(_: ClockRow) -> str:
    return "quiet"


def _number(count: Count, desk: Desk) -> str:
    return form.number(count.number, desk.language) + ("+" if count.more else "")


def _few(count: Count) -> str:
    """Return a number in three characters."""
    return f"{count.number // 1000}k" if count.number > 999 else str(count.number)
