"""CSV files: what is read, and the one sentence with its line where a file cannot be read."""

import csv
import os
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casebook.errors import InputError
from casebook.exchange.sheets import open_sheet
from casebook.exchange.sheets.form import LONGEST_CELL, LONGEST_LINE, MOST_COLUMNS
from tests.exchange.sheets.files import FORM, refusal

TITLES = b"nummer;naam\n"


def written(tmp_path: Path, content: bytes) -> Path:
    path = tmp_path / "lijst.csv"
    path.write_bytes(content)
    return path


def rows(path: Path, **changes: str) -> list[tuple[int, list[str]]]:
    return list(open_sheet(path, replace(FORM, **changes)))  # type: ignore[arg-type] # every change is a text here


def test_each_row_has_the_line_it_begins_on(tmp_path: Path) -> None:
    path = written(tmp_path, TITLES + b'1;"a\nb"\r\n\r\n;;\n2;"c ""d"""')
    assert rows(path) == [(1, ["nummer", "naam"]), (2, ["1", "a\nb"]), (6, ["2", 'c "d"'])]


@pytest.mark.parametrize(
    ("encoding", "content"),
    [
        ("utf-8", "1;Łukasz Öztürk €"),
        ("utf-8-sig", "1;Łukasz"),
        ("utf-16", "1;Łukasz"),
        ("windows-1252", "1;Café €"),
        ("latin-1", "1;Café"),
        ("iso-8859-15", "1;Café €"),
        ("cp850", "1;Café"),
    ],
)
def test_a_file_is_read_in_the_encoding_that_was_said(tmp_path: Path, encoding: str, content: str) -> None:
    path = written(tmp_path, content.encode(encoding))
    assert rows(path, encoding=encoding) == [(1, content.split(";"))]


def test_a_byte_order_mark_is_no_part_of_the_first_title(tmp_path: Path) -> None:
    assert rows(written(tmp_path, b"\xef\xbb\xbf" + TITLES))[0] == (1, ["nummer", "naam"])


def test_without_a_quote_a_quote_is_a_sign_like_any_other(tmp_path: Path) -> None:
    assert rows(written(tmp_path, b'1;5" buis\n'), quote="") == [(1, ["1", '5" buis'])]


@pytest.mark.parametrize(
    ("content", "code", "line"),
    [
        (TITLES + b"1;a\n2;caf\xe9\n", "import.not_encoded", 3),
        (TITLES + b"1;a\n" * 400_000 + b"2;caf\xe9\n", "import.not_encoded", 400_002),
        (TITLES + b"1;a\n2;b\x00c\n", "import.nul", 3),
        (TITLES + b'1;a\n2;"b\nc\n', "import.quote_open", 3),
        (TITLES + b'1;a\n2;"b', "import.quote_open", 3),
        (TITLES + b'1;"a"b\n', "import.quote_wrong", 2),
        (TITLES + b"1;" + b"x" * (LONGEST_CELL + 1) + b"\n", "import.cell_too_long", 2),
        (TITLES + b'1;"' + b"x\n" * 200_000 + b'"\n', "import.cell_too_long", 2),
        (TITLES + b"1;a\n" + b"x" * (LONGEST_LINE + 1), "import.line_too_long", 3),
        (TITLES + b";" * MOST_COLUMNS + b"\n", "import.too_many_columns", 2),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_at_its_line(
    tmp_path: Path, content: bytes, code: str, line: int
) -> None:
    error = refusal(written(tmp_path, content))
    assert (error.code, error.parameters["line"]) == (code, line)


@pytest.mark.parametrize(
    ("encoding", "content", "found"),
    [
        ("windows-1252", "1;Café".encode(), "utf-8"),
        ("latin-1", "1;€".encode(), "utf-8"),
        ("utf-8", "1;a".encode("utf-16"), "utf-16"),
        ("windows-1252", "1;a".encode("utf-16"), "utf-16"),
    ],
)
def test_a_file_plainly_in_another_encoding_is_refused(
    tmp_path: Path, encoding: str, content: bytes, found: str
) -> None:
    error = refusal(written(tmp_path, content), replace(FORM, encoding=encoding))
    assert (error.code, error.parameters["found"]) == ("import.other_encoding", found)


@pytest.mark.parametrize("content", [b"", b"\n\r\n", b";;\n"])
def test_an_empty_file_is_refused(tmp_path: Path, content: bytes) -> None:
    assert refusal(written(tmp_path, content)).code == "import.empty"


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path / "weg.csv").code == "import.no_file"
    assert refusal(tmp_path).code == "import.no_regular_file"
    os.mkfifo(tmp_path / "buis")
    assert refusal(tmp_path / "buis").code == "import.no_regular_file"


def test_rows_before_the_fault_are_given(tmp_path: Path) -> None:
    given_rows = open_sheet(written(tmp_path, TITLES + b'1;a\n2;"b'), FORM)
    assert [next(given_rows), next(given_rows)] == [(1, ["nummer", "naam"]), (2, ["1", "a"])]
    with pytest.raises(InputError):
        next(given_rows)


# Line breaks are left to the table above: only \n inside quotes comes back as it was.
CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\0\r\x1c\x1d\x1e\x85\u2028\u2029"), max_size=20)


@given(table=st.lists(st.lists(CELLS, min_size=2, max_size=4).filter(any), min_size=1, max_size=5))
def test_what_a_csv_writer_writes_comes_back(tmp_path_factory: pytest.TempPathFactory, table: list[list[str]]) -> None:
    path = tmp_path_factory.mktemp("csv") / "lijst.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";", quoting=csv.QUOTE_ALL).writerows(table)
    assert [cells for _, cells in rows(path)] == table
