"""Signals of the assessment: the first one is due, or a route is to be chosen by one that counts no longer."""

from collections.abc import Iterator

from casebook.domain.calendar import ONE_DAY
from casebook.domain.finding import HOUSE_RULE
from casebook.domain.signals.facts import CLOSED, CaseFacts
from casebook.domain.signals.rules import SignalRulesOn
from casebook.domain.signals.signal import Signal

_CHOOSE_ROUTE = "choose_route"


def signals(facts: CaseFacts, _: SignalRulesOn) -> Iterator[Signal]:
    """Yield that an assessment is to be made, the first one or a new one."""
    if facts.state == CLOSED:
        return
    assess_by, valid_until = facts.assessment
    if valid_until is None:
        if assess_by is not None:
            yield Signal("signal.assess", {"by": assess_by}, HOUSE_RULE, due_on=assess_by, amber_on=assess_by)
    elif facts.next_action is not None and facts.next_action.kind == _CHOOSE_ROUTE:
        again_on = valid_until + ONE_DAY
        yield Signal("signal.assess_again", {"until": valid_until}, HOUSE_RULE, due_on=again_on, amber_on=again_on)
