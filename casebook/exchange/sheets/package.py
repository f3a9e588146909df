"""The zip file that a workbook is: checked before anything in it is read, its XML read piece by piece."""

import zipfile
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple, NoReturn, Protocol
from xml.parsers import expat

from casebook.errors import InputError

MOST_PARTS = 2000
LARGEST_UNPACKED = 1024**3
# A part that describes the workbook; the sheet and its texts may be as large as the whole.
LARGEST_DESCRIPTION = 32 * 1024**2
_DEEPEST = 64
_PIECE = 64 * 1024
_LONGEST_TAG = 1024**2


class Handler(Protocol):
    """Takes the elements of one part as they come; `depth` counts those that are open."""

    depth: int

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take the beginning of an element."""

    def end(self, name: str) -> None:
        """Take the end of an element."""

    def text(self, data: str) -> None:
        """Take a piece of text."""


class Element(NamedTuple):
    """The beginning of an element: its name, that of the one around it, and its attributes, without prefixes."""

    name: str
    parent: str
    attributes: Mapping[str, str]


class Package:
    """An open workbook file; `damaged` is the error that it cannot be read, with the file in it."""

    def __init__(self, path: Path) -> None:
        self._place = str(path)
        self._archive = self._open(path)

    def _open(self, path: Path) -> zipfile.ZipFile:
        try:
            archive = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, ValueError, NotImplementedError):
            raise self.damaged() from None
        parts = archive.infolist()
        names = {part.filename for part in parts}
        # zipfile never gives out more of a part than was declared, and refuses a part that turns out to be other.
        unpacked = sum(part.file_size for part in parts)
        error = None
        if len(parts) > MOST_PARTS or unpacked > LARGEST_UNPACKED:
            most = LARGEST_UNPACKED // 1024**2
            error = InputError("import.workbook_too_large", file=self._place, megabytes=most, parts=MOST_PARTS)
        elif any(part.flag_bits & 1 for part in parts):
            error = InputError("import.locked_workbook", file=self._place)
        elif len(names) < len(parts):
            error = self.damaged()
        if error is not None:
            archive.close()
            raise error
        return archive

    def close(self) -> None:
        """Close the file."""
        self._archive.close()

    def damaged(self) -> InputError:
        """Return the error that the file is not a whole workbook."""
        return InputError("import.damaged_workbook", file=self._place)

    def has(self, name: str) -> bool:
        """Tell whether there is such a part."""
        return name in self._archive.NameToInfo

    def elements(self, name: str) -> list[Element]:
        """Return all elements of a part that describes the workbook."""
        if not self.has(name) or self._archive.NameToInfo[name].file_size > LARGEST_DESCRIPTION:
            raise self.damaged()
        found = _Elements()
        for _ in self.feed(name, found):
            pass
        return found.all

    def feed(self, name: str, handler: Handler) -> Iterator[None]:
        """Read a part into `handler`, stopping after each piece; an XML document type is refused, so are its entities.

        Raises `InputError` where the part is not whole, is no XML, or is built to exhaust the memory.
        """
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._no_document_type
        parser.StartElementHandler = handler.start
        parser.EndElementHandler = handler.end
        parser.CharacterDataHandler = handler.text
        fed = 0
        try:
            with self._archive.open(name) as part:
                while piece := part.read(_PIECE):
                    parser.Parse(piece, False)
                    fed += len(piece)
                    if handler.depth > _DEEPEST or fed - parser.CurrentByteIndex > _LONGEST_TAG:
                        raise self.damaged()
                    yield
            parser.Parse(b"", True)
        except (
            expat.ExpatError,
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            NotImplementedError,
            ValueError,
            LookupError,
        ):
            raise self.damaged() from None
        yield

    def _no_document_type(self, *_: object) -> NoReturn:
        raise InputError("import.workbook_document_type", file=self._place)


class _Elements:
    """Keeps the elements of a small part."""

    def __init__(self) -> None:
        self.depth = 0
        self.all: list[Element] = []
        self._open = [""]

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        name = name.rpartition(":")[2]
        self.all.append(Element(name, self._open[-1], {key.rpartition(":")[2]: attributes[key] for key in attributes}))
        self._open.append(name)

    def end(self, _name: str) -> None:
        self.depth -= 1
        self._open.pop()

    def text(self, _data: str) -> None:
        pass
