"""Incoming post: taken in once for each content, filed with a case, put aside as not ours, and taken up again."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from casebook.domain.documents import Direction, DocumentKind, Proves
from casebook.domain.finding import HOUSE_RULE
from casebook.domain.post.nature import PostNature
from casebook.domain.post.unread import Unread
from casebook.errors import Refused
from casebook.store.actions import approvals, given
from casebook.store.actions.cases import open_one, plan
from casebook.store.actions.contacts import Next
from casebook.store.actions.dispatch_proof import ProvenDispatch
from casebook.store.actions.documents import Description, Kept, add_kept, described, proves_too
from casebook.store.commands import action
from casebook.store.database import Database
from casebook.store.models.care import PersonRequest
from casebook.store.models.cases import Case
from casebook.store.models.claims import Document
from casebook.store.models.disputes import Dispute
from casebook.store.models.insolvency import InsolvencyRequest
from casebook.store.models.people import Role
from casebook.store.models.post import PostDecision, PostItem, PostPart
from casebook.store.rows import rows
from casebook.store.transaction import Transaction
from casebook.text import clean_line

_PROOF = "SELECT proof_id FROM dispatch WHERE id = ?"
_ASKED = "SELECT command, arguments FROM approval WHERE case_id = ? AND state = 'asked'"
_LONGEST_IDS, _LONGEST_SOURCE = 2_000, 1_000
# Where it is now, and where it may be for: what those cases say of it changes with the decision.
_CASES = """
    SELECT case_id FROM post_item WHERE id = ? AND case_id IS NOT NULL
    UNION SELECT case_id FROM post_candidate WHERE item_id = ? AND told = 1
