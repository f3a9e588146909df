"""How far a placement is on a day, by when its agency is to report, and what is to be done about it then."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from casebook.domain.calendar import Term, add
from casebook.domain.placements.facts import Guard, Happened, Instruction, Placement, PlacementEventKind
from casebook.domain.placements.rules import PlacementTerms

_E = PlacementEventKind


class PlacementStage(StrEnum):
    """How far a placement is."""

    PREPARED = "prepared"
    APPROVED = "approved"
    SENT = "sent"
    NEEDS_INFO = "needs_info"
    DECLINED = "declined"
    ACTIVE = "active"
    PAUSED = "paused"
    RECALL_ANNOUNCED = "recall_announced"
    RECALLED = "recalled"
    CLOSED = "closed"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"
    RECONCILED = "reconciled"


_S = PlacementStage
# Nothing lies with the agency yet.
BEFORE = frozenset({_S.PREPARED, _S.APPROVED})
# It lies with the agency no more.
ENDED = frozenset({_S.DECLINED, _S.RECALLED, _S.CLOSED, _S.RETURNED, _S.WITHDRAWN, _S.RECONCILED})
# By which event a stage begins; what is not here leaves it as it was.
_BEGINS = {
    _E.PREPARED: _S.PREPARED,
    _E.APPROVED: _S.APPROVED,
    _E.SENT: _S.SENT,
    _E.ACCEPTED: _S.ACTIVE,
    _E.NEEDS_INFO: _S.NEEDS_INFO,
    _E.INFO_GIVEN: _S.SENT,
    _E.DECLINED: _S.DECLINED,
    _E.PAUSED: _S.PAUSED,
    _E.RESUMED: _S.ACTIVE,
    _E.RECALL_ANNOUNCED: _S.RECALL_ANNOUNCED,
    _E.RECALLED: _S.RECALLED,
    _E.CLOSED: _S.CLOSED,
    _E.RETURNED: _S.RETURNED,
    _E.WITHDRAWN: _S.WITHDRAWN,
    _E.RECONCILED: _S.RECONCILED,
}
_THERE = frozenset({_S.SENT, _S.NEEDS_INFO, _S.ACTIVE, _S.PAUSED, _S.RECALL_ANNOUNCED})
_LEFT = frozenset({_S.RECALLED, _S.CLOSED, _S.RETURNED})
# What a person records by itself, and at which stages that can be; the menu offers them in this order.
POSSIBLE: Mapping[PlacementEventKind, frozenset[PlacementStage]] = {
    _E.SENT: frozenset({_S.APPROVED}),
    _E.WITHDRAWN: BEFORE,
    _E.ACCEPTED: frozenset({_S.SENT, _S.NEEDS_INFO}),
    _E.NEEDS_INFO: frozenset({_S.SENT, _S.ACTIVE}),
    _E.INFO_GIVEN: frozenset({_S.NEEDS_INFO}),
    _E.DECLINED: frozenset({_S.SENT, _S.NEEDS_INFO}),
    _E.PAUSED: frozenset({_S.ACTIVE}),
    _E.RESUMED: frozenset({_S.PAUSED}),
    _E.INSTRUCTED: _THERE,
    _E.CARRIED_OUT: _THERE,
    _E.CHASED: _THERE - {_S.PAUSED},
    _E.DIRECT_PAYMENT: _THERE | _LEFT,
    _E.RECALL_ANNOUNCED: _THERE - {_S.RECALL_ANNOUNCED},
    _E.RECALLED: frozenset({_S.RECALL_ANNOUNCED}),
    _E.CLOSED: _THERE,
    _E.RETURNED: _THERE,
    _E.RECONCILED: _LEFT,
}
_TOLD = frozenset({_E.INSTRUCTED, _E.CARRIED_OUT})


class Update(NamedTuple):
    """An update that is due on a day: when the agency is chased, and the lead told.

    `reported_on` is up to when the last one went, `chased_on` when the agency was chased for this one.
    """

    due_on: date
    chase_on: date
    escalate_on: date
    reported_on: date | None
    chased_on: date | None


class PlacementStanding(NamedTuple):
    """How a placement stands on a day: its stage, the update that is due next, and what it was told to do yet.

    `update` is None while nothing is to be reported: not sent, paused, or over. `writ` is an instruction to interrupt
    that nobody said was carried out.
    """

    stage: PlacementStage
    guard: Guard
    update: Update | None
    writ: Happened | None

    @property
    def with_agency(self) -> bool:
        """Whether the claims lie with the agency."""
        return self.stage not in BEFORE | ENDED

    @property
    def over(self) -> bool:
        """Whether they lie there no more."""
        return self.stage in ENDED

    def overdue_days(self, day: date) -> int:
        """Return how many days an update is late on a day, 0 where it is not."""
        return 0 if self.update is None else max(0, (day - self.update.due_on).days)


def standing(of: Placement, day: date, within: Term | None, terms: PlacementTerms) -> PlacementStanding:
    """Return how a placement stands on a day; `within` is how often its agency reports, None as the house has it."""
    return PlacementStanding(stage(of, day), of.guard, update(of, within, terms), writ(of))


def stage(of: Placement, day: date = date.max) -> PlacementStage:
    """Return how far a placement is on a day: by what happened last, a pause as long as it lasts."""
    found = resumed = _S.PREPARED if of.events else _S.WITHDRAWN
    for one in of.events:
        begun = _BEGINS.get(one.kind)
        if begun is None or (begun is _S.PAUSED and one.until is not None and one.until < day):
            continue
        if begun is _S.PAUSED and found is not _S.PAUSED:
            resumed = found
        if one.kind is _E.RESUMED:
            begun = resumed if found is _S.PAUSED else found
        found = begun
    return found


def lies_there(of: Placement) -> bool:
    """Tell whether the claims lie with the agency, whatever day it is."""
    return of.last(_E.SENT) is not None and of.over is None


def within_days(days: int | None) -> Term | None:
    """Return how often an agency reports by the number of days that were agreed with it."""
    return None if days is None else Term(days, "days")


def update(of: Placement, within: Term | None, terms: PlacementTerms) -> Update | None:
    """Return the update that is due next: a term after the last one, after it was sent, or after a pause."""
    sent = of.last(_E.SENT)
    paused, resumed = of.last(_E.PAUSED), of.last(_E.RESUMED)
    since_pause = paused if paused is not None and (resumed is None or _before(resumed, paused)) else resumed
    ending = of.over or of.last(_E.RECALL_ANNOUNCED)
    if sent is None or ending is not None or (since_pause is paused and paused is not None and paused.until is None):
        return None
    reported = of.reports[-1].on if of.reports else None
    since = max(
        sent.on,
        reported or sent.on,
        sent.on if since_pause is None else (since_pause.until or since_pause.on),
    )
    due_on = add(since, within or terms.update)
    chased = of.last(_E.CHASED)
    return Update(
        due_on,
        add(due_on, terms.chaser),
        add(due_on, terms.escalation),
        reported,
        chased.on if chased is not None and chased.on >= due_on else None,
    )


def writ(of: Placement) -> Happened | None:
    """Return the last instruction to interrupt, None where it was carried out or the placement is over."""
    told = [one for one in of.events if one.code == Instruction.WRIT and one.kind in _TOLD]
    return told[-1] if told and of.over is None and told[-1].kind is _E.INSTRUCTED else None


def _before(one: Happened, other: Happened) -> bool:
    return (one.on, one.id) < (other.on, other.id)
