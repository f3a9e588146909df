"""Opening a file: by its first bytes it is a workbook or text, whatever its name says."""

from collections.abc import Iterator
from pathlib import Path

from casebook.errors import InputError
from casebook.exchange.sheets import delimited, workbook
from casebook.exchange.sheets.form import FileForm

_ZIP = b"PK\x03\x04"
# The container of .xls, and of a workbook behind a password.
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def open_sheet(path: Path, form: FileForm) -> Iterator[tuple[int, list[str]]]:
    """Return the rows that are not empty, the titles first, each with its line (of a workbook: row) counted from 1.

    Of a workbook, days come as `2026-11-21`, numbers with the decimal sign of `form` and without thousands, and a
    cell without a value begins with `form.NO_VALUE`. Memory does not grow with the file. Raises `InputError` with one
    sentence at the line where the file cannot be read further, also after rows were given.
    """
    try:
        if not path.is_file():
            code = "import.no_regular_file" if path.exists() else "import.no_file"
            raise InputError(code, file=str(path))
        with path.open("rb") as file:
            start = file.read(len(_OLE))
        if start == _OLE:
            raise InputError("import.old_spreadsheet", file=str(path))
        rows = workbook.rows(path, form) if start.startswith(_ZIP) else delimited.rows(path, form)
        found = False
        for line, cells in rows:
            if any(cells):
                found = True
                yield line, cells
    except OSError as error:
        raise InputError("import.unreadable", file=str(path), reason=error.strerror or "") from None
    if not found:
        raise InputError("import.empty", file=str(path))
