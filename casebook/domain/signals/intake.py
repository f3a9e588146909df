"""The signal of an intake: it is accepted or returned within our own term."""

from collections.abc import Iterator

from casebook.domain.finding import HOUSE_RULE
from casebook.domain.signals.facts import INTAKE, CaseFacts
from casebook.domain.signals.rules import SignalRulesOn
from casebook.domain.signals.signal import Signal


def signals(facts: CaseFacts, _: SignalRulesOn) -> Iterator[Signal]:
    """Yield that an intake waits to be decided on."""
    by = facts.relation.decide_by
    if facts.state == INTAKE and by is not None:
        yield Signal("signal.intake", {"by": by}, HOUSE_RULE, due_on=by, amber_on=by)
