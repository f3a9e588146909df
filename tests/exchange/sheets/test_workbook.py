"""XLSX workbooks: values as openpyxl writes them come back as text, and what is built to do harm is refused."""

import re
import struct
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from casebook.exchange.sheets import open_sheet, package, texts
from casebook.exchange.sheets.form import LONGEST_CELL, MOST_COLUMNS, UNCALCULATED
from tests.exchange.sheets.files import FORM, refusal, repacked

SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
BOOK, RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"


def workbook(tmp_path: Path, *rows: list[Any]) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    path = tmp_path / "lijst.xlsx"
    book.save(path)
    return path


def cells(path: Path, line: int = 1) -> list[str]:
    return dict(open_sheet(path, FORM))[line]


def sharing(tmp_path: Path) -> Path:
    """Return a small workbook whose cells share their texts, as most programs write them; openpyxl may not."""
    path = workbook(tmp_path, ["nummer", "naam"], ["1", "a"])
    said = ["nummer", "naam", "1", "a"]

    def shared(name: str, content: bytes) -> bytes | None:
        xml = content.decode()
        if name == SHEET:
            texts_of_row = iter(range(len(said)))
            xml = re.sub(r't="\w+"><(is><t|v)>.*?</(t></is|v)>', lambda _: f't="s"><v>{next(texts_of_row)}</v>', xml)
        if name == RELATIONS and STRINGS.rpartition("/")[2] not in xml:
            relation = f'<Relationship Id="texts" Type="{RELATION}" Target="sharedStrings.xml"/>'
            xml = xml.replace("</Relationships>", f"{relation}</Relationships>")
        return None if name == STRINGS else xml.encode()

    repacked(path, shared)
    with zipfile.ZipFile(path, "a") as archive:
        texts_xml = "".join(f"<si><t>{text}</t></si>" for text in said)
        archive.writestr(STRINGS, f'<?xml version="1.0"?><sst xmlns="{MAIN}">{texts_xml}</sst>')
    return path


def changed(tmp_path: Path, part: str, change: Callable[[str], str]) -> Path:
    """Return a small workbook in which one part was changed by hand."""
    path = sharing(tmp_path)
    repacked(path, lambda name, content: change(content.decode()).encode() if name == part else content)
    return path


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (12.1, "12,1"),
        (0.1 + 0.2, "0,3"),
        (1234567.8900000001, "1234567,89"),
        (-55.94, "-55,94"),
        (1000, "1000"),
        (-3, "-3"),
        (0.001, "0,001"),
        (1e-7, "0,0000001"),
        (123456789012345, "123456789012345"),
        (1e16, "10000000000000000"),
        (-0.0, "0"),
        (date(2026, 11, 21), "2026-11-21"),
        (datetime(2026, 11, 21, 13, 45), "2026-11-21"),  # noqa: DTZ001 - a workbook knows no time zone
        (date(1901, 1, 1), "1901-01-01"),
        (True, "TRUE"),
        (False, "FALSE"),
        ("Łukasz Öztürk", "Łukasz Öztürk"),
        ("  spaties  ", "  spaties  "),
        ("=letterlijk", UNCALCULATED),
        ("a_x0041_b", "aAb"),
        ("#N/A", "\x00#N/A"),
    ],
)
def test_a_value_comes_back_as_text(tmp_path: Path, value: object, text: str) -> None:
    assert cells(workbook(tmp_path, [value, "slot"])) == [text, "slot"]


def test_dates_counted_from_1904_are_the_same_days(tmp_path: Path) -> None:
    path = workbook(tmp_path, [date(2026, 11, 21)])
    since_1904 = b'<workbookPr date1904="1"/>'
    repacked(
        path, lambda name, content: re.sub(rb"<workbookPr[^>]*>", since_1904, content) if name == BOOK else content
    )
    # The number in the file is that of the day by the other count, 1462 days off.
    assert cells(path) == ["2030-11-22"]


def test_a_formula_gives_the_value_it_had_when_saved(tmp_path: Path) -> None:
    path = changed(tmp_path, SHEET, lambda xml: xml.replace("</row>", '<c r="C1"><f>1+2</f><v>3</v></c></row>', 1))
    assert cells(path) == ["nummer", "naam", "3"]


