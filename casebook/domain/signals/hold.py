"""The signal of holds: they act as one, and when the last has ended a person decides how to go on."""

from collections.abc import Iterable, Iterator
from datetime import date

from casebook.domain.calendar import ONE_DAY
from casebook.domain.finding import HOUSE_RULE
from casebook.domain.holds import Period, joined
from casebook.domain.parameters import Parameters
from casebook.domain.signals.facts import CLOSED, CaseFacts, Hold
from casebook.domain.signals.rules import SignalRulesOn
from casebook.domain.signals.signal import Signal


def signals(facts: CaseFacts, _: SignalRulesOn) -> Iterator[Signal]:
    """Yield each day on which nothing is held up any more: the whole case, or a claim that was held beside it."""
    if facts.state == CLOSED:
        return
    whole = [hold for hold in facts.holds if not hold.claim]
    for until in _ends(whole):
        yield _ended("signal.hold_ended", {"until": until, "reason": _reason(whole, until)}, until)
    for claim in sorted({hold.claim for hold in facts.holds if hold.claim}):
        own = [hold for hold in facts.holds if hold.claim == claim]
        by_itself = {hold.until for hold in own} - {hold.until for hold in whole}
        for until in filter(by_itself.__contains__, _ends([*whole, *own])):
            about: Parameters = {"until": until, "reason": _reason(own, until), "number": claim}
            yield _ended("signal.claim_hold_ended", about, until)


def _ends(holds: Iterable[Hold]) -> Iterator[date]:
    """Yield the last day of each time that holds make together."""
    for period in joined(Period(hold.since, hold.until) for hold in holds):
        if period.until_on not in (None, date.max):
            yield period.until_on


def _reason(holds: Iterable[Hold], until: date) -> str:
    return max(hold.reason for hold in holds if hold.until == until)


def _ended(code: str, parameters: Parameters, until: date) -> Signal:
    ended_on = until + ONE_DAY
    return Signal(code, parameters, HOUSE_RULE, due_on=ended_on, amber_on=ended_on)
