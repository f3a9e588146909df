"""What the law says of the first day of an insolvency: whether interest stops, and how far back is looked."""

from collections.abc import Mapping
from typing import NamedTuple

from casebook.domain.calendar import Term
from casebook.domain.dated import Dated
from casebook.domain.insolvency.facts import Kind


class UnwindingRule(NamedTuple):
    """Whether interest stops on claims without security, and receipts of how long before are looked at (Fw 42, 47)."""

    interest_stops: bool
    look_back: Term


UnwindingRules = Mapping[Kind, Dated[UnwindingRule]]
