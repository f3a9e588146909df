"""The advice whether to go to court: what it costs, what may come in, and what is left of that."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from casebook.domain.court.facts import ProceedingKind
from casebook.domain.money import ZERO, Cents


class Cost(NamedTuple):
    """Something that going to court costs, by its code; `cents` is None where it is not known, `source` says why.

    `estimate`: the house estimated it, or nobody checked it.
    """

    code: str
    cents: Cents | None
    source: str
    estimate: bool = False


class Expected(NamedTuple):
    """What may be expected, in cents: what comes in by the odds and by what can be recovered, less what it costs.

    Both are None where a cost is not known: then there is no sum that could be relied on.
    """

    income: Cents
    costs: Cents | None
    net: Cents | None


def expected(asked: Cents, odds_percent: int, recovery_percent: int, costs: Sequence[Cost]) -> Expected:
    """Return what may be expected of asking an amount in court; percentages from 0 to 100, half a cent goes up.

    The costs are lost in every case; what a court awards of them is left out, so that the sum is a careful one.
    """
    share = Decimal(asked) * odds_percent * recovery_percent / 10_000
    income = Cents(int(share.to_integral_value(ROUND_HALF_UP)))
    if any(one.cents is None for one in costs):
        return Expected(income, None, None)
    total = Cents(sum((one.cents or ZERO for one in costs), ZERO))
    return Expected(income, total, Cents(income - total))


def competent(asked: Cents, limit: Cents, *, by_subject: bool) -> ProceedingKind:
    """Return before which court a claim goes (Rv 93): by its subject to the kantonrechter at any amount."""
    return ProceedingKind.KANTON if by_subject or asked <= limit else ProceedingKind.DISTRICT
