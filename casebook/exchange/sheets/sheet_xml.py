"""The XML of one sheet: each row a list of texts."""

from collections.abc import Callable
from decimal import Decimal
from math import isfinite
from typing import NamedTuple

from casebook.errors import InputError
from casebook.exchange.sheets.form import LONGEST_CELL, MOST_COLUMNS, NO_VALUE, UNCALCULATED
from casebook.exchange.sheets.texts import Texts, unescaped

_MOST_REMEMBERED = 50_000
# Excel keeps and shows fifteen digits; what a binary fraction adds behind them nobody typed.
_DIGITS = 15
# The last row that a sheet can have.
_LAST_ROW = 1_048_576


class DayCells(NamedTuple):
    """The styles, by number, whose cells are days, and the day that a number stands for, None where it is none."""

    styles: frozenset[str]
    day: Callable[[float], str | None]


class SheetXml:
    """Takes rows out of the XML of a sheet; `take` hands over those that are complete."""

    def __init__(self, texts: Texts, days: DayCells, decimal: str, place: str) -> None:
        self.depth = 0
        self._texts, self._days, self._decimal, self._place = texts, days, decimal, place
        self._known_days: dict[str, str] = {}
        self._columns: dict[str, int] = {}
        self._rows: list[tuple[int, list[str]]] = []
        self._line = 0
        self._cells: list[str] = []
        self._column = 0
        self._kind = self._style = ""
        self._value: list[str] = []
        self._length = 0
        self._inside = self._aid = self._formula = self._has_value = False

    def take(self) -> list[tuple[int, list[str]]]:
        """Return the rows that became complete since the last time."""
        rows, self._rows = self._rows, []
        return rows

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take the beginning of an element."""
        self.depth += 1
        if ":" in name:
            name = name.rpartition(":")[2]
        if name == "c":
            self._kind, self._style = attributes.get("t", "n"), attributes.get("s", "0")
            self._value, self._length = [], 0
            self._formula = self._has_value = False
            self._column = self._place_of(attributes["r"]) if "r" in attributes else self._column + 1
            if self._column > MOST_COLUMNS:
                raise InputError("import.too_many_columns", file=self._place, line=self._line, most=MOST_COLUMNS)
        elif name in ("v", "t"):
            self._inside = self._has_value = not self._aid
        elif name == "f":
            self._formula = True
        elif name == "row":
            self._line = int(attributes["r"]) if "r" in attributes else self._line + 1
            if not 0 < self._line <= _LAST_ROW:
                raise ValueError(self._line)
            self._cells, self._column = [], 0
        elif name == "rPh":
            self._aid = True

    def end(self, name: str) -> None:
        """Take the end of an element."""
        self.depth -= 1
        if ":" in name:
            name = name.rpartition(":")[2]
        if name == "c":
            if self._has_value or self._formula:
                cells = self._cells
                cells += [""] * (self._column - len(cells))
                cells[self._column - 1] = self._shown("".join(self._value))
        elif name in ("v", "t"):
            self._inside = False
        elif name == "row":
            self._rows.append((self._line, self._cells))
        elif name == "rPh":
            self._aid = False

    def text(self, data: str) -> None:
        """Take a piece of text."""
        if self._inside:
            self._length += len(data)
            if self._length > LONGEST_CELL:
                raise InputError("import.cell_too_long", file=self._place, line=self._line, most=LONGEST_CELL)
            self._value.append(data)

    def _place_of(self, reference: str) -> int:
        """Return the column, counted from 1, of a reference such as AB12."""
        letters = reference.rstrip("0123456789")
        column = self._columns.get(letters)
        if column is None:
            column = 0
            for letter in letters.upper()[:8]:
                column = column * 26 + ord(letter) - ord("A") + 1
            if not (letters.isascii() and letters.isalpha()):
                raise ValueError(reference)
            if column <= MOST_COLUMNS:
                self._columns[letters] = column
        return column

    def _shown(self, value: str) -> str:
        """Return the text of the cell that just ended."""
        match self._kind:
            case "s":
                return self._texts[int(value)]
            case "inlineStr":
                return unescaped(value)
            case "str":
                return unescaped(value) if self._has_value else UNCALCULATED
            case "e":
                return NO_VALUE + value
            case "b":
                return "TRUE" if value == "1" else "FALSE"
            case "d":
                return value[:10]
        if not value:
            return UNCALCULATED if self._formula else ""
        return self._day(value) if self._style in self._days.styles else self._number(value)

    def _day(self, value: str) -> str:
        """Return the day of a cell, without its time."""
        shown = self._known_days.get(value)
        if shown is None:
            shown = self._days.day(float(value)) or self._number(value)
            if len(self._known_days) >= _MOST_REMEMBERED:
                self._known_days.clear()
            self._known_days[value] = shown
        return shown

    def _number(self, value: str) -> str:
        if len(value) <= _DIGITS and value.isascii() and value.isdigit():
            return value
        # A workbook holds binary fractions; with 15 digits, as Excel shows them, each is the decimal that was typed.
        number = float(value)
        if not isfinite(number):
            return NO_VALUE + value
        shown = f"{Decimal(f'{number:.{_DIGITS}g}'):f}"
        if "." in shown:
            shown = shown.rstrip("0").rstrip(".").replace(".", self._decimal)
        return "0" if shown == "-0" else shown
