"""Bringing a document in from a file: only a plain file of a kind that can be shown, and not too large."""

from pathlib import Path
from typing import NamedTuple

from casebook.errors import InputError
from casebook.store import documents
from casebook.store.actions.documents import AddDocument
from casebook.store.database import Database
from casebook.text import clean_line, typed_path

_MOST = 20 * 2**20
_LONGEST = 200
# What is called after nothing that can be written.
_NAMELESS = "document"
# By its first bytes, whatever its name says.
_KINDS = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
)
_TEXT = "text/plain"


class Scan(NamedTuple):
    """A document as it was read: its name, its kind and its bytes."""

    name: str
    media_type: str
    content: bytes


def read(path: Path) -> Scan:
    """Return a document from a file. Raises `InputError` for what is no plain file, too large, or of another kind."""
    path = typed_path(path)
    try:
        if path.exists() and not path.is_file():
            raise InputError("import.no_regular_file", file=str(path))
        with path.open("rb") as file:
            content = file.read(_MOST + 1)
    except FileNotFoundError:
        raise InputError("import.no_file", file=str(path)) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or ""
        raise InputError("import.unreadable", file=str(path), reason=reason) from None
    if len(content) > _MOST:
        raise InputError("document.too_large", file=str(path), most=_MOST // 2**20)
    if not content:
        raise InputError("import.empty", file=str(path))
    # A name that is no UTF-8 has halves of characters in it, which nothing can store.
    return Scan(clean_line(path.name, _LONGEST) or _NAMELESS, _kind(path, content), content)


def kept(database: Database, case_id: int, scan: Scan) -> AddDocument:
    """Keep the bytes of a document and return the command that adds it to a case."""
    return AddDocument(case_id, scan.name, scan.media_type, documents.keep(database, scan.content))


def _kind(path: Path, content: bytes) -> str:
    for begin, media_type in _KINDS:
        if content.startswith(begin):
            return media_type
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text:
        raise InputError("document.kind", file=str(path))
    return _TEXT
