"""How the sender of a file writes it, and how much of it is taken."""

from dataclasses import dataclass

MOST_COLUMNS = 500
LONGEST_CELL = 32_767
LONGEST_LINE = 262_144

# Put before a cell of a workbook that holds no value: a formula that was never calculated, an error. No file can
# have this character in a cell of its own.
NO_VALUE = "\x00"
UNCALCULATED = NO_VALUE + "?"

# By the name a profile uses: those of Windows, of older systems and of the web.
ENCODINGS = {
    "utf-8": "utf-8-sig",
    "utf-8-sig": "utf-8-sig",
    "utf-16": "utf-16",
    "windows-1252": "cp1252",
    "cp1252": "cp1252",
    "latin-1": "latin-1",
    "iso-8859-1": "latin-1",
    "iso-8859-15": "iso8859-15",
    "cp850": "cp850",
}


@dataclass(frozen=True, slots=True)
class FileForm:
    """How a file is written: `encoding` is a key of `ENCODINGS`, `days` are patterns such as `%d-%m-%Y`.

    `thousands` may be empty, `quote` too; `empty` are texts that stand for an empty cell; `sheet` is the name of the
    sheet of a workbook, None for the first.
    """

    days: tuple[str, ...]
    encoding: str = "utf-8"
    delimiter: str = ","
    quote: str = '"'
    decimal: str = "."
    thousands: str = ""
    empty: frozenset[str] = frozenset()
    sheet: str | None = None
