"""The facts of one case that decide its place in the queue."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from casebook.domain.finance import Piece
from casebook.domain.limitation.clocks import ClockKind
from casebook.domain.money import Cents
from casebook.domain.promises import PromiseStanding
from casebook.domain.relation.matters import NOTHING_WAITS, Relation
from casebook.domain.routes.facts import NOT_ASSESSED, Assessing
from casebook.domain.signals.after_insolvency import AfterInsolvency
from casebook.domain.signals.approvals import AskedApproval
from casebook.domain.signals.arrangement import CasePlan
from casebook.domain.signals.bank import NOTHING_FROM_BANK, OfBank
from casebook.domain.signals.care import NOTHING_OWED, Care
from casebook.domain.signals.clock_state import ClockState
from casebook.domain.signals.contra import OwedToHim
from casebook.domain.signals.court import CourtMatter, MeasureMatter
from casebook.domain.signals.direct_debit import DebitMatter
from casebook.domain.signals.disputes import OpenDispute
from casebook.domain.signals.enquiry import OpenEnquiry
from casebook.domain.signals.insolvency import ProceedingMatter
from casebook.domain.signals.insurance import InsuredClaim
from casebook.domain.signals.letters import LetterMatter
from casebook.domain.signals.placements import PlacementMatter
from casebook.domain.signals.post import PostMatter
from casebook.domain.signals.reminders import CycleMatter, SelfReleased
from casebook.domain.signals.requests import AskedOfUs
from casebook.domain.signals.securities import SecurityMatter
from casebook.domain.signals.service import ServiceMatter
from casebook.domain.signals.unallocated import Unallocated
from casebook.domain.signals.unwinding import UnwindingMatter
from casebook.domain.signals.vat import VatMatter

INTAKE, CLOSED = "intake", "closed"


class NextAction(NamedTuple):
    """What is to be done next, and when; `word.<kind>` is its name."""

    on: date
    kind: str


class Hold(NamedTuple):
    """Nothing is chased from `since` up to and including `until`, None for as long as nobody lifts it.

    The reason is free text. `claim` is the number of the only claim it is about, empty for the whole case.
    """

    reason: str
    until: date | None
    since: date = date.min
    claim: str = ""


@dataclass(frozen=True, slots=True)
class ClockNow:
    """A clock of the case as it stands on the day.

    `term_days` is the length of the running term, `letter_sent_on` the day of an interruption whose proof may
    still come. The rest is right before `holds_until`, None for good. Where running interest has begun to lapse day
    by day, what accrued before `lapsed_before` has possibly lapsed. `only_dead_addresses`: whoever it runs against is
    found at none of the addresses that are known of him. `accepted`: a lead lets it run out.
    """

    claim: int
    number: str
    debtor: int
    kind: ClockKind
    state: ClockState
    safe_until: date | None
    claimed_until: date | None
    term_days: int
    open_cents: Cents
    placed: bool
    abroad: bool
    address_verified: bool
    letter_sent_on: date | None
    holds_until: date | None
    lapsed_before: date | None = None
    only_dead_addresses: bool = False
    accepted: bool = False


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """The facts of one case.

    `state` is `intake`, `open` or `closed`. `holds` are those nobody lifted; they act as one. `debtor_open_cents` is
    what the debtor owes in all cases. `moves` is how often the next action was moved since `last_outward_on`: the
    last contact, letter, payment or event, or the day the case was opened. `proposals` counts what imports and
    payments ask a person to accept.
    """

    state: str
    next_action: NextAction | None
    clocks: tuple[ClockNow, ...]
    holds: tuple[Hold, ...]
    open_cents: Cents
    debtor_open_cents: Cents
    moves: int
    last_outward_on: date
    sleeping: bool
    owner_active: bool
    proposals: int
    closed_as_paid: bool = False
    assessment: Assessing = NOT_ASSESSED
    finances: tuple[Piece, ...] = ()
    relation: Relation = NOTHING_WAITS
    care: Care = NOTHING_OWED
    insured: tuple[InsuredClaim, ...] = ()
    recourse_check_on: date | None = None
    disputes: tuple[OpenDispute, ...] = ()
    enquiries: tuple[OpenEnquiry, ...] = ()
    approvals: tuple[AskedApproval, ...] = ()
    bank: OfBank = NOTHING_FROM_BANK
    unallocated: tuple[Unallocated, ...] = ()
    contra: tuple[OwedToHim, ...] = ()
    promises: tuple[PromiseStanding, ...] = ()
    plans: tuple[CasePlan, ...] = ()
    debits: tuple[DebitMatter, ...] = ()
    letters: tuple[LetterMatter, ...] = ()
    cycles: tuple[CycleMatter, ...] = ()
    self_released: tuple[SelfReleased, ...] = ()
    post: tuple[PostMatter, ...] = ()
    services: tuple[ServiceMatter, ...] = ()
    securities: tuple[SecurityMatter, ...] = ()
    court: tuple[CourtMatter, ...] = ()
    measures: tuple[MeasureMatter, ...] = ()
    placements: tuple[PlacementMatter, ...] = ()
    proceedings: tuple[ProceedingMatter, ...] = ()
    unwinding: tuple[UnwindingMatter, ...] = ()
    after_insolvency: tuple[AfterInsolvency, ...] = ()
    asked: tuple[AskedOfUs, ...] = ()
    vat: tuple[VatMatter, ...] = ()
