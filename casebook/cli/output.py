"""What a command writes: JSON for programs; tables and paragraphs for a terminal, wrapped to its width."""

import json
import shutil
import sys
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from casebook.words import say

if TYPE_CHECKING:
    from casebook.cli.opening import Asked

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


class Told:
    """What a command did, a sentence for each thing: printed as it is told, or for programs all at the end.

    For programs it is a list of objects: `code`, `said`, and what fills the sentence, amounts and days as text.
    """

    def __init__(self, language: str, *, for_programs: bool) -> None:
        self._language = language
        self._records: list[dict[str, object]] | None = [] if for_programs else None

    def __call__(self, code: str, parameters: Mapping[str, object], before: str = "", **about: object) -> None:
        """Tell something; `before` stands before it on a terminal, in place of what it is `about`."""
        said = say(code, parameters, self._language)
        if self._records is None:
            print(before + said)
        else:
            plain = {name: _plain(value) for name, value in {**parameters, **about}.items()}
            self._records.append({"code": code, "said": said} | _with_amounts(plain))

    def end(self) -> None:
        """Say that all is told."""
        if self._records is not None:
            print(json_text(self._records))


@contextmanager
def telling(asked: "Asked") -> Iterator[Told]:
    """Let a command tell what it does; where it is refused, nothing is printed for programs but the refusal."""
    told = Told(asked.language, for_programs=getattr(asked.options, "json", False))
    yield told
    told.end()


def _plain(value: object) -> object:
    if isinstance(value, date | Decimal | Path):
        return str(value)
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(one) for one in value]
    return value


def _with_amounts(plain: dict[str, object]) -> dict[str, object]:
    cents = plain.pop("cents", None)
    return plain | ({"amount": f"{Decimal(cents) / 100:.2f}"} if isinstance(cents, int) else {})


def json_text(value: object) -> str:
    """Return a value as JSON; letters the terminal has not are written as JSON escapes them."""
    encoding = (sys.stdout.encoding or "").lower().replace("-", "")
    return json.dumps(value, ensure_ascii=encoding != "utf8", indent=2)
