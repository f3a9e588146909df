"""Whether payment may be asked while a proceeding runs that no register publishes and in which nothing is filed first.

Bankruptcy, suspension and WSNP are judged by their regime: old claims are filed. In a WHOA the debtor keeps paying and
is asked to, but while a cooling-off lasts. A legal person in liquidation is asked through its liquidator. One that was
dissolved without a liquidation is no more: there is nobody to ask.
"""

from datetime import date
from typing import NamedTuple

from casebook.domain.finding import HOUSE_RULE
from casebook.domain.insolvency.dues import DateKind
from casebook.domain.insolvency.facts import EventKind, Kind, Proceeding
from casebook.domain.insolvency.rules import InsolvencyRules
from casebook.domain.insolvency.standing import standing


class Demands(NamedTuple):
    """Whether nobody is pressed, and why."""

    stopped: bool
    source: str


def demands(of: Proceeding, day: date, rules: InsolvencyRules) -> Demands:
    """Return whether a proceeding that runs on `day` keeps old claims from being asked for."""
    match of.kind:
        case Kind.WHOA:
            rule = rules.cooling_off[of.kind].applied(day)
            return Demands(_cools_off(of, day, rules), rule.source)
        case Kind.DISSOLUTION:
            return Demands(stopped=False, source=rules.dissolution.objection.applied(day).source)
        case Kind.TURBO_LIQUIDATION:
            return Demands(stopped=True, source="BW 2:19")
        case _:
            return Demands(stopped=True, source=HOUSE_RULE)


def _cools_off(of: Proceeding, day: date, rules: InsolvencyRules) -> bool:
    began, ends = of.last(EventKind.COOLING_OFF), standing(of, rules).due(DateKind.COOLING_OFF)
    return began is not None and ends is not None and began.on <= day <= ends.on
