"""Which open claims an amount pays exactly."""

from collections.abc import Mapping
from itertools import combinations

from casebook.domain.money import Cents

# So many claims are tried in every combination: 2 to that power at most.
_MOST = 12


def exact(amount: Cents, open_: Mapping[int, Cents]) -> tuple[int, ...] | None:
    """Return the claims whose open amounts add up to just `amount`: one, else all, else the only few that do.

    None where there are none, and where several sets of claims would do. Of more than 12 claims only single ones and
    all together are tried.
    """
    amounts = {claim: cents for claim, cents in open_.items() if cents > 0}
    single = [claim for claim, cents in amounts.items() if cents == amount]
    if single:
        return (single[0],) if len(single) == 1 else None
    if amounts and sum(amounts.values()) == amount:
        return tuple(amounts)
    if len(amounts) > _MOST:
        return None
    smaller = [claim for claim, cents in amounts.items() if cents < amount]
    found: tuple[int, ...] | None = None
    for count in range(2, len(smaller) + 1):
        for some in combinations(smaller, count):
            if sum(amounts[claim] for claim in some) == amount:
                if found is not None:
                    return None
                found = some
    return found
