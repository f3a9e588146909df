"""A statement as a PDF: each claim with its entries and the balance after each, and what is open in all."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from casebook import format as form
from casebook.domain.money import Cents
from casebook.jobs import statement as table
from casebook.letters.report import Heading, Page, Paragraph, Part, Report, Table, pdf
from casebook.store.queries.statement import Statement
from casebook.words import say

_COLUMNS = ("day", "kind", "component", "reason", "amount", "balance")
_RIGHT_FROM = 4


def statement_pdf(statement: Statement, language: str) -> bytes:
    """Return a statement with its words in `language`; the same statement gives the same bytes."""
    heading = say("statement_page.heading", {"number": statement.number, "name": statement.debtor}, language)
    title = f"{heading} · {form.day(statement.day, language)}"
    page = Page(title, list(_parts(statement, language)))
    return pdf(Report(title, "", language, statement.day, title, [page]))


def _parts(statement: Statement, language: str) -> Iterator[Part]:
    if not statement.claims:
        yield Paragraph(say("statement_page.nothing", {"on": form.day(statement.day, language)}, language))
    head = [say(f"statement.column_{name}", {}, language) for name in _COLUMNS]
    creditors = {claim.number: claim.creditor for claim in statement.claims}
    for number, some in groupby(table.sheet(statement, language).rows, key=lambda row: row[0]):
        if number in creditors:
            about = {"number": number, "creditor": creditors[number]}
            yield Heading(say("statement_page.claim", about, language))
        else:
            yield Heading(say("statement.total", {}, language))
        yield Table(head, [_row(row, language) for row in some], right_from=_RIGHT_FROM)


def _row(row: Sequence[Any], language: str) -> tuple[str, ...]:
    _, on, kind, component, cents, balance, reason = row
    return (form.day(on, language), kind, component, reason, _amount(cents, language), _amount(balance, language))


def _amount(cents: Cents | None, language: str) -> str:
    return "" if cents is None else form.amount(cents, language)
