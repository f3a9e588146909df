"""A list as a file: read window after window and written as it is read, so that no list is too long for the memory."""

import json
from collections.abc import Iterator, Sequence
from datetime import date
from enum import StrEnum
from io import TextIOWrapper
from typing import Any, BinaryIO, NamedTuple

from casebook.domain.finding import HOUSE_RULE
from casebook.errors import Refused
from casebook.exchange.output import amount
from casebook.jobs import sheets
from casebook.jobs.lists.catalogue import COLUMNS
from casebook.jobs.lists.columns import ListColumn
from casebook.jobs.lists.exported import Exported, Windows
from casebook.jobs.sheets import Kind
from casebook.store.database import Database
from casebook.store.queries.listing import Key
from casebook.store.queries.whole import Whole

_AT_ONCE = 1_000
# What a sheet of a workbook has room for, without the row of titles.
MOST_IN_WORKBOOK = 2**20 - 1


class Format(StrEnum):
    """As what a list is written."""

    CSV = "csv"
    XLSX = "xlsx"
    JSON = "json"


class Wanted(NamedTuple):
    """How a list is written: as what, in which language; CSV is `marked` for a spreadsheet to know its letters."""

    form: Format
    language: str
    marked: bool = True


def write(database: Database, exported: Exported, wanted: Wanted, file: BinaryIO) -> None:
    """Write all rows of a list, as they are at one moment.

    CSV and XLSX are for people. JSON is a list of objects with the same keys in every language: days as ISO 8601,
    amounts as text, codes as they are. Raises `Refused` where a workbook has no room for all.
    """
    form, language, marked = wanted
    columns = COLUMNS[exported.name]
    with database.snapshot():
        rows = _rows(database, exported.windows(database))
        if form is Format.JSON:
            _write_json(columns, rows, language, file)
            return
        shown = [one for one in columns if not one.for_programs]
        heads = [sheets.Column(one.key, one.title, one.kind) for one in shown]
        cells = ([_told(one, row, language) for one in shown] for row in rows)
        if form is Format.XLSX:
            sheets.write_xlsx(sheets.Stream(heads, _fitting(cells)), language, file)
        else:
            text = TextIOWrapper(file, encoding="utf-8-sig" if marked else "utf-8", newline="")
            sheets.write_csv(sheets.Stream(heads, cells), language, text)
            text.flush()
            text.detach()


def _rows(database: Database, windows: Windows) -> Iterator[Any]:
    if isinstance(windows, Whole):
        yield from windows.read(database)
        return
    at: Key | None = None
    while True:
        page = windows.after(database, at, _AT_ONCE)
        yield from page.rows
        if not page.after or not page.rows:
            return
        at = windows.key(page.rows[-1])


def _fitting(cells: Iterator[Sequence[Any]]) -> Iterator[Sequence[Any]]:
    for count, row in enumerate(cells):
        if count >= MOST_IN_WORKBOOK:
            raise Refused("list_export.too_long", source=HOUSE_RULE, most=MOST_IN_WORKBOOK)
        yield row


def _told(column: ListColumn[Any], row: Any, language: str) -> Any:
    return column.of(row) if column.tell is None else column.tell(row, language)


def _write_json(columns: Sequence[ListColumn[Any]], rows: Iterator[Any], language: str, file: BinaryIO) -> None:
    file.write(b"[")
    for count, row in enumerate(rows):
        file.write(b",\n" if count else b"\n")
        file.write(json.dumps(_record(columns, row, language), ensure_ascii=False).encode())
    file.write(b"\n]\n")


def _record(columns: Sequence[ListColumn[Any]], row: Any, language: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for column in columns:
        found[column.key] = _plain(column, column.of(row))
        if column.also_told and column.tell is not None:
            found[f"{column.key}_said"] = column.tell(row, language)
    return found


def _plain(column: ListColumn[Any], value: Any) -> Any:
    if value is None:
        return None
    if column.kind is Kind.MONEY:
        return amount(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return [str(one) for one in value]
    return value if isinstance(value, int) else str(value)
