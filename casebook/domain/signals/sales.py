"""Signals of what sales owes us: an answer, or an advice on orders carried out; and of an advice that ends."""

from collections.abc import Iterator

from casebook.domain.finding import HOUSE_RULE
from casebook.domain.parameters import Value
from casebook.domain.signals.facts import CLOSED, CaseFacts
from casebook.domain.signals.rules import SignalRulesOn
from casebook.domain.signals.signal import Signal


def signals(facts: CaseFacts, _: SignalRulesOn) -> Iterator[Signal]:
    """Yield what sales owes; an advice outlives the case, a question does not."""
    if facts.state != CLOSED:
        for question in facts.relation.questions:
            due = question.due_on
            parameters: dict[str, Value] = {"name": question.asked_of, "due": due}
            yield Signal("signal.sales_question", parameters, HOUSE_RULE, due_on=due, amber_on=due)
    advice = facts.relation.advice
    if advice is None:
        return
    kind = f"advice_{advice.kind}"
    if advice.due_on is not None:
        undone: dict[str, Value] = {"kind": kind, "due": advice.due_on}
        yield Signal("signal.advice_undone", undone, HOUSE_RULE, due_on=advice.due_on, amber_on=advice.due_on)
    if advice.until is not None:
        ends: dict[str, Value] = {"kind": kind, "until": advice.until}
        yield Signal("signal.advice_ends", ends, HOUSE_RULE, due_on=advice.until, amber_on=advice.told_on)
