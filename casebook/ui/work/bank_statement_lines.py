"""The statements of an account as text, the last days first, with what is missing or contradictory between them."""

from collections.abc import Iterator, Sequence

from casebook import format as form
from casebook.domain.bank import StatementKind
from casebook.store.queries.bank_statements import StatementRow
from casebook.text import clean_line
from casebook.ui.case_tabs.telling import day_width
from casebook.ui.desk import Desk
from casebook.ui.prose import Line, Span, line
from casebook.ui.widgets.columns import cut

_NUMBER = 14


def statement_lines(found: Sequence[StatementRow], desk: Desk, *, briefly: bool = False) -> list[Line]:
    """Return the statements and notices of an account, each with its flags below it and, but briefly, its file."""
    if not found:
        return [line(Span(desk.say("bank_statement.none"), "due"))]
    return [one for row in found for one in (*_statement(row, desk), *([] if briefly else [_file(row, desk)]))]


def _statement(row: StatementRow, desk: Desk) -> Iterator[Line]:
    flags = list(_flags(row, desk))
    on = "" if row.until_on is None else form.day(row.until_on, desk.language)
    name = clean_line(row.number) or desk.say(f"bank_statement.{row.kind}")
    about = [desk.say("bank_statement.entries", count=row.entries)]
    if row.again:
        about.append(desk.say("bank_statement.again", count=row.again))
    yield line(
        Span("! " if flags else "  ", "due"),
        f"{on.ljust(day_width(desk))}  {cut(name, _NUMBER)}  ",
        _balances(row, desk),
        Span(f" · {', '.join(about)}", "quiet"),
        hang=4,
    )
    for flag in flags:
        yield line(Span(f"    {flag}", "due"), hang=4)
    for said in _before(row, desk):
        yield line(Span(f"    {said}", "quiet"), hang=4)


def _file(row: StatementRow, desk: Desk) -> Line:
    return line(Span("    " + desk.say("bank_statement.file", file=row.file, on=row.on_day), "quiet"), hang=4)


def _balances(row: StatementRow, desk: Desk) -> str:
    if row.opening_cents is None or row.closing_cents is None:
        code = "notice" if row.kind is StatementKind.NOTICE else "no_balances"
        return desk.say(f"bank_statement.{code}")
    begins, ends = (form.amount(cents, desk.language) for cents in (row.opening_cents, row.closing_cents))
    return f"{begins} → {ends}"


def _flags(row: StatementRow, desk: Desk) -> Iterator[str]:
    if row.gap_after is not None:
        yield desk.say("bank_statement.gap", on=row.gap_after)
    against = row.contradicts
    if against is not None and against.on_day is None:
        yield desk.say("bank_statement.contradicted")
    elif against is not None:
        code = "bank_statement.another_payer" if against.of_another else "bank_statement.other_entries"
        number, file = clean_line(against.number) or "?", clean_line(against.file)
        yield desk.say(code, number=number, file=file, on=against.on_day, cents=against.cents)


def _before(row: StatementRow, desk: Desk) -> Iterator[str]:
    """Yield who answers for what is not told before a statement, or that nobody does where it is the first one."""
    word = row.accepted
    if word is not None:
        code = "bank_statement.beginning_accepted" if word.after_on is None else "bank_statement.gap_accepted"
        by, reason = clean_line(word.by), clean_line(word.reason)
        yield desk.say(code, after=word.after_on, by=by, on=word.said_on, reason=reason)
    elif row.begins:
        yield desk.say("bank_statement.beginning", begins=row.from_on)
