"""Documents of a case: what somebody signed, sent or received, by name and kind."""

from dataclasses import dataclass

from casebook.domain.finding import HOUSE_RULE
from casebook.errors import Refused
from casebook.store import documents
from casebook.store.actions import given
from casebook.store.commands import action
from casebook.store.models.cases import Case
from casebook.store.models.claims import Document
from casebook.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class AddDocument:
    """A document of a case, whose bytes are kept under a digest already."""

    case_id: int
    name: str
    media_type: str
    sha256: str


@action("document.add", cases=given.case_itself)
def add(tx: Transaction, command: AddDocument) -> int:
    """Add a document to a case and return its id. Refused without a name, and where no such bytes are kept."""
    case = tx.get(Case, command.case_id)
    name, size = given.line(command.name), documents.size(tx.database, command.sha256)
    if not name:
        raise Refused("document.no_name", source=HOUSE_RULE)
    if size is None:
        raise Refused("document.no_content", source=HOUSE_RULE, name=name)
    return tx.add(
        Document,
        case_id=case.id,
        name=name,
        media_type=given.line(command.media_type),
        sha256=command.sha256,
        size=size,
    )
