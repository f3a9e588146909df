"""Signals of what whoever acts in a proceeding asks of us, of a counsellor who is silent, and of a scheme that runs."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from casebook.domain.calendar import ONE_DAY, add_working_days
from casebook.domain.insolvency.dues import DateKind
from casebook.domain.signals.signal import Signal

if TYPE_CHECKING:
    from casebook.domain.signals.facts import CaseFacts
    from casebook.domain.signals.rules import SignalRulesOn


class AskedOfUs(NamedTuple):
    """A request that waits for our answer: of what kind, who asks, since when, and by when it is answered."""

    kind: str
    name: str
    received_on: date
    answer_by: date
    source: str


# What is expected of others, or looked at again, by a day.
_EXPECTED = {DateKind.PROPOSAL: "signal.counsellor_silent", DateKind.RECHECK: "signal.scheme_recheck"}


def signals(facts: "CaseFacts", rules: "SignalRulesOn") -> Iterator[Signal]:
    """Yield what is to be answered, also in a closed case, and what a counsellor leaves us waiting for."""
    for one in facts.asked:
        yield Signal(
            "signal.trustee_request",
            {"kind": f"request_of_{one.kind}", "name": one.name, "by": one.answer_by},
            one.source,
            due_on=one.answer_by,
            red_on=add_working_days(one.answer_by, -rules.leads.request, rules.holidays),
            amber_on=one.received_on,
            to_lead_on=one.answer_by + ONE_DAY,
        )
    for proceeding in facts.proceedings:
        for due in proceeding.dues:
            code = _EXPECTED.get(due.kind)
            if code is not None:
                yield Signal(code, {"by": due.on}, due.source, due_on=due.on, amber_on=due.on + ONE_DAY)
