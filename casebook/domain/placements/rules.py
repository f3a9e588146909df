"""The settings of the house that placements go by."""

from typing import NamedTuple

from casebook.domain.calendar import Term


class PlacementTerms(NamedTuple):
    """Within how long an agency reports, how long after that it is chased, and when the lead is told.

    `registration` is how long before it runs out an entry in the register is looked at.
    """

    update: Term
    chaser: Term
    escalation: Term
    registration: Term
