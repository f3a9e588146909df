"""Tables for other programs: CSV as a reader of a language has it, XLSX whose cells are amounts and days, and JSON."""

import csv
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from io import BytesIO, StringIO
from shutil import copyfileobj
from tempfile import TemporaryFile
from typing import IO, Any, BinaryIO, NamedTuple, TextIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from casebook import format as form
from casebook.exchange.output import amount
from casebook.text import clean_cell, typed_cell
from casebook.words import say

_PROPERTIES = "docProps/core.xml"
_MOMENT = re.compile(rb"<dcterms:(created|modified)[^>]*>[^<]*</dcterms:\1>")
# A Dutch spreadsheet reads a comma as that of an amount.
_SEPARATORS = {"nl": (";", ","), "en": (",", ".")}


class Kind(StrEnum):
    """What a column holds: a text, a value that is a code, an amount in cents, a number, or a day."""

    TEXT = "text"
    WORD = "word"
    MONEY = "money"
    NUMBER = "number"
    DAY = "day"


class Column(NamedTuple):
    """A column: its key in JSON, the code of its title, and what it holds."""

    key: str
    title: str
    kind: Kind = Kind.TEXT


class Sheet(NamedTuple):
    """A table; None is a cell in which nothing stands."""

    columns: Sequence[Column]
    rows: Sequence[Sequence[Any]]


class Stream(NamedTuple):
    """A table whose rows are made one after the other, however many there are; they are read once."""

    columns: Sequence[Column]
    rows: Iterable[Sequence[Any]]


def write_csv(sheet: Sheet | Stream, language: str, file: TextIO) -> None:
    """Write a table with its words, days and amounts as a reader of `language` has them.

    `file` is opened with `newline=""`, and as `utf-8-sig` for a spreadsheet to know its letters.
    """
    separator, point = _SEPARATORS[language]
    writer = csv.writer(file, delimiter=separator)
    writer.writerow(_titles(sheet, language))
    for row in sheet.rows:
        writer.writerow(
            [_told(column, value, language, point) for column, value in zip(sheet.columns, row, strict=True)]
        )


def csv_text(sheet: Sheet, language: str) -> str:
    """Return a table as CSV."""
    file = StringIO(newline="")
    write_csv(sheet, language, file)
    return file.getvalue()


def json_text(sheet: Sheet) -> str:
    """Return a table as a list of objects: amounts and days as text, words as their codes."""
    rows = [
        {column.key: _plain(column, value) for column, value in zip(sheet.columns, row, strict=True)}
        for row in sheet.rows
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2) + "\n"


def xlsx_bytes(sheet: Sheet, language: str) -> bytes:
    """Return a table as a workbook with one sheet; no text in it is ever a formula. The same gives the same bytes."""
    file = BytesIO()
    write_xlsx(sheet, language, file)
    return file.getvalue()


def write_xlsx(sheet: Sheet | Stream, language: str, file: BinaryIO) -> None:
    """Write a table as `xlsx_bytes` returns it; of a long one only a few rows are in memory at a time."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    page = book.create_sheet()
    page.append([_text_cell(page, title) for title in _titles(sheet, language)])
    for row in sheet.rows:
        page.append([_cell(page, column, value, language) for column, value in zip(sheet.columns, row, strict=True)])
    with TemporaryFile() as made:
        book.save(made)
        _without_moment(made, file)


def _without_moment(book: IO[bytes], file: BinaryIO) -> None:
    """Write a workbook without the moment at which it was made."""
    with ZipFile(book) as made, ZipFile(file, "w", ZIP_DEFLATED) as packed:
        for name in made.namelist():
            # Without a day of its own an entry has the first one that a zip knows.
            entry = ZipInfo(name)
            entry.compress_type = ZIP_DEFLATED
            if name == _PROPERTIES:
                packed.writestr(entry, _MOMENT.sub(b"", made.read(name)))
                continue
            entry.file_size = made.getinfo(name).file_size
            with made.open(name) as content, packed.open(entry, "w") as copied:
                copyfileobj(content, copied)


def _titles(sheet: Sheet | Stream, language: str) -> Iterator[str]:
    return (say(column.title, {}, language) for column in sheet.columns)


def _told(column: Column, value: Any, language: str, point: str) -> str:
    if value is None:
        return ""
    match column.kind:
        case Kind.MONEY:
            return amount(value).replace(".", point)
        case Kind.NUMBER:
            return str(value).replace(".", point)
        case Kind.DAY:
            return form.day(value, language)
        case _:
            return typed_cell(_text(column, value, language))


def _plain(column: Column, value: Any) -> str | int | None:
    """Return a value as JSON has it; a number with a fraction as text, so that no binary fraction comes near it."""
    if isinstance(value, date):
        return value.isoformat()
    if column.kind is Kind.MONEY and value is not None:
        return amount(value)
    return value if value is None or isinstance(value, int) else str(value)


def _cell(page: Any, column: Column, value: Any, language: str) -> Any:
    from openpyxl.cell import WriteOnlyCell

    if value is None:
        return None
    if column.kind in (Kind.TEXT, Kind.WORD):
        return _text_cell(page, _text(column, value, language))
    held: Any = Decimal(value) / 100 if column.kind is Kind.MONEY else value
    cell = WriteOnlyCell(page, held)
    if column.kind is Kind.MONEY:
        cell.number_format = "#,##0.00"
    elif column.kind is Kind.DAY:
        cell.number_format = "yyyy-mm-dd"
    return cell


def _text_cell(page: Any, text: str) -> Any:
    from openpyxl.cell import WriteOnlyCell

    cell = WriteOnlyCell(page, text)
    cell.data_type = "s"
    return cell


def _text(column: Column, value: Any, language: str) -> str:
    return say(f"word.{value}", {}, language) if column.kind is Kind.WORD else clean_cell(str(value))
