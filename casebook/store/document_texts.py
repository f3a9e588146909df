"""The text of documents: kept once for each content, before the record that names it is written."""

from collections.abc import Sequence
from typing import NamedTuple

from casebook.domain.post.unread import Unread
from casebook.store.database import Database
from casebook.store.rows import rows
from casebook.text import clean

_INSERT = "INSERT INTO document_text (sha256, page, text, unread) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING"
_KEPT = "SELECT count(*) FROM document_text WHERE sha256 = ? AND page = 1"
_PAGES = "SELECT page, text, unread FROM document_text WHERE sha256 = ? ORDER BY page"
_BEGIN = "SELECT page, substr(text, 1, ?), unread FROM document_text WHERE sha256 = ? AND page <= ? ORDER BY page"
# What one sees at a glance of a document: so many pages, and so many characters of each.
_FIRST_PAGES, _FIRST_CHARACTERS = 3, 4_100


class PageText(NamedTuple):
    """A page of a document as text; the first one says why there is none, or not all of it."""

    page: int
    text: str
    unread: Unread | None


def keep(database: Database, digest: str, pages: Sequence[str], unread: Unread | None) -> None:
    """Keep the text of a document that is known by a digest, where it is not kept yet."""

    def work() -> None:
        if not is_kept(database, digest):
            for page, text in enumerate(pages or [""], 1):
                why = unread.value if unread is not None and page == 1 else None
                database.execute(_INSERT, (digest, page, clean(text), why))

    database.transact(work)


def is_kept(database: Database, digest: str) -> bool:
    """Tell whether the text of a document was kept, also where it was found to have none."""
    return bool(database.value(_KEPT, (digest,)))


def begin(database: Database, digest: str) -> tuple[PageText, ...]:
    """Return how a document begins: its first pages, none of them longer than what is looked at beside a list."""
    return tuple(rows(database, _BEGIN, PageText, (_FIRST_CHARACTERS, digest, _FIRST_PAGES)))


def pages(database: Database, digest: str) -> tuple[PageText, ...]:
    """Return the pages of a document by its digest; none where its text was not kept."""
    return tuple(rows(database, _PAGES, PageText, (digest,)))
