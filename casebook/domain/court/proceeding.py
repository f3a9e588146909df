"""How far a proceeding is on a day, and the days that follow from what happened in it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from casebook.domain.calendar import Term, add
from casebook.domain.court.dues import Due, DueKind
from casebook.domain.court.facts import AHEAD, BEGINS, CourtEventKind, Events, ProceedingKind
from casebook.domain.court.rules import CourtRules
from casebook.domain.court.stays import Effect, Stayed
from casebook.domain.dated import Confidence
from casebook.domain.finding import HOUSE_RULE
from casebook.domain.limitation.facts import Outcome

_E = CourtEventKind
_DUE = {_E.DOCKET: DueKind.DOCKET, _E.HEARING: DueKind.HEARING, _E.EXPECTED: DueKind.EXPECTED}


class ProceedingStage(StrEnum):
    """How far a proceeding is."""

    PREPARED = "prepared"
    ATTACHED = "attached"
    PENDING = "pending"
    GRANTED = "granted"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    MAIN_CLAIM = "main_claim"
    SUSPENDED = "suspended"
    LAPSED = "lapsed"


class Proceeding(NamedTuple):
    """A proceeding: its kind, what stands of what happened, and when a title was given in it, if one was.

    `stays` are the insolvencies of those of whom something is asked in it; `against` is how many these are.
    """

    kind: ProceedingKind
    events: Events
    title_on: date | None = None
    stays: tuple[Stayed, ...] = ()
    against: int = 0


@dataclass(frozen=True, slots=True)
class ProceedingStanding:
    """How far a proceeding is: its stage, and the days that follow; those that were done are among them.

    `stays` are those by which it stands still, or an attachment is gone.
    """

    stage: ProceedingStage
    dues: tuple[Due, ...]
    stays: tuple[Stayed, ...] = ()

    @property
    def over(self) -> bool:
        """Whether nothing is to come of it any more."""
        return self.stage in (ProceedingStage.GRANTED, ProceedingStage.REJECTED, ProceedingStage.WITHDRAWN)

    @property
    def open(self) -> tuple[Due, ...]:
        """The days by which something is still to be done."""
        return tuple(one for one in self.dues if one.done_on is None and not one.rests)

    @property
    def resting(self) -> tuple[Due, ...]:
        """The days that come back once it goes on."""
        return tuple(one for one in self.dues if one.done_on is None and one.rests)


class LegalAction(NamedTuple):
    """A proceeding as it bears on the clocks of what is asked in it (BW 3:316)."""

    on: date
    outcome: Outcome
    ended_on: date | None


def standing(of: Proceeding, rules: CourtRules) -> ProceedingStanding:
    """Return how far a proceeding is, with the days that follow from what happened in it, by their day."""
    stays = _stays(of)
    rests = bool(stays) and len({one.party_id for one in stays}) >= of.against
    since = max((one.stay.since for one in stays), default=date.max)
    dues = [*_dues(of, rules), *_tell_court(of, stays)]
    dues = [_resting(one, since) if rests else one for one in dues]
    stage = _stage(of)
    if rests and stage in _STANDS_STILL:
        stage = _STANDS_STILL[stage]
    return ProceedingStanding(stage, tuple(sorted(dues, key=lambda one: (one.on, one.kind, one.of))), stays)


def legal_action(of: Proceeding) -> LegalAction | None:
    """Return how a proceeding bears on the clocks, None where it has not begun or keeps only what is there."""
    begun, over = of.events.first(*BEGINS), of.events.last(_E.REJECTED, _E.WITHDRAWN)
    if begun is None or of.kind in (ProceedingKind.CONSERVATORY, ProceedingKind.PETITION):
        return None
    if of.title_on is not None:
        return LegalAction(begun.on, Outcome.GRANTED, of.title_on)
    if over is not None:
        return LegalAction(begun.on, Outcome.REJECTED if over.kind is _E.REJECTED else Outcome.WITHDRAWN, over.on)
    return LegalAction(begun.on, Outcome.PENDING, None)


# What is under way stands still, and an attachment is gone.
_STANDS_STILL = {
    ProceedingStage.PENDING: ProceedingStage.SUSPENDED,
    ProceedingStage.ATTACHED: ProceedingStage.LAPSED,
}


def _stays(of: Proceeding) -> tuple[Stayed, ...]:
    """Return by which insolvencies a proceeding of before them stands still, unless it goes on all the same.

    It goes on where the claim is contested at its verification (Fw 29), or where the court had all papers (Fw 30).
    """
    begun, resumed = of.events.first(*BEGINS, _E.ATTACHED), of.events.last(_E.RESUMED)
    if begun is None or _stage(of) not in _STANDS_STILL:
        return ()
    still = (one for one in of.stays if begun.on < one.stay.since and one.stay.effect in (Effect.RESTS, Effect.LAPSES))
    return tuple(one for one in still if resumed is None or resumed.on < one.stay.since)


def _resting(due: Due, since: date) -> Due:
    """Return a day that is not to be met while a proceeding stands still; one of before that was missed stays that."""
    return due._replace(rests=True) if due.on >= since and due.kind is not DueKind.TELL_COURT else due


def _tell_court(of: Proceeding, stays: tuple[Stayed, ...]) -> Iterator[Due]:
    """Yield that a court is told that what is before it stands still, until that was recorded."""
    begun, told = of.events.first(*BEGINS), of.events.last(_E.SUSPENDED)
    if begun is None or not stays:
        return
    first = min((one.stay for one in stays), key=lambda one: one.since)
    done_on = told.on if told is not None and told.on >= first.since else None
    of_event = of.events.first_of[begun.id]
    yield Due(DueKind.TELL_COURT, first.since, first.source, of_event, first.confidence, done_on)


def _stage(of: Proceeding) -> ProceedingStage:
    over = of.events.last(_E.REJECTED, _E.WITHDRAWN)
    if of.title_on is not None:
        return ProceedingStage.GRANTED
    if over is not None:
        return ProceedingStage.REJECTED if over.kind is _E.REJECTED else ProceedingStage.WITHDRAWN
    if of.events.last(_E.MAIN_CLAIM) is not None:
        return ProceedingStage.MAIN_CLAIM
    if of.events.last(_E.ATTACHED) is not None:
        return ProceedingStage.ATTACHED
    return ProceedingStage.PENDING if of.events.first(*BEGINS) is not None else ProceedingStage.PREPARED


def _dues(of: Proceeding, rules: CourtRules) -> Iterator[Due]:
    yield from _main_claim(of, rules)
    rejected, over = of.events.last(_E.REJECTED), of.events.last(_E.REJECTED, _E.WITHDRAWN)
    for event in of.events.stand:
        if event.kind in AHEAD:
            done = of.events.done(event.id)
            # What was not done before the end of the proceeding is not to be done any more.
            ended = of.title_on or (over.on if over else None)
            done_on = done.on if done else ended
            yield Due(_DUE[event.kind], event.on, HOUSE_RULE, of.events.first_of[event.id], done_on=done_on)
    if rejected is not None and of.title_on is None and of.kind is not ProceedingKind.CONSERVATORY:
        first = of.events.first_of[rejected.id]
        again, appeal = rules.follow_up.applied(rejected.on), rules.appeal.applied(rejected.on)
        on = add(rejected.on, again.value)
        yield Due(DueKind.FOLLOW_UP, on, "BW 3:316 lid 2", first, again.confidence)
        yield Due(DueKind.APPEAL, add(rejected.on, appeal.value), appeal.source, first, appeal.confidence)


def _main_claim(of: Proceeding, rules: CourtRules) -> Iterator[Due]:
    """Yield until when the main claim is brought, counted as the court set it from the attachment, or to a later day.

    The first attachment counts: of several the earliest is the safe one. A weekend does not move it.
    """
    attached, leave = of.events.first(_E.ATTACHED), of.events.last(_E.LEAVE)
    extended, brought = of.events.last(_E.EXTENDED), of.events.last(_E.MAIN_CLAIM, _E.WITHDRAWN)
    if attached is None:
        return
    entry = rules.attachment_lapses.applied(attached.on)
    if extended is not None and extended.until is not None:
        on = extended.until
    elif leave is not None and leave.days is not None:
        on = add(attached.on, Term(leave.days, "days"))
    else:
        # Nobody recorded what the court set: it is to be looked up at once.
        on = attached.on
    first = of.events.first_of[attached.id]
    confidence = entry.confidence if extended or (leave and leave.days) else Confidence.LOW
    yield Due(DueKind.MAIN_CLAIM, on, entry.source, first, confidence, brought.on if brought else None)
