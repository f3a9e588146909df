"""Signals of promises that were not kept, or that cannot be judged yet though their day has passed."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from casebook.domain.calendar import ONE_DAY
from casebook.domain.finding import HOUSE_RULE
from casebook.domain.parameters import Value
from casebook.domain.promises import PromiseState
from casebook.domain.signals.rules import SignalRulesOn
from casebook.domain.signals.signal import Signal

if TYPE_CHECKING:
    from casebook.domain.signals.facts import CaseFacts

_CODES = {
    PromiseState.OPEN: "signal.promise_unknown",
    PromiseState.PARTLY: "signal.promise_partly",
    PromiseState.BROKEN: "signal.promise_broken",
}


def signals(facts: "CaseFacts", _: SignalRulesOn) -> Iterator[Signal]:
    """Yield each promise that is not kept, from the day after it is judged on."""
    if facts.open_cents <= 0:
        return
    for one in facts.promises:
        check_on = one.promise.check_on
        parameters: dict[str, Value] = {"amount": one.promise.cents, "due": one.promise.due_on}
        if one.state is PromiseState.PARTLY:
            parameters["received"] = one.received
        if one.known_until is not None:
            parameters["known"] = one.known_until
        if one.told_from is not None:
            parameters["begins"] = one.told_from
        code = _CODES[one.state] if one.told_from is None else "signal.promise_untold"
        yield Signal(code, parameters, HOUSE_RULE, due_on=check_on, amber_on=check_on + ONE_DAY)
