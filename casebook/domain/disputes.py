"""Disputes: how one stands, by when its next step is due, and what of a claim is contested and so not chased.

Only chasing stops. What limitation, interest and a reservation of rights are about is always the whole claim.
"""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from casebook.domain.finding import HOUSE_RULE, Finding, Step
from casebook.domain.money import ZERO, Cents


class Decision(StrEnum):
    """Whether the debtor is right."""

    UPHELD = "upheld"
    PARTLY = "partly"
    REJECTED = "rejected"


class DisputeState(StrEnum):
    """How far a dispute is."""

    REGISTERED = "registered"
    WITH_DEPARTMENT = "with_department"
    DECIDED = "decided"
    SETTLED = "settled"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


class Awaited(StrEnum):
    """What has to happen next."""

    ANSWER = "department_answer"
    DECISION = "decision"
    SETTLEMENT = "settlement"
    CLOSING = "closing"


class Course(NamedTuple):
    """What happened in a dispute, by its days; None for what did not happen."""

    registered_on: date
    with_department_on: date | None = None
    answered_on: date | None = None
    decided_on: date | None = None
    escalated_on: date | None = None
    settled_on: date | None = None
    closed_on: date | None = None
    withdrawn_on: date | None = None

    def on(self, day: date) -> "Course":
        """Return what had happened at the end of a day."""
        return Course(self.registered_on, *(None if one is None or one > day else one for one in self[1:]))

    @property
    def state(self) -> DisputeState:
        """How far it is."""
        if self.withdrawn_on is not None:
            return DisputeState.WITHDRAWN
        if self.closed_on is not None:
            return DisputeState.CLOSED
        if self.settled_on is not None:
            return DisputeState.SETTLED
        if self.decided_on is not None:
            return DisputeState.DECIDED
        return DisputeState.REGISTERED if self.with_department_on is None else DisputeState.WITH_DEPARTMENT

    @property
    def is_open(self) -> bool:
        """Whether anything is left to do."""
        return self.closed_on is None and self.withdrawn_on is None

    @property
    def is_settled(self) -> bool:
        """Whether nothing is contested any more."""
        return self.settled_on is not None or not self.is_open

    @property
    def is_escalated(self) -> bool:
        """Whether the lead was asked and nothing was decided since."""
        asked = self.escalated_on
        return asked is not None and not self.is_settled and (self.decided_on is None or self.decided_on < asked)


class Terms(NamedTuple):
    """The last days on which the department may answer, None where it was not asked, and on which we may decide."""

    department_until: date | None
    decision_until: date


class Due(NamedTuple):
    """What has to happen next, and by which day."""

    awaited: Awaited
    until: date


def next_due(course: Course, terms: Terms) -> Due | None:
    """Return what has to happen next, None for a dispute that has ended.

    While the department has not answered that is its answer, or our decision where that is due sooner.
    """
    if not course.is_open:
        return None
    if course.settled_on is not None:
        return Due(Awaited.CLOSING, course.settled_on)
    if course.decided_on is not None and not course.is_escalated:
        return Due(Awaited.SETTLEMENT, course.decided_on)
    decision = Due(Awaited.DECISION, terms.decision_until)
    if course.answered_on is None and terms.department_until is not None:
        return min(Due(Awaited.ANSWER, terms.department_until), decision, key=lambda due: due.until)
    return decision


class Part(NamedTuple):
    """What of a claim a dispute contests: as it was registered, what of that we accepted, None until it was decided,
    and what was credited for it.
    """

    dispute: int
    course: Course
    registered: Cents
    accepted: Cents | None
    credited: Cents

    @property
    def left(self) -> Cents:
        """What is contested still: until it is decided all that is not credited, after that what is to be credited."""
        if self.course.is_settled:
            return ZERO
        reach = self.registered if self.accepted is None else self.accepted
        return Cents(max(0, reach - self.credited))


class Contested(NamedTuple):
    """What of a claim is contested.

    `registered` is the sum of what was contested in disputes that are not settled, `credited` what was credited for
    any dispute, `contested` what is contested still and not chased, `uncontested` what else is open: that is chased.
    `each` says for every dispute what of the claim it contests still.
    """

    registered: Cents
    credited: Cents
    contested: Cents
    uncontested: Cents
    each: tuple[tuple[int, Cents], ...] = ()

    def of(self, dispute: int) -> Cents:
        """Return what one dispute contests still."""
        return Cents(sum(cents for id_, cents in self.each if id_ == dispute))


def contested(parts: Iterable[Part], open_cents: Cents) -> Finding[Contested]:
    """Return what of a claim is contested, of which `open_cents` are open in all.

    A payment goes to what is not contested first, since the debtor pays what he owns up to: the contested part gets
    less only when less than that is open. Disputes that overlap take from what is open in the order in which they
    were registered, so together they never contest more. After each step stands what is contested in all.
    """
    steps: list[Step[Cents]] = []
    each: list[tuple[int, Cents]] = []
    room = Cents(max(0, open_cents))
    registered = credited = so_far = ZERO
    for part in sorted(parts, key=lambda one: (one.course.registered_on, one.dispute)):
        credited = Cents(credited + part.credited)
        if not part.course.is_settled:
            registered = Cents(registered + part.registered)
        own = Cents(min(part.left, room - so_far))
        steps += _steps(part, own, so_far)
        so_far = Cents(so_far + own)
        each.append((part.dispute, own))
    uncontested = Cents(room - so_far)
    steps.append(Step("dispute.step_rest", {"open": room, "amount": uncontested}, HOUSE_RULE, None, so_far))
    return Finding(Contested(registered, credited, so_far, uncontested, tuple(each)), tuple(steps))


def _steps(part: Part, own: Cents, before: Cents) -> Iterable[Step[Cents]]:
    """Yield how it comes that a dispute contests so much still."""
    course, left = part.course, part.registered
    since = course.registered_on
    parameters = {"amount": left, "on": since}
    yield Step("dispute.step_registered", parameters, HOUSE_RULE, since, Cents(before + left))
    ended_on = course.settled_on or course.closed_on
    if course.withdrawn_on is not None:
        yield Step("dispute.step_withdrawn", {"on": course.withdrawn_on}, HOUSE_RULE, course.withdrawn_on, before)
        return
    if ended_on is not None:
        yield Step("dispute.step_settled", {"on": ended_on}, HOUSE_RULE, ended_on, before)
        return
    if part.accepted is not None and part.accepted < part.registered:
        left = part.accepted
        rejected = Cents(part.registered - part.accepted)
        on = course.decided_on
        yield Step("dispute.step_rejected", {"amount": rejected, "on": on}, HOUSE_RULE, on, Cents(before + left))
    if part.credited:
        left = part.left
        yield Step("dispute.step_credited", {"amount": part.credited}, HOUSE_RULE, None, Cents(before + left))
    if own < left:
        yield Step("dispute.step_no_more", {"amount": own}, HOUSE_RULE, None, Cents(before + own))
