"""The signals of what was asked to be approved: whose turn it is, until when it can be decided, and how it was."""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from casebook.domain.finding import HOUSE_RULE
from casebook.domain.signals.rules import SignalRulesOn
from casebook.domain.signals.signal import AT_ONCE, Signal

if TYPE_CHECKING:
    from casebook.domain.signals.facts import CaseFacts


class Turn(StrEnum):
    """What a request waits for: that it is decided, that whoever asked answers, or that he hears how it was decided."""

    DECIDE = "decide"
    ANSWER = "answer"
    REFUSED = "refused"
    APPROVED = "approved"


class AskedApproval(NamedTuple):
    """A request that is not done with: the last day on which it can be approved, if any, and from when that is told.

    From `unanswered_on` nobody answered for too long. `on` is the day of what it waits for: since when it waits, or
    when it was decided; that it was approved is told until `over_on`.
    """

    needed_by: date | None
    told_on: date | None
    turn: Turn = Turn.DECIDE
    on: date | None = None
    unanswered_on: date | None = None
    over_on: date | None = None


def signals(facts: "CaseFacts", _: SignalRulesOn) -> Iterator[Signal]:
    """Yield what each request asks for, also of a closed case: who asked waits, or asks anew."""
    for asked in facts.approvals:
        match asked.turn:
            case Turn.DECIDE | Turn.ANSWER:
                yield from _waiting(asked)
            case Turn.REFUSED:
                said = {"on": asked.on}
                yield Signal("signal.approval_refused", said, HOUSE_RULE, due_on=asked.on, amber_on=AT_ONCE)
            case Turn.APPROVED:
                said, over = {"on": asked.on}, asked.over_on
                yield Signal("signal.approved", said, HOUSE_RULE, due_on=asked.on, amber_on=AT_ONCE, over_on=over)


def _waiting(asked: AskedApproval) -> Iterator[Signal]:
    by, told_on = asked.needed_by, asked.told_on
    if by is not None:
        yield Signal("signal.approval", {"by": by}, HOUSE_RULE, due_on=by, amber_on=told_on, to_lead_on=told_on)
    if asked.turn is Turn.ANSWER:
        yield Signal("signal.approval_question", {"on": asked.on}, HOUSE_RULE, due_on=asked.on, amber_on=AT_ONCE)
    elif asked.unanswered_on is not None:
        said, on = {"on": asked.on}, asked.unanswered_on
        yield Signal("signal.approval_unanswered", said, HOUSE_RULE, due_on=on, amber_on=on, to_lead_on=on)
