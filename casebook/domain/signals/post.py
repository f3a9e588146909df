"""The signal of incoming post: something that is most likely for the case waits in the in-tray."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from casebook.domain.finding import HOUSE_RULE
from casebook.domain.parameters import Parameters
from casebook.domain.signals.rules import SignalRulesOn
from casebook.domain.signals.signal import Signal

if TYPE_CHECKING:
    from casebook.domain.signals.facts import CaseFacts


class PostMatter(NamedTuple):
    """Something in the in-tray: since when, by when it is decided on, and after which day the lead is told."""

    since: date
    due_on: date
    to_lead_on: date


def signals(facts: "CaseFacts", _: SignalRulesOn) -> Iterator[Signal]:
    """Yield what waits, as one: the oldest says by when. Also in a closed case: what is asked may still have a term."""
    if facts.post:
        first = min(facts.post)
        said: Parameters = {"count": len(facts.post), "since": first.since}
        yield Signal(
            "signal.post",
            said,
            HOUSE_RULE,
            due_on=first.due_on,
            amber_on=first.due_on,
            to_lead_on=first.to_lead_on,
        )
