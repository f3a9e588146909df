"""How the review of expiring claims stands: what it comes to, how many clocks each list has, and what was signed."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from casebook import format as form
from casebook.domain import clock_review
from casebook.domain.clock_review import Decision, Group, ReviewedClock, Section, Summary
from casebook.store.database import Database
from casebook.store.queries import reviews
from casebook.store.queries.radar import ClockRow
from casebook.store.queries.reviews import Listed, Scope, SignedReview
from casebook.ui.desk import Desk
from casebook.ui.prose import Span

# In which list the clocks of a section stand that do not expire week after week.
LISTS: Mapping[Section, Listed] = {
    Section.POSSIBLY_LAPSED: Listed.POSSIBLY_LAPSED,
    Section.UNPROVEN: Listed.UNPROVEN,
    Section.RELIED_ON: Listed.RELIED_ON,
    Section.HISTORY_MISSING: Listed.HISTORY_MISSING,
    Section.ABSTAINED: Listed.ABSTAINED,
    Section.OPEN_END: Listed.OPEN_END,
}
_UNENDING = frozenset({Section.HISTORY_MISSING, Section.ABSTAINED, Section.OPEN_END})


class Standing(NamedTuple):
    """What a review is of, what it comes to, and what was signed before.

    `before` is how the last signed one saw each clock, None before the first; `new` clocks are not in it.
    """

    scope: Scope
    summary: Summary
    counts: Mapping[Listed, int]
    clocks: Sequence[ReviewedClock]
    last: SignedReview | None
    before: Mapping[tuple[int, int, str], ReviewedClock] | None
    new: int
    late_since: date | None

    def group_of(self, row: ClockRow) -> Group | None:
        """Return the section or week that a clock is counted in."""
        section = clock_review.section(row.review)
        expires = section is Section.EXPIRING and row.safe_until is not None
        week = clock_review.week_of(row.safe_until) if expires and row.safe_until else None
        return next((one for one in self.summary.groups if (one.section, one.week) == (section, week)), None)


def standing(database: Database, day: date, until: date | None, known: Standing | None) -> Standing:
    """Return how the review up to a day stands; of what was `known` the review that was signed last is kept."""
    with database.snapshot():
        scope = reviews.scope(database, day, until)
        found = reviews.reviewed(database, scope)
        last = reviews.last(database)
        before = None if last is None else _signed_clocks(database, last, known)
        return Standing(
            scope,
            clock_review.summary(found),
            _counts(found),
            found,
            last,
            before,
            0 if before is None else sum(one.key not in before for one in found),
            reviews.late_since(database, day),
        )


def _signed_clocks(
    database: Database, last: SignedReview, known: Standing | None
) -> Mapping[tuple[int, int, str], ReviewedClock]:
    kept = None if known is None or known.last is None or known.last.review_id != last.review_id else known.before
    if kept is not None:
        return kept
    return {one.key: one for one in reviews.clocks_of(database, last)}


def _counts(found: Sequence[ReviewedClock]) -> dict[Listed, int]:
    """Return how many clocks each list has."""
    counts = dict.fromkeys(Listed, 0)
    for clock in found:
        ends = clock.section not in _UNENDING
        counts[Listed.WEEKS] += ends
        counts[Listed.UNDECIDED] += ends and clock.urgent and clock.decision is Decision.NONE
        counts[Listed.ACCEPTED] += ends and clock.decision is Decision.ACCEPTED
        counts[Listed.NO_ADDRESS] += ends and clock.no_address
        if clock.section in LISTS:
            counts[LISTS[clock.section]] += 1
    return counts


def totals(standing: Standing, desk: Desk) -> Iterator[Span]:
    """Yield up to when is reviewed, how much that is, and how much of it is to be decided."""
    summary = standing.summary
    said = desk.say("review.totals_line", until=standing.scope.until, count=summary.clocks, amount=summary.open)
    yield Span(f" {said}", "quiet")
    if summary.undecided:
        yield Span(f" · {desk.say('review.group_undecided', count=summary.undecided)}", "urgent")
    elif standing.counts[Listed.WEEKS] or not (missing := standing.counts[Listed.HISTORY_MISSING]):
        yield Span(f" · {desk.say('review.all_decided')}", "quiet")
    else:
        # None of them has an end to decide about before its past is known.
        said = desk.say(f"review.list_{Listed.HISTORY_MISSING}", number=form.number(missing, desk.language))
        yield Span(f" · {said}", "due")


def signed(standing: Standing, desk: Desk) -> Iterator[Span]:
    """Yield since when a review is late, who signed the last one, and how many clocks came since."""
    if standing.late_since is not None:
        days = (standing.scope.day - standing.late_since).days
        yield Span(desk.say("review.late", count=days) + " ", "urgent")
    if standing.last is not None:
        said = desk.say("review.last", on=standing.last.on_day, name=standing.last.name)
        yield Span(said + " ", "quiet")
        if standing.new:
            yield Span(f"· {desk.say('review.new_since', count=standing.new)} ", "due")
