"""What terms of an arrangement come to while they are typed: the sum, the gates, and each term with its day."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from casebook import format as form
from casebook.domain.arrangement.gates import Gate, GateState
from casebook.domain.arrangement.plan import Plan
from casebook.domain.finding import HOUSE_RULE, Finding
from casebook.ui.case_tabs.telling import day, day_width
from casebook.ui.desk import Desk
from casebook.ui.prose import EMPTY, Line, Span, line

# In cells: an amount of a million, and the number of a term.
_AMOUNT, _NUMBER = 13, 4
_SIGNS = {
    GateState.MET: ("✓ ", "quiet"),
    GateState.OPEN: ("! ", "due"),
    GateState.LEAD: ("! ", "due"),
    GateState.LEGAL: ("! ", "due"),
    GateState.SHUT: ("✗ ", "urgent"),
}


# What is said of one claim, and how of several.
_OF_CLAIMS = {"gate.lapsed": "plan_form.lapsed", "gate.lapsed_confirmed": "plan_form.lapsed_confirmed"}


class Preview(NamedTuple):
    """What terms come to: the plan with how it comes about, its gates, and the first safe end of what it covers."""

    finding: Finding[Plan]
    gates: Sequence[Gate]
    safe_until: date | None


def preview_lines(preview: Preview, desk: Desk) -> list[Line]:
    """Return what terms come to: the sum first, then what stands in the way, then the terms."""
    plan = preview.finding.value
    gates = _together(preview.gates)
    met = [one for one in gates if one.state is GateState.MET]
    return [
        *_sum(plan, desk),
        *_limitation(preview, desk),
        *(_gate(one, desk) for one in gates if one.state is not GateState.MET),
        *(_gate(one, desk) for one in met),
        *_schedule(plan, desk),
        *_cautions(preview, desk),
    ]


def _sum(plan: Plan, desk: Desk) -> Iterator[Line]:
    say, last = desk.say, plan.last
    count = len(plan.terms)
    until = "plan_form.until" if last.cents == plan.each else "plan_form.until_last"
    yield line(
        Span(say("plan_form.sum", count=count, each=plan.each, total=plan.total), "strong"),
        " " + say(until, on=last.due_on, cents=last.cents),
        hang=2,
    )
    inside = [
        say(f"plan_form.of_{name}", cents=cents)
        for name, cents in (
            ("principal", plan.paid.principal),
            ("interest", plan.paid.interest),
            ("costs", plan.paid.costs),
        )
        if cents
    ]
    yield line(say("plan_form.inside", parts=inside), hang=2)
    apart = [
        say(f"plan_form.of_{name}", cents=cents)
        for name, cents in (
            ("expected", plan.expected),
            ("remission", plan.remission),
            ("waived", plan.waived),
            ("costs_left", plan.costs_left),
            ("stays_open", plan.stays_open),
        )
        if cents
    ]
    if apart:
        yield line("→ ", ", ".join(apart), hang=2)


def _limitation(preview: Preview, desk: Desk) -> Iterator[Line]:
    """Warn of a right that may be lost before the last term is paid."""
    safe, last = preview.safe_until, preview.finding.value.last.due_on
    if safe is not None and safe <= last:
        # What may have lapsed by now can no longer simply be interrupted.
        code = "plan_form.safe_before" if safe >= desk.day else "plan_form.safe_past"
        yield line(Span("!! ", "urgent"), Span(desk.say(code, safe=safe, on=last), "urgent"), hang=3)


def _together(gates: Sequence[Gate]) -> list[Gate]:
    """Return the gates with what is said of each of several claims said once, or it would hide the others."""
    found: list[Gate] = []
    for one in gates:
        alike = [other for other in gates if other.code == one.code]
        if one.code not in _OF_CLAIMS or len(alike) == 1:
            found.append(one)
        elif one is alike[0]:
            numbers = [other.parameters["number"] for other in alike]
            found.append(one._replace(code=_OF_CLAIMS[one.code], parameters={"numbers": numbers}))
    return found


def _gate(gate: Gate, desk: Desk) -> Line:
    sign, style = _SIGNS[gate.state]
    said = desk.say(gate.code, **gate.parameters)
    to_lead = (
        f" · {desk.say(f'plan_form.gate_{gate.state}')}" if gate.state in (GateState.LEAD, GateState.LEGAL) else ""
    )
    source = f"  {gate.source}" if gate.source != HOUSE_RULE else ""
    return line(
        Span(sign, style), Span(said + to_lead, style if style == "quiet" else ""), Span(source, "quiet"), hang=2
    )


def _schedule(plan: Plan, desk: Desk) -> Iterator[Line]:
    yield EMPTY
    width = day_width(desk)
    for one in plan.terms:
        weekday = desk.say(f"weekday.{one.due_on.isoweekday()}")
        amount = form.amount(one.cents, desk.language).rjust(_AMOUNT)
        yield line(Span(f"{one.number:>{_NUMBER}}  ", "quiet"), f"{weekday} {day(one.due_on, desk):<{width}}{amount}")


def _cautions(preview: Preview, desk: Desk) -> Iterator[Line]:
    if preview.finding.warnings:
        yield EMPTY
    for one in preview.finding.warnings:
        source = f"  {one.source}" if one.source != HOUSE_RULE else ""
        yield line(Span("! ", "due"), desk.say(one.code, **one.parameters), Span(source, "quiet"), hang=2)
