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


class Proceeding(NamedTuple):
    """A proceeding: its kind, what stands of what happened, and when a title was given in it, if one was."""

    kind: ProceedingKind
    events: Events
    title_on: date | None = None


@dataclass(frozen=True, slots=True)
class ProceedingStanding:
    """How far a proceeding is: its stage, and the days that follow; those that were done are among them."""

    stage: ProceedingStage
    dues: tuple[Due, ...]

    @property
    def over(self) -> bool:
        """Whether nothing is to come of it any more."""
        return self.stage in (ProceedingStage.GRANTED, ProceedingStage.REJECTED, ProceedingStage.WITHDRAWN)

    @property
    def open(self) -> tuple[Due, ...]:
        """The days by which something is still to be done."""
        return tuple(one for one in self.dues if one.done_on is None)


class LegalAction(NamedTuple):
    """A proceeding as it bears on the clocks of what is asked in it (BW 3:316)."""

    on: date
    outcome: Outcome
    ended_on: date | None


def standing(of: Proceeding, rules: CourtRules) -> ProceedingStanding:
    """Return how far a proceeding is, with the days that follow from what happened in it, by their day."""
    dues = sorted(_dues(of, rules), key=lambda one: (one.on, one.kind, one.of))
    return ProceedingStanding(_stage(of), tuple(dues))


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
