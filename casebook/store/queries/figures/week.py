"""What the digest of a week says: what is to be done in it, what came of the one before, and how things stood then."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import NamedTuple

from casebook.domain.calendar import ONE_DAY
from casebook.domain.figures.catalogue import By, FigureName
from casebook.domain.figures.period import PeriodKind, period_of
from casebook.domain.money import Cents
from casebook.store.database import Database
from casebook.store.queries import in_tray
from casebook.store.queries.figures.reading import Found, figure
from casebook.store.queries.figures.scope import Scope
from casebook.store.queries.freshness import BankKnown, bank_until
from casebook.store.rows import rows

# So many cases are named on the page; the rest is a number.
MOST_NAMED = 18
_WEEKS = 8
_WEEK = timedelta(7)
_RED = f"""
    SELECT number, by_on, -amount_rank FROM case_now WHERE band = 1 AND by_on <= ?
    ORDER BY by_on, amount_rank, case_id LIMIT {MOST_NAMED}
"""  # noqa: S608 our own text
_COUNTS: Mapping[str, str] = {
    "red": "SELECT count(*) FROM case_now WHERE band = 1 AND by_on <= ?",
    "approvals": "SELECT count(*) FROM approval WHERE state = 'asked'",
    "neglected": "SELECT count(*) FROM case_now WHERE neglected = 1 AND band < 9",
    "late_disputes": "SELECT count(*) FROM dispute WHERE next_due_on < ?",
}
_NEEDED_BY = "SELECT min(needed_by) FROM approval WHERE state = 'asked'"
_LAST = """
    SELECT week_on, red, approvals, neglected, late_disputes, post FROM digest WHERE week_on < ?
    ORDER BY week_on DESC, id DESC LIMIT 1
"""
_ENDING = """
    SELECT safe_until, count(*) FROM clock_now
    WHERE listed = 'radar' AND told_with = 0 AND state = 'running' AND safe_rank BETWEEN ? AND ?
    GROUP BY safe_until ORDER BY safe_until
"""


class RedCase(NamedTuple):
    """A case in which a right or money is lost by a day: its number and what is open, and nobody's name."""

    number: str
    by_on: date
    cents: Cents


class Standing(NamedTuple):
    """The numbers of one moment, which the next digest is compared with."""

    red: int
    approvals: int
    neglected: int
    late_disputes: int
    post: int


class Ending(NamedTuple):
    """How many clocks safely end in the week that begins on a day."""

    monday: date
    clocks: int


class Week(NamedTuple):
    """A week: the cases in the first band that are due in it, the first of them named, and how things stand.

    `needed_by` is by when the first request for approval is needed, `post_since` since when the oldest post lies.
    `before` is how things stood in the last digest that was mailed of an earlier week, `before_on` that week; None
    where there is none. `promises`, `terms` and `received` are of the week before, compared with the one before that.
    """

    day: date
    monday: date
    sunday: date
    standing: Standing
    before: Standing | None
    before_on: date | None
    red: tuple[RedCase, ...]
    needed_by: date | None
    post_since: date | None
    ending: tuple[Ending, ...]
    promises: Found
    terms: Found
    received: Found
    bank: BankKnown | None


class _Last(NamedTuple):
    week_on: date
    red: int
    approvals: int
    neglected: int
    late_disputes: int
    post: int


class _Day(NamedTuple):
    on_day: date | None


class _Ends(NamedTuple):
    on_day: date
    clocks: int


def monday_of(day: date) -> date:
    """Return the day on which the week of a day begins."""
    return day - timedelta(day.weekday())


def week(database: Database, day: date, of: date | None = None) -> Week:
    """Return what is to be told of the week in which a day lies, or that of another day, as it is known on `day`."""
    monday = monday_of(of or day)
    sunday = monday + _WEEK - ONE_DAY
    past = Scope(period_of(PeriodKind.WEEK, monday - ONE_DAY, day), day)
    with database.snapshot():
        post = in_tray.waiting(database, day)
        numbers = {"red": (sunday,), "late_disputes": (day,)}
        counts = {name: int(database.value(sql, numbers.get(name, ()))) for name, sql in _COUNTS.items()}
        last = next(iter(rows(database, _LAST, _Last, (monday,))), None)
        return Week(
            day=day,
            monday=monday,
            sunday=sunday,
            standing=Standing(**counts, post=post.items.number),
            before=None if last is None else Standing(*last[1:]),
            before_on=None if last is None else last.week_on,
            red=tuple(rows(database, _RED, RedCase, (sunday,))),
            needed_by=rows(database, _NEEDED_BY, _Day)[0].on_day,
            post_since=post.oldest_on,
            ending=_ending(database, monday),
            promises=figure(database, FigureName.PROMISES, By.TIME, past),
            terms=figure(database, FigureName.TERMS, By.TIME, past),
            received=figure(database, FigureName.RECEIVED, By.ROUTE, past),
            bank=bank_until(database, day),
        )


def _ending(database: Database, monday: date) -> tuple[Ending, ...]:
    begins = [monday + number * _WEEK for number in range(_WEEKS)]
    ends = rows(database, _ENDING, _Ends, (monday, begins[-1] + _WEEK - ONE_DAY))
    return tuple(
        Ending(begin, sum(one.clocks for one in ends if begin <= one.on_day < begin + _WEEK)) for begin in begins
    )
