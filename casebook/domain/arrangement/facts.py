"""The facts that the terms of an arrangement are judged by: the claims as they stand, and who would pay them."""

from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from casebook.domain.arrangement.debts import Debt
from casebook.domain.arrangement.evidence import Lasts
from casebook.domain.capacity import Capacity
from casebook.domain.interest.facts import InterestKind
from casebook.domain.money import ZERO, Cents


class Life(StrEnum):
    """Whether a claim can be in an arrangement at all."""

    ALIVE = "alive"
    ENDED = "ended"
    FOREIGN = "foreign"
    NOT_PURSUED = "not_pursued"


class Lapse(StrEnum):
    """How the limitation of a claim stands against the one who would pay."""

    SAFE = "safe"
    UNPROVEN = "unproven"
    POSSIBLY_LAPSED = "possibly_lapsed"


class Consent(StrEnum):
    """How the consent of a credit insurer to an arrangement on a claim stands."""

    NOT_NEEDED = "not_needed"
    TO_ASK = "to_ask"
    ASKED = "asked"
    REFUSED = "refused"
    GIVEN = "given"


class Coverable(NamedTuple):
    """A claim of the case as it could be in an arrangement.

    `debt` is what can be asked of it, without the part in dispute (`contested`) and without interest that has possibly
    lapsed. `most` is what the one who would pay is liable for at most, None for all of it; `liable` whether he is at
    all. `elsewhere` is the day of another arrangement with him that covers the claim and did not end.
    `default_unknown`: no interest is reckoned because it is not known whether the debtor is in default.
    """

    debt: Debt
    number: str
    capacity: Capacity | None
    rate_kind: InterestKind
    life: Life = Life.ALIVE
    lapse: Lapse = Lapse.SAFE
    consent: Consent = Consent.NOT_NEEDED
    contested: Cents = ZERO
    liable: bool = True
    most: Cents | None = None
    elsewhere: date | None = None
    placed: bool = False
    titled: bool = False
    default_unknown: bool = False


class Ending(StrEnum):
    """What became of an earlier arrangement."""

    RUNNING = "active"
    BROKEN = "broken"
    COMPLETED = "completed"
    SUPERSEDED = "superseded"


class Earlier(NamedTuple):
    """An arrangement that was agreed with the same party before, in any of his cases."""

    agreed_on: date
    ending: Ending


class Ban(NamedTuple):
    """No arrangement is agreed with the party, and why."""

    name: str
    reason: str


class PlanFacts(NamedTuple):
    """What bears on an arrangement with a party on `day`.

    `evidence` says until when kinds of evidence of finances of the case suffice. `stopped_by` is the word for what
    stands in the way of asking him anything, such as an insolvency, empty for nothing.
    """

    day: date
    party_id: int
    claims: tuple[Coverable, ...]
    evidence: Lasts = MappingProxyType({})
    earlier: tuple[Earlier, ...] = ()
    ban: Ban | None = None
    stopped_by: str = ""
