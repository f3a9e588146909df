"""The days that follow from what happened before a court, and what a correction of one does to them."""

from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from casebook.domain.dated import Confidence


class DueKind(StrEnum):
    """What a day is: until when something is to be done, on which something is, or from when something is final."""

    MAIN_CLAIM = "main_claim"
    DOCKET = "docket"
    HEARING = "hearing"
    EXPECTED = "expected"
    FOLLOW_UP = "follow_up"
    APPEAL = "appeal"
    SERVE = "serve"
    OBJECTION = "objection"
    IDLE = "idle"
    TELL_COURT = "tell_court"


class Due(NamedTuple):
    """A day that follows from an event, where it comes from, and when what it asks was done, None where it was not.

    `of` is the event it follows from, as that was recorded at first: by it a day is known again once that is corrected.
    `rests`: an insolvency stands in its way, so that it is not to be met for as long as that lasts.
    """

    kind: DueKind
    on: date
    source: str
    of: int
    confidence: Confidence = Confidence.HIGH
    done_on: date | None = None
    rests: bool = False


class Moved(NamedTuple):
    """A day that another one took the place of, because what it follows from was corrected; None: there is none.

    `done_on` is when what it asks had been done already: a person looks whether it still was in time.
    """

    kind: DueKind
    was: date
    now: date | None
    done_on: date | None

    @property
    def late(self) -> bool:
        """Whether what was done in time by the old day is too late by the new one."""
        return self.done_on is not None and self.now is not None and self.was >= self.done_on > self.now


def moved(before: Iterable[Due], after: Iterable[Due]) -> tuple[Moved, ...]:
    """Return which days are others after a correction than before it, by their old day."""
    now = {(one.kind, one.of): one for one in after}
    return tuple(sorted(_moved(before, now), key=lambda one: (one.was, one.kind)))


def _moved(before: Iterable[Due], now: dict[tuple[DueKind, int], Due]) -> Iterator[Moved]:
    for one in before:
        new = now.get((one.kind, one.of))
        if new is None or new.on != one.on:
            yield Moved(one.kind, one.on, new.on if new else None, new.done_on if new else one.done_on)
