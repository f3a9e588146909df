"""The settings of the house by which agencies and routes are compared."""

from decimal import Decimal
from typing import NamedTuple

from casebook.domain.calendar import Term
from casebook.domain.money import Cents

# In days: what came in within so many days is compared, of what was placed at least as long ago.
HORIZONS = (90, 180, 365)


class ComparisonRules(NamedTuple):
    """What counts as alike, and how much there must be of it.

    Amounts go up to `small`, `middle` and `large`; claims were due for up to `young`, `grown` and `old`. What began
    longer than `reach` before is left out. A group is compared from `least_cases` on, with the uncertainty from
    `least_paid` cases on that brought money; in a stratum each group has `least_in_stratum` cases. At least
    `least_alike` percent of the money of a group lies in strata that all of them have.
    """

    small: Cents
    middle: Cents
    large: Cents
    young: Term
    grown: Term
    old: Term
    reach: Term
    least_cases: int
    least_paid: int
    least_in_stratum: int
    least_alike: Decimal
