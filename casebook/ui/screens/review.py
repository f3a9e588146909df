"""The review of expiring claims: each clock that ends within a horizon, what was decided about it, signed by a lead."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import ClassVar, NamedTuple

from textual.app import ComposeResult
from textual.binding import BindingType

from casebook import format as form
from casebook.domain import clock_review
from casebook.store.case_clocks import Standing as ClockStanding
from casebook.store.database import Database
from casebook.store.queries import reviews
from casebook.store.queries.explain import clock_of
from casebook.store.queries.listing import Listing
from casebook.store.queries.radar import ClockRow
from casebook.store.queries.reviews import Listed, Scope
from casebook.ui.clock import SIGNS, STYLES, clock_lines, guard, last_event, safe_end, short
from casebook.ui.clock_reviewed import (
    CHANGES,
    About,
    change_of,
    decided,
    group_name,
    group_said,
    lacking,
    review_lines,
    seen_by,
    style,
)
from casebook.ui.desk import Desk
from casebook.ui.keys import place_key
from casebook.ui.prose import Line, Span, line
from casebook.ui.screens import working
from casebook.ui.screens.clock_list import ClockList
from casebook.ui.screens.review_standing import LISTS, Standing, signed, standing, totals
from casebook.ui.views import Part, Shown
from casebook.ui.widgets.bars import Bar
from casebook.ui.widgets.columns import Column
from casebook.ui.widgets.windowed_list import Shape

# Of more clocks than these it takes a second to say what they come to.
_COUNTED_AT_ONCE = 20_000


class _Found(NamedTuple):
    standing: ClockStanding | None
    about: About


class Review(ClockList):
    """The clocks that end within a horizon, week after week."""

    NAME = "place.review"
    OF_CLOCKS: ClassVar = {"letter": "interrupt", "next": "assign", "proposals": "see", "limitation": "decide"}
    LEAD_TOO: ClassVar = frozenset({"case.next", "case.limitation"})
    HINTS: ClassVar = (
        "app.goto", "review.review_list", "review.review_next_week", "review.review_weeks", "case.letter", "case.next",
        "case.proposals", "case.limitation", "review.review_sign", "list.mark", "list.filter", "app.help",
    )  # fmt: skip
    CALLED: ClassVar = {
        "case.letter": "interrupt",
        "case.next": "review_assign",
        "case.proposals": "review_seen",
        "case.limitation": "review_decide",
    }
    BINDINGS: ClassVar[list[BindingType]] = [
        place_key("right_square_bracket", "part(1)", "review.review_list"),
        place_key("left_square_bracket", "part(-1)", "review.review_list_back"),
        place_key("right_curly_bracket", "week(1)", "review.review_next_week"),
        place_key("left_curly_bracket", "week(-1)", "review.review_previous_week"),
        place_key("H", "weeks", "review.review_weeks"),
        place_key("at", "horizon", "review.review_horizon"),
        place_key("E", "sign", "review.review_sign"),
        place_key("o", "write", "review.review_write"),
    ]

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.standing: Standing | None = None
        self._until: date | None = None

    def body(self) -> ComposeResult:
        """Lay out what the review comes to, the list and the preview."""
        yield Bar(id="totals")
        yield from super().body()

    def shape(self) -> Shape[ClockRow]:
        """Return the columns of the review."""
        desk = self.desk
        return Shape(
            (
                Column("", 3, self._sign_of, style=lambda row: STYLES.get(row.state, "")),
                Column("queue.case", 9, lambda row: row.case_number),
                Column("radar.debtor", 9, lambda row: row.debtor, share=2),
                Column("radar.kind", 9, lambda row: desk.say(f"radar.kind_{row.kind}"), spare=2, style=_quiet),
                Column("queue.open", 10, lambda row: form.amount(row.open_cents, desk.language), right=True),
                Column("review.week_head", 3, _week, spare=3, style=_quiet),
                Column("radar.safe", 10, lambda row: safe_end(row, desk), style=self._style),
                Column("radar.claimed", 9, lambda row: short(row.claimed_until, desk), spare=5),
                Column("radar.guard", 7, lambda row: guard(row, desk), spare=4),
                Column("radar.last", 11, lambda row: last_event(row, desk), spare=1),
                Column("review.lacks", 12, lambda row: lacking(row, self.scope, desk), share=1),
                Column("review.decision", 12, lambda row: decided(row, self.scope, desk), share=1, style=self._style),
                Column("review.seen_by", 15, lambda row: seen_by(row, desk), spare=6, style=_quiet),
                Column("queue.owner", 14, lambda row: row.owner, spare=7, style=_quiet),
                Column("radar.claim", 14, lambda row: row.claim_number, spare=8, style=_quiet, tail=True),
            ),
            lambda row: (row.claim_id, row.debtor_id, row.kind),
            "review.empty",
        )

    def windows(self, shown: Shown) -> Callable[[Database], Listing[ClockRow]]:
        """Return what makes the list of clocks."""
        listed, scope, narrowing = self._listed, self.scope, self.narrowing(shown)
        return lambda database: reviews.listing(database, listed, scope, narrowing)

    def first_part(self) -> Part:
        """Return the clocks week after week."""
        return Part(Listed.WEEKS, "")

    async def parts(self) -> Sequence[Part]:
        """Return the lists; the title says how they are called."""
        return [Part(listed, "") for listed in Listed]

    @property
    def scope(self) -> Scope:
        """What is reviewed."""
        return self.standing.scope if self.standing else Scope(self.desk.day, self.desk.day)

    @property
    def _listed(self) -> Listed:
        return Listed(self.part.id)

    async def load(self) -> None:
        """Read what the review comes to, and the list from where the cursor is."""
        first = self.standing is None
        await self._stand()
        if first:
            await self.show_list()
        else:
            await super().load()

    async def news(self, cases: frozenset[int]) -> None:
        """Show what changed; of very many what they come to is read again when one asks for it, or decides."""
        if self.standing is not None and len(self.standing.clocks) > _COUNTED_AT_ONCE:
            await super().load()
        else:
            await self.load()

    async def worked(self) -> None:
        """Show the review anew after something was decided."""
        await self._stand()
        await super().worked()

    async def action_week(self, by: int) -> None:
        """Go to the first clock of the next week in which one ends, or of the one before."""
        row = self.list.chosen
        if row is None or row.safe_until is None or self.standing is None:
            return
        now = clock_review.week_of(row.safe_until)
        weeks = [group.week for group in self.standing.summary.groups if group.week is not None]
        others = [week for week in weeks if (week > now if by > 0 else week < now)]
        if others:
            await self._to_week(min(others) if by > 0 else max(others), row)

    def action_weeks(self) -> None:
        """Show what the review comes to, month by month; what is chosen is gone to."""
        self.desk.flow(self._weeks())

    def action_horizon(self) -> None:
        """Ask up to which day is reviewed."""
        self.desk.flow(self._horizon())

    def action_sign(self) -> None:
        """Sign the review, or look at one that was signed."""
        self.desk.flow(working.own(self, self._sign()))

    def action_write(self) -> None:
        """Write the review to the person's own folder."""
        self.desk.flow(self._write())

    async def preview_of(self, case_id: int | None) -> Sequence[Line]:
        """Return the week of the row, what is decided, and how the clock came to its ends."""
        row = self.list.chosen
        if row is None or case_id is None or self.standing is None:
            return ()
        found = await self.desk.read(self._about, row)
        told = clock_lines(row, found.standing, self.desk)
        lines = [*told[:2], *review_lines(row, self.scope, found.about, self.desk), *told[2:]]
        group = self.standing.group_of(row)
        if group is None:
            return lines
        said = f"{group_name(group, self.desk)} · {group_said(group, self.desk)}"
        return [line(Span(said, "quiet")), *lines]

    def titled(self) -> Iterator[Span]:
        """Yield the lists there are, the one that is shown first: not all of them fit on a small terminal."""
        desk = self.desk
        yield Span(f" {desk.say('place.review')} ▸ ")
        every = list(Listed)
        at = every.index(self._listed)
        for place, listed in enumerate([*every[at:], *every[:at]]):
            yield Span(" · " if place else "", "quiet")
            number = form.number(self.standing.counts[listed], desk.language) if self.standing else ""
            said = desk.say(f"review.list_{listed}", number=number).strip()
            yield Span(said, "strong" if listed is self._listed else "quiet")

    def tell(self) -> None:
        """Say what is shown, what all of it comes to, and when it was signed last."""
        super().tell()
        if self.standing is not None:
            bar = self.query_one("#totals", Bar)
            bar.left, bar.right = tuple(totals(self.standing, self.desk)), tuple(signed(self.standing, self.desk))

    async def _to_week(self, week: date, row: ClockRow) -> None:
        near = row._replace(safe_until=week, claim_id=0, debtor_id=0)
        await self.list.show(self.windows(self.now), near)

    async def _weeks(self) -> None:
        from casebook.ui.work.review_signing import choose_group

        if self.standing is None:
            return
        group = await choose_group(self.desk, self.standing.summary)
        if group is None:
            return
        listed = LISTS.get(group.section, Listed.WEEKS)
        await self.change(self.now._replace(part="" if listed is Listed.WEEKS else listed.value))
        row = self.list.chosen
        if group.week is not None and row is not None:
            await self._to_week(group.week, row)

    async def _horizon(self) -> None:
        from casebook.ui.work.review_signing import ask_horizon

        until = await ask_horizon(self.desk, self.scope.until)
        if until is not None:
            self._until = until
            await self.shown(self._anew())

    async def _anew(self) -> None:
        await self._stand()
        await self.show_list()

    async def _sign(self) -> str | None:
        from casebook.ui.work.review_signing import sign

        return None if self.standing is None else await sign(self.desk, self.standing)

    async def _write(self) -> None:
        # What only who writes a file needs.
        from casebook.ui.work.review_signing import write

        if self.standing is not None:
            await write(self.desk, self.standing.scope, None)

    def _about(self, database: Database, row: ClockRow) -> _Found:
        with database.snapshot():
            before = None if self.standing is None else self.standing.before
            accepted, beside = reviews.accepted(database, row), reviews.beside(database, row.claim_id)
            about = About(change_of(row, before), accepted, beside)
            return _Found(clock_of(database, row, self.desk.day), about)

    async def _stand(self) -> None:
        self.standing = await self.desk.read(standing, self.desk.day, self._until, self.standing)
        self.tell()

    def _sign_of(self, row: ClockRow) -> str:
        """Return what changed of a clock since the last review, and how it stands, in a sign each."""
        found = change_of(row, self.standing.before if self.standing else None)
        return f"{'' if found is None else CHANGES[found]:1}{SIGNS.get(row.state, '')}"

    def _style(self, row: ClockRow) -> str:
        return style(row, self.scope)


def _week(row: ClockRow) -> str:
    return "" if row.safe_until is None else str(row.safe_until.isocalendar().week)


def _quiet(_: ClockRow) -> str:
    return "quiet"
