"""Reading the text of a document that came in another way than by post, once, beside whatever else is done."""

from casebook.exchange.post import PostFile, Reader
from casebook.store import document_texts
from casebook.store.database import Database
from casebook.store.queries.document_card import DocumentCard


class DocumentReading:
    """Reads one document in a process of its own. It may take long, and whoever waits for it may give up."""

    def __init__(self) -> None:
        self._reader = Reader()

    def read(self, card: DocumentCard, content: bytes) -> PostFile:
        """Return what is in a document, in the time there is for it; no database is needed."""
        with self._reader:
            return self._reader.read_bytes(card.name, content, card.media_type)

    def give_up(self) -> None:
        """End the reading, from another thread: what it returns then is worth nothing."""
        self._reader.stop()


def keep(database: Database, read: PostFile) -> None:
    """Keep the text of a document that was read."""
    document_texts.keep(database, read.sha256, read.pages, read.unread)
