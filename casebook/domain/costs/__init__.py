"""Extrajudicial collection costs (buitengerechtelijke incassokosten): BW 6:96 lid 2 c and lid 4-8, and the BIK."""

from casebook.domain.costs.collection import Costs, collection_costs
from casebook.domain.costs.conditions import Condition
from casebook.domain.costs.facts import CostFacts, Letter, Recurring, Wording
from casebook.domain.costs.rules import ContractualKinds, CostRules, RecurringCap, Scale, Slice

__all__ = [
    "Condition",
    "ContractualKinds",
    "CostFacts",
    "CostRules",
    "Costs",
    "Letter",
    "Recurring",
    "RecurringCap",
    "Scale",
    "Slice",
    "Wording",
    "collection_costs",
]
