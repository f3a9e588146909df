"""Signals of credit insurance: a term of the policy that passes costs the cover."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from casebook.domain.calendar import ONE_DAY, Term, add
from casebook.domain.finding import HOUSE_RULE
from casebook.domain.insurance import Duties
from casebook.domain.parameters import Value
from casebook.domain.signals.rules import Leads, SignalRulesOn
from casebook.domain.signals.signal import Signal

if TYPE_CHECKING:
    from casebook.domain.signals.facts import CaseFacts


class InsuredClaim(NamedTuple):
    """A claim that is open and insured, and what its policy still asks."""

    claim: int
    number: str
    policy: str
    duties: Duties


def signals(facts: "CaseFacts", rules: SignalRulesOn) -> Iterator[Signal]:
    """Yield what is to be reported or handed over to the insurer, urgent a lead before its last day.

    After that day nothing can be saved in time any more: the lead asks the insurer whether the cover holds, until it
    is done late or the insurer has answered.
    """
    for one in facts.insured:
        report_by, hand_over_by = one.duties
        if report_by is not None:
            yield _coming("signal.insurance_report", one, report_by, rules.leads)
            yield _passed("signal.insurance_report_passed", one, report_by)
        if hand_over_by is not None:
            yield _coming("signal.insurance_hand_over", one, hand_over_by, rules.leads)
            yield _passed("signal.insurance_hand_over_passed", one, hand_over_by)


def _coming(code: str, one: InsuredClaim, by: date, leads: Leads) -> Signal:
    lead = leads.insurance_notice
    red_on = add(by, Term(-lead.amount, lead.unit))
    return Signal(
        code,
        _parameters(one, by),
        HOUSE_RULE,
        due_on=by,
        red_on=red_on,
        amber_on=red_on - (by - red_on),
        to_lead_on=by,
        over_on=by + ONE_DAY,
    )


def _passed(code: str, one: InsuredClaim, by: date) -> Signal:
    since = by + ONE_DAY
    return Signal(code, _parameters(one, by), HOUSE_RULE, due_on=by, amber_on=since, to_lead_on=since)


def _parameters(one: InsuredClaim, by: date) -> dict[str, Value]:
    return {"claim": one.claim, "number": one.number, "policy": one.policy, "by": by}
