"""How the VAT of a claim stands: its rates, why and when it comes back, what came, and what is to go where."""

from collections.abc import Iterator
from decimal import Decimal

from casebook import format as form
from casebook.domain.money import Cents
from casebook.domain.vat.periods import period_of
from casebook.store.queries.claim_vat import ClaimVatSheet
from casebook.ui.desk import Desk
from casebook.ui.prose import EMPTY, Line, Span, head, labelled, line
from casebook.words import say

_LABEL = 24


def vat_lines(sheet: ClaimVatSheet, desk: Desk) -> Iterator[Line]:
    """Yield how the VAT of a claim stands: its rates, why and when it comes back, what came, what is to go where."""
    language = desk.language
    yield head(desk.say("vat.rates"))
    for part in sheet.parts:
        word = desk.say(f"word.vat_{part.treatment}")
        told = f"{form.percent(Decimal(part.percent), language)} · {word}"
        amounts = desk.say("vat.part_amounts", gross=part.gross, cents=part.vat)
        yield labelled(f"  {told}", amounts, _LABEL)
    yield EMPTY
    yield head(desk.say("vat.comes_back"))
    for step in sheet.finding.steps:
        told = say(step.code, {**step.parameters, "from": step.after}, language)
        yield line("• ", f"{told} ", Span(f"({step.source})", "quiet"), hang=2)
    for caution in sheet.finding.warnings:
        told = say(caution.code, caution.parameters, language)
        yield line(Span("! ", "due"), f"{told} ", Span(f"({caution.source})", "quiet"), hang=2)
    if sheet.finding.value is not None:
        until = period_of(sheet.finding.value, sheet.facts.period).last
        yield line(Span("→ " + desk.say("vat.from_in", on=sheet.finding.value, until=until), "strong"), hang=2)
    claimed = [*sheet.facts.refunded_before, *sheet.facts.claimed]
    if claimed:
        yield EMPTY
        yield head(desk.say("vat.went_in"))
        for one in claimed:
            yield labelled(f"  {form.day(one.until_on, language)}", _amounts(one.cents, one.percent, desk), _LABEL)
    if sheet.lines:
        yield EMPTY
        yield head(desk.say("vat.still_goes"))
        for row in sheet.lines:
            why = say(row.why, {"on": row.on, "due": sheet.facts.due_on}, language)
            told = f"{_amounts(row.cents, row.percent, desk)}  {why}"
            yield labelled(f"  {form.day(row.period.last, language)}", told, _LABEL)


def _amounts(cents: Cents, percent: Decimal, desk: Desk) -> str:
    return f"{form.amount(cents, desk.language).rjust(13)}  {form.percent(percent, desk.language)}"
