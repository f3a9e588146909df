"""The XML of the register: one proceeding after the other, however many, and nothing is fetched or made by it."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn
from xml.parsers import expat

from casebook.errors import InputError

PROCEEDING = "insolvente"
_EXCEPTION, _LIST, _REFERENCE = "exceptie", "publicatieLijst", "publicatieKenmerk"
_NAMESPACES = "http://www.rechtspraak.nl/namespaces/"
_XINCLUDE = "http://www.w3.org/2001/XInclude"
_PIECE = 64 * 1024
_DEEPEST = 128
# No proceeding has as much: elements, characters, and bytes of a tag or a comment.
_MOST_ELEMENTS, _MOST_TEXT, _LONGEST_TAG = 50_000, 8_000_000, 512 * 1024
_MOST_ERRORS = 8


class Part:
    """An element: its fields by name, of the namespace that it is in itself, and the line that it begins on."""

    __slots__ = ("_name", "_parts", "_pieces", "line")

    def __init__(self, name: str, line: int) -> None:
        self._name, self.line = name, line
        self._parts: list[Part] = []
        self._pieces: list[str] = []

    def text(self, name: str) -> str:
        """Return the text of the first field with a name, empty where there is none."""
        found = self.part(name)
        return "" if found is None else "".join(found._pieces)

    def part(self, name: str) -> "Part | None":
        """Return the first element with a name, None where there is none."""
        return next(iter(self.parts(name)), None)

    def parts(self, name: str) -> "list[Part]":
        """Return the elements with a name that stand directly in this one."""
        whole = f"{self._name.rpartition(' ')[0]} {name}"
        return [one for one in self._parts if one._name == whole]

    def begin(self, name: str, line: int) -> "Part":
        """Return a new element within this one."""
        part = Part(name, line)
        self._parts.append(part)
        return part

    def write(self, piece: str) -> None:
        """Add a piece of text."""
        self._pieces.append(piece)


@dataclass(slots=True)
class Survey:
    """What a file holds: its first element, and how many proceedings, lists and references outside a proceeding.

    `errors` are the first codes that the service gave instead of an answer, each with how often.
    """

    root: str = ""
    proceedings: int = 0
    lists: int = 0
    references: int = 0
    errors: Counter[str] = field(default_factory=Counter)


def survey(path: Path) -> Survey:
    """Read a file to its end, and return what it holds. Raises `InputError` where it is no XML that may be read."""
    reader = _Reader(str(path), keep=False)
    for _ in reader.read(path):
        pass
    return reader.survey


def proceedings(path: Path) -> Iterator[Part]:
    """Yield the proceedings of a file one by one. Raises `InputError` where it is no XML that may be read."""
    return _Reader(str(path), keep=True).read(path)


class _Reader:
    """Reads a file in pieces; of proceedings that are kept it holds those of one piece."""

    def __init__(self, file: str, *, keep: bool) -> None:
        self.survey = Survey()
        self._file, self._keep = file, keep
        self._open: list[str] = []
        # How deep the proceeding is that is being read, and what it has so far.
        self._since, self._elements, self._letters = 0, 0, 0
        self._parts: list[Part] = []
        self._whole: list[Part] = []
        self._parser = parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._document_type
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text

    def read(self, path: Path) -> Iterator[Part]:
        """Yield the proceedings as they end."""
        fed, blank = 0, True
        for piece in _pieces(path):
            blank = blank and not piece.strip()
            self._feed(piece, last=False)
            fed += len(piece)
            if fed - max(0, self._parser.CurrentByteIndex) > _LONGEST_TAG:
                self._too_much()
            yield from self._taken()
        if blank:
            raise InputError("register_file.empty", file=self._file)
        self._feed(b"", last=True)
        yield from self._taken()

    def _feed(self, piece: bytes, *, last: bool) -> None:
        try:
            self._parser.Parse(piece, last)
        except expat.ExpatError as error:
            raise self._broken(error.lineno) from None
        except (ValueError, LookupError):
            raise self._broken(1) from None

    def _taken(self) -> Iterator[Part]:
        whole, self._whole = self._whole, []
        yield from whole

    def _document_type(self, *_: object) -> NoReturn:
        """Refuse a document type before anything of it is read: with it come entities."""
        raise InputError("register_file.document_type", file=self._file)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        namespace, _, local = name.rpartition(" ")
        if namespace == _XINCLUDE:
            raise InputError("register_file.include", file=self._file)
        if not self._open:
            self.survey.root = local
        self._open.append(name)
        if len(self._open) > _DEEPEST:
            raise self._broken(self._parser.CurrentLineNumber)
        if self._since:
            self._elements += 1
            if self._elements > _MOST_ELEMENTS:
                self._too_much()
        elif namespace.startswith(_NAMESPACES):
            self._count(local, attributes)
            if local == PROCEEDING:
                self._since, self._elements, self._letters = len(self._open), 0, 0
        if self._since and self._keep:
            line = self._parser.CurrentLineNumber
            self._parts.append(self._parts[-1].begin(name, line) if self._parts else Part(name, line))

    def _count(self, local: str, attributes: dict[str, str]) -> None:
        if local == PROCEEDING:
            self.survey.proceedings += 1
        elif local == _LIST:
            self.survey.lists += 1
        elif local == _REFERENCE and len(self._open) > 1 and self._open[-2].endswith(f" {_LIST}"):
            self.survey.references += 1
        elif local == _EXCEPTION:
            code = attributes.get("errorcode", "").strip()
            if code in self.survey.errors or len(self.survey.errors) < _MOST_ERRORS:
                self.survey.errors[code] += 1

    def _end(self, _: str) -> None:
        part = self._parts.pop() if self._parts else None
        if self._since == len(self._open):
            self._since = 0
            if part is not None:
                self._whole.append(part)
        self._open.pop()

    def _text(self, piece: str) -> None:
        if self._since:
            self._letters += len(piece)
            if self._letters > _MOST_TEXT:
                self._too_much()
            if self._keep:
                self._parts[-1].write(piece)

    def _broken(self, line: int) -> InputError:
        return InputError("register_file.broken", file=self._file, line=line)

    def _too_much(self) -> NoReturn:
        raise InputError("register_file.too_much", file=self._file, line=self._parser.CurrentLineNumber)


def _pieces(path: Path) -> Iterator[bytes]:
    try:
        if not path.is_file():
            raise InputError("import.no_regular_file" if path.exists() else "import.no_file", file=str(path))
        with path.open("rb") as file:
            while piece := file.read(_PIECE):
                yield piece
    except OSError as error:
        raise InputError("import.unreadable", file=str(path), reason=error.strerror or "") from None
    except ValueError:
        raise InputError("import.no_file", file=str(path)) from None
