"""What the work brought: promises and terms that were kept, how soon the first money came, what routes recovered."""

from collections.abc import Iterable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from casebook.domain.arrangement.standing import KEPT, PlanState, TermNow, TermState
from casebook.domain.promises import PromiseStanding, PromiseState

_TENTH = Decimal("0.1")


class Rate(NamedTuple):
    """How many were kept, kept in part or late, and not kept; `waiting` are those that nobody can judge yet."""

    kept: int = 0
    partly: int = 0
    broken: int = 0
    waiting: int = 0

    @property
    def judged(self) -> int:
        """How many can be judged."""
        return self.kept + self.partly + self.broken

    @property
    def share(self) -> Decimal | None:
        """The share that was kept of those that can be judged, in percent with one decimal; None of none."""
        if not self.judged:
            return None
        return (Decimal(self.kept) * 100 / self.judged).quantize(_TENTH, ROUND_HALF_UP)


class Plans(NamedTuple):
    """What became of the arrangements that were agreed in a period."""

    agreed: int = 0
    kept: int = 0
    broken: int = 0
    running: int = 0


class FirstMoney(NamedTuple):
    """Of how many cases how many brought money, and how many days that took on average after they were opened."""

    cases: int
    paid: int
    days: Decimal | None


class Opened(NamedTuple):
    """A case: when it was opened, and when the first money came that did not go back, None for none."""

    opened_on: date
    paid_on: date | None


_PROMISES = {PromiseState.KEPT: "kept", PromiseState.PARTLY: "partly", PromiseState.BROKEN: "broken"}
_TERMS = {TermState.PARTIAL: "waiting", TermState.DUE: "waiting", TermState.PENDING: "waiting"}
_TERMS |= {TermState.LATE: "broken", TermState.MISSED: "broken"}
# A new arrangement took its place: that one counts.
_REPLACED = PlanState.SUPERSEDED


def promise_rate(promises: Iterable[PromiseStanding]) -> Rate:
    """Return how many promises were kept; those that were withdrawn do not count."""
    return _counted(map(promise_part, promises))


def term_rate(terms: Iterable[TermNow]) -> Rate:
    """Return how many terms were paid in time (`kept`), late (`partly`), or not; waived and void ones do not count."""
    return _counted(map(term_part, terms))


def promise_part(promise: PromiseStanding) -> str | None:
    """Return the field of a `Rate` in which a promise counts, None for one that was withdrawn."""
    return None if promise.state is PromiseState.WITHDRAWN else _PROMISES.get(promise.state, "waiting")


def term_part(term: TermNow) -> str | None:
    """Return the field of a `Rate` in which a term counts, None for one that was waived or is void."""
    if term.state is TermState.PAID:
        return "partly" if term.paid_late else "kept"
    return _TERMS.get(term.state)


def plan_part(state: PlanState) -> str | None:
    """Return whether an arrangement was kept to its end, ended, or is running; None where another took its place."""
    if state is _REPLACED:
        return None
    return "completed" if state in KEPT else "ended" if state is PlanState.BROKEN else "running"


def plan_counts(states: Iterable[PlanState]) -> Plans:
    """Return what became of arrangements; one that another took the place of does not count."""
    parts = [part for part in map(plan_part, states) if part is not None]
    return Plans(len(parts), parts.count("completed"), parts.count("ended"), parts.count("running"))


def first_money(cases: Iterable[Opened]) -> FirstMoney:
    """Return how soon cases brought their first money, in days with one decimal."""
    number = paid = days = 0
    for case in cases:
        number += 1
        if case.paid_on is not None:
            paid += 1
            days += (case.paid_on - case.opened_on).days
    average = (Decimal(days) / paid).quantize(_TENTH, ROUND_HALF_UP) if paid else None
    return FirstMoney(number, paid, average)


def _counted(parts: Iterable[str | None]) -> Rate:
    counted = dict.fromkeys(Rate._fields, 0)
    for part in parts:
        if part is not None:
            counted[part] += 1
    return Rate(**counted)