def test_rows_are_filled_up_to_the_titles_and_keep_their_number(tmp_path: Path) -> None:
    path = workbook(tmp_path, ["a", "b", "c"], [], [None, "x"], ["y"])
    assert list(open_sheet(path, FORM)) == [(1, ["a", "b", "c"]), (3, ["", "x", ""]), (4, ["y", "", ""])]


def test_texts_that_cells_share_are_found(tmp_path: Path) -> None:
    assert list(open_sheet(sharing(tmp_path), FORM)) == [(1, ["nummer", "naam"]), (2, ["1", "a"])]


def test_a_sheet_is_found_by_its_name(tmp_path: Path) -> None:
    path = tmp_path / "lijst.xlsx"
    book = Workbook()
    book.create_sheet("Posten").append(["tweede"])
    book.worksheets[0].append(["eerste"])
    book.save(path)
    assert list(open_sheet(path, FORM)) == [(1, ["eerste"])]
    assert list(open_sheet(path, replace(FORM, sheet="Posten"))) == [(1, ["tweede"])]
    error = refusal(path, replace(FORM, sheet="Weg"))
    assert (error.code, error.parameters["sheets"]) == ("import.no_sheet", ("Sheet", "Posten"))


def test_rich_text_is_read_without_its_reading_aid_and_with_prefixes(tmp_path: Path) -> None:
    rich = "<x:si><x:r><x:t>Jan</x:t></x:r><x:r><x:t>sen</x:t></x:r><x:rPh sb='0' eb='1'><x:t>yan</x:t></x:rPh></x:si>"
    strings = f'<x:sst xmlns:x="{MAIN}">{rich}{rich}</x:sst>'
    sheet = '<row r="1"><c t="s"><v>0</v></c><c t="inlineStr"><is><t>los</t></is></c></row>'
    path = changed(tmp_path, SHEET, lambda xml: re.sub("<row.*</row>", sheet, xml, flags=re.DOTALL))
    repacked(path, lambda name, content: strings.encode() if name == STRINGS else content)
    assert cells(path) == ["Jansen", "los"]


# Excel keeps fifteen digits; amounts in cents up to 13 digits are far inside.
@given(st.lists(st.integers(-(10**13), 10**13), min_size=1, max_size=20))
def test_amounts_in_cents_come_back_exactly(tmp_path_factory: pytest.TempPathFactory, amounts: list[int]) -> None:
    path = workbook(tmp_path_factory.mktemp("xlsx"), *([cents / 100, "x"] for cents in amounts))
    back = [row[0] for _, row in open_sheet(path, FORM)]
    assert [round(float(text.replace(",", ".")) * 100) for text in back] == amounts
    assert all(len(text.partition(",")[2]) <= 2 for text in back)


def test_too_many_columns_are_refused_by_their_place_and_by_their_number(tmp_path: Path) -> None:
    path = changed(tmp_path, SHEET, lambda xml: xml.replace('r="B2"', 'r="BDWGN2"'))
    error = refusal(path)
    assert (error.code, error.parameters["line"]) == ("import.too_many_columns", 2)
    many = f'<row r="9">{"<c><v>1</v></c>" * (MOST_COLUMNS + 1)}</row></sheetData>'
    path = changed(tmp_path, SHEET, lambda xml: xml.replace("</sheetData>", many))
    error = refusal(path)
    assert (error.code, error.parameters["line"]) == ("import.too_many_columns", 9)


def test_a_cell_or_a_text_that_is_too_long_is_refused(tmp_path: Path) -> None:
    long = "x" * (LONGEST_CELL + 1)
    cell = f'<c r="C1" t="inlineStr"><is><t>{long}</t></is></c></row>'
    path = changed(tmp_path, SHEET, lambda xml: xml.replace("</row>", cell, 1))
    assert refusal(path).code == "import.cell_too_long"
    path = changed(tmp_path, STRINGS, lambda xml: xml.replace(">naam<", f">{long}<"))
    assert refusal(path).code == "import.text_too_long"


