"""Signals of the bank: a receipt that may be for the case and waits, and one that came in late."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from casebook.domain.finding import HOUSE_RULE
from casebook.domain.money import Cents
from casebook.domain.parameters import Value
from casebook.domain.signals.rules import SignalRulesOn
from casebook.domain.signals.signal import AT_ONCE, Signal

if TYPE_CHECKING:
    from casebook.domain.signals.facts import CaseFacts


class Waiting(NamedTuple):
    """An entry in the bank inbox that may be for the case, since it was imported; less than nothing went out.

    `due_on` is by when it is looked at, None where it is not that likely.
    """

    cents: Cents
    since: date
    due_on: date | None


class OfBank(NamedTuple):
    """What waits of the bank for a case.

    `late_from`: a receipt of that day was booked after others of later days, which might have gone elsewhere.
    """

    waiting: tuple[Waiting, ...] = ()
    late_from: date | None = None


NOTHING_FROM_BANK = OfBank()


def signals(facts: "CaseFacts", _: SignalRulesOn) -> Iterator[Signal]:
    """Yield the first receipt to look at, and that receipts are to be divided anew; also in a closed case."""
    waiting = facts.bank.waiting
    if waiting:
        first = min(waiting, key=lambda one: (one.due_on is None, one.due_on or one.since, one.since))
        cents = Cents(sum(one.cents for one in waiting)) if first.cents > 0 else first.cents
        code = "signal.bank_receipt" if cents > 0 else "signal.bank_return"
        parameters: dict[str, Value] = {"amount": Cents(abs(cents)), "count": len(waiting), "since": first.since}
        yield Signal(code, parameters, HOUSE_RULE, due_on=first.due_on, amber_on=first.due_on)
    if facts.bank.late_from is not None:
        yield Signal("signal.bank_late", {"on": facts.bank.late_from}, HOUSE_RULE, amber_on=AT_ONCE)
