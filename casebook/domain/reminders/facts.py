"""What the next step of a running cycle goes by."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from casebook.domain.capacity import Capacity
from casebook.domain.reminders.cycle import CycleName


class Because(StrEnum):
    """Why a cycle pauses."""

    HOLD = "hold"
    DISPUTE = "dispute"
    PLAN = "plan"
    INSOLVENCY = "insolvency"
    COUNSELLING = "counselling"
    ESTATE = "estate"
    PLACED = "placed"


class Pause(NamedTuple):
    """Nothing is asked from a day up to and including another, None: for as long as nobody ends it."""

    because: Because
    from_on: date
    until_on: date | None


class ChasedClaim(NamedTuple):
    """A claim of which something is open that may be asked: its last day of payment, and since when it is in default.

    None is not known, or not yet.
    """

    number: str
    due_on: date | None
    default_on: date | None


class Settled(NamedTuple):
    """A step that was taken, or skipped.

    `last_day` is the last day to pay that its letter gives; `waits`: its letter has not left the house yet.
    """

    name: str
    on: date
    last_day: date | None = None
    skipped: bool = False
    waits: bool = False


@dataclass(frozen=True, slots=True)
class CycleFacts:
    """A cycle as it runs.

    `resumed_on` is the day on which it was started, or last restarted by a person. `contact_on` and `payment_on` are
    the last days on which somebody was reached and on which something came in, `promised_until` the day up to which an
    open promise is waited for.
    """

    resumed_on: date
    claims: tuple[ChasedClaim, ...]
    settled: tuple[Settled, ...] = ()
    pauses: tuple[Pause, ...] = ()
    contact_on: date | None = None
    payment_on: date | None = None
    promised_until: date | None = None


class OpenClaim(NamedTuple):
    """A claim of which something is open, and the times in which it is not asked for."""

    claim: ChasedClaim
    pauses: tuple[Pause, ...] = ()


def asks(cycle: CycleName, capacity: Capacity | None, *, beside: bool) -> bool:
    """Tell whether a cycle asks for a claim on one who acted in a capacity, which is a fact of the claim.

    Where it is not known, that for consumers does; the one for businesses only where no other runs `beside` it.
    """
    if capacity is None:
        return cycle is CycleName.CONSUMER or not beside
    return (capacity is Capacity.CONSUMER) == (cycle is CycleName.CONSUMER)


def chased(claims: Sequence[OpenClaim], day: date) -> tuple[ChasedClaim, ...]:
    """Return the claims that may be asked for on a day; all of them where none may, since the cycle pauses then."""
    free = [one.claim for one in claims if not any(lasts(pause, day) for pause in one.pauses)]
    return tuple(free or [one.claim for one in claims])


def common(claims: Sequence[OpenClaim]) -> tuple[Pause, ...]:
    """Return the times in which none of the claims is asked for: in those the cycle pauses."""
    if not claims:
        return ()
    found: list[Pause] = list(claims[0].pauses)
    for other in claims[1:]:
        both = [_both(one, pause) for one in found for pause in other.pauses]
        found = [one for one in both if one.until_on is None or one.from_on <= one.until_on]
    return tuple(dict.fromkeys(found))


def lasts(pause: Pause, day: date) -> bool:
    """Tell whether a pause is on on a day."""
    return pause.from_on <= day and (pause.until_on is None or day <= pause.until_on)


def _both(one: Pause, other: Pause) -> Pause:
    ends = [end for end in (one.until_on, other.until_on) if end is not None]
    return Pause(one.because, max(one.from_on, other.from_on), min(ends, default=None))
