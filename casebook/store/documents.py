"""The bytes of documents: kept once for each content, before the record that names them is written."""

from hashlib import sha256

from casebook.store.database import Database

_INSERT = "INSERT INTO document_content (sha256, content) VALUES (?, ?) ON CONFLICT (sha256) DO NOTHING"
_CONTENT = "SELECT content FROM document_content WHERE sha256 = ?"
_SIZE = "SELECT length(content) FROM document_content WHERE sha256 = ?"


def keep(database: Database, content: bytes) -> str:
    """Keep the bytes of a document, where they are not kept yet, and return the digest they are known by.

    Bytes that no record names are no loss: nobody sees them.
    """
    digest = sha256(content).hexdigest()

    def work() -> None:
        if size(database, digest) is None:
            database.execute(_INSERT, (digest, content))

    database.transact(work)
    return digest


def content(database: Database, digest: str) -> bytes | None:
    """Return the bytes kept under a digest, None where none are."""
    found = database.value(_CONTENT, (digest,))
    return None if found is None else bytes(found)


def size(database: Database, digest: str) -> int | None:
    """Return how many bytes are kept under a digest, None where none are."""
    found: int | None = database.value(_SIZE, (digest,))
    return found
