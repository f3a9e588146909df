"""How a payment arrangement stands: the facts it follows from, its states and those of its terms."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from casebook.domain.bank_cover import Accepted
from casebook.domain.calendar import Holidays, Term
from casebook.domain.money import ZERO, Cents


class PlanState(StrEnum):
    """The life of an arrangement."""

    DRAFT = "draft"
    EVIDENCE_PENDING = "evidence_pending"
    APPROVAL_PENDING = "approval_pending"
    OFFERED = "offered"
    EXPIRED = "expired"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    AGREED = "agreed"
    ACTIVE = "active"
    IN_NOTICE = "in_notice"
    BREAK_PROPOSED = "break_proposed"
    BROKEN = "broken"
    SUSPENDED = "suspended"
    SUPERSEDED = "superseded"
    COMPLETED = "completed"
    AFTERCARE = "aftercare"


# Agreed and not ended: its terms are to be paid. One that is suspended lives too, but nothing is asked under it.
RUNNING = frozenset({PlanState.AGREED, PlanState.ACTIVE, PlanState.IN_NOTICE, PlanState.BREAK_PROPOSED})
LIVE = RUNNING | {PlanState.SUSPENDED}
# Not agreed yet, and still to come to something.
PREPARED = frozenset(
    {
        PlanState.DRAFT,
        PlanState.EVIDENCE_PENDING,
        PlanState.APPROVAL_PENDING,
        PlanState.OFFERED,
        PlanState.EXPIRED,
    }
)
KEPT = frozenset({PlanState.COMPLETED, PlanState.AFTERCARE})


class TermState(StrEnum):
    """The life of one term. What is past its day but may not be called late is due."""

    PENDING = "pending"
    DUE = "due"
    PAID = "paid"
    PARTIAL = "partial"
    LATE = "late"
    MISSED = "missed"
    WAIVED = "waived"
    VOID = "void"


class PlanTerm(NamedTuple):
    """A term as it was agreed; `waived` is what of it a person let go, nothing where nobody did."""

    id: int
    number: int
    due_on: date
    cents: Cents
    waived: Cents = ZERO
    waived_on: date | None = None


class Paid(NamedTuple):
    """Money that counts for an arrangement from a day on, until it went back; one that never was went back that day."""

    on: date
    cents: Cents
    returned_on: date | None = None

    def stands_on(self, day: date) -> bool:
        """Tell whether the money was there at the end of a day."""
        return self.on <= day and (self.returned_on is None or day < self.returned_on)


class Notice(NamedTuple):
    """A letter that was sent and not withdrawn: what was behind then, and until when it could be put right."""

    id: int
    sent_on: date
    pay_until: date
    behind: Cents


class PlanDays(NamedTuple):
    """What happened to an arrangement, by its days; None for what did not happen."""

    drafted_on: date
    offered_on: date | None = None
    offer_until: date | None = None
    agreed_on: date | None = None
    declined_on: date | None = None
    withdrawn_on: date | None = None
    suspended_on: date | None = None
    resumed_on: date | None = None
    superseded_on: date | None = None
    broken_on: date | None = None
    completed_on: date | None = None
    thanked_on: date | None = None
    discharged_on: date | None = None

    @property
    def counts_from(self) -> date | None:
        """The first day whose money counts: that of the offer, or of the agreement where it came first."""
        return min((day for day in (self.offered_on, self.agreed_on) if day is not None), default=None)

    @property
    def is_suspended(self) -> bool:
        """Whether it was suspended and not resumed since."""
        return self.suspended_on is not None and self.resumed_on is None

    @property
    def ended_on(self) -> date | None:
        """The day on which it ended without being kept."""
        ends = (self.declined_on, self.withdrawn_on, self.superseded_on, self.broken_on)
        return min((day for day in ends if day is not None), default=None)


class Suspension(NamedTuple):
    """A time in which nothing was asked under an arrangement, and that is over."""

    on: date
    resumed_on: date


class PlanRules(NamedTuple):
    """The settings of the house that an arrangement goes by, and the calendar: `grace` is in working days."""

    grace: int
    tolerance: Cents
    notices_to_lead: int
    reminder_before: Term
    holidays: Holidays


@dataclass(frozen=True, slots=True)
class PlanHistory:
    """The facts of an arrangement.

    `suspensions` are those before the last one, which `days` tells of. `payments` are those that count for it,
    `credited` is what was credited on its claims since. `known_until` is the last day up to which every account that it
    may be paid to is known, None where one was never reported, `known_from` the first one, `by_list` whether the list
    of open items says so; `accepted` is what people took as known of them. `possible` counts what came in, is not
    matched and could be for it. `returnable_until` is the last day on which a collection by direct debit can go back.
    `evidence_missing` and `approval_asked` say what an offer waits for. `stopped_by` is the word for what forbids
    asking anything, such as an insolvency, empty for nothing.
    """

    days: PlanDays
    terms: tuple[PlanTerm, ...]
    payments: tuple[Paid, ...] = ()
    credited: Cents = ZERO
    notices: tuple[Notice, ...] = ()
    known_until: date | None = None
    known_from: date = date.min
    by_list: bool = False
    accepted: tuple[Accepted, ...] = ()
    possible: int = 0
    evidence_missing: bool = False
    approval_asked: bool = False
    returnable_until: date | None = None
    no_thanks: bool = False
    stopped_by: str = ""
    suspensions: tuple[Suspension, ...] = ()


class TermNow(NamedTuple):
    """How a term stands: `owed` is what is asked of it, less than `cents` where a part was waived or credited.

    It may be late from `late_from` on. `paid_on` is the day on which it was paid in full.
    """

    id: int
    number: int
    due_on: date
    cents: Cents
    owed: Cents
    paid: Cents
    state: TermState
    late_from: date
    paid_on: date | None

    @property
    def rest(self) -> Cents:
        """What is still to be paid of it."""
        return Cents(self.owed - self.paid)

    @property
    def paid_late(self) -> bool:
        """Whether it was paid in full, but after the grace."""
        return self.paid_on is not None and self.paid_on >= self.late_from


class PlanNow(NamedTuple):
    """How an arrangement stands on a day.

    `behind` is what is past its grace by what the bank says, over `late_terms` terms, nothing below the tolerance;
    while `possible` receipts could be it, it is not called late. `judged_once` is the day up to which the bank must be
    known before more can be said, None where it is; `told_from` the first day that is told, where money for it could
    have come in before: then it is not known at all. `by_list`: that is up to the list of open items. `notice` is the
    one that runs, `break_from` from when an end may be proposed by it. `notices` counts all that were sent.
    `next_due_on` is the next term to come, `reminder_on` when to remind of it. `paid_on` is the day on which the last
    term was paid; from `completes_from` on it may be completed, if the bank is known up to then (`may_complete`).
    `holds_until` is the first later day on which the same facts say something else, None for never.
    """

    state: PlanState
    terms: tuple[TermNow, ...]
    paid: Cents
    rest: Cents
    behind: Cents
    late_terms: int
    judged_once: date | None
    possible: int
    notice: Notice | None
    break_from: date | None
    notices: int
    to_lead: bool
    next_due_on: date | None
    reminder_on: date | None
    paid_on: date | None
    completes_from: date | None
    may_complete: bool
    holds_until: date | None
    stopped_by: str = ""
    told_from: date | None = None
    by_list: bool = False

    @property
    def is_behind(self) -> bool:
        """Whether it may be called behind: known from the bank, and nothing in the inbox could be it."""
        return self.behind > 0 and not self.possible and not self.stopped_by and self.state in RUNNING

    @property
    def runs_well(self) -> bool:
        """Whether it is agreed, nothing is asked of anybody now, and nothing is to be judged."""
        well = self.state in (PlanState.AGREED, PlanState.ACTIVE) and not self.behind and self.judged_once is None
        return well and not self.stopped_by
