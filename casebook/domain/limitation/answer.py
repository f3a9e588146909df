"""What is known of one clock: its status and its two ends."""

from datetime import date
from enum import StrEnum
from typing import NamedTuple


class Status(StrEnum):
    """How a claim stands against limitation. The screens call possibly lapsed with a proof gap *unproven*."""

    RUNNING = "running"
    POSSIBLY_LAPSED = "possibly_lapsed"
    ABSTAINED = "abstained"
    UNENFORCEABLE = "unenforceable"


class Ends(NamedTuple):
    """Both ends after a step; None is an end that cannot be known. Moving claims also have the day they live from."""

    safe_until: date | None
    claimed_until: date | None
    safe_from: date | None = None
    claimed_from: date | None = None


UNKNOWN_ENDS = Ends(None, None)


class Candidate(NamedTuple):
    """The earliest end a claim could have under one rule, told where no rule may be chosen."""

    rule: str
    until: date
    source: str


class Limitation(NamedTuple):
    """The answer for one clock.

    `ends.safe_until` counts proven events only, `ends.claimed_until` all that are not void. `not_before` are the
    earliest days on which an end that cannot be known yet might fall, None where it is not expected to come.
    `proof_gap`: the safe end has passed, the claimed end has not. `rule` names the rule and the day it came into
    force, with its `source`; None where none was applied. `moving`: the claim accrues and lapses day by day, and
    `ends` tell from when it is alive. The answer is the same on every day before `holds_until`, unless a fact is
    added; None: for good.
    """

    status: Status
    ends: Ends
    rule: str | None
    source: str = ""
    proof_gap: bool = False
    not_before: Ends = UNKNOWN_ENDS
    candidates: tuple[Candidate, ...] = ()
    moving: bool = False
    holds_until: date | None = None
