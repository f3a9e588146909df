"""The signal of the next action: an open case always has one, routine until its day."""

from collections.abc import Iterator

from casebook.domain.finding import HOUSE_RULE
from casebook.domain.signals.facts import CLOSED, CaseFacts
from casebook.domain.signals.rules import SignalRulesOn
from casebook.domain.signals.signal import AT_ONCE, Signal

PLANNED = "signal.next_action"


def signals(facts: CaseFacts, _: SignalRulesOn) -> Iterator[Signal]:
    """Yield the next action of a case that is not closed, or that there is none."""
    if facts.state == CLOSED:
        return
    if facts.next_action is None:
        yield Signal("signal.no_next_action", {}, HOUSE_RULE, amber_on=AT_ONCE)
    else:
        on, kind = facts.next_action
        yield Signal(PLANNED, {"kind": kind, "on": on}, HOUSE_RULE, due_on=on, amber_on=on)
