"""A document by itself, with its text."""

from typing import NamedTuple

from casebook.store import document_texts
from casebook.store.database import Database
from casebook.store.document_texts import PageText
from casebook.store.rows import rows


class DocumentCard(NamedTuple):
    """A document with its text; no pages where it was not read yet."""

    document_id: int
    case_id: int | None
    name: str
    media_type: str
    sha256: str
    size: int
    pages: tuple[PageText, ...]


class _Document(NamedTuple):
    document_id: int
    case_id: int | None
    name: str
    media_type: str
    sha256: str
    size: int


_DOCUMENT = "SELECT id, case_id, name, media_type, sha256, size FROM document WHERE id = ?"


def card(database: Database, document_id: int) -> DocumentCard | None:
    """Return a document with its text, None where there is no such document."""
    found = rows(database, _DOCUMENT, _Document, (document_id,))
    return DocumentCard(*found[0], document_texts.pages(database, found[0].sha256)) if found else None
