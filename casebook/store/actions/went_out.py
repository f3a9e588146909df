"""What leaves, kept byte for byte as a document of the case before anybody else has it."""

from casebook.domain.documents import Direction, DocumentKind
from casebook.store.actions.documents import Description, Kept, add_kept, columns, described
from casebook.store.models.claims import Document
from casebook.store.models.letters import Dispatch, Letter
from casebook.store.models.parties import Party
from casebook.store.transaction import Transaction


def keep(tx: Transaction, dispatch: Dispatch, letter: Letter, file: Kept, kind: DocumentKind) -> int:
    """Keep what a dispatch is about to leave as and return the id of its document.

    What was kept of an earlier try, which did not leave, makes room for it.
    """
    who: str = tx.get(Party, letter.addressee_id).name
    about = described(tx, Description(kind, tx.day, Direction.OUTGOING, who))
    known = tx.get(Document, dispatch.document_id) if dispatch.document_id is not None else None
    if known is None or known.case_id is None:
        return add_kept(tx, file, letter.case_id, about)
    tx.change(known, **columns(tx, file), on_day=tx.day)
    id_: int = known.id
    return id_


def printed(tx: Transaction, file: Kept, kind: DocumentKind) -> int:
    """Keep a file of several letters, or the list that goes with it, and return the id of its document."""
    return add_kept(tx, file, None, described(tx, Description(kind, tx.day, Direction.OUTGOING)))