"""
# What comes in is by its form, and what it turns out to be by what it was decided to be.
_KINDS = {"message": DocumentKind.MAIL, "image": DocumentKind.SCAN}
_BECOMES = {PostDecision.COMPLAINT: DocumentKind.COMPLAINT, PostDecision.RETURNED: DocumentKind.RETURNED}


@dataclass(frozen=True, slots=True)
class ReceivedPart:
    """Something attached to a mail, whose bytes are kept under a digest already."""

    name: str
    media_type: str
    sha256: str
    unread: Unread | None = None


@dataclass(frozen=True, slots=True)
class ReceivePost:
    """A letter or mail that came in, whose bytes are kept under a digest already; what it says of itself as it does."""

    name: str
    media_type: str
    sha256: str
    source: str
    from_name: str = ""
    from_mail: str = ""
    to: str = ""
    subject: str = ""
    message_id: str = ""
    in_reply_to: str = ""
    quoted: str = ""
    sent_on: date | None = None
    unread: Unread | None = None
    nature: PostNature | None = None
    parts: tuple[ReceivedPart, ...] = ()


@dataclass(frozen=True, slots=True)
class FilePost:
    """An item goes to a case, with what is attached to it.

    Its document gets another name where one is given; `about` is what is known of it now, `next` what is done next in
    the case; None where that stays.
    """

    id: int
    version: int
    case_id: int
    name: str = ""
    about: Description | None = None
    next: Next | None = None


@dataclass(frozen=True, slots=True)
class PostNotOurs:
    """An item is not for us, and why."""

    id: int
    version: int
    reason: str


@dataclass(frozen=True, slots=True)
class UndoPost:
    """What was decided on an item was wrong: it waits again."""

    id: int
    version: int
    reason: str


class _CaseId(NamedTuple):
    case_id: int


def cases_of_item(database: Database, command: Any) -> Iterable[int]:
    """Return the cases of the item that a command names by its `id`, and the one it is to go to."""
    found = {one.case_id for one in rows(database, _CASES, _CaseId, (command.id, command.id))}
    to = getattr(command, "case_id", None)
    return found if to is None else found | {to}


@action("post.receive", also=frozenset({Role.ADMINISTRATOR}), unattended=True, not_undoable="post.received")
def receive(tx: Transaction, command: ReceivePost) -> int:
    """Take in an item and return its id; one whose content was taken in before is that one, and nothing is written."""
    return take_in(tx, command)


def take_in(tx: Transaction, command: ReceivePost) -> int:
    """Take in an item and return its id."""
    tx.hold(f"post {command.sha256}")
    known = tx.first(PostItem.select().where(PostItem.sha256 == command.sha256))
    if known is not None:
        return int(known.id)
    document_id = add_kept(
        tx, Kept(command.name, command.media_type, command.sha256), None, _about(tx, command, command.media_type)
    )
    item_id = tx.add(
        PostItem,
        sha256=command.sha256,
        document_id=document_id,
        arrived_on=tx.day,
        source=clean_line(command.source, _LONGEST_SOURCE),
        from_name=given.line(command.from_name),
        from_mail=given.line(command.from_mail).lower(),
        mailed_to=given.line(command.to),
        subject=given.line(command.subject),
        message_id=given.line(command.message_id),
        in_reply_to=given.line(command.in_reply_to),
        quoted=clean_line(command.quoted, _LONGEST_IDS),
        sent_on=command.sent_on,
        unread=command.unread,
        nature=command.nature,
    )
    for position, part in enumerate(command.parts, 1):
        about = _about(tx, command, part.media_type)
        part_id = add_kept(tx, Kept(part.name, part.media_type, part.sha256), None, about)
        tx.add(PostPart, item_id=item_id, document_id=part_id, position=position, unread=part.unread)
    return item_id


@action("post.file", cases=cases_of_item)
def file(tx: Transaction, command: FilePost) -> None:
    """Put an item, with what is attached to it, among the documents of a case; with it may go what is done next."""
    item = waiting(tx, command.id, command.version)
    then = command.next
    case = open_one(tx, command.case_id, then.version) if then else tx.get(Case, command.case_id)
    name = given.line(command.name)
    if name:
        tx.change(tx.get(Document, item.document_id), name=name)
    if command.about is not None:
        tx.change(tx.get(Document, item.document_id), **described(tx, command.about))
    decide(tx, item, PostDecision.FILED, case.id)
    if then is not None:
        plan(tx, case, then.on, then.kind, then.note)


@action("post.not_ours", cases=cases_of_item)
def not_ours(tx: Transaction, command: PostNotOurs) -> None:
    """Put an item aside that is not for us."""
    item = waiting(tx, command.id, command.version)
    decide(tx, item, PostDecision.NOT_OURS, None, reason=given.reason(command.reason))


@action("post.undo", cases=cases_of_item)
def undo(tx: Transaction, command: UndoPost) -> None:
    """Let an item wait again. Refused while what came of it stands: that is withdrawn first, or stays as it is."""
    item = tx.get(PostItem, command.id, command.version)
    if item.decision is None:
        raise Refused("post.undecided", source=HOUSE_RULE)
    _refuse_standing(tx, item)
    reason = given.reason(command.reason)
    _move(tx, item, None)
    made = dict.fromkeys(("decided_on", "decided_by_id", "decision", "case_id", "dispatch_id", "request_id"))
    tx.change(item, **made, dispute_id=None, reason=reason)


def waiting(tx: Transaction, id_: int, version: int) -> PostItem:
    """Return an item that waits. Raises `Refused` for one that was decided on."""
    item = tx.get(PostItem, id_, version)
    if item.decision is not None:
        raise Refused("post.decided", source=HOUSE_RULE, on=item.decided_on)
    return item


def decide(tx: Transaction, item: PostItem, decision: PostDecision, case_id: int | None, **made: Any) -> None:
    """Record what became of an item, with what came of it, and let its documents go to the case."""
    _move(tx, item, case_id)
    if decision in _BECOMES:
        tx.change(tx.get(Document, item.document_id), kind=_BECOMES[decision])
    if decision is PostDecision.REPLY:
        proves_too(tx, item.document_id, Proves.RECEIPT)
    tx.change(
        item,
        decided_on=tx.day,
        decided_by_id=tx.actor.person,
        decision=decision,
        case_id=case_id,
        **{"reason": "", **made},
    )


def _about(tx: Transaction, command: ReceivePost, media_type: str) -> dict[str, Any]:
    """Return what is known of something that comes in: what it is by its form, and what a mail says of itself."""
    kind = _KINDS.get(media_type.partition("/")[0], DocumentKind.LETTER)
    on_day = command.sent_on if command.sent_on is not None and command.sent_on <= tx.day else None
    who = command.from_name or command.from_mail
    return described(tx, Description(kind, on_day, Direction.INCOMING, who))


def _move(tx: Transaction, item: PostItem, case_id: int | None) -> None:
    parts = tx.find(PostPart.select().where(PostPart.item_id == item.id).order_by(PostPart.position))
    for document_id in (item.document_id, *(part.document_id for part in parts)):
        tx.change(tx.get(Document, document_id), case_id=case_id)


def _refuse_standing(tx: Transaction, item: PostItem) -> None:
    """Refuse to take back what a request, a dispute or the proof of a letter rests on."""
    if item.dispatch_id is not None and (item.decision != PostDecision.REPLY or _is_proof(tx, item)):
        raise Refused("post.stands", source=HOUSE_RULE, decision=f"post_{item.decision}")
    request = None if item.request_id is None else tx.get(PersonRequest, item.request_id)
    dispute = None if item.dispute_id is None else tx.get(Dispute, item.dispute_id)
    own = (InsolvencyRequest.document_id == item.document_id) & InsolvencyRequest.withdrawn_on.is_null()
    asked = tx.first(InsolvencyRequest.select().where(own))
    if any(one is not None and one.withdrawn_on is None for one in (request, dispute, asked)):
        raise Refused("post.stands", source=HOUSE_RULE, decision=f"post_{item.decision}")


def _is_proof(tx: Transaction, item: PostItem) -> bool:
    """Tell whether a letter is known to have arrived by an item, or somebody still has to say so."""
    if tx.database.value(_PROOF, (item.dispatch_id,)) == item.document_id:
        return True
    asked = (approvals.stored(*row)[1] for row in tx.database.fetch(_ASKED, (item.case_id,)))
    return any(isinstance(one, ProvenDispatch) and one.document_id == item.document_id for one in asked)
