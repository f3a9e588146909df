"""Groups side by side: what each had and brought, and what it comes to on claims that are alike.

All that is compared can be worked out again from what the strata show.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from casebook.domain.comparison import mix
from casebook.domain.comparison.like import Like, likes
from casebook.domain.comparison.mix import StratumRow
from casebook.domain.comparison.outcome import Attempt, Outcome, had_time, known_on, outcome
from casebook.domain.comparison.rules import ComparisonRules
from casebook.domain.comparison.strata import Alike
from casebook.domain.money import Cents


class Verdict(StrEnum):
    """How a group compares with the first one, by what is left after costs; or why it does not."""

    FIRST = "first"
    MORE = "more"
    LESS = "less"
    LIKEWISE = "likewise"
    FEW_PAID = "few_paid"
    UNLIKE = "unlike"
    ALONE = "alone"
    FEW = "few"
    NOT_YET = "not_yet"


class Asked(NamedTuple):
    """How groups are compared: after so many days, as known until a day, and by which traits claims are alike.

    `first` is the group that the others are compared with, None for that with most money in the mix.
    """

    horizon: int
    until: date
    alike: Alike
    first: str | None = None


class GroupRow(NamedTuple):
    """A group: what it had and brought in the days that all had, and what it comes to on claims that are alike.

    `waiting` are cases that had not all of their days yet, the last of which has them on `known_on`. `ended` are cases
    that were over before. `like` is None where the group is not compared.
    """

    key: str
    verdict: Verdict
    cases: int
    waiting: int
    known_on: date | None
    ended: int
    paid: int
    placed: Cents
    received: Cents
    cost: Cents
    complaints: int
    like: Like | None


class Comparison(NamedTuple):
    """Groups side by side, those that are compared in front; `first` is the one the others are compared with."""

    groups: tuple[GroupRow, ...]
    strata: tuple[StratumRow, ...]
    first: str | None

    @property
    def placed(self) -> Cents:
        """The mix: what the groups that are compared placed in the strata they are compared in."""
        return Cents(sum(one.placed for one in self.strata))


def compared(attempts: Iterable[Attempt], asked: Asked, rules: ComparisonRules) -> Comparison:
    """Return groups side by side; an attempt on nothing says nothing and does not count."""
    some: defaultdict[str, list[Attempt]] = defaultdict(list)
    for one in attempts:
        if one.placed > 0:
            some[one.group].append(one)
    outcomes = {key: _outcomes(of_it, asked) for key, of_it in sorted(some.items())}
    found = mix.table((one for of_it in outcomes.values() for one in of_it), asked.alike)
    enough = [key for key, of_it in outcomes.items() if len(of_it) >= rules.least_cases]
    groups = mix.comparable(found, enough, rules)
    strata = mix.strata_rows(found, groups, rules)
    mixed = [one for one in strata if one.placed]
    first = asked.first if asked.first in groups else _most(mixed, groups)
    like = likes(groups, first, mixed, found, rules) if first is not None else {}
    rows = [
        _row(_verdict(key, like.get(key), outcomes[key], enough), outcomes[key], of_it, asked, like.get(key))
        for key, of_it in some.items()
    ]
    return Comparison(tuple(sorted(rows, key=_rank)), strata, first)


def _outcomes(some: Iterable[Attempt], asked: Asked) -> list[Outcome]:
    return [outcome(one, asked.horizon) for one in some if had_time(one, asked.horizon, asked.until)]


def _verdict(key: str, like: Like | None, outcomes: Sequence[Outcome], enough: Collection[str]) -> Verdict:
    if like is not None:
        return _compared(like)
    if not outcomes:
        return Verdict.NOT_YET
    if key not in enough:
        return Verdict.FEW
    return Verdict.ALONE if len(enough) == 1 else Verdict.UNLIKE


def _compared(like: Like) -> Verdict:
    if like.difference is None:
        return Verdict.FIRST
    low, high = like.difference.low, like.difference.high
    if low is None or high is None:
        return Verdict.FEW_PAID
    return Verdict.MORE if low > 0 else Verdict.LESS if high < 0 else Verdict.LIKEWISE


def _most(mixed: Sequence[StratumRow], groups: Sequence[str]) -> str | None:
    """Return the group with most money in the mix, of several the first by its key."""
    return max(groups, key=lambda key: sum(one.cells[key].placed for one in mixed), default=None)


def _rank(row: GroupRow) -> tuple[bool, Decimal, int, str]:
    return row.like is None, -row.like.net.share if row.like else Decimal(0), -row.placed, row.key


def _row(
    verdict: Verdict, outcomes: Sequence[Outcome], some: Sequence[Attempt], asked: Asked, like: Like | None
) -> GroupRow:
    waiting = [known_on(one, asked.horizon) for one in some if not had_time(one, asked.horizon, asked.until)]
    return GroupRow(
        some[0].group,
        verdict,
        len(outcomes),
        len(waiting),
        max(waiting, default=None),
        sum(one.ended for one in outcomes),
        sum(one.received > 0 for one in outcomes),
        Cents(sum(one.placed for one in outcomes)),
        Cents(sum(one.received for one in outcomes)),
        Cents(sum(one.cost for one in outcomes)),
        sum(one.complaints for one in outcomes),
        like,
    )
