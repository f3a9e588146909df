"""Signals of neglect: a next action that only moves, nothing done towards the debtor, or nobody who works the case."""

from collections.abc import Iterator

from casebook.domain.calendar import add
from casebook.domain.finding import HOUSE_RULE
from casebook.domain.signals.facts import CLOSED, CaseFacts
from casebook.domain.signals.rules import SignalRulesOn
from casebook.domain.signals.signal import AT_ONCE, Signal


def signals(facts: CaseFacts, rules: SignalRulesOn) -> Iterator[Signal]:
    """Yield each reason for which a case that is not closed counts as neglected, or will if nothing is done."""
    if facts.state == CLOSED:
        return
    if facts.moves >= rules.neglect.moves:
        yield Signal("signal.neglect_moved", {"count": facts.moves}, HOUSE_RULE, amber_on=AT_ONCE)
    if not facts.owner_active:
        yield Signal("signal.neglect_owner", {}, HOUSE_RULE, amber_on=AT_ONCE)
    if any(plan.is_kept for plan in facts.plans):
        # The debtor pays as was agreed: there is nothing to do but wait.
        return
    term = rules.neglect.without_act_sleeping if facts.sleeping else rules.neglect.without_act
    idle_on = add(facts.last_outward_on, term)
    parameters = {"since": facts.last_outward_on}
    yield Signal("signal.neglect_idle", parameters, HOUSE_RULE, due_on=idle_on, amber_on=idle_on)
