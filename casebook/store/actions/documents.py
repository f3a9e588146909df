"""Documents of a case: what somebody signed, sent or received, what it is and what it may prove."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from casebook.domain.documents import Direction, DocumentKind, Proves
from casebook.domain.documents import kept as proves_kept
from casebook.domain.documents import read as proves_read
from casebook.domain.finding import HOUSE_RULE
from casebook.errors import Refused
from casebook.store import documents
from casebook.store.actions import given
from casebook.store.commands import action
from casebook.store.database import Database
from casebook.store.models.cases import Case
from casebook.store.models.claims import Document
from casebook.store.rows import rows
from casebook.store.transaction import Transaction

# Where it is among the documents of a case.
_CASES = """
    SELECT case_id FROM document WHERE id = ? AND case_id IS NOT NULL
    UNION SELECT k.case_id FROM evidence e JOIN claim k ON k.id = e.claim_id WHERE e.document_id = ?
    UNION SELECT case_id FROM limitation_event WHERE document_id = ?
"""
_LEFT = """
    SELECT 1 FROM dispatch WHERE document_id = ?
    UNION ALL SELECT 1 FROM print_batch WHERE ? IN (document_id, list_id) LIMIT 1
"""


@dataclass(frozen=True, slots=True)
class Description:
    """What is known of a document beside its name: what it is, the day it bears, which way it went, from or to whom
    (`who`), and what it may prove. What is None or empty nobody said.
    """

    kind: DocumentKind | None = None
    on_day: date | None = None
    direction: Direction | None = None
    who: str = ""
    proves: tuple[Proves, ...] = ()


UNSAID = Description()


@dataclass(frozen=True, slots=True)
class Kept:
    """A file by name, whose bytes are kept under a digest already."""

    name: str
    media_type: str
    sha256: str


@dataclass(frozen=True, slots=True)
class AddDocument:
    """A document of a case, whose bytes are kept under a digest already."""

    case_id: int
    name: str
    media_type: str
    sha256: str
    about: Description = UNSAID


@dataclass(frozen=True, slots=True)
class DescribeDocument:
    """What a document is called and what is known of it, all of it anew."""

    id: int
    version: int
    name: str
    about: Description


class _CaseId(NamedTuple):
    case_id: int


def _cases_of(database: Database, command: Any) -> Iterable[int]:
    return [one.case_id for one in rows(database, _CASES, _CaseId, (command.id,) * 3)]


@action("document.add", cases=given.case_itself)
def add(tx: Transaction, command: AddDocument) -> int:
    """Add a document to a case and return its id. Refused without a name, and where no such bytes are kept."""
    case = tx.get(Case, command.case_id)
    file = Kept(command.name, command.media_type, command.sha256)
    return add_kept(tx, file, case.id, described(tx, command.about))


@action("document.describe", cases=_cases_of)
def describe(tx: Transaction, command: DescribeDocument) -> None:
    """Say anew what a document is, and how it is called. Refused for what left as a letter: it stays as it was kept."""
    document = tx.get(Document, command.id, command.version)
    if document.direction == Direction.OUTGOING and tx.database.value(_LEFT, (document.id,) * 2) is not None:
        raise Refused("document.left", source=HOUSE_RULE)
    name = given.line(command.name)
    if not name:
        raise Refused("document.no_name", source=HOUSE_RULE)
    tx.change(document, name=name, **described(tx, command.about))


def add_kept(tx: Transaction, file: Kept, case_id: int | None, about: dict[str, Any]) -> int:
    """Add a document whose bytes are kept, of a case or of none, and return its id."""
    return tx.add(Document, case_id=case_id, **columns(tx, file), **about)


def columns(tx: Transaction, file: Kept) -> dict[str, Any]:
    """Return the columns of a file. Refused without a name, and where no such bytes are kept."""
    name, size = given.line(file.name), documents.size(tx.database, file.sha256)
    if not name:
        raise Refused("document.no_name", source=HOUSE_RULE)
    if size is None:
        raise Refused("document.no_content", source=HOUSE_RULE, name=name)
    return {"name": name, "media_type": given.line(file.media_type), "sha256": file.sha256, "size": size}


def described(tx: Transaction, about: Description) -> dict[str, Any]:
    """Return the columns of what is known of a document. Refused for a day that is ahead."""
    return {
        "kind": about.kind,
        "on_day": None if about.on_day is None else given.past(tx, about.on_day),
        "direction": about.direction,
        "who": given.line(about.who) or None,
        "proves": proves_kept(about.proves) or None,
    }


def proves_too(tx: Transaction, document_id: int, what: Proves) -> None:
    """Let a document prove one thing more, where it was not said to yet."""
    document = tx.get(Document, document_id)
    found = proves_read(document.proves)
    if what not in found:
        tx.change(document, proves=proves_kept((*found, what)))
