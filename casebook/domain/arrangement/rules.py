"""The rules of the house for making arrangements."""

from typing import NamedTuple

from casebook.domain.calendar import Term
from casebook.domain.money import Cents


class EvidenceRules(NamedTuple):
    """What evidence of finances an arrangement needs: none, income and fixed costs, or all of it.

    All of it is asked for more terms, and with any remission where that is so set. Each of `income`, `costs`, `debts`
    and `means` names kinds of which one suffices.
    """

    none_up_to_terms: int
    none_up_to_amount: Cents
    income_up_to_terms: int
    full_with_remission: bool
    income: tuple[str, ...]
    costs: tuple[str, ...]
    debts: tuple[str, ...]
    means: tuple[str, ...]


class OfferRules(NamedTuple):
    """For how long an offer holds, and whether only a lead may make one to somebody who had an arrangement before."""

    open_for: Term
    another_by_lead: bool
