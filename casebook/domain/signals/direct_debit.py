"""Signals of direct debit: a mandate that is missing, what is to be collected, and what must not be."""

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


class DebitMatter(NamedTuple):
    """The next term of an arrangement that is to be collected, or one that stands in a batch and may not go.

    It has to be with the bank by `send_by`, and is to be seen to from `from_on`; it is debited on `collect_on`.
    `why_not` is the word for why it may not be collected; `in_batch`: it stands in a batch, `sent`: with the bank.
    """

    cents: Cents
    collect_on: date
    send_by: date
    from_on: date
    why_not: str = ""
    in_batch: bool = False
    sent: bool = False


def signals(facts: "CaseFacts", _: SignalRulesOn) -> Iterator[Signal]:
    """Yield what is to be done about each: what is with the bank and may not go is recalled until it is debited."""
    for one in facts.debits:
        if one.sent:
            yield Signal(
                "signal.debit_recall",
                {"why": one.why_not, "amount": one.cents, "on": one.collect_on},
                HOUSE_RULE,
                due_on=one.send_by,
                amber_on=AT_ONCE,
                over_on=one.collect_on,
            )
        elif one.why_not and one.in_batch:
            yield Signal("signal.debit_leave_out", {"why": one.why_not}, HOUSE_RULE, amber_on=AT_ONCE)
        elif one.why_not:
            about: dict[str, Value] = {"why": one.why_not, "on": one.collect_on}
            yield Signal("signal.debit_mandate", about, HOUSE_RULE, due_on=one.send_by, amber_on=one.from_on)
        else:
            code = "signal.debit_send" if one.in_batch else "signal.debit_collect"
            about = {"amount": one.cents, "until": one.send_by}
            yield Signal(code, about, HOUSE_RULE, due_on=one.send_by, amber_on=one.from_on)
