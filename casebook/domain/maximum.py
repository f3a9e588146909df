"""What somebody beside the debtor owes of claims: within the maximum that he agreed to, less what he paid of it."""

from collections.abc import Sequence
from typing import NamedTuple

from casebook.domain.component import Component
from casebook.domain.money import ZERO, Cents


class Maximum(NamedTuple):
    """What somebody is good for at most, in cents, and what he paid of it.

    `each`: of each claim apart, else of all its claims together. `beside`: the deed lets interest and costs come on
    top, so that only the principal counts.
    """

    cents: Cents
    paid: Cents = ZERO
    each: bool = False
    beside: bool = False

    @property
    def left(self) -> Cents:
        """What is left of it."""
        return Cents(max(ZERO, self.cents - self.paid))

    def counts(self, component: Component) -> bool:
        """Tell whether what is paid on a component counts against it."""
        return component is Component.PRINCIPAL or not self.beside


class Open(NamedTuple):
    """What is open of a claim for somebody, in cents; `under` is the place of his maximum for it, None without one."""

    claim_id: int
    principal: Cents
    interest: Cents
    costs: Cents
    under: int | None = None

    @property
    def total(self) -> Cents:
        """What is open in all."""
        return Cents(self.principal + self.interest + self.costs)


def within(some: Sequence[Open], maxima: Sequence[Maximum]) -> tuple[Open, ...]:
    """Return claims as far as somebody owes them, in their order: of each the principal, then interest, then costs."""
    left = [one.left for one in maxima]
    found: list[Open] = []
    for one in some:
        if one.under is None:
            found.append(one)
            continue
        principal = min(one.principal, left[one.under])
        rest = Cents(left[one.under] - principal)
        if maxima[one.under].beside:
            left[one.under] = rest
            found.append(one._replace(principal=principal))
            continue
        interest = min(one.interest, rest)
        costs = min(one.costs, Cents(rest - interest))
        left[one.under] = Cents(rest - interest - costs)
        found.append(one._replace(principal=principal, interest=interest, costs=costs))
    return tuple(found)
