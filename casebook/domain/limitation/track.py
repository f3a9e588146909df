"""One way of counting the events of a clock: the safe end counts the proven ones, the claimed end all but the void."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from casebook.domain.calendar import ONE_DAY, Term, add, last_day
from casebook.domain.limitation.rules import KindRule, Prolongation

OPEN = date.max
"""An end that cannot be known while a ground for prolongation lasts; later than every other day."""

_ANY_DAY = date(2001, 1, 1)


@lru_cache
def shorter(first: Term, second: Term) -> Term:
    """Return the shorter of two terms."""
    return first if add(_ANY_DAY, first) <= add(_ANY_DAY, second) else second


@dataclass(slots=True)
class Track:
    """The end of a term as it stands after some events, and the rules that hold for the next one.

    `eve` is the day before the current term began, `term` its length, `since` (moving claims only) the first day
    whose part is still alive. `paused` are the stretches by which the term was prolonged for their whole duration.
    """

    eve: date
    end: date
    term: Term
    procedure: str
    insolvency: str
    since: date | None = None
    paused: tuple[tuple[date, date], ...] = ()

    def begun_alike(self) -> "Track":
        """Return another track that begins as this one did."""
        return Track(self.eve, self.end, self.term, self.procedure, self.insolvency, self.since)

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
        if day > self.end:
            return False
        self.term = shorter(self.term, longest)
        self.end = max(self.end, self._paused(last_day(day, self.term), day))
        self.eve = day
        return True

    def _paused(self, end: date, day: date) -> date:
        """Prolong the end of a term begun after `day` by what is left of the stretches in which it stands still."""
        for start, until in self.paused:
            if until == OPEN:
                return OPEN
            end += max(until - max(start, day + ONE_DAY), ONE_DAY * 0)
        return end

    def move_to(self, rule: KindRule, judged_on: date) -> None:
        """Become the clock of a title granted on `judged_on`, never ending before the old one would (BW 3:324)."""
        self.end = max(self.end, last_day(judged_on, rule.term))
        self.eve, self.term = judged_on, rule.term
        self.procedure, self.insolvency = rule.procedure, rule.insolvency

    def prolong(self, rule: Prolongation, start: date, until: date) -> bool:
        """Prolong a term that a ground from `start` to `until` (`OPEN` while it lasts) reaches; tell whether it did."""
        if self.end < start:
            return False
        if rule.after is None:
            return self._stand_still(start, until)
        limit = OPEN if until == OPEN else add(until, rule.after)
        if self.end >= limit:
            return False
        self.end = limit
        return True

    def _stand_still(self, start: date, until: date) -> bool:
        start = max([start, self.eve + ONE_DAY, *(end for _, end in self.paused)])
        if until <= start:
            return False
        self.paused = (*self.paused, (start, until))
        if self.end != OPEN:
            self.end = OPEN if until == OPEN else self.end + (until - start)
        return True
