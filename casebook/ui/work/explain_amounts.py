"""Where the amounts of a case come from: the entries of each claim, and its interest by period."""

from collections.abc import Iterator

from casebook import format as form
from casebook.domain.component import Component
from casebook.domain.money import Cents
from casebook.store.claim_interest import ClaimInterest
from casebook.store.queries.statement import ClaimStatement, Statement, StatementEntry
from casebook.text import clean_line
from casebook.ui.case_tabs.telling import day_width
from casebook.ui.desk import Desk
from casebook.ui.prose import EMPTY, Line, Span, head, line
from casebook.ui.work.explain_clocks import source_span

# In cells: an amount of ten million.
_AMOUNT = 13
_INDENT = "  "


def amount_lines(statement: Statement, desk: Desk) -> list[Line]:
    """Return where what is open on the day of a statement comes from, claim by claim."""
    found = [line(Span(desk.say("explain.no_claims"), "quiet"))] if not statement.claims else []
    for claim in statement.claims:
        found += [*_claim(claim, desk), EMPTY]
    return [*found, _sum(desk.say("explain.open_on", on=statement.day), statement.total, desk, "strong")]


def _claim(claim: ClaimStatement, desk: Desk) -> Iterator[Line]:
    yield head(desk.say("explain.claim", number=claim.number, creditor=claim.creditor))
    if claim.foreign_cents is not None:
        amount = form.amount(claim.foreign_cents, desk.language)
        yield line(_INDENT + desk.say("explain.foreign", currency=claim.currency, amount=amount), hang=2)
        return
    if claim.lapsed:
        yield line(Span("! " + desk.say("explain.claim_lapsed"), "urgent"), hang=2)
    heads = desk.say("explain.amount").rjust(_AMOUNT) + desk.say("explain.balance").rjust(_AMOUNT)
    yield Line((Span(_INDENT + desk.say("explain.booked"), "quiet"),), 2, right=(Span(heads, "quiet"),))
    for entry in claim.entries:
        yield _entry(entry, desk)
    for component in Component:
        cents = claim.open.of(component)
        if cents:
            yield _sum(_INDENT + desk.say(f"word.{component}"), cents, desk)
    yield from _interest(claim.interest, desk)
    yield _sum(_INDENT + desk.say("calc.total"), claim.total, desk, "strong")
    yield from _cautions(claim.interest, desk)


def _entry(entry: StatementEntry, desk: Desk) -> Line:
    width = day_width(desk) + 2
    on = form.day(entry.on_day, desk.language).ljust(width)
    said = f"{desk.say(f'word.{entry.kind}')}, {desk.say(f'word.{entry.component}')}"
    reason = Span(f"  {clean_line(entry.reason)}" if entry.reason else "", "quiet")
    amounts = "".join(form.amount(cents, desk.language).rjust(_AMOUNT) for cents in (entry.cents, entry.balance))
    return Line((Span(_INDENT + on + said), reason), len(_INDENT) + width, right=(Span(amounts),))


def _interest(interest: ClaimInterest, desk: Desk) -> Iterator[Line]:
    """Yield the interest by period, what of it is not booked, and why there is none or no more."""
    found = interest.finding
    if found is not None:
        yield line(Span(_INDENT + desk.say("explain.interest"), "quiet"))
        for row in found.value.rows:
            period = desk.say(
                "explain.period", start=row.start, until=row.until, count=row.days, rate=row.rate, base=row.base
            )
            yield Line((Span(_INDENT + period),), 4, right=(_amount(row.interest, desk),))
        yield _sum(_INDENT + desk.say("explain.interest_sum"), found.value.interest, desk)
        yield _sum(_INDENT + desk.say("calc.per_day"), interest.per_day, desk)
    if interest.beside_booked:
        yield _sum(_INDENT + desk.say("explain.run_up"), interest.beside_booked, desk)
    if interest.lapsed:
        on = interest.lapsed_before
        told = desk.say("explain.lapsed", on=on) if on else desk.say("explain.lapsed_all")
        yield _sum(_INDENT + told, interest.lapsed, desk, "due")


def _cautions(interest: ClaimInterest, desk: Desk) -> Iterator[Line]:
    """Yield why there is no interest, or no more, and what to beware of."""
    found = interest.finding
    cautions = [*([interest.reason] if interest.reason else []), *(found.warnings if found else ())]
    for caution in cautions:
        said = desk.say(caution.code, **caution.parameters)
        yield line(Span("! ", "due"), said, source_span(caution.source), hang=2)


def _sum(label: str, cents: Cents, desk: Desk, style: str = "") -> Line:
    return Line((Span(label, style),), 2, right=(_amount(cents, desk, style),))


def _amount(cents: Cents, desk: Desk, style: str = "") -> Span:
    return Span(form.amount(cents, desk.language).rjust(_AMOUNT), style)
