"""The XML of one invoice as a tree of its own two vocabularies, with bounds that no invoice comes near."""

from collections.abc import Iterator
from typing import NoReturn
from xml.parsers import expat

from casebook.errors import InputError

_UBL = "urn:oasis:names:specification:ubl:schema:xsd:"
BASIC, AGGREGATE = f"{_UBL}CommonBasicComponents-2", f"{_UBL}CommonAggregateComponents-2"
ROOTS = {f"{_UBL}Invoice-2 Invoice": "Invoice", f"{_UBL}CreditNote-2 CreditNote": "CreditNote"}
_XINCLUDE = "http://www.w3.org/2001/XInclude"
_DEEPEST, _MOST_ELEMENTS = 64, 200_000


class Part:
    """An element by its name without namespace, what stands in it, its attributes and the line it begins on."""

    __slots__ = ("_parts", "_pieces", "attributes", "line", "name")

    def __init__(self, name: str, line: int, attributes: dict[str, str]) -> None:
        self.name, self.line, self.attributes = name, line, attributes
        self._parts: list[Part] = []
        self._pieces: list[str] = []

    @property
    def text(self) -> str:
        """What is written directly in it, without blanks around it."""
        return "".join(self._pieces).strip()

    def parts(self, *path: str) -> "Iterator[Part]":
        """Yield all elements at a path of names below this one."""
        for one in self._parts:
            if one.name == path[0]:
                if len(path) == 1:
                    yield one
                else:
                    yield from one.parts(*path[1:])

    def part(self, *path: str) -> "Part | None":
        """Return the first element at a path, None where there is none."""
        return next(self.parts(*path), None)

    def said(self, *path: str) -> str:
        """Return the text of the first element at a path, empty where there is none."""
        found = self.part(*path)
        return "" if found is None else found.text

    def begin(self, part: "Part") -> None:
        """Add an element within this one."""
        self._parts.append(part)

    def write(self, piece: str) -> None:
        """Add a piece of text."""
        self._pieces.append(piece)


def tree(content: bytes, file: str) -> Part:
    """Return the invoice or credit note in a file.

    Raises `InputError` for what is no UBL 2.1 invoice or credit note, is not whole, has a document type (with it come
    entities), wants to include another file, or is far too deep or large.
    """
    reading = _Reading(file)
    reading.feed(content)
    if reading.root is None:
        raise InputError("invoice_file.other", file=file)
    return reading.root


class _Reading:
    def __init__(self, file: str) -> None:
        self.root: Part | None = None
        self._file, self._elements = file, 0
        self._open: list[Part] = []
        self._parser = parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._document_type
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text

    def feed(self, content: bytes) -> None:
        try:
            self._parser.Parse(content, True)
        except expat.ExpatError as error:
            raise InputError("invoice_file.broken", file=self._file, line=error.lineno) from None
        except (ValueError, LookupError):
            raise InputError("invoice_file.broken", file=self._file, line=1) from None

    def _document_type(self, *_: object) -> NoReturn:
        raise InputError("invoice_file.document_type", file=self._file)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        namespace, _, local = name.rpartition(" ")
        line = self._parser.CurrentLineNumber
        self._elements += 1
        if namespace == _XINCLUDE:
            raise InputError("invoice_file.include", file=self._file, line=line)
        if not self._open and name not in ROOTS:
            raise InputError("invoice_file.other", file=self._file)
        if len(self._open) >= _DEEPEST or self._elements > _MOST_ELEMENTS:
            raise InputError("invoice_file.too_much", file=self._file, line=line)
        # What is of another vocabulary, such as a signature, has no name that anything here asks for.
        part = Part(local if not self._open or namespace in (BASIC, AGGREGATE) else "", line, attributes)
        if self._open:
            self._open[-1].begin(part)
        else:
            self.root = part
        self._open.append(part)

    def _end(self, _: str) -> None:
        self._open.pop()

    def _text(self, piece: str) -> None:
        self._open[-1].write(piece)
