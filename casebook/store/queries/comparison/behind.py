"""The cases behind each number of a comparison."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from casebook.domain.comparison.columns import Column, Measure
from casebook.domain.comparison.outcome import Attempt, Outcome, had_time, outcome
from casebook.domain.comparison.standard import Asked
from casebook.domain.comparison.strata import Stratum, by
from casebook.store.queries.comparison.reading import Found
from casebook.store.queries.figures.facts import Behind, Of


class Number(NamedTuple):
    """A number of a comparison: its column, its group, None for all, and its stratum, None for all of them."""

    column: Column
    group: str | None = None
    stratum: Stratum | None = None


_Part = tuple[int, int, int]
_PARTS: Mapping[str, Callable[[Outcome], _Part]] = {
    "net": lambda one: (1, one.net, 0),
    "net_error": lambda one: (1, one.net, 0),
    "difference": lambda one: (1, one.net, 0),
    "recovery": lambda one: (1, one.received, 0),
    "cost_share": lambda one: (1, one.cost, 0),
    "first_days": lambda one: (int(one.first is not None), one.received, one.first or 0),
    "half_days": lambda one: (int(one.received > 0), one.received, 0),
    "ended": lambda one: (int(one.ended), one.placed, 0),
    "paid": lambda one: (int(one.received > 0), one.received, 0),
    "received": lambda one: (int(one.received > 0), one.received, 0),
    "cost": lambda one: (int(one.cost > 0), one.cost, 0),
    "complaints": lambda one: (one.complaints, 0, 0),
    "complaint_rate": lambda one: (one.complaints, 0, 0),
}
# Shares and days of which a case has an amount; of those to the first money it has days, of the others a number.
_OF_MONEY = frozenset({"net", "net_error", "difference", "recovery", "cost_share", "half_days", "of_own", "weight"})

# A stratum weighs what all groups have in it.
_OF_ALL = frozenset({"weight", "mix"})


def counts(column: Column) -> Of:
    """Return what of a number in a column is told of a case."""
    if column.measure is Measure.MONEY or column.key in _OF_MONEY:
        return Of.MONEY
    return Of.DAYS if column.key == "first_days" else Of.NUMBER


def behind(found: Found, number: Number) -> list[Behind]:
    """Return the cases behind a number: what they have of it adds up to it, or it was worked out from them."""
    asked, made = found.asked, found.comparison
    group = None if number.column.key in _OF_ALL else number.group
    some = [one for one in found.attempts if one.placed > 0 and group in (None, one.group)]
    if number.column.key == "waiting":
        waiting = [one for one in some if not had_time(one, asked.horizon, asked.until)]
        return _added((one.case_id, (1, one.placed, 0)) for one in waiting)
    part = _PARTS.get(number.column.key, _placed)
    mixed = {row.stratum for row in made.strata if row.placed}
    compared = {row.key for row in made.groups if row.like is not None}
    outcomes = _outcomes(some, asked, number.stratum)
    if number.column.mixed and compared:
        outcomes = (one for one in outcomes if by(one.stratum, asked.alike) in mixed and one.group in compared)
    told = ((one.case_id, part(one)) for one in outcomes)
    return _added((case_id, one) for case_id, one in told if one[0])


def _placed(one: Outcome) -> _Part:
    return 1, one.placed, 0


def _outcomes(some: Sequence[Attempt], asked: Asked, stratum: Stratum | None) -> Iterator[Outcome]:
    for one in some:
        if had_time(one, asked.horizon, asked.until) and stratum in (None, by(one.stratum, asked.alike)):
            yield outcome(one, asked.horizon)


def _added(told: Iterable[tuple[int, _Part]]) -> list[Behind]:
    found: defaultdict[int, _Part] = defaultdict(lambda: (0, 0, 0))
    for case_id, (number, cents, days) in told:
        before = found[case_id]
        found[case_id] = (before[0] + number, before[1] + cents, before[2] + days)
    return [Behind(case_id, *sums) for case_id, sums in sorted(found.items())]
