"""The review of expiring claims: each clock that ends within a horizon, what was decided about it, signed by a lead."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import ClassVar, NamedTuple

from textual.app import ComposeResult
from textual.binding import BindingType

from casebook import format as form
from casebook.domain import clock_review
from casebook.domain.clock_review import Decision, Group, ReviewedClock, Section, Summary
from casebook.store.case_clocks import Standing
from casebook.store.database import Database
from casebook.store.queries import reviews
from casebook.store.queries.explain import clock_of
from casebook.store.queries.listing import Listing
from casebook.store.queries.radar import ClockRow
from casebook.store.queries.reviews import Listed, Scope, SignedReview
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
from casebook.ui.screens.list_place import ListPlace
from casebook.ui.views import Part, Shown
from casebook.ui.widgets.bars import Bar
from casebook.ui.widgets.columns import Column
from casebook.ui.widgets.windowed_list import Shape

# Of more clocks than these it takes a second to say what they come to.
_COUNTED_AT_ONCE = 20_000
# What these keys do here is about the clock, and not about its case.
_OF_CLOCKS: Mapping[str, str] = {"letter": "interrupt", "next": "assign", "proposals": "see", "limitation": "decide"}


class State(NamedTuple):
    """What a review is of, what it comes to, and what was signed before."""

    scope: Scope
    summary: Summary
    counts: Mapping[Listed, int]
    clocks: Sequence[ReviewedClock]
    last: SignedReview | None
    before: Mapping[tuple[int, int, str], ReviewedClock] | None
    new: int
    late_since: date | None


class _Found(NamedTuple):
    standing: Standing | None
    about: About


class Review(ListPlace[ClockRow]):
    """The clocks that end within a horizon, week after week."""

    NAME = "place.review"
    LIST = "radar"
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
        self.state: State | None = None
        self._until: date | None = None
        self._kept: tuple[int, Mapping[tuple[int, int, str], ReviewedClock]] | None = None

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
                Column("radar.claim", 14, lambda row: row.claim_number, spare=8, style=_quiet),
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
        return self.state.scope if self.state else Scope(self.desk.day, self.desk.day)

    @property
    def _listed(self) -> Listed:
        return Listed(self.part.id)

    def case_of(self, row: ClockRow) -> int:
        """Return the case of a row."""
        return row.case_id

    def copied(self, row: ClockRow) -> str:
        """Return the number and name of the case."""
        return f"{row.case_number} {row.name}"

    async def load(self) -> None:
        """Read what the review comes to, and the list from where the cursor is."""
        first = self.state is None
        await self._stand()
        if first:
            await self.show_list()
        else:
            await super().load()

    async def news(self, cases: frozenset[int]) -> None:
        """Show what changed; of very many what they come to is read again when one asks for it, or decides."""
        if self.state is not None and len(self.state.clocks) > _COUNTED_AT_ONCE:
            await super().load()
        else:
            await self.load()

    async def worked(self) -> None:
        """Show the review anew after something was decided."""
        await self._stand()
        await super().worked()

    def action_case(self, name: str) -> None:
        """Decide about the marked clocks, else the chosen one; what is not about clocks is work on the case."""
        rows = self._rows()
        if name in _OF_CLOCKS and rows:
            self.desk.flow(working.own(self, self._decide(_OF_CLOCKS[name], rows)))
        else:
            super().action_case(name)

    async def action_week(self, by: int) -> None:
        """Go to the first clock of the next week in which one ends, or of the one before."""
        row = self.list.chosen
        if row is None or row.safe_until is None or self.state is None:
            return
        now = clock_review.week_of(row.safe_until)
        weeks = [group.week for group in self.state.summary.groups if group.week is not None]
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
        if row is None or case_id is None or self.state is None:
            return ()
        found = await self.desk.read(self._about, row)
        told = clock_lines(row, found.standing, self.desk)
        lines = [*told[:2], *review_lines(row, self.scope, found.about, self.desk), *told[2:]]
        group = self._group(row)
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
            number = form.number(self.state.counts[listed], desk.language) if self.state else ""
            said = desk.say(f"review.list_{listed}", number=number).strip()
            yield Span(said, "strong" if listed is self._listed else "quiet")

    def tell(self) -> None:
        """Say what is shown, what all of it comes to, and when it was signed last."""
        super().tell()
        state, desk = self.state, self.desk
        if state is None:
            return
        self.query_one("#totals", Bar).left = tuple(_totals(state, desk))
        self.query_one("#totals", Bar).right = tuple(_signed(state, desk))

    def _rows(self) -> list[ClockRow]:
        marks = self.list.marked_rows if len(self.list.marked) else []
        return marks or ([self.list.chosen] if self.list.chosen is not None else [])

    async def _decide(self, name: str, rows: Sequence[ClockRow]) -> str | None:
        from casebook.ui.work import interruptions, reviewing

        if name == "interrupt":
            said = await interruptions.interrupt(self.desk, rows)
        else:
            said = await getattr(reviewing, name)(self.desk, rows)
        if said is not None:
            self.clear_marks()
        return said

    async def _to_week(self, week: date, row: ClockRow) -> None:
        near = row._replace(safe_until=week, claim_id=0, debtor_id=0)
        await self.list.show(self.windows(self.now), near)

    async def _weeks(self) -> None:
        from casebook.ui.work.review_signing import choose_group

        if self.state is None:
            return
        group = await choose_group(self.desk, self.state.summary)
        if group is None:
            return
        listed = _LISTS.get(group.section, Listed.WEEKS)
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

        return None if self.state is None else await sign(self.desk, self.state)

    async def _write(self) -> None:
        # What only who writes a file needs.
        from casebook.ui.work.review_signing import write

        if self.state is not None:
            await write(self.desk, self.state.scope, None)

    def _group(self, row: ClockRow) -> Group | None:
        if self.state is None:
            return None
        section = clock_review.section(row.review)
        expires = section is Section.EXPIRING and row.safe_until is not None
        week = clock_review.week_of(row.safe_until) if expires and row.safe_until else None
        groups = self.state.summary.groups
        return next((one for one in groups if (one.section, one.week) == (section, week)), None)

    def _about(self, database: Database, row: ClockRow) -> _Found:
        with database.snapshot():
            found = reviews.acceptances(database, [row.claim_id]) if row.accepted else []
            own = [one for one in found if one.debtor_id == row.debtor_id]
            before = None if self.state is None else self.state.before
            about = About(change_of(row, before), own[-1] if own else None, reviews.beside(database, row.claim_id))
            return _Found(clock_of(database, row, self.desk.day), about)

    async def _stand(self) -> None:
        self.state = await self.desk.read(self._read, self.desk.day)
        self.tell()

    def _read(self, database: Database, day: date) -> State:
        with database.snapshot():
            scope = reviews.scope(database, day, self._until)
            found = reviews.reviewed(database, scope)
            last = reviews.last(database)
            if last is not None and (self._kept is None or self._kept[0] != last.review_id):
                self._kept = last.review_id, {one.key: one for one in reviews.clocks_of(database, last)}
            before = self._kept[1] if last is not None and self._kept is not None else None
            return State(
                scope,
                clock_review.summary(found),
                _counts(found),
                found,
                last,
                before,
                0 if before is None else sum(one.key not in before for one in found),
                reviews.late_since(database, day),
            )

    def _sign_of(self, row: ClockRow) -> str:
        """Return what changed of a clock since the last review, and how it stands, in a sign each."""
        found = change_of(row, self.state.before if self.state else None)
        return f"{'' if found is None else CHANGES[found]:1}{SIGNS.get(row.state, '')}"

    def _style(self, row: ClockRow) -> str:
        return style(row, self.scope)


# In which list the clocks of a section stand that do not expire week after week.
_LISTS: Mapping[Section, Listed] = {
    Section.POSSIBLY_LAPSED: Listed.POSSIBLY_LAPSED,
    Section.UNPROVEN: Listed.UNPROVEN,
    Section.RELIED_ON: Listed.RELIED_ON,
    Section.HISTORY_MISSING: Listed.HISTORY_MISSING,
    Section.ABSTAINED: Listed.ABSTAINED,
    Section.OPEN_END: Listed.OPEN_END,
}
_UNENDING = frozenset({Section.HISTORY_MISSING, Section.ABSTAINED, Section.OPEN_END})


def _counts(found: Sequence[ReviewedClock]) -> dict[Listed, int]:
    """Return how many clocks each list has."""
    counts = dict.fromkeys(Listed, 0)
    for clock in found:
        ends = clock.section not in _UNENDING
        counts[Listed.WEEKS] += ends
        counts[Listed.UNDECIDED] += ends and clock.urgent and clock.decision is Decision.NONE
        counts[Listed.ACCEPTED] += ends and clock.decision is Decision.ACCEPTED
        counts[Listed.NO_ADDRESS] += ends and clock.no_address
        if clock.section in _LISTS:
            counts[_LISTS[clock.section]] += 1
    return counts


def _totals(state: State, desk: Desk) -> Iterator[Span]:
    """Yield up to when is reviewed, how much that is, and how much of it is to be decided."""
    summary = state.summary
    said = desk.say("review.totals_line", until=state.scope.until, count=summary.clocks, amount=summary.open)
    yield Span(f" {said}", "quiet")
    if summary.undecided:
        yield Span(f" · {desk.say('review.group_undecided', count=summary.undecided)}", "urgent")
    else:
        yield Span(f" · {desk.say('review.all_decided')}", "quiet")


def _signed(state: State, desk: Desk) -> Iterator[Span]:
    if state.late_since is not None:
        days = (state.scope.day - state.late_since).days
        yield Span(desk.say("review.late", count=days) + " ", "urgent")
    if state.last is not None:
        said = desk.say("review.last", on=state.last.on_day, name=state.last.name)
        yield Span(said + " ", "quiet")
        if state.new:
            yield Span(f"· {desk.say('review.new_since', count=state.new)} ", "due")


def _week(row: ClockRow) -> str:
    return "" if row.safe_until is None else str(row.safe_until.isocalendar().week)


def _quiet(_: ClockRow) -> str:
    return "quiet"
