"""Signals of disputes: a department that does not answer, a decision that is due, and what was decided but not done."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from casebook.domain.calendar import ONE_DAY
from casebook.domain.disputes import Course, Terms
from casebook.domain.finding import HOUSE_RULE
from casebook.domain.parameters import Value
from casebook.domain.signals.rules import SignalRulesOn
from casebook.domain.signals.signal import Signal

if TYPE_CHECKING:
    from casebook.domain.signals.facts import CaseFacts


class OpenDispute(NamedTuple):
    """A dispute that has not ended; `reason` is the word for what is contested."""

    course: Course
    terms: Terms
    reason: str
    department: str


def signals(facts: "CaseFacts", _: SignalRulesOn) -> Iterator[Signal]:
    """Yield what is to be done about each dispute, also in a closed case: an answer was promised."""
    for dispute in facts.disputes:
        yield from _signals(dispute)


def _signals(dispute: OpenDispute) -> Iterator[Signal]:
    course, terms = dispute.course, dispute.terms
    if course.is_escalated and course.escalated_on is not None:
        yield _due("signal.dispute_escalated", dispute, course.escalated_on, to_lead=True)
    elif course.settled_on is not None:
        yield _due("signal.dispute_close", dispute, course.settled_on)
    elif course.decided_on is not None:
        yield _due("signal.dispute_settle", dispute, course.decided_on)
    else:
        yield _due("signal.dispute_decision", dispute, terms.decision_until)
    if course.decided_on is None and course.answered_on is None and terms.department_until is not None:
        # On the last day the answer may still come.
        late_on = terms.department_until + ONE_DAY
        parameters: dict[str, Value] = {"department": dispute.department, "until": terms.department_until}
        yield Signal("signal.dispute_department", parameters, HOUSE_RULE, due_on=late_on, amber_on=late_on)


def _due(code: str, dispute: OpenDispute, on: date, *, to_lead: bool = False) -> Signal:
    parameters: dict[str, Value] = {"reason": dispute.reason, "on": on}
    return Signal(code, parameters, HOUSE_RULE, due_on=on, amber_on=on, to_lead_on=on if to_lead else None)
