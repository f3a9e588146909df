"""A statement as text: what is open and of what it is made up, then each claim with its entries."""

from collections.abc import Iterator

from rich.cells import cell_len

from casebook import format as form
from casebook.domain.component import Component
from casebook.domain.money import ZERO, Cents
from casebook.store.queries.statement import ClaimStatement, Statement, StatementEntry
from casebook.text import clean_line
from casebook.ui.case_tabs.telling import day_width
from casebook.ui.desk import Desk
from casebook.ui.dialogs.ask_day import on_day
from casebook.ui.prose import EMPTY, Line, Span, head, line
from casebook.ui.widgets.columns import cut

# In cells: an amount of ten million, and all of a row, which fits in a terminal of 80.
_AMOUNT, _ROW = 13, 76
_INDENT = "  "


def statement_lines(found: Statement, desk: Desk) -> list[Line]:
    """Return a statement."""
    lines = [*_totals(found, desk)]
    for claim in found.claims:
        lines += [EMPTY, *_claim(claim, found, desk)]
    return lines


def _totals(found: Statement, desk: Desk) -> Iterator[Line]:
    say, on = desk.say, on_day(found.day, desk)
    if not found.claims:
        yield line(Span(say("statement_page.nothing", on=on), "strong"))
        return
    yield _sum(say("statement_page.open", on=on), found.total, desk, "head")
    if found.day != desk.day:
        code = "statement_page.ahead" if found.day > desk.day else "statement_page.back"
        yield line(Span(say(code), "quiet"))
    for component in Component:
        if cents := found.open.of(component):
            yield _sum(_INDENT + say("statement_page.booked", component=component), cents, desk)
    yield from _interest(
        Cents(sum(claim.interest.run_up for claim in found.claims)),
        Cents(sum(claim.interest.lapsed_booked for claim in found.claims)),
        desk,
    )
    if found.per_day:
        yield _sum(_INDENT + say("statement_page.per_day"), found.per_day, desk)
    lapsed = Cents(sum(claim.total for claim in found.claims if claim.lapsed))
    if lapsed:
        yield _sum(say("statement_page.of_which_lapsed"), lapsed, desk, "due")
    if found.lapsed_interest:
        yield _sum(say("statement_page.lapsed_interest"), found.lapsed_interest, desk, "due")


def _interest(run_up: Cents, lapsed_booked: Cents, desk: Desk) -> Iterator[Line]:
    """Yield by how much what is open differs from what is booked."""
    if run_up:
        yield _sum(_INDENT + desk.say("statement_page.run_up"), run_up, desk)
    if lapsed_booked:
        yield _sum(_INDENT + desk.say("statement_page.lapsed_booked"), Cents(-lapsed_booked), desk)


def _claim(claim: ClaimStatement, found: Statement, desk: Desk) -> Iterator[Line]:
    yield head(desk.say("statement_page.claim", number=claim.number, creditor=claim.creditor))
    about = [clean_line(claim.description)] if claim.description else []
    if claim.due_on is not None:
        about.append(desk.say("statement_page.due", on=claim.due_on))
    if claim.ended_on is not None and claim.ended_on <= found.day:
        about.append(desk.say("statement_page.ended", on=claim.ended_on))
    if about:
        yield line(Span(_INDENT + " · ".join(about), "quiet"), hang=2)
    if claim.lapsed:
        yield line(Span(f"{_INDENT}! {desk.say('statement.lapsed')}", "due"), hang=4)
    if claim.foreign_cents is not None:
        amount = form.amount(claim.foreign_cents, desk.language)
        said = desk.say("statement_page.foreign", currency=claim.currency, amount=amount)
        yield line(_INDENT, said, hang=2)
        return
    yield line(Span(" " * (_ROW - 2 * _AMOUNT)), Span(_heads(desk), "quiet"))
    for entry in claim.entries:
        yield _entry(entry, desk)
    balance = claim.open.total
    for said, cents in (
        ("statement_page.run_up", claim.interest.run_up),
        ("statement_page.lapsed_booked", Cents(-claim.interest.lapsed_booked)),
    ):
        if cents:
            balance = Cents(balance + cents)
            yield _row(form.day(found.day, desk.language), desk.say(said), cents, balance, desk)
    yield from _remarks(claim, desk)


def _heads(desk: Desk) -> str:
    return "".join(desk.say(f"statement.column_{name}").rjust(_AMOUNT) for name in ("amount", "balance"))


def _entry(entry: StatementEntry, desk: Desk) -> Line:
    said = f"{desk.say(f'word.{entry.kind}')}, {desk.say(f'word.{entry.component}')}"
    row = _row(form.day(entry.on_day, desk.language), said, entry.cents, entry.balance, desk)
    if not entry.reason:
        return row
    below = len(_INDENT) + day_width(desk) + 2
    return Line((*row.spans, Span(f"\n{clean_line(entry.reason, 200)}", "quiet")), below)


def _remarks(claim: ClaimStatement, desk: Desk) -> Iterator[Line]:
    """Yield what of the interest is apart, and why there is none or no more."""
    interest = claim.interest
    if interest.lapsed > ZERO:
        yield _sum(_INDENT + desk.say("statement_page.lapsed_interest"), interest.lapsed, desk, "due")
    if interest.overbooked:
        said = desk.say("statement_page.overbooked", amount=interest.overbooked)
        yield line(Span(f"{_INDENT}! ", "due"), said, hang=4)
    if interest.reason is not None:
        said = desk.say(interest.reason.code, **interest.reason.parameters)
        yield line(Span(f"{_INDENT}! ", "due"), said, Span(f"  {interest.reason.source}", "quiet"), hang=4)


def _row(on: str, said: str, cents: Cents, balance: Cents, desk: Desk) -> Line:
    amounts = "".join(form.amount(one, desk.language).rjust(_AMOUNT) for one in (cents, balance))
    left = f"{_INDENT}{on.ljust(day_width(desk) + 2)}{said}"
    return line(cut(left, _ROW - 2 * _AMOUNT), amounts)


def _sum(label: str, cents: Cents, desk: Desk, style: str = "") -> Line:
    amount = form.money(cents, desk.language)
    return line(Span(label, style), Span(amount.rjust(max(len(amount) + 1, _ROW - cell_len(label))), style), hang=4)
