"""A finding as a person reads it: the answer first, then the steps with their articles, then the warnings."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from casebook import format as form
from casebook.cli.output import Column, paragraph, table
from casebook.domain.allocation import Allocation
from casebook.domain.costs import CostFacts, Costs
from casebook.domain.finding import Finding
from casebook.domain.interest import Interest, InterestFacts
from casebook.domain.limitation.answer import Limitation, Status
from casebook.domain.limitation.facts import LimitationFacts
from casebook.domain.money import Cents
from casebook.exchange.allocation import AllocationFacts
from casebook.text import clean_line
from casebook.words import say

_LONGEST_ID = 32
_MET = {True: "calc.met", False: "calc.not_met", None: "calc.not_known"}


def limitation(facts: LimitationFacts, finding: Finding[Limitation], language: str, room: int) -> list[str]:
    """Return the lines for one clock: status, both ends, every step with the ends after it."""
    value, ends = finding.value, finding.value.ends
    lapsed_unproven = value.status is Status.POSSIBLY_LAPSED and value.proof_gap
    status = say("word.unproven" if lapsed_unproven else f"word.{value.status}", {}, language)
    heading = say("calc.limitation", {"kind": facts.kind, "as_of": facts.as_of, "status": status}, language)
    facts_of_end = [
        (_said("calc.safe_until", language), _day(ends.safe_until, language)),
        (_said("calc.claimed_until", language), _day(ends.claimed_until, language)),
    ]
    if ends.safe_from is not None:
        facts_of_end += [
            (_said("calc.safe_from", language), _day(ends.safe_from, language)),
            (_said("calc.claimed_from", language), _day(ends.claimed_from, language)),
        ]
    if value.rule:
        facts_of_end.append((_said("calc.rule", language), value.rule))
    columns = (
        Column(_said("calc.day", language)),
        Column(_said("calc.step", language), flexible=True),
        Column(_said("calc.safe_until", language), right=True),
        Column(_said("calc.claimed_until", language), right=True),
    )
    rows = [
        (
            _day(step.on, language) if step.on else "",
            _with_source(step, language),
            _day(step.after.safe_until, language),
            _day(step.after.claimed_until, language),
        )
        for step in finding.steps
    ]
    lines = [heading, *_pairs(facts_of_end, room), "", *table(columns, rows, room)]
    if value.candidates:
        candidates = [(c.rule, _day(c.until, language), c.source) for c in value.candidates]
        headings = [Column(_said(code, language)) for code in ("calc.rule", "calc.earliest_end")]
        lines += ["", *table([*headings, Column(_said("calc.source", language), flexible=True)], candidates, room)]
    return lines + _warnings(finding, language, room)


def interest(facts: InterestFacts, finding: Finding[Interest], language: str, room: int) -> list[str]:
    """Return the lines for a calculation of interest: the amounts, and every period over which nothing changed."""
    value = finding.value
    heading = say("calc.interest", {"kind": facts.kind, "from": facts.start, "until": facts.until}, language)
    amounts = [
        (_said("calc.principal", language), form.money(facts.principal, language)),
        (_said("calc.interest_amount", language), form.money(value.interest, language)),
        *_paid(facts, value, language),
        (_said("calc.owed", language), form.money(value.total, language)),
        (_said("calc.per_day", language), form.money(value.per_day, language)),
    ]
    columns = (
        Column(_said("calc.from", language)),
        Column(_said("calc.until", language)),
        Column(_said("calc.days", language), right=True),
        Column(_said("calc.rate", language), right=True),
        Column(_said("calc.base", language), right=True),
        Column(_said("calc.interest_amount", language), right=True),
    )
    rows = [
        (
            form.day(row.start, language),
            form.day(row.until, language),
            form.number(row.days, language),
            form.percent(row.rate, language),
            form.amount(row.base, language),
            form.amount(row.interest, language),
        )
        for row in value.rows
    ]
    lines = [heading, *_pairs(amounts, room), "", *table(columns, rows, room)]
    return lines + _steps(finding, language, room) + _warnings(finding, language, room)


def _paid(facts: InterestFacts, value: Interest, language: str) -> list[tuple[str, str]]:
    """Return the line that tells what payments took off, if any did."""
    paid = Cents(facts.principal + value.interest - value.total)
    return [(_said("calc.paid", language), form.money(paid, language))] if paid else []


def costs(facts: CostFacts, finding: Finding[Costs], language: str, room: int) -> list[str]:
    """Return the lines for collection costs: the amounts, the day, and every condition met, not met or not known."""
    value = finding.value
    claimable = value.claimable_from
    heading = say("calc.costs", {"kind": facts.kind, "debtor": facts.debtor}, language)
    amounts = [
        (_said("calc.fee", language), form.money(value.fee, language)),
        (_said("calc.vat", language), form.money(value.vat, language)),
        (_said("calc.total", language), form.money(value.total, language)),
        (
            _said("calc.claimable_from", language),
            form.day(claimable, language) if claimable else _said("calc.not_claimable", language),
        ),
    ]
    columns = (Column(_said("calc.met_heading", language)), Column(_said("calc.condition", language), flexible=True))
    rows = [(_said(_MET[condition.met], language), _with_source(condition, language)) for condition in value.conditions]
    lines = [heading, *_pairs(amounts, room), "", *table(columns, rows, room)]
    return lines + _steps(finding, language, room) + _warnings(finding, language, room)


def allocation(facts: AllocationFacts, finding: Finding[Allocation], language: str, room: int) -> list[str]:
    """Return the lines for an allocation: where the money goes and why, and what is then open per claim."""
    value, receipt = finding.value, facts.receipt
    heading = say("calc.allocation", {"on": receipt.on, "amount": receipt.amount}, language)
    columns = (
        Column(_said("calc.claim", language)),
        Column(_said("calc.component", language)),
        Column(_said("calc.amount", language), right=True),
        Column(_said("calc.why", language), flexible=True),
    )
    rows = [
        (
            clean_line(line.claim, _LONGEST_ID),
            say(f"word.{line.component}", {}, language),
            form.amount(line.amount, language),
            f"{say(line.basis.code, line.basis.parameters, language)}\n{line.basis.source}; {line.source}",
        )
        for line in value.lines
    ]
    parts = ("costs", "interest", "principal")
    left_columns = [
        Column(_said("calc.left", language)),
        *(Column(say(f"word.{part}", {}, language), right=True) for part in parts),
    ]
    left = [
        (clean_line(claim.id, _LONGEST_ID), *(form.amount(getattr(claim.open, part), language) for part in parts))
        for claim in value.left
    ]
    unallocated = [(_said("calc.unallocated", language), form.money(value.unallocated, language))]
    lines = [heading, "", *table(columns, rows, room), "", *table(left_columns, left, room), ""]
    return lines + _pairs(unallocated, room) + _warnings(finding, language, room)


def _said(code: str, language: str) -> str:
    return say(code, {}, language)


def _day(day: date | None, language: str) -> str:
    return form.day(day, language) if day else say("calc.unknown", {}, language)


def _with_source(said: Any, language: str) -> str:
    """Return the sentence of a step or condition with its article on a line of its own."""
    sentence = say(said.code, said.parameters, language)
    return f"{sentence}\n{said.source}" if said.source else sentence


def _pairs(pairs: Sequence[tuple[str, str]], room: int) -> list[str]:
    return table((Column(""), Column("")), pairs, room)


def _steps(finding: Finding[Any], language: str, room: int) -> list[str]:
    """Return the steps, each with its article below it."""
    columns = (Column(_said("calc.step", language), flexible=True),)
    return ["", *table(columns, [(_with_source(step, language),) for step in finding.steps], room)]


def _warnings(finding: Finding[Any], language: str, room: int) -> list[str]:
    """Return the warnings that no step has said already, each behind a sign of its own."""
    steps = {step.code for step in finding.steps}
    cautions = [caution for caution in finding.warnings if caution.code not in steps]
    if not cautions:
        return []
    said = [_with_source(caution, language).replace("\n", " · ") for caution in cautions]
    return ["", _said("calc.warnings", language), *(line for text in said for line in paragraph(text, room, "!"))]
