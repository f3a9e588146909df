"""The terms of a payment arrangement, as somebody types them or as they were agreed."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from casebook.domain.money import ZERO, Cents


class Rhythm(StrEnum):
    """How often a term falls due."""

    WEEKLY = "weekly"
    FOUR_WEEKLY = "four_weekly"
    MONTHLY = "monthly"


class PlanInterest(StrEnum):
    """What becomes of interest while an arrangement is kept.

    Running: what runs on is paid with the terms. Frozen: what ran until the agreement is paid, and no more comes.
    Waived: no interest is paid at all; what ran until the agreement is let go once every term is paid.
    """

    RUNNING = "running"
    FROZEN = "frozen"
    WAIVED = "waived"


class AgreedHow(StrEnum):
    """How the other side agreed: on paper, by mail, or only by word of mouth."""

    SIGNED = "signed"
    MAIL = "mail"
    PHONE = "phone"


@dataclass(frozen=True, slots=True)
class PlanTerms:
    """An arrangement as it is proposed: with whom, on which claims, and what is paid when.

    Exactly one of `each_cents` (an amount per term), `terms` (how many) and `last_on` (no term later than) is given.
    `total_cents` is the sum of the terms; None for all that is open, with the interest that runs meanwhile, less
    `remission_cents`, which is let go once all terms are paid. `with_lapsed`: a person confirmed that claims which have
    possibly lapsed are in it. `reason` is why it is made as it is, such as a second arrangement.
    """

    party_id: int
    claim_ids: tuple[int, ...]
    rhythm: Rhythm
    first_on: date
    total_cents: Cents | None = None
    each_cents: Cents | None = None
    terms: int | None = None
    last_on: date | None = None
    interest: PlanInterest = PlanInterest.RUNNING
    costs_included: bool = True
    remission_cents: Cents = ZERO
    by_direct_debit: bool = False
    with_lapsed: bool = False
    reason: str = ""
