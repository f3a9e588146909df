"""A report of Closing on paper: its sentences and its table, as a PDF of the house."""

from datetime import date
from typing import Any, NamedTuple

from casebook import format as form
from casebook.jobs.closing.report import FROM_TODAY, KNOWN, Report, Wanted
from casebook.jobs.sheets import Column, Kind
from casebook.letters import report as printed
from casebook.text import clean_cell
from casebook.words import say

# So many rows have room in one table: the rest is in the file for a spreadsheet.
_MOST = 2_000


class Whose(NamedTuple):
    """Whose report it is: the office, and the code of the entity, empty for all of them."""

    office: str
    entity: str


def pdf(report: Report, wanted: Wanted, whose: Whose, language: str) -> bytes:
    """Return a report as a PDF; of a longer one its first rows, and that there are more."""

    def said(code: str, **parameters: Any) -> str:
        return say(code, parameters, language)

    title = said(f"closing.page_{report.what.word}")
    rows = [_row(report.sheet.columns, row, language) for row in report.sheet.rows[:_MOST]]
    head = [said(column.title) for column in report.sheet.columns]
    left = len(report.sheet.rows) - len(rows)
    day = wanted.today if report.what in FROM_TODAY else wanted.day
    asked = [form.day(day, language), whose.entity or said("closing.all_entities")]
    asked += [said(f"word.{wanted.knowledge}")] if report.what in KNOWN else []
    parts: list[printed.Part] = [printed.Paragraph(" · ".join(asked))]
    parts += [printed.Paragraph(said(code, **parameters), quiet=True) for code, parameters in report.said]
    total = rows.pop() if report.totals == {len(report.sheet.rows) - 1} and not left else ()
    first = next((at for at, one in enumerate(report.sheet.columns) if one.kind in (Kind.MONEY, Kind.NUMBER)), 1)
    parts.append(printed.Table(head, rows, total, right_from=first))
    if left:
        parts.append(printed.Paragraph(said("closing.more_rows", count=left), quiet=True))
    foot = said("closing.foot", office=whose.office, on=wanted.today)
    page = printed.Page(title, parts)
    return printed.pdf(printed.Report(title, whose.office, language, wanted.today, foot, [page]))


def _row(columns: Any, row: Any, language: str) -> list[str]:
    return [_cell(column, value, language) for column, value in zip(columns, row, strict=True)]


def _cell(column: Column, value: Any, language: str) -> str:
    if value is None or value == "":
        return ""
    match column.kind:
        case Kind.MONEY:
            return form.amount(value, language)
        case Kind.NUMBER:
            return form.number(value, language) if isinstance(value, int) else form.percent(value, language)
        case Kind.DAY:
            assert isinstance(value, date)
            return form.day(value, language)
        case Kind.WORD:
            return say(f"word.{value}", {}, language)
        case _:
            return clean_cell(str(value))
