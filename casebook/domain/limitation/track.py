"""One way of counting the events of a clock: the safe end counts the proven ones, the claimed end all but the void."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from casebook.domain.calendar import ONE_DAY, Term, add, last_day
from casebook.domain.limitation.facts import LegalAction
from casebook.domain.limitation.rules import KindRule, Prolongation

_ANY_DAY = date(2001, 1, 1)
_NO_TIME = timedelta(0)


@lru_cache
def shorter(first: Term, second: Term) -> Term:
    """Return the shorter of two terms."""
    return first if add(_ANY_DAY, first) <= add(_ANY_DAY, second) else second


@dataclass(slots=True)
class Track:
    """The end of a term as it stands after some events, and the rules that hold for the next one.

    `eve` is the day before the current term began, `term` its length, `since` (moving claims only) the first day
    whose part is still alive. `end` is the earliest day the term can end: up to `open_until` it may turn out later,
    because a ground for prolongation still lasts. `paused` are the stretches by which the term was prolonged for
    their whole duration, `sued` the granted court claims that came in time. While an insurer's answer is `awaited`
    the new term has not begun, and `before_court`, while a claim is pending, it cannot end. It `endures` while it is
    open for a ground that is not expected to end.
    """

    eve: date
    end: date
    term: Term
    procedure: str
    insolvency: str
    since: date | None = None
    open_until: date = date.min
    paused: tuple[tuple[date, date], ...] = ()
    sued: tuple[LegalAction, ...] = ()
    awaited: bool = False
    before_court: bool = False
    endures: bool = False

    def begun_alike(self) -> "Track":
        """Return another track that begins as this one did."""
        return Track(self.eve, self.end, self.term, self.procedure, self.insolvency, self.since)

    def over(self, day: date) -> bool:
        """Tell whether the term had ended before `day`."""
        kept_open = self.awaited or self.before_court or self.open_until == date.max
        return day > self.end and not kept_open

    def roll(self, day: date) -> None:
        """Let a moving claim move on: the parts that lapsed before `day` fall off its beginning."""
        if self.since is None or day <= self.end:
            return
        since = max(self.since, add(day, Term(-self.term.amount, self.term.unit)) - ONE_DAY)
        while last_day(since, self.term) < day:
            since += ONE_DAY
        self.since, self.end = since, last_day(since, self.term)

    def renew(self, day: date, longest: Term) -> bool:
        """Begin a new term the day after `day`: as long as the old, at most `longest`, never ending before it."""
        if self.over(day):
            return False
        self.term = shorter(self.term, longest)
        end = last_day(day, self.term)
        for start, until in self.paused:
            # What is left of a stretch in which the term stands still prolongs the new term too.
            end += max(until - max(start, day + ONE_DAY), _NO_TIME)
        self.end, self.eve, self.awaited = max(self.end, end), max(self.eve, day), False
        return True

    def end_with_main(self, end: date, as_of: date, *, known: bool) -> None:
        """End with the main claim on `end`, or later if that is not `known`, unless this term ends first.

        Of a moving claim nothing is alive on `as_of` if the main claim has ended.
        """
        if end >= self.end and not self.endures:
            return
        self.end, self.open_until, self.endures = end, date.min if known else end, False
        if end < as_of:
            self.since = None

    def move_to(self, rule: KindRule, judged_on: date) -> None:
        """Become the clock of a title granted on `judged_on`, never ending before the old one would (BW 3:324)."""
        self.end = max(self.end, last_day(judged_on, rule.term))
        self.eve, self.term = judged_on, rule.term
        self.procedure, self.insolvency = rule.procedure, rule.insolvency

    def prolong(self, rule: Prolongation, start: date, until: date, *, lasts: bool) -> bool:
        """Prolong a term that a ground from `start` to `until` reaches; tell whether it did.

        `lasts`: the ground has not ended on `until`, so the end can only be told if it lies beyond its reach.
        """
        if self.end < start:
            return False
        if rule.after is None:
            return self._stand_still(start, until, lasts=lasts)
        limit = add(until, rule.after)
        if lasts and rule.endures:
            self.end, self.open_until, self.endures = max(self.end, limit), date.max, True
            return True
        if self.end > limit or (self.end == limit and not lasts):
            return False
        self.end = limit
        if lasts:
            self.open_until = max(self.open_until, limit)
        return True

    def _stand_still(self, start: date, until: date, *, lasts: bool) -> bool:
        start = max([start, self.eve + ONE_DAY, *(end for _, end in self.paused)])
        if lasts:
            self.open_until = date.max
        if until > start:
            self.paused = (*self.paused, (start, until))
            self.end += until - start
        return lasts or until > start
