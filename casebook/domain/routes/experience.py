"""What routes brought the house before: the share that came in, and how many cases stand behind it."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from casebook.domain.capacity import Capacity
from casebook.domain.money import ZERO, Cents
from casebook.domain.routes.facts import Basis, Course
from casebook.domain.routes.rules import HistoryRules

_TENTH = Decimal("0.1")


class Experience(NamedTuple):
    """What came in on a route: `received` of `open` in `cases`, of one kind of debtor or (None) of all.

    `lowest` and `highest` are the shares of single cases in percent, None without any; `days` is how long a cent took
    on average. `of_kind` and `of_all` count the cases of the kind of debtor that was asked for, and of all.
    """

    capacity: Capacity | None
    cases: int
    open: Cents
    received: Cents
    lowest: Decimal | None
    highest: Decimal | None
    days: int | None
    of_kind: int
    of_all: int

    @property
    def share(self) -> Decimal | None:
        """The share that came in, in percent with one decimal, None where nothing was open."""
        return share_of(self.received, self.open)


def experiences(
    courses: Iterable[Course], capacity: Capacity | None, rules: HistoryRules
) -> Mapping[Basis, Experience]:
    """Return what each basis tells of a debtor of this kind: by his kind where enough cases are, else by all cases."""
    by_basis: dict[Basis, list[Course]] = {basis: [] for basis in Basis}
    for course in courses:
        if course.open_cents > 0:
            by_basis[course.basis].append(course)
    return {basis: _experience(some, capacity, rules) for basis, some in by_basis.items()}


def share_of(part: Cents, whole: Cents) -> Decimal | None:
    """Return a share in percent with one decimal, None of nothing."""
    if whole <= 0:
        return None
    return (Decimal(part) * 100 / Decimal(whole)).quantize(_TENTH, ROUND_HALF_UP)


def _experience(courses: Sequence[Course], capacity: Capacity | None, rules: HistoryRules) -> Experience:
    of_kind = [one for one in courses if one.capacity is capacity] if capacity is not None else []
    by_kind = len(of_kind) >= rules.least_cases
    some = of_kind if by_kind else courses
    # More than what was open came in for something that was not there yet.
    received = [Cents(min(one.received_cents, one.open_cents)) for one in some]
    shares = [share_of(part, one.open_cents) for part, one in zip(received, some, strict=True)]
    known = [share for share in shares if share is not None]
    cents = sum(one.received_cents for one in some)
    return Experience(
        capacity=capacity if by_kind else None,
        cases=len(some),
        open=Cents(sum((one.open_cents for one in some), ZERO)),
        received=Cents(sum(received, ZERO)),
        lowest=min(known, default=None),
        highest=max(known, default=None),
        days=round(sum(one.cent_days for one in some) / cents) if cents > 0 else None,
        of_kind=len(of_kind),
        of_all=len(courses),
    )
