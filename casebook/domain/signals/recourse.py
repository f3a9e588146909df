"""The signal of a sleeping case: once in a while it is looked at whether there is anything to be had by now."""

from collections.abc import Iterator

from casebook.domain.finding import HOUSE_RULE
from casebook.domain.signals.facts import CLOSED, CaseFacts
from casebook.domain.signals.rules import SignalRulesOn
from casebook.domain.signals.signal import Signal


def signals(facts: CaseFacts, _: SignalRulesOn) -> Iterator[Signal]:
    """Yield the day on which recourse is checked again."""
    if facts.state != CLOSED and facts.sleeping and facts.recourse_check_on is not None:
        on = facts.recourse_check_on
        yield Signal("signal.recourse_check", {"on": on}, HOUSE_RULE, due_on=on, amber_on=on)
