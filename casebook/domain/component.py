"""The components of a claim, and what is open of each."""

from enum import StrEnum
from typing import NamedTuple

from casebook.domain.money import ZERO, Cents


class Component(StrEnum):
    """What a claim consists of."""

    PRINCIPAL = "principal"
    INTEREST = "interest"
    COLLECTION_COSTS = "collection_costs"
    COURT_COSTS = "court_costs"
    ENFORCEMENT_COSTS = "enforcement_costs"


# What BW 6:44 calls the costs. It does not rank them; they stand in the order in which they arise.
COSTS = (Component.COLLECTION_COSTS, Component.COURT_COSTS, Component.ENFORCEMENT_COSTS)


class Balance(NamedTuple):
    """What is open per component; the fields are named as the components are."""

    principal: Cents = ZERO
    interest: Cents = ZERO
    collection_costs: Cents = ZERO
    court_costs: Cents = ZERO
    enforcement_costs: Cents = ZERO

    @property
    def total(self) -> Cents:
        """The sum of the components."""
        return Cents(sum(self))

    @property
    def costs(self) -> Cents:
        """The sum of the costs of every kind."""
        return Cents(sum(self.of(component) for component in COSTS))

    def of(self, component: Component) -> Cents:
        """Return what is open of a component."""
        amount: Cents = getattr(self, component)
        return amount

    def plus(self, component: Component, amount: Cents) -> "Balance":
        """Return the balance after an entry of `amount` on a component."""
        return self._replace(**{component: Cents(self.of(component) + amount)})
