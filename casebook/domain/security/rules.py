"""What the law and the house say of securities, as the law book gives it."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from casebook.domain.calendar import Holidays, Term
from casebook.domain.dated import Dated
from casebook.domain.reclamation import ReclamationTerms
from casebook.domain.security.facts import SecurityKind


class Lapse(NamedTuple):
    """What the lapse of the secured claim does: the security ends with it; the claim lives at least so long."""

    with_claim: bool
    at_least: Term | None


@dataclass(frozen=True, slots=True)
class SecurityRules:
    """The rules of securities: what is taken off their value (percent), when they are invoked, and how they lapse.

    `invoke_within` is in working days after an insolvency became known.
    """

    haircut: Mapping[SecurityKind, Dated[Decimal]]
    invoke_within: Dated[int]
    term: Dated[bool]
    stay: Dated[bool]
    lapse: Mapping[SecurityKind, Dated[Lapse]]
    reclamation: Dated[ReclamationTerms]
    holidays: Holidays
