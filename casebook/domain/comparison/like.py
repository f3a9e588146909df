"""A group as if it had had the mix of claims of all (direct standardisation).

The share of a group in each stratum is weighted by the money that all groups placed there, and what is counted by cases
by theirs.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from casebook.domain.comparison import mix
from casebook.domain.comparison.estimate import Estimate, Ratio, estimate, less, percent, together
from casebook.domain.comparison.mix import Cell, StratumRow, Table
from casebook.domain.comparison.outcome import Outcome
from casebook.domain.comparison.rules import ComparisonRules


class Like(NamedTuple):
    """What a group comes to in the mix of all: shares of what was placed, in percent with one decimal.

    `of_own` is how much of its own money lies in the strata that are compared. `difference` is how much more is left
    after costs than with the first group, None for that one. `first_days` and `half_days` are the days after which half
    of the cases that brought money had begun to, and half of the money was there; None without any. `complaints` are of
    100 cases.
    """

    of_own: Decimal
    recovery: Estimate
    cost: Decimal
    net: Estimate
    difference: Estimate | None
    first_days: int | None
    half_days: int | None
    complaints: Decimal


@dataclass(frozen=True, slots=True)
class _Mixed:
    """A group in the strata that it is compared in."""

    key: str
    strata: Sequence[StratumRow]
    found: Table

    def ratio(self, which: str, rules: ComparisonRules) -> Ratio:
        """Return its share, without a variance where too few brought money to tell how uncertain it is."""
        placed = sum(one.placed for one in self.strata)
        whole = together((Fraction(row.placed, placed), getattr(cell, which)) for row, cell in self._cells())
        paid = sum(cell.paid for _, cell in self._cells())
        return whole if paid >= rules.least_paid else whole._replace(variance=None)

    def complaints(self) -> Decimal:
        """Return how many complaints there were of 100 cases."""
        cases = sum(row.cases for row in self.strata)
        parts = (Fraction(row.cases * cell.complaints, cases * cell.cases) for row, cell in self._cells())
        return percent(sum(parts, Fraction(0)))

    def first_days(self) -> int | None:
        """Return after how many days half of the cases that brought money had begun to."""
        return _middle(
            (days, Fraction(row.cases * number, cell.cases))
            for row, cell in self._cells()
            for days, number in Counter(one.first for one in self._outcomes(row)).items()
            if days is not None
        )

    def half_days(self) -> int | None:
        """Return after how many days half of the money was there."""
        return _middle(
            (days, Fraction(row.placed * cents, cell.placed))
            for row, cell in self._cells()
            for days, cents in _by_day(self._outcomes(row)).items()
        )

    def _outcomes(self, row: StratumRow) -> Sequence[Outcome]:
        return self.found[row.stratum][self.key]

    def _cells(self) -> Iterator[tuple[StratumRow, Cell]]:
        return ((row, row.cells[self.key]) for row in self.strata)


def likes(
    groups: Sequence[str], first: str, strata: Sequence[StratumRow], found: Table, rules: ComparisonRules
) -> Mapping[str, Like]:
    """Return what each group comes to in some strata, compared with one of them."""
    mixed = {key: _Mixed(key, strata, found) for key in groups}
    nets = {key: one.ratio("net", rules) for key, one in mixed.items()}
    return {
        key: _like(one, nets[key], None if key == first else less(nets[key], nets[first]), rules)
        for key, one in mixed.items()
    }


def _like(one: _Mixed, net: Ratio, difference: Ratio | None, rules: ComparisonRules) -> Like:
    recovery = one.ratio("recovery", rules)
    return Like(
        mix.of_own(one.found, one.key, [row.stratum for row in one.strata]),
        estimate(recovery, least=0),
        percent(recovery.share - net.share),
        estimate(net),
        None if difference is None else estimate(difference),
        one.first_days(),
        one.half_days(),
        one.complaints(),
    )


def _by_day(outcomes: Iterable[Outcome]) -> Mapping[int, int]:
    found: Counter[int] = Counter()
    for one in outcomes:
        for amount in one.curve:
            found[amount.days] += amount.cents
    return found


def _middle(weighed: Iterable[tuple[int, Fraction]]) -> int | None:
    """Return the first day on which half of the weight is there, None of nothing."""
    some = sorted(weighed)
    half = sum((weight for _, weight in some), Fraction(0)) / 2
    there = Fraction(0)
    for days, weight in some:
        there += weight
        if there >= half > 0:
            return days
    return None
