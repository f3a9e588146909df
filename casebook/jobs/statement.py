"""A statement as a sheet of text that a spreadsheet opens, each row an entry or a total."""

import csv
from collections.abc import Iterator
from typing import TextIO

from casebook import format as form
from casebook.domain.money import Cents
from casebook.exchange.output import amount
from casebook.store.queries.statement import ClaimStatement, Statement
from casebook.text import typed_cell
from casebook.words import say

_COLUMNS = ("claim", "day", "kind", "component", "amount", "balance", "reason")
# A Dutch spreadsheet reads a comma as that of an amount.
_SEPARATORS = {"nl": (";", ","), "en": (",", ".")}
Row = tuple[str, ...]


def write_csv(statement: Statement, language: str, file: TextIO) -> None:
    """Write a statement with its words, days and amounts as a reader of `language` has them.

    `file` is opened with `newline=""`, and as `utf-8-sig` for a spreadsheet to know its letters.
    """
    separator, point = _SEPARATORS[language]
    writer = csv.writer(file, delimiter=separator)
    writer.writerow([say(f"statement.column_{name}", {}, language) for name in _COLUMNS])
    for row in _rows(statement, language):
        *words, cents, balance, reason = row
        amounts = cents.replace(".", point), balance.replace(".", point)
        writer.writerow([*map(typed_cell, words), *amounts, typed_cell(reason)])


def _rows(statement: Statement, language: str) -> Iterator[Row]:
    for claim in statement.claims:
        yield from _claim_rows(claim, statement, language)
    on = form.day(statement.day, language)
    if statement.lapsed_interest:
        yield _row("", on, say("statement.lapsed_interest", {}, language), cents=amount(statement.lapsed_interest))
    total, further = say("statement.total", {}, language), _further(statement.per_day, language)
    yield _row("", on, total, balance=amount(statement.total), reason=further)


def _claim_rows(claim: ClaimStatement, statement: Statement, language: str) -> Iterator[Row]:
    for entry in claim.entries:
        yield _row(
            claim.number,
            form.day(entry.on_day, language),
            say(f"word.{entry.kind}", {}, language),
            say(f"word.{entry.component}", {}, language),
            amount(entry.cents),
            amount(entry.balance),
            entry.reason,
        )
    on, interest = form.day(statement.day, language), claim.interest.beside_booked
    if claim.foreign_cents is not None:
        foreign = f"{claim.currency} {form.amount(claim.foreign_cents, language)}"
        yield _row(claim.number, on, say("statement.other_currency", {}, language), reason=foreign)
    if claim.lapsed:
        yield _row(claim.number, on, say("statement.lapsed", {}, language))
    if interest:
        component = say("word.interest", {}, language)
        yield _row(
            claim.number,
            on,
            say("statement.run_up", {}, language),
            component,
            amount(interest),
            amount(claim.total),
            "" if claim.lapsed else _further(claim.interest.per_day, language),
        )


def _further(per_day: Cents, language: str) -> str:
    """Return what one further day adds, in words: in the column of amounts it would be added up with them."""
    return say("statement.per_day", {"per_day": per_day}, language) if per_day else ""


def _row(  # noqa: PLR0913, PLR0917 the columns of a row
    claim: str, on: str, kind: str, component: str = "", cents: str = "", balance: str = "", reason: str = ""
) -> Row:
    return claim, on, kind, component, cents, balance, reason
