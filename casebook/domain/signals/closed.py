"""The signal of money that is open again in a case that was closed as paid: a payment that was returned."""

from collections.abc import Iterator

from casebook.domain.finding import HOUSE_RULE
from casebook.domain.signals.facts import CLOSED, CaseFacts
from casebook.domain.signals.rules import SignalRulesOn
from casebook.domain.signals.signal import AT_ONCE, Signal


def signals(facts: CaseFacts, _: SignalRulesOn) -> Iterator[Signal]:
    """Yield that something is open where nothing should be."""
    if facts.state == CLOSED and facts.closed_as_paid and facts.open_cents > 0:
        yield Signal("signal.open_again", {"amount": facts.open_cents}, HOUSE_RULE, amber_on=AT_ONCE)
