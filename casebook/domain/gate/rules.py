"""The rules of the gate that are data: whom to write to, how often, and what comes before a suspension."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from casebook.domain.calendar import Holidays, Term
from casebook.domain.costs import CostRules
from casebook.domain.dated import Dated
from casebook.domain.delivery import DeliveryRules
from casebook.domain.gate.stop import Authority
from casebook.domain.reclamation import ReclamationTerms
from casebook.domain.service import SuspensionRules


class Writing(StrEnum):
    """Whom to write to where somebody acts for the debtor.

    Him instead of the debtor; both; both where that was asked; or never him, since he has no say over money.
    """

    INSTEAD = "instead"
    AS_WELL = "as_well"
    IF_ASKED = "if_asked"
    NEVER = "never"


class Represented(NamedTuple):
    """Whom to write to where somebody acts in a role; `authority`: he shows first that he may act.

    `for_effect`: what he does not get has no effect on the debtor in law.
    """

    writing: Writing
    authority: bool = False
    for_effect: bool = False


class HouseRules(NamedTuple):
    """At most so many letters that press go to one addressee in a period, and who may send one more.

    `stale` is for how long the amounts of a letter stand that was not sent.
    """

    most: int
    period: Term
    override: Authority
    stale: Term


@dataclass(frozen=True, slots=True)
class GateRules:
    """What the gate goes by, beside the order of its own rules.

    `representation` is by role, `needed_in` the role of who acts in an insolvency, by regime, `cut` whether its old
    claims are filed instead of demanded, by regime too. `suspension` is by sector, `notice` how long before it takes
    effect a suspension is announced.
    """

    costs: CostRules
    delivery: DeliveryRules
    holidays: Holidays
    representation: Mapping[str, Dated[Represented]]
    needed_in: Mapping[str, Dated[str]]
    cut: Mapping[str, Dated[bool]]
    suspension: Mapping[str, Dated[SuspensionRules]]
    notice: Dated[Term]
    reclamation: Dated[ReclamationTerms]
    house: Dated[HouseRules]
