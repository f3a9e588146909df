"""The signal of what waits for a person: differences of imports and proposed payments."""

from collections.abc import Iterator

from casebook.domain.finding import HOUSE_RULE
from casebook.domain.signals.facts import CaseFacts
from casebook.domain.signals.rules import SignalRulesOn
from casebook.domain.signals.signal import AT_ONCE, Signal


def signals(facts: CaseFacts, _: SignalRulesOn) -> Iterator[Signal]:
    """Yield that there is something to accept, also in a closed case."""
    if facts.proposals:
        yield Signal("signal.proposals", {"count": facts.proposals}, HOUSE_RULE, amber_on=AT_ONCE)
