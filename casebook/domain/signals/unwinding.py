"""Signals of an unwinding: that it is to be done, and what of it waits for a person."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from casebook.domain.finding import HOUSE_RULE
from casebook.domain.insolvency.facts import Kind
from casebook.domain.parameters import Value
from casebook.domain.signals.rules import SignalRulesOn
from casebook.domain.signals.signal import Signal

if TYPE_CHECKING:
    from casebook.domain.signals.facts import CaseFacts

_CLOSED = "closed"


class UnwindingMatter(NamedTuple):
    """A proceeding of the debtor, or of who is named by `beside`: since when it is confirmed and not unwound, or None.

    `left` is how many records and receipts of the case wait for a person, the first since `left_since`.
    """

    kind: Kind
    confirmed_on: date | None
    left: int = 0
    left_since: date | None = None
    beside: str = ""


def signals(facts: "CaseFacts", _: SignalRulesOn) -> Iterator[Signal]:
    """Yield what is to be done about each unwinding, but in a case that is closed."""
    for one in facts.unwinding if facts.state != _CLOSED else ():
        if one.confirmed_on is not None:
            code, on = "signal.insolvency_unwind", one.confirmed_on
            said: dict[str, Value] = {"kind": one.kind, "on": on}
            if one.beside:
                code, said["name"] = "signal.insolvency_unwind_beside", one.beside
            yield Signal(code, said, HOUSE_RULE, due_on=on, amber_on=on)
        if one.left_since is not None:
            left: dict[str, Value] = {"kind": one.kind, "count": one.left}
            yield Signal("signal.insolvency_left", left, HOUSE_RULE, one.left_since, amber_on=one.left_since)
