"""What a command writes: JSON for programs; tables and paragraphs for a terminal, wrapped to its width."""

import json
import shutil
import sys
import textwrap
from collections.abc import Sequence
from typing import NamedTuple

NARROWEST, WIDEST = 60, 110
GAP = "  "


class Column(NamedTuple):
    """A column of a table: its heading, whether it stands to the right, whether it takes the room that is left."""

    heading: str
    right: bool = False
    flexible: bool = False


def width() -> int:
    """Return how many columns to write: those of the terminal, within reason; 80 where there is none."""
    return max(NARROWEST, min(WIDEST, shutil.get_terminal_size((80, 24)).columns))


def height() -> int | None:
    """Return how many lines fit on the terminal; None where there is none."""
    return shutil.get_terminal_size((80, 24)).lines if sys.stdout.isatty() else None


def sentence(text: str, room: int) -> list[str]:
    """Return a sentence wrapped to `room`; a path or an option in it stays whole, to be copied."""
    return textwrap.wrap(text, room, break_long_words=False, break_on_hyphens=False)


def table(columns: Sequence[Column], rows: Sequence[Sequence[str]], room: int) -> list[str]:
    """Return the lines of a table at most `room` wide, one flexible column wrapped to what the others leave.

    A newline in a cell begins a new line of it.
    """
    cells = [[column.heading for column in columns], *rows]
    widths = [max(len(line) for row in cells for line in row[index].split("\n")) for index in range(len(columns))]
    fixed = sum(size for size, column in zip(widths, columns, strict=True) if not column.flexible)
    left = max(12, room - fixed - len(GAP) * len(columns))
    widths = [min(size, left) if column.flexible else size for size, column in zip(widths, columns, strict=True)]
    lines = [line for row in cells if any(row) for line in _row(row, columns, widths)]
    return [line.rstrip() for line in lines]


def _row(row: Sequence[str], columns: Sequence[Column], widths: Sequence[int]) -> list[str]:
    wrapped = [_wrap(cell, size) for cell, size in zip(row, widths, strict=True)]
    height = max(len(cell) for cell in wrapped)
    return [
        "".join(
            GAP
            + (
                (cell[index] if index < len(cell) else "").rjust(size)
                if column.right
                else (cell[index] if index < len(cell) else "").ljust(size)
            )
            for cell, column, size in zip(wrapped, columns, widths, strict=True)
        )
        for index in range(height)
    ]


def _wrap(cell: str, size: int) -> list[str]:
    return [line for part in cell.split("\n") for line in textwrap.wrap(part, size) or [""]]


def paragraph(text: str, room: int, mark: str = "") -> list[str]:
    """Return a text wrapped to `room`, behind a mark on its first line."""
    first = f"{GAP}{mark} " if mark else GAP
    return textwrap.wrap(text, room, initial_indent=first, subsequent_indent=" " * len(first))


def json_text(value: object) -> str:
    """Return a value as JSON; letters the terminal has not are written as JSON escapes them."""
    encoding = (sys.stdout.encoding or "").lower().replace("-", "")
    return json.dumps(value, ensure_ascii=encoding != "utf8", indent=2)
