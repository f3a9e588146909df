"""Text files with a delimiter between the cells (CSV)."""

import codecs
import csv
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from casebook.errors import InputError
from casebook.exchange.sheets.form import ENCODINGS, LONGEST_CELL, LONGEST_LINE, MOST_COLUMNS, FileForm

_PIECE = 1024 * 1024
_ANY_BYTES = ("cp1252", "latin-1", "iso8859-15", "cp850")


def rows(path: Path, form: FileForm) -> Iterator[tuple[int, list[str]]]:
    """Return each row with the line it begins on; raises `InputError` at the first line that cannot be read."""
    encoding = ENCODINGS[form.encoding]
    _check_encoding(path, encoding, form.encoding)
    place = str(path)
    try:
        with path.open(encoding=encoding, newline="") as file:
            reader = csv.reader(
                _lines(file, place),
                delimiter=form.delimiter,
                quotechar=form.quote or None,
                quoting=csv.QUOTE_MINIMAL if form.quote else csv.QUOTE_NONE,
                strict=True,
            )
            line = 1
            try:
                for cells in reader:
                    if len(cells) > MOST_COLUMNS:
                        raise InputError("import.too_many_columns", file=place, line=line, most=MOST_COLUMNS)
                    if cells and max(map(len, cells)) > LONGEST_CELL:
                        raise InputError("import.cell_too_long", file=place, line=line, most=LONGEST_CELL)
                    yield line, cells
                    line = reader.line_num + 1
            except csv.Error as error:
                raise _malformed(str(error), place, line) from None
    except UnicodeError:
        line = _undecodable(path, encoding)
        raise InputError("import.not_encoded", file=place, encoding=form.encoding, line=line) from None


def _lines(file: IO[str], place: str) -> Iterator[str]:
    """Return the lines, none so long that it would fill the memory."""
    number = 0
    while line := file.readline(LONGEST_LINE + 1):
        number += 1
        if len(line) > LONGEST_LINE:
            raise InputError("import.line_too_long", file=place, line=number, most=LONGEST_LINE)
        if "\0" in line:
            raise InputError("import.nul", file=place, line=number)
        yield line


def _malformed(reason: str, place: str, line: int) -> InputError:
    """Return the error for what the csv module says in English."""
    if reason.startswith("unexpected end"):
        return InputError("import.quote_open", file=place, line=line)
    if reason.startswith("field larger"):
        return InputError("import.cell_too_long", file=place, line=line, most=LONGEST_CELL)
    return InputError("import.quote_wrong", file=place, line=line)


def _check_encoding(path: Path, encoding: str, said: str) -> None:
    """Refuse a file that is plainly in another encoding than was said: one byte a character reads any file at all."""
    with path.open("rb") as file:
        start = file.read(_PIECE)
    found = None
    if encoding != "utf-16" and start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        found = "utf-16"
    elif encoding in _ANY_BYTES and not start.isascii() and _is_utf8(start):
        found = "utf-8"
    if found:
        raise InputError("import.other_encoding", file=str(path), encoding=said, found=found)


def _is_utf8(start: bytes) -> bool:
    try:
        codecs.getincrementaldecoder("utf-8")().decode(start, final=len(start) < _PIECE)
    except UnicodeDecodeError:
        return False
    return True


def _undecodable(path: Path, encoding: str) -> int:
    """Return the line of the first byte that is not in `encoding`; a reader of text only knows its block."""
    decoder = codecs.getincrementaldecoder(encoding)()
    line = 1
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            try:
                line += decoder.decode(piece).count("\n")
            except UnicodeDecodeError as error:
                return line + error.object[: error.start].decode(encoding, "ignore").count("\n")
            except UnicodeError:
                return line
    return line
