"""The settings of the house by which a route is suggested, and by which routes are compared."""

from decimal import Decimal
from typing import NamedTuple

from casebook.domain.calendar import Term
from casebook.domain.money import Cents


class RouteRules(NamedTuple):
    """What the suggestion goes by.

    A score up to `low` is low, from `high` on high. From `court_from` open a court is worth its while, up to
    `write_off_up_to` a claim without room behind it is not.
    """

    low: int
    high: int
    court_from: Cents
    write_off_up_to: Cents


class HistoryRules(NamedTuple):
    """How the past of the book counts.

    A case counts from when its route is older than `window`, with what came in within that; routes that began longer
    than `reach` before are left out. From `least_cases` on a share is relied on; at most `most_cases` are counted, the
    newest first.
    """

    window: Term
    reach: Term
    least_cases: int
    most_cases: int


class RouteCosts(NamedTuple):
    """What each route costs the house beside court fees, amounts for one case, and what a long plan gives up.

    `agency_percent` is of what comes in. `recourse_check` is for each year of rest.
    """

    plan_setup: Cents
    plan_instalment: Cents
    short_instalments: int
    long_instalments: int
    remission_percent: Decimal
    writ: Cents
    litigation: Cents
    enforcement: Cents
    agency_fixed: Cents
    agency_percent: Decimal
    recourse_check: Cents
    closing: Cents
