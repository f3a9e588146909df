"""Putting files in a zip of the same bytes for the same content; the documents of a case under safe names."""

import re
from datetime import date
from pathlib import PurePath
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from casebook.domain.documents import Direction, DocumentKind
from casebook.store.database import Database
from casebook.store.queries import documents, leaving, outbox
from casebook.store.queries.documents import CameBy, DocumentRow

# The first moment that a zip knows: when a file was written would make the same dossier another one.
_NO_MOMENT = (1980, 1, 1, 0, 0, 0)
# Files that nobody but who unpacks them reads; made on a system that keeps such rights.
_RIGHTS, _UNIX = 0o600 << 16, 3
_LONGEST, _LONGEST_ENDING = 60, 6
_NOT_IN_NAME = re.compile(r"[^A-Za-z0-9._-]+")


def put(packed: ZipFile, name: str, content: bytes) -> None:
    """Put a file in a zip."""
    info = ZipInfo(name, _NO_MOMENT)
    info.compress_type, info.external_attr, info.create_system = ZIP_DEFLATED, _RIGHTS, _UNIX
    packed.writestr(info, content)


def all_of(database: Database, case_id: int) -> list[DocumentRow]:
    """Return every document and letter of a case, the oldest first."""
    return sorted([*documents.of_case(database, case_id), *_unkept(database, case_id)], key=_oldest)


def _unkept(database: Database, case_id: int) -> list[DocumentRow]:
    """Return the letters that left and of which no file was kept then: before that was done, or by hand."""
    letters = {one.letter_id: one for one in outbox.of_case(database, case_id)}
    found = []
    for one in leaving.dispatches_of(database, list(letters)):
        if one.sent_on is not None and one.document_id is None:
            letter = letters[one.letter_id]
            row = DocumentRow(
                *(0, 0, "", "application/pdf", "", 0, DocumentKind.LETTER, one.sent_on, Direction.OUTGOING),
                *(letter.addressee, (), CameBy.LETTER, letter.letter_id, letter.kind, one.way),
                shared=True,
            )
            found.append(row)
    return found


def _oldest(row: DocumentRow) -> tuple[date, int, int]:
    return row.on_day or date.min, row.document_id, row.letter_id or 0


def safe_name(row: DocumentRow) -> str:
    """Return a name that every system takes: a name came from outside, and so did its ending."""
    if row.shared:
        return f"{row.letter_kind}-{row.letter_id}.pdf"
    name = PurePath(row.name.replace("\\", "/")).name
    stem, dot, ending = name.rpartition(".")
    kept = _NOT_IN_NAME.sub("-", stem if dot else name).strip("-._")[:_LONGEST].strip("-._") or "document"
    plain = ending.lower()[:_LONGEST_ENDING] if dot and ending.isascii() and ending.isalnum() else ""
    return f"{kept}.{plain}" if plain else kept
