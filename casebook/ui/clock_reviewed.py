"""How a clock of a review is said: what was decided, what it lacks, and what changed since the last review."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from casebook import format as form
from casebook.domain import clock_review
from casebook.domain.clock_review import Changed, Decision, Group, ReviewedClock, Summary
from casebook.domain.signals.clock_state import ClockState
from casebook.store.queries.radar import ClockRow
from casebook.store.queries.reviews import Acceptance, Beside, Scope
from casebook.text import clean_line
from casebook.ui.case_tabs.telling import state_word
from casebook.ui.clock import short
from casebook.ui.desk import Desk
from casebook.ui.prose import EMPTY, Line, Span, head, labelled

CHANGES = {Changed.NEW: "*", Changed.EARLIER: "<", Changed.STANDS: "≠"}
_SUNDAY = timedelta(6)


class About(NamedTuple):
    """What is known of a clock beside its row: what changed, why it was let run out, and the other clocks."""

    changed: Changed | None
    accepted: Acceptance | None
    others: Sequence[Beside]


def decided(row: ClockRow, scope: Scope, desk: Desk) -> str:
    """Return what was decided about a clock, for a column."""
    found = clock_review.decision(row.review, scope.day, scope.since)
    on: date | None = None
    match found:
        case Decision.RELIED_ON:
            on = row.review_on
        case Decision.LETTER:
            on = row.letter_on
        case Decision.ASSIGNED:
            on = row.due_on
        case Decision.NONE:
            return desk.say("review.to_decide") if row.red_on <= scope.day else ""
        case _:
            on = None
    said = desk.say(f"word.review_{found}")
    return f"{said} {short(on, desk)}" if on is not None else said


def style(row: ClockRow, scope: Scope) -> str:
    """Return how urgent a clock is: red without a decision, amber with one that has to be done yet."""
    if row.red_on > scope.day:
        return ""
    found = clock_review.decision(row.review, scope.day, scope.since)
    return "urgent" if found is Decision.NONE else "due"


def lacking(row: ClockRow, scope: Scope, desk: Desk) -> str:
    """Return what a clock lacks, for a column."""
    found = clock_review.lack(row.review, scope.day)
    return "" if found is None else desk.say(f"word.lack_{found}")


def seen_by(row: ClockRow, desk: Desk) -> str:
    """Return who did something with a clock in a review last, and when, for a column."""
    return "" if row.marked_by is None else f"{short(row.marked_on, desk)} {clean_line(row.marked_by)}"


def seen_or_accepted(row: ClockRow, desk: Desk) -> str:
    """Return that a clock was let run out, else who did something with it in a review last, and when; for a column."""
    return desk.say("word.review_lapse_accepted") if row.accepted else seen_by(row, desk)


def change_of(row: ClockRow, before: Mapping[tuple[int, int, str], ReviewedClock] | None) -> Changed | None:
    """Return what changed of a clock since the last review, None before the first."""
    if before is None:
        return None
    was = before.get((row.claim_id, row.debtor_id, row.kind.value))
    return clock_review.changed((clock_review.section(row.review), row.safe_until), was)


def group_name(group: Group, desk: Desk) -> str:
    """Return how a group is called: its section, or the week with its days."""
    if group.week is None:
        return desk.say(f"word.review_{group.section}")
    last = group.week + _SUNDAY
    return desk.say("review.week", number=group.week.isocalendar().week, since=group.week, until=last)


def week_short(week: date, desk: Desk) -> str:
    """Return a week by its number and its days, in few signs."""
    last = week + _SUNDAY
    # The month beside it says which year.
    days = f"{form.short_day(week, desk.language, week.year)} - {form.short_day(last, desk.language, last.year)}"
    return f"{desk.say('review.week_short', number=week.isocalendar().week):<6}{days}"


def group_said(group: Group, desk: Desk) -> str:
    """Return how many clocks a group has, what is open on them, and how many are to be decided."""
    said = desk.say("review.group", count=group.clocks, amount=group.open)
    return said + (f" · {desk.say('review.group_undecided', count=group.undecided)}" if group.undecided else "")


def months(summary: Summary) -> Iterator[tuple[str | date, Sequence[Group]]]:
    """Yield the sections of a review, and of what expires each month, with their groups."""
    found: dict[str | date, list[Group]] = {}
    for group in summary.groups:
        found.setdefault(group.month or group.section.value, []).append(group)
    yield from found.items()


def month_name(of: str | date, desk: Desk) -> str:
    """Return how a section or month is called."""
    if isinstance(of, date):
        return desk.say("review.month", month=desk.say(f"review.month_{of.month}"), year=str(of.year))
    return desk.say(f"word.review_{of}")


def summary_lines(summary: Summary, desk: Desk) -> list[Line]:
    """Return what a review comes to: by section and month, and by decision."""
    lines = [head(desk.say("review.totals"))]
    for name, groups in months(summary):
        count, undecided = sum(one.clocks for one in groups), sum(one.undecided for one in groups)
        more = f" · {desk.say('review.group_undecided', count=undecided)}" if undecided else ""
        lines.append(labelled(f"  {month_name(name, desk)}", form.number(count, desk.language) + more, 26))
    lines += [EMPTY, head(desk.say("review.decisions"))]
    for decision, number in summary.decisions:
        # What is far off needs no decision yet.
        count = summary.undecided if decision is Decision.NONE else number
        if count:
            lines.append(labelled(f"  {desk.say(f'word.review_{decision}')}", form.number(count, desk.language), 26))
    if summary.no_address:
        lines.append(labelled(f"  {desk.say('word.lack_address')}", form.number(summary.no_address, desk.language), 26))
    return lines


def review_lines(row: ClockRow, scope: Scope, about: About, desk: Desk) -> Iterator[Line]:
    """Yield what is decided of a clock and what lacks, and what of the claim remains against others."""
    said = decided(row, scope, desk) or desk.say("word.review_undecided")
    yield labelled(desk.say("review.decision"), Span(said, style(row, scope)))
    if lack := lacking(row, scope, desk):
        yield labelled(desk.say("review.lacks"), Span(lack, "due"))
    if about.changed is not None:
        yield labelled(desk.say("review.since_last"), desk.say(f"review.changed_{about.changed}"))
    yield from seen_lines(row, about.accepted, desk)
    yield from remaining(row, about.others, desk)


def seen_lines(row: ClockRow, accepted: Acceptance | None, desk: Desk) -> Iterator[Line]:
    """Yield who did something with a clock in a review last, and why it was let run out where it was."""
    if row.marked_by is not None and row.marked_on is not None:
        code = "review.mark_assigned" if row.mark == clock_review.ASSIGNED else "review.mark_seen"
        told = desk.say(
            code, name=row.marked_by, on=row.marked_on, to=row.due_by or "", due=row.due_on or row.marked_on
        )
        yield labelled(desk.say("review.seen_by"), told)
        if row.note:
            yield labelled("", Span(clean_line(row.note), "quiet"))
    if accepted is not None:
        told = desk.say("review.accepted_by", name=accepted.name, on=accepted.on_day)
        yield labelled(desk.say("word.review_lapse_accepted"), told)
        yield labelled("", Span(clean_line(accepted.reason), "quiet"))


def remaining(row: ClockRow, others: Sequence[Beside], desk: Desk) -> Iterator[Line]:
    """Yield against whom else a claim stands, and until when: that does not lapse with this clock by itself."""
    quiet = (ClockState.STOPPED, ClockState.UNENFORCEABLE)
    for other in others:
        if other.debtor_id == row.debtor_id or other.state in quiet:
            continue
        ends = desk.say("radar.safe_until", on=other.safe_until) if other.safe_until else ""
        stands = desk.say("word.review_lapse_accepted") if other.accepted else state_word(other.state, desk)
        said = f"{clean_line(other.debtor)} · {desk.say(f'radar.kind_{other.kind}')} · {stands}"
        yield labelled(desk.say("review.remains"), said + (f" · {ends}" if ends else ""))
