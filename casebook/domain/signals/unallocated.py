"""The signal of money that came in and stands on no claim: the debtor is owed it until a person says where it goes."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from casebook.domain.money import Cents
from casebook.domain.parameters import Value
from casebook.domain.signals.rules import SignalRulesOn
from casebook.domain.signals.signal import Signal

if TYPE_CHECKING:
    from casebook.domain.signals.facts import CaseFacts


class Unallocated(NamedTuple):
    """What of a payment of a day is not allocated; `source` is the article or house rule by which it was not."""

    cents: Cents
    on_day: date
    source: str


def signals(facts: "CaseFacts", _: SignalRulesOn) -> Iterator[Signal]:
    """Yield what of payments goes nowhere, and since when; also in a closed case."""
    if facts.unallocated:
        first = min(facts.unallocated, key=lambda one: one.on_day)
        amount = Cents(sum(one.cents for one in facts.unallocated))
        said: dict[str, Value] = {"amount": amount, "count": len(facts.unallocated), "on": first.on_day}
        yield Signal("signal.unallocated", said, first.source, due_on=first.on_day, amber_on=first.on_day)
