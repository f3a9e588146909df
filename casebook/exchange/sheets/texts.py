"""The texts that the cells of a workbook share: up to millions, so they lie in a temporary file."""

import re
import tempfile
from array import array
from types import TracebackType

from casebook.errors import InputError
from casebook.exchange.sheets.form import LONGEST_CELL

MOST_TEXTS = 10_000_000

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def unescaped(text: str) -> str:
    """Return a text of a workbook with `_x0041_`, its way of writing what XML cannot hold, as the character itself."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text).replace("\0", "") if "_x" in text else text


class Texts:
    """Texts by number, on disk; `seal` ends the writing, and leaving the block removes them."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 - it outlives this function
        self._ends = array("Q", [0])

    def __enter__(self) -> "Texts":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._file.close()

    def __len__(self) -> int:
        return len(self._ends) - 1

    def add(self, text: str) -> None:
        """Write the next text."""
        written = self._file.write(text.encode("utf-8", "replace"))
        self._ends.append(self._ends[-1] + written)

    def seal(self) -> None:
        """Make what was written readable."""
        self._file.flush()

    def __getitem__(self, number: int) -> str:
        """Return a text; raises IndexError where there is none."""
        if not 0 <= number < len(self):
            raise IndexError(number)
        start = self._ends[number]
        self._file.seek(start)
        return self._file.read(self._ends[number + 1] - start).decode()


class TextsXml:
    """Takes the shared texts out of their XML; a reading aid (`rPh`) above a word is no part of it."""

    def __init__(self, texts: Texts, place: str) -> None:
        self.depth = 0
        self._texts = texts
        self._place = place
        self._parts: list[str] = []
        self._length = 0
        self._inside = False
        self._aid = False

    def start(self, name: str, _attributes: dict[str, str]) -> None:
        """Take the beginning of an element."""
        self.depth += 1
        match name.rpartition(":")[2]:
            case "si":
                self._parts, self._length = [], 0
            case "t":
                self._inside = not self._aid
            case "rPh":
                self._aid = True

    def end(self, name: str) -> None:
        """Take the end of an element."""
        self.depth -= 1
        match name.rpartition(":")[2]:
            case "si":
                if len(self._texts) == MOST_TEXTS:
                    raise InputError("import.too_many_texts", file=self._place, most=MOST_TEXTS)
                self._texts.add(unescaped("".join(self._parts)))
            case "t":
                self._inside = False
            case "rPh":
                self._aid = False

    def text(self, data: str) -> None:
        """Take a piece of text."""
        if self._inside:
            self._length += len(data)
            if self._length > LONGEST_CELL:
                line = len(self._texts) + 1
                raise InputError("import.text_too_long", file=self._place, number=line, most=LONGEST_CELL)
            self._parts.append(data)
