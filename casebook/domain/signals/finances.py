"""Signals of evidence of finances: what did not come in by its day, and what came in and waits to be checked."""

from collections.abc import Iterator
from datetime import date

from casebook.domain.finance import Result, outstanding
from casebook.domain.finding import HOUSE_RULE
from casebook.domain.signals.facts import CLOSED, CaseFacts
from casebook.domain.signals.rules import SignalRulesOn
from casebook.domain.signals.signal import Signal


def signals(facts: CaseFacts, _: SignalRulesOn) -> Iterator[Signal]:
    """Yield each piece that waits for the debtor from its day on, and each that waits for us from when it came in."""
    if facts.state == CLOSED:
        return
    for piece in outstanding(facts.finances):
        kind = f"finance_{piece.kind}"
        if piece.received_on is None:
            yield _signal("signal.finance_due", kind, piece.due_on)
        elif piece.result is Result.INSUFFICIENT:
            yield _signal("signal.finance_insufficient", kind, piece.received_on)
        else:
            yield _signal("signal.finance_check", kind, piece.received_on)


def _signal(code: str, kind: str, on: date) -> Signal:
    return Signal(code, {"kind": kind, "on": on}, HOUSE_RULE, due_on=on, amber_on=on)
