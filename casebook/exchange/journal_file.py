"""Lines for the books as a file: CSV in the form of a profile, or a workbook whose cells are amounts and days."""

import csv
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Any

from casebook.domain.journal import JournalRow
from casebook.domain.money import Cents
from casebook.exchange.journal_profile import JournalField, JournalProfile
from casebook.exchange.output import amount
from casebook.text import clean_cell, typed_cell
from casebook.words import say

Cell = str | int | date | Decimal | None


def csv_bytes(rows: Sequence[JournalRow], profile: JournalProfile) -> bytes:
    """Return the lines as a CSV; what the encoding has no letter for becomes a question mark."""
    file = StringIO(newline="")
    writer = csv.writer(file, delimiter=profile.delimiter)
    writer.writerow([column.title for column in profile.columns])
    for row in rows:
        writer.writerow([_told(_cell(row, column.field, profile), profile) for column in profile.columns])
    return file.getvalue().encode(profile.encoding, errors="replace")


def xlsx_bytes(rows: Sequence[JournalRow], profile: JournalProfile) -> bytes:
    """Return the lines as a workbook with one sheet; no text in it is ever a formula."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    page = book.create_sheet()
    page.append([_held(page, column.title) for column in profile.columns])
    for row in rows:
        page.append([_held(page, _cell(row, column.field, profile)) for column in profile.columns])
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _cell(row: JournalRow, field: JournalField, profile: JournalProfile) -> Cell:
    return _CELLS[field](row, profile)


def _euro(cents: int) -> Decimal:
    return Decimal(cents) / 100


def _kind(row: JournalRow, profile: JournalProfile) -> str:
    return say(f"word.journal_{row.kind}", {}, profile.language)


def _component(row: JournalRow, profile: JournalProfile) -> str | None:
    return None if row.component is None else say(f"word.{row.component}", {}, profile.language)


def _description(row: JournalRow, profile: JournalProfile) -> str:
    return " ".join(filter(None, (_kind(row, profile), row.claim, row.debtor)))


_CELLS: Mapping[JournalField, Callable[[JournalRow, JournalProfile], Cell]] = {
    JournalField.ENTITY: lambda row, _: row.entity,
    JournalField.BATCH: lambda row, _: row.batch,
    JournalField.LINE: lambda row, _: row.line,
    JournalField.DAY: lambda row, _: row.on_day,
    JournalField.KIND: _kind,
    JournalField.KIND_CODE: lambda row, _: row.kind.value,
    JournalField.COMPONENT: _component,
    JournalField.ACCOUNT: lambda row, profile: profile.accounts[row.kind].account,
    JournalField.CONTRA_ACCOUNT: lambda row, profile: profile.accounts[row.kind].contra,
    JournalField.AMOUNT: lambda row, profile: _euro(row.cents * profile.sign),
    JournalField.DEBIT: lambda row, _: _euro(row.cents) if row.cents > 0 else None,
    JournalField.CREDIT: lambda row, _: _euro(-row.cents) if row.cents < 0 else None,
    JournalField.CLAIM: lambda row, _: row.claim,
    JournalField.CASE: lambda row, _: row.case,
    JournalField.DEBTOR: lambda row, _: row.debtor,
    JournalField.DEBTOR_NUMBER: lambda row, _: row.debtor_number,
    JournalField.DESCRIPTION: _description,
    JournalField.REASON: lambda row, _: row.reason,
}


def _told(cell: Cell, profile: JournalProfile) -> str:
    match cell:
        case None:
            return ""
        case Decimal():
            return amount(Cents(int(cell * 100))).replace(".", profile.decimal)
        case date():
            return cell.strftime(profile.day)
        case int():
            return str(cell)
        case _:
            return typed_cell(cell)


def _held(page: Any, cell: Cell) -> Any:
    from openpyxl.cell import WriteOnlyCell

    if cell is None:
        return None
    value: Any = clean_cell(cell) if isinstance(cell, str) else cell
    held = WriteOnlyCell(page, value)
    if isinstance(cell, str):
        held.data_type = "s"
    elif isinstance(cell, Decimal):
        held.number_format = "#,##0.00"
    elif isinstance(cell, date):
        held.number_format = "yyyy-mm-dd"
    return held
