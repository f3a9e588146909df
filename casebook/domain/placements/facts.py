"""What is recorded of agencies and of what lies with them. Nothing here is derived."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import NamedTuple, TypeVar

from casebook.domain.money import Cents


class AgencyKind(StrEnum):
    """Who collects for us. A bailiff and a lawyer need no registration (Wki)."""

    AGENCY = "agency"
    BAILIFF = "bailiff"
    LAWYER = "lawyer"


class Guard(StrEnum):
    """Who sees to it that a placed claim is interrupted in time."""

    US = "us"
    AGENCY = "agency"


class FeeEvent(StrEnum):
    """What an agency is paid for: what it received, what was paid to us, a recall, the end of a placement."""

    RECEIVED = "received"
    DIRECT = "direct"
    RECALL = "recall"
    CLOSED = "closed"


class FeeBasis(StrEnum):
    """How a fee is reckoned: nothing, a percentage, the scale of collection costs, or a fixed amount."""

    NONE = "none"
    PERCENT = "percent"
    SCALE = "scale"
    FIXED = "fixed"


class Arm(StrEnum):
    """In which part of a batch that was split a placement is."""

    CHAMPION = "champion"
    CHALLENGER = "challenger"


class ReportSource(StrEnum):
    """How a report came in; `void` is none: it takes one away."""

    FORM = "form"
    FILE = "file"
    VOID = "void"


class PlacementEventKind(StrEnum):
    """What happened with a placement. `instructed` has an `Instruction` as its code, `closed` a `CloseCode`."""

    PREPARED = "prepared"
    APPROVED = "approved"
    SENT = "sent"
    ACCEPTED = "accepted"
    NEEDS_INFO = "needs_info"
    INFO_GIVEN = "info_given"
    DECLINED = "declined"
    PAUSED = "paused"
    RESUMED = "resumed"
    INSTRUCTED = "instructed"
    CARRIED_OUT = "carried_out"
    DIRECT_PAYMENT = "direct_payment"
    CHASED = "chased"
    RECALL_ANNOUNCED = "recall_announced"
    RECALLED = "recalled"
    CLOSED = "closed"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"
    RECONCILED = "reconciled"
    VOID = "void"


class Instruction(StrEnum):
    """What an agency is told to do."""

    WRIT = "writ"
    STOP = "stop"
    PLAN = "plan"
    SUMMONS = "summons"
    OTHER = "other"


class CloseCode(StrEnum):
    """Why an agency closed a placement."""

    PAID = "paid"
    PAID_DIRECT = "paid_direct"
    SETTLED = "settled"
    NO_RECOURSE = "no_recourse"
    NOT_FOUND = "not_found"
    DISPUTED = "disputed"
    DECEASED = "deceased"
    INSOLVENT = "insolvent"
    UNECONOMIC = "uneconomic"
    OTHER = "other"


_E = PlacementEventKind
# After these nothing of it is done by the agency any more.
OVER = frozenset({_E.DECLINED, _E.RECALLED, _E.CLOSED, _E.RETURNED, _E.WITHDRAWN})
# Without registration these may not collect from natural persons (Wki).
REGISTERED = frozenset({AgencyKind.AGENCY})


class Happened(NamedTuple):
    """An event by its day; `code` is an `Instruction` or a `CloseCode`, `voids` the event it takes away."""

    id: int
    kind: PlacementEventKind
    on: date
    until: date | None = None
    cents: Cents | None = None
    code: str | None = None
    voids: int | None = None


class Report(NamedTuple):
    """What an agency reported as of a day; `voids` is the report that this one takes the place of, or away."""

    id: int
    on: date
    next_on: date | None = None
    voids: int | None = None
    source: ReportSource = ReportSource.FORM


R = TypeVar("R", Happened, Report)


class Placement(NamedTuple):
    """A placement: who guards limitation, and what happened, in the order of its days."""

    guard: Guard
    events: tuple[Happened, ...] = ()
    reports: tuple[Report, ...] = ()

    def last(self, *kinds: PlacementEventKind) -> Happened | None:
        """Return the last event of some kinds, None without one."""
        return next((one for one in reversed(self.events) if one.kind in kinds), None)

    @property
    def over(self) -> Happened | None:
        """What ended it, None while it lies with the agency or is about to."""
        return self.last(*OVER)


def standing_events(events: Iterable[Happened]) -> tuple[Happened, ...]:
    """Return the events that no other one voids, by their days; what voids another may be void itself."""
    return tuple(one for one in _standing(events) if one.kind is not PlacementEventKind.VOID)


def standing_reports(reports: Iterable[Report]) -> tuple[Report, ...]:
    """Return the reports that no other one takes the place of, or away, by their days."""
    return tuple(one for one in _standing(reports) if one.source is not ReportSource.VOID)


def _standing(rows: Iterable[R]) -> list[R]:
    stands: list[R] = []
    void: set[int] = set()
    for one in sorted(rows, key=lambda each: each.id, reverse=True):
        if one.id in void:
            continue
        stands.append(one)
        if one.voids is not None:
            void.add(one.voids)
    return sorted(stands, key=lambda one: (one.on, one.id))