@pytest.mark.parametrize("part", [SHEET, STRINGS, "xl/workbook.xml", "xl/styles.xml", "_rels/.rels"])
def test_a_document_type_is_refused_wherever_it_stands(tmp_path: Path, part: str) -> None:
    entities = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'

    def with_entities(xml: str) -> str:
        declaration = re.match(r"<\?xml[^>]*\?>", xml)
        end = declaration.end() if declaration else 0
        return xml[:end] + entities + xml[end:]

    assert refusal(changed(tmp_path, part, with_entities)).code == "import.workbook_document_type"


DAMAGE: dict[str, tuple[str, Callable[[str], str]]] = {
    "cut off": (SHEET, lambda xml: xml[: len(xml) // 2]),
    "no column": (SHEET, lambda xml: xml.replace('r="B2"', 'r="!!2"')),
    "no row": (SHEET, lambda xml: xml.replace('<row r="2"', '<row r="twee"')),
    "row beyond the last": (SHEET, lambda xml: xml.replace('<row r="2"', '<row r="9999999999"')),
    "no such text": (SHEET, lambda xml: xml.replace("<v>3</v>", "<v>99</v>")),
    "a tag without end": (SHEET, lambda xml: xml.replace("<row ", f'<row x="{"y" * 3 * 10**6}" ', 1)),
    "nested without end": (SHEET, lambda xml: xml.replace("</row>", "<a>" * 200_000, 1)),
    "no XML": (BOOK, lambda xml: xml.replace("<sheets>", "<sheets")),
    "outside the file": (RELATIONS, lambda xml: xml.replace("Target=", 'TargetMode="External" Target=')),
    "above the file": (RELATIONS, lambda xml: xml.replace("/xl/worksheets/", "../../../etc/")),
}


@pytest.mark.parametrize(("part", "change"), DAMAGE.values(), ids=DAMAGE)
def test_a_damaged_or_oddly_built_workbook_is_refused(tmp_path: Path, part: str, change: Callable[[str], str]) -> None:
    assert refusal(changed(tmp_path, part, change)).code == "import.damaged_workbook"


def test_a_zip_bomb_is_refused_before_anything_is_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = workbook(tmp_path, ["a"])
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bom", b"\0" * 2_000_000)
    assert path.stat().st_size < 20_000
    monkeypatch.setattr(package, "LARGEST_UNPACKED", 1_000_000)
    monkeypatch.setattr(zipfile.ZipFile, "open", None)
    assert refusal(path).code == "import.workbook_too_large"


def test_a_zip_with_too_many_parts_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "MOST_PARTS", 5)
    assert refusal(workbook(tmp_path, ["a"])).code == "import.workbook_too_large"


def test_too_many_texts_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(texts, "MOST_TEXTS", 2)
    assert refusal(sharing(tmp_path)).code == "import.too_many_texts"


def test_a_part_larger_than_it_says_is_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path, *([f"naam {number}"] for number in range(500)))
    with zipfile.ZipFile(path) as archive:
        size = archive.getinfo(SHEET).file_size
    content = path.read_bytes()
    assert content.count(struct.pack("<L", size)) >= 1
    path.write_bytes(content.replace(struct.pack("<L", size), struct.pack("<L", 100)))
    assert refusal(path).code == "import.damaged_workbook"


def test_a_file_cut_off_is_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path, ["a"])
    path.write_bytes(path.read_bytes()[:2000])
    assert refusal(path).code == "import.damaged_workbook"


def test_another_kind_of_zip_old_and_locked_workbooks_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "lijst.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    assert refusal(path).code == "import.no_workbook"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504)
    assert refusal(path).code == "import.old_spreadsheet"
    path = workbook(tmp_path, ["a"])
    content = bytearray(path.read_bytes())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        for found in re.finditer(re.escape(mark), bytes(content)):
            content[found.start() + offset] |= 1
    path.write_bytes(bytes(content))
    assert refusal(path).code == "import.locked_workbook"


def test_a_workbook_is_known_by_its_content_not_by_its_name(tmp_path: Path) -> None:
    path = workbook(tmp_path, ["a"]).rename(tmp_path / "lijst.csv")
    assert cells(path) == ["a"]
