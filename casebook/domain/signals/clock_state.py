"""How a clock stands: what limitation law answers, and what people made of it."""

from datetime import date
from enum import StrEnum
from typing import NamedTuple

from casebook.domain.finding import Finding
from casebook.domain.limitation.answer import Ends, Limitation, Status
from casebook.domain.money import Cents


class ClockState(StrEnum):
    """How a clock stands. Never *barred*: a court finds that, and only if the debtor says so (BW 3:322)."""

    RUNNING = "running"
    UNPROVEN = "unproven"
    RELIED_ON = "relied_on"
    EXTENDED = "extended"
    POSSIBLY_LAPSED = "possibly_lapsed"
    HISTORY_MISSING = "history_missing"
    ABSTAINED = "abstained"
    UNENFORCEABLE = "unenforceable"
    STOPPED = "stopped"


class Reliance(NamedTuple):
    """A lead relies on a claimed end: why, and the day from which the clock is unproven again."""

    reason: str
    review_on: date


def is_accepted(ends: Ends, then: Ends) -> bool:
    """Tell whether a clock that was let run out still may: its ends are known as `then`, and no later."""
    pairs = ((ends.safe_until, then.safe_until), (ends.claimed_until, then.claimed_until))
    return all(now == was or (now is not None and was is not None and now < was) for now, was in pairs)


def clock_state(
    finding: Finding[Limitation],
    *,
    open_cents: Cents,
    relied: Reliance | None,
    imported_without_history: bool,
    day: date,
) -> ClockState:
    """Return how a clock stands on `day`, of which `finding` is the answer; `open_cents` is what it guards.

    Where nothing is open no clock needs guarding. It is extended while its safe end cannot be known because
    something that prolongs the term still lasts, such as the insolvency of the debtor.
    """
    if open_cents <= 0:
        return ClockState.STOPPED
    limitation = finding.value
    match limitation.status:
        case Status.ABSTAINED:
            return ClockState.ABSTAINED
        case Status.UNENFORCEABLE:
            return ClockState.UNENFORCEABLE
        case Status.RUNNING:
            return ClockState.EXTENDED if limitation.ends.safe_until is None else ClockState.RUNNING
        case Status.POSSIBLY_LAPSED if limitation.proof_gap:
            return ClockState.RELIED_ON if relied and day < relied.review_on else ClockState.UNPROVEN
        case Status.POSSIBLY_LAPSED:
            return ClockState.HISTORY_MISSING if imported_without_history else ClockState.POSSIBLY_LAPSED


def state_holds_until(finding: Finding[Limitation], relied: Reliance | None, day: date) -> date | None:
    """Return the first day after `day` on which a clock can stand otherwise by itself, None for never."""
    days = (finding.value.holds_until, relied.review_on if relied else None)
    return min((one for one in days if one is not None and one > day), default=None)
