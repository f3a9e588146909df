"""A statement as a table, each row an entry or a total."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple, TextIO

from casebook import format as form
from casebook.domain.money import Cents
from casebook.jobs import sheets
from casebook.jobs.sheets import Column, Kind, Sheet
from casebook.store.queries.statement import ClaimStatement, Statement
from casebook.words import say

_COLUMNS = (
    Column("claim", "statement.column_claim"),
    Column("day", "statement.column_day", Kind.DAY),
    Column("kind", "statement.column_kind"),
    Column("component", "statement.column_component"),
    Column("amount", "statement.column_amount", Kind.MONEY),
    Column("balance", "statement.column_balance", Kind.MONEY),
    Column("reason", "statement.column_reason"),
)


class _Row(NamedTuple):
    """A row; `kind` and `component` are codes of what they are called, empty for none."""

    claim: str
    day: date
    kind: str
    component: str = ""
    cents: Cents | None = None
    balance: Cents | None = None
    reason: str = ""


def sheet(statement: Statement, language: str, *, for_programs: bool = False) -> Sheet:
    """Return a statement as a table with its words in `language`, or for programs with their codes."""

    def told(code: str) -> str:
        return code.rpartition(".")[2] if for_programs or not code else say(code, {}, language)

    rows = [
        (row.claim, row.day, told(row.kind), told(row.component), row.cents, row.balance, row.reason)
        for row in _rows(statement, language)
    ]
    return Sheet(_COLUMNS, rows)


def write_csv(statement: Statement, language: str, file: TextIO) -> None:
    """Write a statement with its words, days and amounts as a reader of `language` has them.

    `file` is opened with `newline=""`, and as `utf-8-sig` for a spreadsheet to know its letters.
    """
    sheets.write_csv(sheet(statement, language), language, file)


def _rows(statement: Statement, language: str) -> Iterator[_Row]:
    for claim in statement.claims:
        yield from _claim_rows(claim, statement, language)
    on = statement.day
    if statement.lapsed_interest:
        yield _Row("", on, "statement.lapsed_interest", cents=statement.lapsed_interest)
    further = _further(statement.per_day, language)
    yield _Row("", on, "statement.total", balance=statement.total, reason=further)


def _claim_rows(claim: ClaimStatement, statement: Statement, language: str) -> Iterator[_Row]:
    for entry in claim.entries:
        component = f"word.{entry.component}"
        yield _Row(
            claim.number, entry.on_day, f"word.{entry.kind}", component, entry.cents, entry.balance, entry.reason
        )
    on, interest = statement.day, claim.interest.beside_booked
    if claim.foreign_cents is not None:
        foreign = f"{claim.currency} {form.amount(claim.foreign_cents, language)}"
        yield _Row(claim.number, on, "statement.other_currency", reason=foreign)
    if claim.lapsed:
        yield _Row(claim.number, on, "statement.lapsed")
    if interest:
        further = "" if claim.lapsed else _further(claim.interest.per_day, language)
        yield _Row(claim.number, on, "statement.run_up", "word.interest", interest, claim.total, further)


def _further(per_day: Cents, language: str) -> str:
    """Return what one further day adds, in words: in the column of amounts it would be added up with them."""
    return say("statement.per_day", {"per_day": per_day}, language) if per_day else ""
