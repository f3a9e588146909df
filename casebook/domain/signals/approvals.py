"""The signal of what was asked to be approved: it has to be decided by the day on which it is needed."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from casebook.domain.finding import HOUSE_RULE
from casebook.domain.signals.rules import SignalRulesOn
from casebook.domain.signals.signal import Signal

if TYPE_CHECKING:
    from casebook.domain.signals.facts import CaseFacts


class AskedApproval(NamedTuple):
    """A request that nobody decided on: the last day on which it can be approved, and from when on that is told."""

    needed_by: date
    told_on: date


def signals(facts: "CaseFacts", _: SignalRulesOn) -> Iterator[Signal]:
    """Yield each request that is needed by a day, also of a closed case: who asked waits, or asks anew."""
    for asked in facts.approvals:
        by, told_on = asked.needed_by, asked.told_on
        yield Signal("signal.approval", {"by": by}, HOUSE_RULE, due_on=by, amber_on=told_on, to_lead_on=told_on)
