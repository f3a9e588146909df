"""The signal of an enquiry about an address: once the answer is overdue, somebody asks for it."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from casebook.domain.calendar import ONE_DAY
from casebook.domain.finding import HOUSE_RULE
from casebook.domain.parameters import Parameters
from casebook.domain.signals.rules import SignalRulesOn
from casebook.domain.signals.signal import Signal

if TYPE_CHECKING:
    from casebook.domain.signals.facts import CaseFacts

_CLOSED = "closed"


class OpenEnquiry(NamedTuple):
    """An enquiry that is not answered: at whom, by `word.<asked_at>`, and by when the answer is due."""

    asked_at: str
    due_on: date


def signals(facts: "CaseFacts", _: SignalRulesOn) -> Iterator[Signal]:
    """Yield for each enquiry that its answer is overdue."""
    if facts.state == _CLOSED:
        return
    for asked_at, due_on in facts.enquiries:
        parameters: Parameters = {"at": asked_at, "on": due_on}
        yield Signal("signal.address_enquiry", parameters, HOUSE_RULE, due_on=due_on, amber_on=due_on + ONE_DAY)
