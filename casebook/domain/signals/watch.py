"""The signal of aftercare: on a day set at closing somebody looks how the debtor pays, though the case is closed."""

from collections.abc import Iterator

from casebook.domain.finding import HOUSE_RULE
from casebook.domain.signals.facts import CaseFacts
from casebook.domain.signals.rules import SignalRulesOn
from casebook.domain.signals.signal import Signal


def signals(facts: CaseFacts, _: SignalRulesOn) -> Iterator[Signal]:
    """Yield each day on which somebody looks again."""
    for on in facts.relation.watched:
        yield Signal("signal.watch", {"on": on}, HOUSE_RULE, due_on=on, amber_on=on)
