"""The strata that groups are compared in: those that all of them have enough cases in, and what weight each has."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from casebook.domain.comparison.estimate import Ratio, ratio
from casebook.domain.comparison.outcome import Outcome
from casebook.domain.comparison.rules import ComparisonRules
from casebook.domain.comparison.strata import Alike, Stratum, by
from casebook.domain.money import Cents

_TENTH = Decimal("0.1")
Table = Mapping[Stratum, Mapping[str, Sequence[Outcome]]]


class Cell(NamedTuple):
    """What the cases of a group in a stratum come to: numbers, amounts in cents, and shares of what was placed."""

    cases: int
    paid: int
    placed: Cents
    received: Cents
    cost: Cents
    complaints: int
    recovery: Ratio
    net: Ratio


class StratumRow(NamedTuple):
    """A stratum: what each group had in it.

    `placed` and `cases` are those of all groups that are compared in it, its weights; 0 where none are.
    """

    stratum: Stratum
    cells: Mapping[str, Cell]
    placed: Cents
    cases: int


def table(outcomes: Iterable[Outcome], alike: Alike) -> Table:
    """Return outcomes by their strata and groups."""
    found: defaultdict[Stratum, defaultdict[str, list[Outcome]]] = defaultdict(lambda: defaultdict(list))
    for one in outcomes:
        found[by(one.stratum, alike)][one.group].append(one)
    return found


def comparable(found: Table, groups: Collection[str], rules: ComparisonRules) -> list[str]:
    """Return the groups that can be compared: each has enough of its money in strata that all of them have.

    While one has not, that one is left out without which most money can be compared.
    """
    kept = sorted(groups)
    while len(kept) > 1:
        shared = _shared(found, kept, rules)
        if shared and all(_part(found, key, shared) >= rules.least_alike for key in kept):
            return kept
        kept = max(
            ([one for one in kept if one != key] for key in kept),
            key=lambda rest: _placed(found, rest, _shared(found, rest, rules)),
        )
    return []


def strata_rows(found: Table, groups: Collection[str], rules: ComparisonRules) -> tuple[StratumRow, ...]:
    """Return every stratum with its cells, and its weight where the groups are compared in it."""
    shared = _shared(found, groups, rules) if groups else frozenset()
    return tuple(_row(stratum, found[stratum], groups if stratum in shared else ()) for stratum in sorted(found))


def of_own(found: Table, key: str, strata: Collection[Stratum]) -> Decimal:
    """Return how much of what a group placed lies in some strata, in percent with one decimal."""
    return _part(found, key, strata).quantize(_TENTH, ROUND_HALF_UP)


def _row(stratum: Stratum, found: Mapping[str, Sequence[Outcome]], groups: Collection[str]) -> StratumRow:
    cells = {key: _cell(found[key]) for key in sorted(found)}
    mixed = [cells[key] for key in groups]
    return StratumRow(stratum, cells, Cents(sum(one.placed for one in mixed)), sum(one.cases for one in mixed))


def _cell(some: Sequence[Outcome]) -> Cell:
    return Cell(
        len(some),
        sum(one.received > 0 for one in some),
        Cents(sum(one.placed for one in some)),
        Cents(sum(one.received for one in some)),
        Cents(sum(one.cost for one in some)),
        sum(one.complaints for one in some),
        ratio([(one.placed, one.received) for one in some]),
        ratio([(one.placed, one.net) for one in some]),
    )


def _shared(found: Table, groups: Collection[str], rules: ComparisonRules) -> frozenset[Stratum]:
    least = rules.least_in_stratum
    return frozenset(
        stratum for stratum, cells in found.items() if all(len(cells.get(key, ())) >= least for key in groups)
    )


def _part(found: Table, key: str, strata: Collection[Stratum]) -> Decimal:
    placed = _placed(found, [key], found)
    return Decimal(_placed(found, [key], strata)) * 100 / placed if placed else Decimal(0)


def _placed(found: Table, groups: Iterable[str], strata: Iterable[Stratum]) -> int:
    named = list(groups)
    return sum(one.placed for stratum in strata for key in named for one in found[stratum].get(key, ()))
