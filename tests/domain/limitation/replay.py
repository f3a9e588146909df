"""Takes the steps of a limitation finding again, from their codes and parameters alone, with arithmetic of its own."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from dateutil.relativedelta import relativedelta

from casebook.domain.finding import Step
from casebook.domain.limitation.answer import Ends

AS_OF = date(2026, 11, 21)
UNKNOWN = date.max
DAY = timedelta(days=1)

WITHOUT_EFFECT = {
    "limitation.not_running_yet",
    "limitation.no_effect",
    "limitation.not_counted",
    "limitation.too_late",
    "limitation.void",
    "limitation.waived_too_early",
    "limitation.rejected",
    "limitation.withdrawn",
    "limitation.not_prolonged",
    "limitation.clean_slate",
}


def later(day: date, term: Any) -> date:
    return day + relativedelta(**{term.unit: term.amount})


def end_of(eve: date, term: Any) -> date:
    return later(eve + DAY, term) - DAY


@dataclass
class Side:
    """The safe or the claimed end while the steps are taken again."""

    end: date | None = None
    eve: date = date.min
    since: date | None = None
    term: Any = None
    still: list[tuple[date, date]] = field(default_factory=list)

    def renew(self, on: date, term: Any) -> None:
        end = end_of(on, term)
        for start, until in self.still:
            if until == UNKNOWN:
                end = UNKNOWN
            else:
                end += max(until - max(start, on + DAY), timedelta(0))
        assert self.end is not None
        self.end, self.eve = max(self.end, end), on

    def stand_still(self, start: date, until: date) -> None:
        assert self.end is not None
        begin = max([start, self.eve + DAY, *(end for _, end in self.still)])
        self.still.append((begin, until))
        if self.end != UNKNOWN:
            self.end = UNKNOWN if until == UNKNOWN else self.end + (until - begin)

    def roll(self, on: date) -> None:
        if self.since is None or self.end is None or on <= self.end:
            return
        while end_of(self.since, self.term) < on:
            self.since += DAY
        self.end = end_of(self.since, self.term)


def replay(steps: tuple[Step[Ends], ...]) -> list[Ends]:
    """Return both ends after each step."""
    safe, claimed = Side(), Side()
    ends = []
    for step in steps:
        take(step, safe, claimed)
        ends.append(Ends(shown(safe), shown(claimed), safe.since, claimed.since))
    return ends


def shown(side: Side) -> date | None:
    return None if side.end == UNKNOWN else side.end


def take(step: Step[Ends], safe: Side, claimed: Side) -> None:
    given = step.parameters
    sides = reached(step, safe, claimed)
    if step.code == "limitation.edge" or sides:
        asked: date = given["as_of"] if step.code == "limitation.edge" else given.get("on", given.get("start"))
        for side in sides or [safe, claimed]:
            side.roll(min(asked, AS_OF))
    match step.code:
        case "limitation.term_begins" | "limitation.lapses_at_the_latest":
            for side in (safe, claimed):
                begin(side, step)
        case "limitation.interrupted" | "limitation.waived":
            for side in sides:
                if step.code == "limitation.waived":
                    side.end = given["on"]
                side.renew(given["on"], given["term"])
        case "limitation.interrupted_apart":
            safe.renew(given["on"], given["safe_term"])
            claimed.renew(given["on"], given["term"])
        case "limitation.granted":
            for side in sides:
                assert side.end is not None
                side.end, side.eve = max(side.end, end_of(given["judged_on"], given["term"])), given["judged_on"]
        case "limitation.title":
            for side in sides:
                assert side.end is not None
                side.end, side.eve = max(side.end, end_of(given["on"], given["term"])), given["on"]
        case "limitation.pending":
            claimed.renew(given["on"], given["term"])
        case "limitation.pending_long":
            claimed.end = UNKNOWN
        case "limitation.followed_up":
            for side in sides:
                side.renew(given["on"], given["term"])
                assert side.end is not None
                if side.end < given["followed_up_on"]:
                    side.end = end_of(given["followed_up_on"], given["term"])
        case "limitation.prolonged":
            for side in sides:
                side.end = later(given["until"], given["after"])
        case "limitation.prolonged_open":
            for side in sides:
                side.end = UNKNOWN
        case "limitation.stood_still" | "limitation.stood_still_open":
            for side in sides:
                side.stand_still(given["start"], given["until"] or UNKNOWN)
        case "limitation.edge":
            pass
        case "limitation.not_after_main":
            safe.end = min(safe.end or UNKNOWN, given["safe_until"] or UNKNOWN)
            claimed.end = min(claimed.end or UNKNOWN, given["claimed_until"] or UNKNOWN)
        case code:
            assert code in WITHOUT_EFFECT, code


def begin(side: Side, step: Step[Ends]) -> None:
    on, term = step.parameters["on"], step.parameters["term"]
    side.end = min(side.end or UNKNOWN, end_of(on, term))
    side.eve, side.term = on, term
    if step.after.safe_from is not None and side.since is None:
        side.since = on


def reached(step: Step[Ends], safe: Side, claimed: Side) -> list[Side]:
    given = step.parameters
    return {
        "reach_both": [safe, claimed],
        "reach_claimed": [claimed],
        "reach_safe_passed": [claimed],
        "reach_safe_only": [safe],
    }.get(given.get("reach", ""), [claimed] if step.code.startswith("limitation.pending") else [])
