"""What the gate says of a letter: the rule, why, by which article, and who may let it pass all the same."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple

from casebook.domain.finding import HOUSE_RULE
from casebook.domain.letters.ways import DispatchWay


class Severity(StrEnum):
    """Whether a letter may not go, or somebody should know something before it does."""

    STOPS = "stops"
    WARNS = "warns"


class Authority(StrEnum):
    """Who may let a letter pass with a reason: the role he needs."""

    HANDLER = "handler"
    LEAD = "lead"


class Stop(NamedTuple):
    """Why a letter may not leave, or what to know before it does.

    `rule` is the code of a sentence (`words.say`) with `parameters`; `source` the article or the house rule. None in
    `override`: nobody may let it pass. `way` is the one that leads nowhere or is not wanted; a letter that may leave
    all the same does not leave in it. `since` is the day on which it began, where that is known.
    """

    rule: str
    parameters: Mapping[str, Any]
    source: str = HOUSE_RULE
    severity: Severity = Severity.STOPS
    override: Authority | None = None
    way: DispatchWay | None = None
    since: date | None = None
