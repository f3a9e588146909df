"""The tables of Closing as lists: what each column holds decides how wide it is, and on which side it stands."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, NamedTuple

from casebook import format as form
from casebook.jobs.closing.report import Behind, Report
from casebook.jobs.sheets import Kind
from casebook.store.database import Database
from casebook.store.queries.whole import Whole
from casebook.text import clean_line
from casebook.ui.desk import Desk
from casebook.ui.screens.today import by
from casebook.ui.widgets.columns import Column
from casebook.ui.widgets.windowed_list import Shape
from casebook.words import say

# In cells: a column is as wide as its head and what stands in it, a name of these two at least and at most.
_NAME, _WIDEST = 9, 20
# What a row is called by.
NAMES = frozenset({Kind.WORD, Kind.TEXT, Kind.DAY})
# So many rows say how wide a column is: a long list is not looked through for it.
_LOOKED_AT = 500


class Row(NamedTuple):
    """A row of a report (`of`): which one it is, what stands in its columns, and by what its cases are found."""

    at: int
    cells: Sequence[Any]
    key: Any
    total: bool
    of: Report


def rows_of(report: Report) -> list[Row]:
    """Return the rows of a report."""
    return [
        Row(at, cells, key, at in report.totals, report)
        for at, (cells, key) in enumerate(zip(report.sheet.rows, report.keys, strict=True))
    ]


def listing(found: Sequence[Any]) -> Callable[[Database], Whole[Any]]:
    """Return what makes a list of rows that were read already."""
    return lambda _: Whole(lambda _database: found, lambda row: (row.at,))


def columns(report: Report, desk: Desk) -> list[Column[Row]]:
    """Return the columns of a report."""
    return [_column(report, at, desk) for at in range(len(report.sheet.columns))]


def _column(report: Report, at: int, desk: Desk) -> Column[Row]:
    column = report.sheet.columns[at]
    right = column.kind in (Kind.MONEY, Kind.NUMBER)
    said = (len(_said(column.kind, cells[at], desk)) for cells in _some(report))
    widest = max([len(desk.say(column.title)), *said])
    width = widest if right or column.kind is Kind.DAY else max(_NAME, min(widest, _WIDEST))
    share = {Kind.TEXT: 2, Kind.WORD: 1}.get(column.kind, 0)

    def cell(row: Row) -> str:
        # Rows of the report that was shown before may be painted once more.
        return _said(column.kind, row.cells[at], desk) if row.of is report else ""

    def style(row: Row) -> str:
        if row.of is not report:
            return ""
        negative = column.kind is Kind.MONEY and isinstance(row.cells[at], int) and row.cells[at] < 0
        return "quiet" if negative and not row.total else ""

    return Column(
        column.title, width, cell, right=right, share=share, spare=report.spare.get(column.key, 0), style=style
    )


def said(report: Report, row: Row, at: int, desk: Desk) -> str:
    """Return what stands in a column of a row, cleaned."""
    return clean_line(_said(report.sheet.columns[at].kind, row.cells[at], desk))


def _some(report: Report) -> Sequence[Sequence[Any]]:
    """Return the rows that say how wide a column is: the first ones, and the sums at the end."""
    rows = report.sheet.rows
    return rows if len(rows) <= _LOOKED_AT else [*rows[:_LOOKED_AT], *rows[-2:]]


def _said(kind: Kind, value: Any, desk: Desk) -> str:
    if value is None or value == "":
        return ""
    match kind:
        case Kind.MONEY:
            return form.amount(value, desk.language)
        case Kind.NUMBER:
            number = value if isinstance(value, int) else None
            return form.number(number, desk.language) if number is not None else form.percent(value, desk.language)
        case Kind.DAY:
            assert isinstance(value, date)
            return form.day(value, desk.language)
        case Kind.WORD:
            return desk.say(f"word.{value}")
        case _:
            return str(value)


class BehindRow(NamedTuple):
    """A case behind a number, and which row it is."""

    at: int
    one: Behind


def behind_shape(desk: Desk) -> Shape[BehindRow]:
    """Return the columns of the cases behind a number."""
    return Shape(
        (
            Column("queue.case", 9, lambda row: row.one.case_number),
            Column("queue.debtor", 14, lambda row: row.one.debtor, share=2),
            Column("closing.head_day", 9, lambda row: by(row.one.on_day, desk), spare=2),
            Column(
                "closing.head_what",
                22,
                lambda row: say(row.one.said[0], row.one.said[1], desk.language),
                share=2,
                spare=1,
            ),
            Column("closing.head_amount", 13, lambda row: form.amount(row.one.cents, desk.language), right=True),
        ),
        lambda row: row.at,
        "closing.empty",
    )
