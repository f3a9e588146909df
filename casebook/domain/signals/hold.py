"""The signal of holds: they act as one, and when the last has ended a person decides how to go on."""

from collections.abc import Iterator

from casebook.domain.calendar import ONE_DAY
from casebook.domain.finding import HOUSE_RULE
from casebook.domain.signals.facts import CLOSED, CaseFacts
from casebook.domain.signals.rules import SignalRulesOn
from casebook.domain.signals.signal import Signal


def signals(facts: CaseFacts, _: SignalRulesOn) -> Iterator[Signal]:
    """Yield that the last hold of a case ends, unless one of them has no end."""
    ends = [(hold.until, hold.reason) for hold in facts.holds if hold.until is not None]
    if facts.state == CLOSED or not ends or len(ends) < len(facts.holds):
        return
    until, reason = max(ends)
    ended_on = until + ONE_DAY
    yield Signal(
        "signal.hold_ended", {"until": until, "reason": reason}, HOUSE_RULE, due_on=ended_on, amber_on=ended_on
    )
