"""XLSX workbooks: the rows of one sheet, read piece by piece.

openpyxl tells which formats are days and which day a number is. Its own reader of rows is not used: it builds a row
whole before it can be refused, keeps every row it has read as an empty element, and every text in memory.
"""

import posixpath
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from casebook.errors import InputError
from casebook.exchange.sheets.form import FileForm
from casebook.exchange.sheets.package import Element, Package
from casebook.exchange.sheets.sheet_xml import DayCells, SheetXml
from casebook.exchange.sheets.texts import Texts, TextsXml

_TOP_RELATIONS = "_rels/.rels"


def rows(path: Path, form: FileForm) -> Iterator[tuple[int, list[str]]]:
    """Return the rows of the sheet that `form` names, or of the first; formulas give the value they had when saved.

    Raises `InputError` where the file is no workbook, is damaged, locked or too large, or has no such sheet.
    """
    package = Package(path)
    try:
        if not package.has(_TOP_RELATIONS):
            raise InputError("import.no_workbook", file=str(path))
        book = _target(package, "", "/officeDocument")
        if book is None:
            raise InputError("import.no_workbook", file=str(path))
        described = package.elements(book)
        if not any(element.name == "workbook" for element in described):
            raise InputError("import.no_workbook", file=str(path))
        sheet = _sheet(package, book, described, form.sheet, path)
        days = _day_cells(package, book, described)
        with Texts() as texts:
            strings = _target(package, book, "/sharedStrings")
            if strings is not None:
                for _ in package.feed(strings, TextsXml(texts, str(path))):
                    pass
            texts.seal()
            reading = SheetXml(texts, days, form.decimal, str(path))
            width = 0
            for _ in package.feed(sheet, reading):
                for line, cells in reading.take():
                    # Empty cells at the end of a row are not in the file.
                    width = width or len(cells)
                    yield line, cells + [""] * (width - len(cells))
    finally:
        package.close()


def _relations(package: Package, part: str) -> list[Element]:
    folder, name = posixpath.split(part)
    place = posixpath.join(folder, "_rels", f"{name}.rels") if part else _TOP_RELATIONS
    return [element for element in package.elements(place) if element.name == "Relationship"]


def _target(package: Package, part: str, kind: str, relation_id: str | None = None) -> str | None:
    """Return the part that `part` refers to as `kind`; what lies outside the file is never followed."""
    for relation in _relations(package, part):
        found = relation.attributes
        if not found.get("Type", "").endswith(kind) or (relation_id is not None and found.get("Id") != relation_id):
            continue
        target = posixpath.normpath(posixpath.join("/", posixpath.dirname(part), found.get("Target", ""))).lstrip("/")
        if found.get("TargetMode") == "External" or not package.has(target):
            raise package.damaged()
        return target
    return None


def _sheet(package: Package, book: str, described: list[Element], wanted: str | None, path: Path) -> str:
    sheets = [element.attributes for element in described if element.name == "sheet"]
    for sheet in sheets:
        if wanted is None or sheet.get("name") == wanted:
            target = _target(package, book, "/worksheet", sheet.get("id", ""))
            if target is not None:
                return target
    names = tuple(sheet.get("name", "") for sheet in sheets)
    raise InputError("import.no_sheet", file=str(path), sheet=wanted or "1", sheets=names)


def _day_cells(package: Package, book: str, described: list[Element]) -> DayCells:
    from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format
    from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

    since_1904 = any(element.attributes.get("date1904") in ("1", "true") for element in described)
    epoch = CALENDAR_MAC_1904 if since_1904 else CALENDAR_WINDOWS_1900

    def day(number: float) -> str | None:
        try:
            found = from_excel(number, epoch)
        except (OverflowError, ValueError):
            return None
        return found.date().isoformat() if isinstance(found, datetime) else None

    styles = _target(package, book, "/styles")
    if styles is None:
        return DayCells(frozenset(), day)
    elements = package.elements(styles)
    formats = {str(number): text for number, text in BUILTIN_FORMATS.items()} | {
        element.attributes.get("numFmtId", ""): element.attributes.get("formatCode", "")
        for element in elements
        if element.name == "numFmt"
    }
    is_day = {number for number, text in formats.items() if is_date_format(text) and not is_timedelta_format(text)}
    cells = [element for element in elements if element.name == "xf" and element.parent == "cellXfs"]
    return DayCells(
        frozenset(str(index) for index, cell in enumerate(cells) if cell.attributes.get("numFmtId") in is_day), day
    )
