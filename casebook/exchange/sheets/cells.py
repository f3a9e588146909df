"""The cells of one row, taken out by field with their type; what cannot be read is refused with its column."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path

from casebook.domain.money import Cents
from casebook.errors import InputError
from casebook.exchange.sheets.form import FileForm
from casebook.exchange.sheets.values import LONGEST_TEXT, Reader, shown
from casebook.text import clean_line

LONGEST_NOTE = 4000

_YES = ("true", "yes", "y", "ja", "j", "1", "x")
_NO = ("false", "no", "n", "nee", "0")
# More digits than any number of things in a row has.
_DIGITS = 6
_LIST = re.compile(r"[;,|\n]")


@dataclass(frozen=True, slots=True)
class Section:
    """Where a profile finds the fields of one kind of record: the title of each column by field.

    `values` says per field which word of ours a text of the file stands for, the text in lower case; the columns of
    `may_be_absent` are empty where a file does not have them.
    """

    columns: Mapping[str, str]
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    may_be_absent: frozenset[str] = frozenset()


class Cells:
    """The cells of the row at hand by field, such as `due_on`; a field whose column a profile does not name is empty.

    `titles` are the titles of the file. Raises `InputError` where a column that the section names is not among them,
    or is there twice.
    """

    def __init__(self, section: Section, form: FileForm, titles: list[str], place: Path) -> None:
        self._reader = Reader(form)
        self._values = section.values
        self.titles = [clean_line(title, LONGEST_TEXT) for title in titles]
        self._place = place
        self.columns = {
            name: title
            for name, title in section.columns.items()
            if name not in section.may_be_absent or self._found(title)
        }
        self._at = {name: self.index(title) for name, title in self.columns.items()}
        self._cells: list[str] = []

    def index(self, title: str) -> int:
        """Return the place of a column, counted from 0; capitals do not matter."""
        found = self._found(title)
        if len(found) != 1:
            code = "import.column_twice" if found else "import.missing_column"
            raise InputError(code, file=str(self._place), column=title, found=tuple(filter(None, self.titles))[:40])
        return found[0]

    def _found(self, title: str) -> list[int]:
        wanted = title.casefold()
        return [index for index, own in enumerate(self.titles) if own.casefold() == wanted]

    def take(self, cells: list[str]) -> None:
        """Make these the cells of the row at hand; raises `InputError` where they are more or fewer than the titles."""
        if len(cells) != len(self.titles):
            if len(cells) < len(self.titles):
                raise InputError("import.row.too_few_cells", found=len(cells), expected=len(self.titles))
            if any(cells[len(self.titles) :]):
                raise InputError("import.row.too_many_cells", found=len(cells), expected=len(self.titles))
        self._cells = cells

    def raw(self, name: str) -> str:
        """Return the cell of a field as it stands in the file."""
        index = self._at.get(name)
        return "" if index is None else self._cells[index]

    def at(self, index: int) -> str | None:
        """Return the text of a cell by its place."""
        return self._reader.text(self._cells[index], self.titles[index], LONGEST_NOTE)

    def missing(self, name: str) -> InputError:
        """Return the error that the cell of a field is empty."""
        return InputError("import.row.missing", column=self.columns.get(name, name))

    def wrong(self, name: str, code: str, **parameters: str | int | date | None) -> InputError:
        """Return the error that a field cannot be as it is."""
        return InputError(code, column=self.columns.get(name, name), **parameters)

    def optional_text(self, name: str, most: int = LONGEST_TEXT) -> str | None:
        """Return a text on one line; the words of the profile replace those of the file."""
        index = self._at.get(name)
        if index is None:
            return None
        cell = self._cells[index]
        if not cell:
            return None
        text = self._reader.text(cell, self.columns[name], most)
        if text is not None and name in self._values:
            return self._values[name].get(text.casefold(), text)
        return text

    def text(self, name: str, most: int = LONGEST_TEXT) -> str:
        """Return a text that must be there."""
        text = self.optional_text(name, most)
        if text is None:
            raise self.missing(name)
        return text

    def texts(self, name: str) -> tuple[str, ...]:
        """Return the texts of a cell that holds several with ; , | or a line between them."""
        cell = self.raw(name)
        parts = (self._reader.text(part, self.columns[name]) for part in _LIST.split(cell)) if cell else ()
        return tuple(part for part in parts if part is not None)

    def optional_day(self, name: str) -> date | None:
        """Return a day."""
        index = self._at.get(name)
        if index is None:
            return None
        cell = self._cells[index]
        return self._reader.day(cell, self.columns[name]) if cell else None

    def day(self, name: str) -> date:
        """Return a day that must be there."""
        day = self.optional_day(name)
        if day is None:
            raise self.missing(name)
        return day

    def optional_signed(self, name: str) -> Cents | None:
        """Return an amount, which may be below zero."""
        index = self._at.get(name)
        if index is None:
            return None
        cell = self._cells[index]
        return self._reader.amount(cell, self.columns[name]) if cell else None

    def optional_amount(self, name: str) -> Cents | None:
        """Return an amount that is not below zero."""
        amount = self.optional_signed(name)
        if amount is not None and amount < 0:
            raise self.wrong(name, "import.row.negative", amount=amount)
        return amount

    def payment(self, name: str) -> Cents:
        """Return an amount that must be there and is more than nothing."""
        amount = self.optional_amount(name)
        if amount is None:
            raise self.missing(name)
        if not amount:
            raise self.wrong(name, "import.row.nothing")
        return amount

    def optional_count(self, name: str) -> int | None:
        """Return a whole number that is more than nothing."""
        text = self.optional_text(name)
        if text is None:
            return None
        if not (text.isascii() and text.isdigit() and len(text) <= _DIGITS and int(text)):
            raise self.wrong(name, "import.row.count", found=shown(text))
        return int(text)

    def optional_percent(self, name: str) -> Decimal | None:
        """Return a percentage from 0 to 100."""
        cell = self.raw(name)
        return self._reader.percent(cell, self.columns[name]) if cell else None

    def optional_word(self, name: str, choices: Collection[str]) -> str | None:
        """Return one of a few words of ours, which the file may write in words of its own by the profile."""
        text = self.optional_text(name)
        if text is None or text in choices:
            return text
        word = text.casefold()
        if word not in choices:
            raise self.wrong(name, "import.row.word", found=shown(text), choices=", ".join(choices))
        return word

    def word(self, name: str, choices: Collection[str]) -> str:
        """Return one of a few words that must be there."""
        word = self.optional_word(name, choices)
        if word is None:
            raise self.missing(name)
        return word

    def optional_flag(self, name: str) -> bool | None:
        """Return yes or no."""
        text = self.optional_text(name)
        if text is None:
            return None
        word = text.casefold()
        if word not in _YES and word not in _NO:
            raise self.wrong(name, "import.row.flag", found=shown(text))
        return word in _YES
