"""The review of expiring claims: what was decided about each clock, what it still lacks, and what all comes to."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from casebook.domain.limitation.clocks import ClockKind
from casebook.domain.limitation.facts import Proof
from casebook.domain.money import Cents
from casebook.domain.signals.clock_state import ClockState


class Decision(StrEnum):
    """What was decided about a clock, the most definite first."""

    ACCEPTED = "lapse_accepted"
    RELIED_ON = "relied_on"
    LETTER = "letter_on_its_way"
    ASSIGNED = "assigned"
    NOTED = "noted"
    NONE = "undecided"


class Section(StrEnum):
    """In which part of a review a clock stands."""

    POSSIBLY_LAPSED = "possibly_lapsed"
    UNPROVEN = "unproven"
    RELIED_ON = "relied_on"
    EXPIRING = "expiring"
    HISTORY_MISSING = "history_missing"
    ABSTAINED = "abstained"
    OPEN_END = "open_end"


class Lack(StrEnum):
    """What a clock lacks to be safe."""

    ADDRESS = "address"
    LETTER_STOPPED = "letter_stopped"
    RELEASE = "release"
    PROOF = "proof"
    STRONG_PROOF = "strong_proof"
    LETTER = "letter"
    HISTORY = "history"
    KIND = "kind"


@dataclass(frozen=True, slots=True)
class Clock:
    """What a review has to know of a clock.

    `letter` is how a letter that interrupts stands which has not left yet, `letter_on` the day on which one left whose
    proof may still come. `mark` is what somebody did last in a review, `marked_at` its number, `due_on` by when who
    it was assigned to works it. `red_on` is the end of all days for never.
    """

    state: ClockState
    safe_until: date | None
    red_on: date
    accepted: bool
    letter_on: date | None
    letter: str | None
    no_address: bool
    mark: str | None
    marked_at: int | None
    due_on: date | None
    note: str | None


class ReviewedClock(NamedTuple):
    """A clock as a review saw it, without a name: so it is kept, and so it is counted.

    `placed`: an agency has the claim and guards it. `marked_on` and `marked_by` are when who did something with it last
    in a review.
    """

    claim_id: int
    debtor_id: int
    kind: ClockKind
    case_id: int
    section: Section
    safe_until: date | None
    claimed_until: date | None
    open_cents: Cents
    decision: Decision
    urgent: bool
    no_address: bool
    lack: Lack | None
    placed: bool = False
    last_event_on: date | None = None
    last_proof: Proof | None = None
    marked_on: date | None = None
    marked_by: int | None = None

    @property
    def key(self) -> tuple[int, int, str]:
        """Which clock it is."""
        return self.claim_id, self.debtor_id, self.kind.value


class Group(NamedTuple):
    """The clocks of a section, and of those that expire the ones of a week: how many, what is open, what lacks."""

    section: Section
    week: date | None
    clocks: int
    open: Cents
    urgent: int
    undecided: int
    no_address: int

    @property
    def month(self) -> date | None:
        """The month in which the week ends first: a week belongs to the month of its Thursday."""
        return None if self.week is None else (self.week + timedelta(3)).replace(day=1)


class Summary(NamedTuple):
    """What a review comes to: its groups in order, how many of each decision, and urgent ones that have none."""

    clocks: int
    open: Cents
    groups: tuple[Group, ...]
    decisions: tuple[tuple[Decision, int], ...]
    no_address: int
    urgent: int
    undecided: int


# A letter in one of these states is on its way; one that the gate refuses is not.
_UNDER_WAY = frozenset({"prepared", "ready", "released", "sending", "in_doubt"})
STOPPED = "refused"
UNSENT = (*sorted(_UNDER_WAY), STOPPED)
ASSIGNED, SEEN = "assigned", "seen"


def decision(clock: Clock, day: date, since: int) -> Decision:
    """Return what was decided about a clock; marks up to `since` were seen in an earlier review.

    To have seen it decides only with a note that says why, and only until the next review. What was assigned is
    decided until the day by which it is worked.
    """
    if clock.accepted:
        return Decision.ACCEPTED
    if clock.state is ClockState.RELIED_ON:
        return Decision.RELIED_ON
    if clock.letter_on is not None or clock.letter in _UNDER_WAY:
        return Decision.LETTER
    if clock.mark == ASSIGNED and clock.due_on is not None and clock.due_on >= day:
        return Decision.ASSIGNED
    if clock.mark == SEEN and clock.note and (clock.marked_at or 0) > since:
        return Decision.NOTED
    return Decision.NONE


def lack(clock: Clock, day: date) -> Lack | None:
    """Return what a clock lacks most, None where nothing has to be done yet."""
    if clock.accepted or clock.state is ClockState.POSSIBLY_LAPSED:
        return None
    if clock.state is ClockState.HISTORY_MISSING:
        return Lack.HISTORY
    if clock.state is ClockState.ABSTAINED:
        return Lack.KIND
    if clock.no_address:
        return Lack.ADDRESS
    if clock.letter == STOPPED:
        return Lack.LETTER_STOPPED
    if clock.letter in _UNDER_WAY:
        return Lack.RELEASE if clock.letter in ("prepared", "ready") else Lack.PROOF
    if clock.letter_on is not None:
        return Lack.PROOF
    if clock.state in (ClockState.UNPROVEN, ClockState.RELIED_ON):
        return Lack.STRONG_PROOF
    return Lack.LETTER if clock.red_on <= day else None


def section(clock: Clock) -> Section:
    """Return in which part of a review a clock stands."""
    match clock.state:
        case ClockState.POSSIBLY_LAPSED:
            return Section.POSSIBLY_LAPSED
        case ClockState.UNPROVEN:
            return Section.UNPROVEN
        case ClockState.RELIED_ON:
            return Section.RELIED_ON
        case ClockState.HISTORY_MISSING:
            return Section.HISTORY_MISSING
        case ClockState.ABSTAINED:
            return Section.ABSTAINED
        case _:
            return Section.OPEN_END if clock.safe_until is None else Section.EXPIRING


def week_of(day: date) -> date:
    """Return the Monday of the week of a day."""
    return day - timedelta(day.weekday())


def summary(clocks: Iterable[ReviewedClock]) -> Summary:
    """Return what a review comes to. Of a claim with several clocks in a group what is open counts once."""
    every = list(clocks)
    found: dict[tuple[int, date], list[ReviewedClock]] = {}
    order = list(Section)
    for clock in every:
        expires = clock.safe_until is not None and clock.section is Section.EXPIRING
        week = week_of(clock.safe_until) if expires and clock.safe_until else date.min
        found.setdefault((order.index(clock.section), week), []).append(clock)
    groups = tuple(
        Group(order[place], None if week == date.min else week, *_counted(some))
        for (place, week), some in sorted(found.items())
    )
    counts = dict.fromkeys(Decision, 0)
    for clock in every:
        counts[clock.decision] += 1
    number, open_cents, urgent, undecided, no_address = _counted(every)
    return Summary(number, open_cents, groups, tuple(counts.items()), no_address, urgent, undecided)


def _counted(clocks: Sequence[ReviewedClock]) -> tuple[int, Cents, int, int, int]:
    claims: dict[int, int] = {}
    for clock in clocks:
        claims[clock.claim_id] = max(claims.get(clock.claim_id, 0), clock.open_cents)
    urgent = [clock for clock in clocks if clock.urgent]
    undecided = sum(clock.decision is Decision.NONE for clock in urgent)
    return len(clocks), Cents(sum(claims.values())), len(urgent), undecided, sum(clock.no_address for clock in clocks)


class Changed(StrEnum):
    """How a clock differs from how the last review saw it."""

    NEW = "new"
    EARLIER = "earlier"
    STANDS = "stands_otherwise"


def changed(clock: tuple[Section, date | None], before: ReviewedClock | None) -> Changed | None:
    """Return how a clock differs from the review `before`: it was not in it, ends earlier, or stands otherwise."""
    if before is None:
        return Changed.NEW
    now, until = clock
    if until is not None and (before.safe_until is None or until < before.safe_until):
        return Changed.EARLIER
    return Changed.STANDS if now is not before.section else None
