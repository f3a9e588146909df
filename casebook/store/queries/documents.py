"""The documents of a case: what was added, what came in and what went out, the newest first."""

from datetime import date
from enum import StrEnum
from typing import NamedTuple

from casebook.domain.documents import Direction, DocumentKind, Proves, read
from casebook.domain.letters.kinds import LetterKind
from casebook.domain.letters.ways import DispatchWay
from casebook.store.case_documents import OF_CASE, TIMES
from casebook.store.database import Database
from casebook.store.rows import many, rows


class CameBy(StrEnum):
    """How a document came to be among those of a case."""

    FILE = "file"
    POST = "post"
    LETTER = "letter"


class DocumentRow(NamedTuple):
    """A document as a list shows it. What is None nobody said.

    `on_day` is the day on which it left or, of another, the day it bears or came in. Of what left as a letter there are
    `letter_id`, `letter_kind` and `way`; where it left together with others, `first_page` (from 0) and `pages` say
    where in the file it is, and `shared` that the file holds letters of others too.
    """

    document_id: int
    version: int
    name: str
    media_type: str
    sha256: str
    size: int
    kind: DocumentKind | None
    on_day: date | None
    direction: Direction | None
    who: str
    proves: tuple[Proves, ...]
    came_by: CameBy
    letter_id: int | None = None
    letter_kind: LetterKind | None = None
    way: DispatchWay | None = None
    first_page: int | None = None
    pages: int | None = None
    shared: bool = False


class Enclosed(NamedTuple):
    """A document that goes along with a letter."""

    letter_id: int
    document_id: int
    name: str
    media_type: str
    sha256: str
    size: int


class _Document(NamedTuple):
    document_id: int
    version: int
    name: str
    media_type: str
    sha256: str
    size: int
    kind: DocumentKind | None
    on_day: date | None
    direction: Direction | None
    who: str | None
    proves: str | None
    arrived_on: date | None


class _Left(NamedTuple):
    document_id: int
    letter_id: int
    letter_kind: LetterKind
    way: DispatchWay
    sent_on: date | None
    first_page: int | None
    pages: int | None
    who: str


_ARRIVED = """
    COALESCE((SELECT i.arrived_on FROM post_item i WHERE i.document_id = d.id),
             (SELECT i.arrived_on FROM post_part t JOIN post_item i ON i.id = t.item_id WHERE t.document_id = d.id))
"""
_COLUMNS = f"""
    d.id, d.version, d.name, d.media_type, d.sha256, d.size, d.kind, d.on_day, d.direction, d.who, d.proves, {_ARRIVED}
"""
_DOCUMENTS = f"SELECT {_COLUMNS} FROM document d WHERE d.id IN ({OF_CASE})"  # noqa: S608 our own text
_BY_ID = f"SELECT {_COLUMNS} FROM document d WHERE d.id IN ({{marks}})"  # noqa: S608 our own text
_LEFT = """
    SELECT x.document_id, l.id, l.kind, x.way, x.sent_on, x.first_page, x.pages, a.name
    FROM letter l JOIN dispatch x ON x.letter_id = l.id JOIN party a ON a.id = l.addressee_id
    WHERE l.case_id = ? AND x.document_id IS NOT NULL AND (x.sent_on IS NOT NULL
          OR (x.failed_on IS NULL AND (x.sending_at IS NOT NULL OR x.batch_id IS NOT NULL)))
    ORDER BY x.id
"""
_ENCLOSED = """
    SELECT e.letter_id, d.id, d.name, d.media_type, d.sha256, d.size
    FROM letter_enclosure e JOIN document d ON d.id = e.document_id
    WHERE e.letter_id IN ({marks}) ORDER BY e.letter_id, e.position, e.id
"""


def of_case(database: Database, case_id: int) -> tuple[DocumentRow, ...]:
    """Return the documents of a case, the newest first, those of no day last.

    A letter that left together with others is there by itself, as a part of the file they left as.
    """
    with database.snapshot():
        own = {one.document_id: one for one in rows(database, _DOCUMENTS, _Document, (case_id,) * TIMES)}
        left = rows(database, _LEFT, _Left, (case_id,))
        beside = sorted({one.document_id for one in left} - own.keys())
        shared = {one.document_id: one for one in many(database, _BY_ID, _Document, beside)}
    letters = {one.document_id: one for one in left if one.document_id in own}
    found = [_row(one, letters.get(one.document_id)) for one in own.values()]
    found += [_row(shared[one.document_id], one, shared=True) for one in left if one.document_id in shared]
    return tuple(sorted(found, key=_newest))


def one(database: Database, document_id: int) -> DocumentRow | None:
    """Return a document by itself, None where there is none; not where it left to."""
    found = many(database, _BY_ID, _Document, [document_id])
    return _row(found[0], None) if found else None


def enclosed(database: Database, letter_ids: list[int]) -> dict[int, tuple[Enclosed, ...]]:
    """Return what goes along with letters, by their ids."""
    found: dict[int, tuple[Enclosed, ...]] = {}
    for one in many(database, _ENCLOSED, Enclosed, letter_ids):
        found[one.letter_id] = (*found.get(one.letter_id, ()), one)
    return found


def _row(one: _Document, left: _Left | None, *, shared: bool = False) -> DocumentRow:
    came_by = CameBy.LETTER if left else CameBy.POST if one.arrived_on is not None else CameBy.FILE
    return DocumentRow(
        *one[:6],
        kind=one.kind,
        on_day=(left.sent_on if left else None) or one.on_day or one.arrived_on,
        direction=one.direction,
        who=(left.who if left else one.who) or "",
        proves=read(one.proves),
        came_by=came_by,
        letter_id=left.letter_id if left else None,
        letter_kind=left.letter_kind if left else None,
        way=left.way if left else None,
        first_page=left.first_page if left else None,
        pages=left.pages if left else None,
        shared=shared,
    )


def _newest(row: DocumentRow) -> tuple[int, int, int]:
    return (-(row.on_day or date.min).toordinal(), -row.document_id, -(row.letter_id or 0))
