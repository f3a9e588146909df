"""Documents of a case as they are kept; of a letter that left together with others only its own pages."""

from typing import NamedTuple
from urllib.parse import quote

from casebook.domain.documents import DocumentKind
from casebook.letters import joining, typeset
from casebook.store import documents
from casebook.store.database import Database
from casebook.store.queries import letter_card
from casebook.store.queries.documents import DocumentRow


class Original(NamedTuple):
    """A document, and whether it is all of what is kept under its digest."""

    content: bytes
    whole: bool


def original(database: Database, row: DocumentRow) -> Original | None:
    """Return a document of a case, None where its bytes are gone.

    What left together with letters to others is nobody else's to see: it is its own pages of the file, and where they
    are not known the letter made anew.
    """
    if row.shared and (row.pages is None or row.first_page is None or row.kind is not DocumentKind.LETTER):
        assert row.letter_id is not None, "what is shared left as a letter"
        return Original(typeset.pdf([letter_card.texts(database, [row.letter_id])[row.letter_id]]), whole=False)
    content = documents.content(database, row.sha256)
    if content is None:
        return None
    if row.first_page is None or row.pages is None:
        return Original(content, whole=True)
    return Original(joining.pages_of(content, joining.Pages(row.first_page, row.pages)), whole=False)


def address(link: str, row: DocumentRow) -> str:
    """Return where the original can be seen, by the address of the settings; empty where there is none."""
    return link.replace("{sha256}", row.sha256).replace("{name}", quote(row.name, safe="")) if link else ""
