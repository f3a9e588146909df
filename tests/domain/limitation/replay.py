"""Takes the steps of a limitation finding again, from their codes and parameters alone, with arithmetic of its own."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from dateutil.relativedelta import relativedelta

from casebook.domain.finding import Step
from casebook.domain.limitation.answer import Ends

AS_OF = date(2026, 11, 21)
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
    "limitation.edge",
}


def later(day: date, term: Any) -> date:
    return day + relativedelta(**{term.unit: term.amount})


def end_of(eve: date, term: Any) -> date:
    """The day before the same calendar day later; the end of the month where it has no such day."""
    start = eve + DAY
    end = later(start, term)
    return end - DAY if end.day == start.day else end


@dataclass
class Side:
    """The safe or the claimed end while the steps are taken again."""

    end: date = date.max
    eve: date = date.min
    since: date | None = None
    term: Any = None
    open_until: date = date.min
    awaited: bool = False
    endures: bool = False
    still: list[tuple[date, date]] = field(default_factory=list)

    def renew(self, on: date, term: Any) -> None:
        end = end_of(on, term)
        for start, until in self.still:
            end += max(until - max(start, on + DAY), timedelta(0))
        self.end, self.eve, self.awaited = max(self.end, end), max(self.eve, on), False

    def stand_still(self, start: date, until: date) -> None:
        begin = max([start, self.eve + DAY, *(end for _, end in self.still)])
        if until > begin:
            self.still.append((begin, until))
            self.end += until - begin

    def roll(self, on: date) -> None:
        if self.since is None or on <= self.end:
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
        known = [None if side.end <= side.open_until else side.end for side in (safe, claimed)]
        ends.append(Ends(known[0], None if claimed.awaited else known[1], safe.since, claimed.since))
    return ends


def take(step: Step[Ends], safe: Side, claimed: Side) -> None:
    given = step.parameters
    sides = reached(step, safe, claimed)
    if step.code == "limitation.edge":
        for side in (safe, claimed):
            side.roll(given["as_of"])
    elif sides:
        asked: date = given["judged_on"] if "judged_on" in given else given.get("on", given.get("start"))
        for side in sides:
            side.roll(min(asked, AS_OF))
    match step.code:
        case "limitation.term_begins" | "limitation.lapses_at_the_latest":
            for side in (safe, claimed):
                begin(side, step)
        case "limitation.interrupted_apart":
            safe.renew(given["on"], given["safe_term"])
            claimed.renew(given["on"], given["term"])
        case "limitation.granted" | "limitation.title":
            for side in sides:
                side.end, side.eve = max(side.end, end_of(given["judged_on"], given["term"])), given["judged_on"]
        case "limitation.pending_long":
            claimed.end = claimed.open_until = given["earliest"]
        case "limitation.not_after_main":
            for side, name in ((safe, "safe"), (claimed, "claimed")):
                earliest = given[f"{name}_earliest"]
                end = earliest or given[f"{name}_until"]
                if end is not None and (end < side.end or side.endures):
                    side.end, side.open_until, side.endures = end, earliest or date.min, False
                    side.since = None if end < AS_OF else side.since
        case _:
            for side in sides:
                move(step, side)
            assert sides or step.code in WITHOUT_EFFECT, step.code


def move(step: Step[Ends], side: Side) -> None:
    given = step.parameters
    match step.code:
        case "limitation.interrupted" | "limitation.sued" | "limitation.pending":
            side.renew(given["on"], given["term"])
        case "limitation.answer_awaited":
            side.renew(given["on"], given["term"])
            side.awaited = True
        case "limitation.waived":
            side.end = given["on"]
            side.renew(given["on"], given["term"])
        case "limitation.followed_up":
            side.renew(given["on"], given["term"])
            if side.end < given["followed_up_on"]:
                side.end = end_of(given["followed_up_on"], given["term"])
        case "limitation.prolonged":
            side.end = later(given["until"], given["after"])
        case "limitation.prolonged_open":
            side.end = max(side.end, later(given["until"], given["after"]))
            side.endures = side.endures or given["endures"]
            side.open_until = date.max if given["endures"] else max(side.open_until, side.end)
        case "limitation.stood_still":
            side.stand_still(given["start"], given["until"])
        case "limitation.stood_still_open":
            side.open_until = date.max
            side.stand_still(given["start"], given["until"])
        case code:
            raise AssertionError(code)


def begin(side: Side, step: Step[Ends]) -> None:
    on, term = step.parameters["on"], step.parameters["term"]
    side.end = min(side.end, end_of(on, term))
    side.eve, side.term = on, term
    if step.after.safe_from is not None and side.since is None:
        side.since = on


def reached(step: Step[Ends], safe: Side, claimed: Side) -> list[Side]:
    pending = [claimed] if step.code == "limitation.pending" else []
    return {
        "reach_both": [safe, claimed],
        "reach_claimed": [claimed],
        "reach_uncertain": [claimed],
        "reach_safe_passed": [claimed],
        "reach_safe_only": [safe],
    }.get(step.parameters.get("reach", ""), pending)
