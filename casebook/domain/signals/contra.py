"""The signals of what we owe the debtor: due on our own day, or when nothing is left to set it off against."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from casebook.domain.finding import HOUSE_RULE
from casebook.domain.money import Cents
from casebook.domain.signals.rules import SignalRulesOn
from casebook.domain.signals.signal import Signal

if TYPE_CHECKING:
    from casebook.domain.signals.facts import CaseFacts


class OwedToHim(NamedTuple):
    """What is left of an item that we acknowledge, since its day; `due_on` is our last day of payment, if any."""

    cents: Cents
    on_day: date
    due_on: date | None


def signals(facts: "CaseFacts", _: SignalRulesOn) -> Iterator[Signal]:
    """Yield what we have to pay on each day, and what waited for claims that are no more; also in a closed case."""
    due: dict[date, int] = defaultdict(int)
    waits: list[OwedToHim] = []
    for item in facts.contra:
        if item.due_on is not None:
            due[item.due_on] += item.cents
        else:
            waits.append(item)
    for day, cents in sorted(due.items()):
        yield Signal("signal.contra_due", {"amount": Cents(cents), "on": day}, HOUSE_RULE, due_on=day, amber_on=day)
    if waits and facts.debtor_open_cents <= 0:
        since = min(item.on_day for item in waits)
        amount = Cents(sum(item.cents for item in waits))
        yield Signal("signal.contra_left", {"amount": amount, "on": since}, HOUSE_RULE, due_on=since, amber_on=since)
