"""The in-tray: what came in and waits, what was decided, and one item with all that is known of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar, NamedTuple

from casebook.domain.calendar import add_working_days
from casebook.domain.letters.kinds import LetterKind
from casebook.domain.letters.ways import DispatchWay
from casebook.domain.post.candidates import PostMethod, PostWhy
from casebook.domain.post.unread import Unread
from casebook.store import document_texts
from casebook.store.database import Database
from casebook.store.document_texts import PageText
from casebook.store.models.post import PostDecision
from casebook.store.post.find import candidates
from casebook.store.queries.listing import Count, Listing, Part
from casebook.store.queries.listing import count as counted
from casebook.store.rows import many, rows


class InTray(StrEnum):
    """Which items: those that wait, the oldest first; those decided on, the last first; those that were not ours."""

    WAITING = "post_waiting"
    DECIDED = "post_decided"
    NOT_OURS = "post_not_ours"


class PostRow(NamedTuple):
    """An item as a list shows it: its document, who sent it, and the case it went to, or is most likely for.

    `received_on` is the day from which terms are best counted: that of a mail as it says itself, where that is not
    ahead of the day it was taken in. `case_id` is 0, `method` None and `confidence` 0 where nothing was found;
    `candidates` is how many cases were. `parts` is how many documents are attached.
    """

    item_id: int
    version: int
    document_id: int
    name: str
    media_type: str
    sha256: str
    size: int
    arrived_on: date
    received_on: date
    sent_on: date | None
    from_name: str
    from_mail: str
    subject: str
    unread: Unread | None
    parts: int
    case_id: int
    number: str
    debtor: str
    method: PostMethod | None
    confidence: int
    candidates: int
    decision: PostDecision | None
    decided_on: date | None
    decided_by: str
    reason: str


class PartCard(NamedTuple):
    """Something attached to an item, with its text."""

    document_id: int
    name: str
    media_type: str
    sha256: str
    size: int
    unread: Unread | None
    pages: tuple[PageText, ...]


class CandidateCard(NamedTuple):
    """A case that an item may be for, and why. `party_id` is who sent it, as far as that is known."""

    case_id: int
    number: str
    debtor: str
    debtor_id: int
    owner: str
    method: PostMethod
    confidence: int
    why: tuple[PostWhy, ...]
    party_id: int | None


class SentLetter(NamedTuple):
    """A letter of ours by one way in which it was sent, of which nothing surer is known yet.

    `answered`: the item answers it by its message id.
    """

    dispatch_id: int
    version: int
    letter_id: int
    case_id: int
    kind: LetterKind
    subject: str
    addressee: str
    way: DispatchWay
    to: str
    sent_on: date
    answered: bool


class PostCard(NamedTuple):
    """An item with its text, what is attached to it, and what it may be for, as things are now."""

    row: PostRow
    to: str
    source: str
    message_id: str
    pages: tuple[PageText, ...]
    parts: tuple[PartCard, ...]
    candidates: tuple[CandidateCard, ...]
    answers: tuple[SentLetter, ...]
    dispatch_id: int | None
    request_id: int | None
    dispute_id: int | None


class Waiting(NamedTuple):
    """How many items wait, since when the oldest does, and whether it is late, or so late that a lead is told."""

    items: Count
    oldest_on: date | None
    late: bool
    to_lead: bool


class DocumentCard(NamedTuple):
    """A document with its text; no pages where it was not read yet."""

    document_id: int
    case_id: int | None
    name: str
    media_type: str
    sha256: str
    size: int
    pages: tuple[PageText, ...]


class _Oldest(NamedTuple):
    arrived_on: date | None


class _More(NamedTuple):
    """What else is known of an item than a list shows."""

    to: str
    source: str
    message_id: str
    dispatch_id: int | None
    request_id: int | None
    dispute_id: int | None


class _Part(NamedTuple):
    document_id: int
    name: str
    media_type: str
    sha256: str
    size: int
    unread: Unread | None


class _Case(NamedTuple):
    case_id: int
    number: str
    debtor: str
    debtor_id: int
    owner: str


class _Document(NamedTuple):
    document_id: int
    case_id: int | None
    name: str
    media_type: str
    sha256: str
    size: int


_COLUMNS = """
    i.id, i.version, i.document_id, d.name, d.media_type, i.sha256, d.size, i.arrived_on,
    CASE WHEN i.sent_on <= i.arrived_on THEN i.sent_on ELSE i.arrived_on END, i.sent_on, i.from_name, i.from_mail,
    i.subject, i.unread, (SELECT count(*) FROM post_part t WHERE t.item_id = i.id),
    COALESCE(c.id, 0), COALESCE(c.number, ''), COALESCE(p.name, ''), n.method, COALESCE(n.confidence, 0),
    CASE WHEN i.decision IS NULL THEN (SELECT count(*) FROM post_candidate o WHERE o.item_id = i.id) ELSE 0 END,
    i.decision, i.decided_on, COALESCE(w.name, ''), i.reason
"""
_JOINED = """
    JOIN document d ON d.id = i.document_id
    LEFT JOIN post_candidate n ON n.item_id = i.id AND n.rank = 1 AND i.decision IS NULL
    LEFT JOIN cases c ON c.id = COALESCE(i.case_id, n.case_id) LEFT JOIN party p ON p.id = c.debtor_id
    LEFT JOIN person w ON w.id = i.decided_by_id
"""
_WHERE = {
    InTray.WAITING: "i.decided_on IS NULL",
    InTray.DECIDED: "i.decided_on IS NOT NULL AND i.decision <> 'not_ours'",
    InTray.NOT_OURS: "i.decided_on IS NOT NULL AND i.decision = 'not_ours'",
}
_ROW = f"SELECT {_COLUMNS} FROM post_item i {_JOINED} WHERE i.id = ?"  # noqa: S608 our own text
_OF_CASE = f"SELECT {_COLUMNS} FROM post_item i {_JOINED} WHERE i.case_id = ? ORDER BY i.decided_on DESC, i.id DESC"  # noqa: S608 our own text
_MORE = "SELECT mailed_to, source, message_id, dispatch_id, request_id, dispute_id FROM post_item WHERE id = ?"
_PARTS = """
    SELECT t.document_id, d.name, d.media_type, d.sha256, d.size, t.unread
    FROM post_part t JOIN document d ON d.id = t.document_id WHERE t.item_id = ? ORDER BY t.position
"""
_CASES = """
    SELECT c.id, c.number, p.name, p.id, COALESCE(o.name, t.name, '')
    FROM cases c JOIN party p ON p.id = c.debtor_id LEFT JOIN person o ON o.id = c.owner_person_id
    LEFT JOIN team t ON t.id = c.owner_team_id WHERE c.id IN ({marks})
"""
# Letters that were sent and of whose arrival something is still to be known.
_SENT = """
    SELECT x.id, x.version, l.id, l.case_id, l.kind, l.subject, a.name, x.way, x.mailed_to, x.sent_on, {answered}
    FROM dispatch x JOIN letter l ON l.id = x.letter_id JOIN party a ON a.id = l.addressee_id
    WHERE x.sent_on IS NOT NULL AND x.returned_on IS NULL AND {where} ORDER BY x.sent_on DESC, x.id DESC
"""
_SENT_IN_CASE = _SENT.format(answered="0", where="l.case_id = ?")
_ANSWERED = _SENT.format(answered="1", where="x.message_id IN ({marks})")
_QUOTED = "SELECT in_reply_to || ' ' || quoted FROM post_item WHERE id = ?"
_COUNT = "SELECT 1 FROM post_item WHERE decided_on IS NULL"
_OLDEST = "SELECT min(arrived_on) FROM post_item WHERE decided_on IS NULL"
_DOCUMENT = "SELECT id, case_id, name, media_type, sha256, size FROM document WHERE id = ?"


@dataclass(frozen=True, slots=True)
class PostListing(Listing[PostRow]):
    """The in-tray; several rows may be for one case, or for none."""

    FOUND_BY: ClassVar[str] = "item_id"


def post(database: Database, which: InTray = InTray.WAITING) -> PostListing:
    """Return the items that wait, or those that were decided on."""
    del database
    part = (Part(_WHERE[which]),)
    if which is InTray.WAITING:
        order = ("i.arrived_on", "i.id")
        return PostListing(
            PostRow, _COLUMNS, "post_item i", _JOINED, order, lambda row: (row.arrived_on, row.item_id), part
        )
    order = ("i.decided_on", "i.id")
    return PostListing(
        PostRow, _COLUMNS, "post_item i", _JOINED, order, lambda row: (row.decided_on, row.item_id), part, True
    )


def waiting(database: Database, day: date) -> Waiting:
    """Return how much waits in the in-tray and how long: for the title, and for the lead."""
    oldest = rows(database, _OLDEST, _Oldest)[0].arrived_on
    if oldest is None:
        return Waiting(Count(0), None, late=False, to_lead=False)
    rules, holidays = database.law.defaults.post.applied(day).value, database.law.holidays
    late = add_working_days(oldest, rules.decide, holidays) < day
    to_lead = add_working_days(oldest, rules.to_lead, holidays) < day
    return Waiting(counted(database, _COUNT, ()), oldest, late, to_lead)


def item(database: Database, item_id: int, day: date) -> PostCard | None:
    """Return an item with all that is known of it, None where there is no such item."""
    found = rows(database, _ROW, PostRow, (item_id,))
    if not found:
        return None
    listed, more = found[0], rows(database, _MORE, _More, (item_id,))[0]
    parts = rows(database, _PARTS, _Part, (item_id,))
    return PostCard(
        listed,
        more.to,
        more.source,
        more.message_id,
        document_texts.pages(database, listed.sha256),
        tuple(PartCard(*part, document_texts.pages(database, part.sha256)) for part in parts),
        _candidates(database, item_id, day) if listed.decision is None else (),
        _answers(database, item_id),
        more.dispatch_id,
        more.request_id,
        more.dispute_id,
    )


def row(database: Database, item_id: int) -> PostRow:
    """Return an item as a list shows it."""
    return rows(database, _ROW, PostRow, (item_id,))[0]


def of_case(database: Database, case_id: int) -> tuple[PostRow, ...]:
    """Return the items that went to a case, the last one decided first."""
    return tuple(rows(database, _OF_CASE, PostRow, (case_id,)))


def sent_letters(database: Database, case_id: int) -> tuple[SentLetter, ...]:
    """Return what was sent in a case and did not come back, the last first: what an item may answer, or be."""
    return tuple(rows(database, _SENT_IN_CASE, SentLetter, (case_id,)))


def document(database: Database, document_id: int) -> DocumentCard | None:
    """Return a document with its text, None where there is no such document."""
    found = rows(database, _DOCUMENT, _Document, (document_id,))
    return DocumentCard(*found[0], document_texts.pages(database, found[0].sha256)) if found else None


def _candidates(database: Database, item_id: int, day: date) -> tuple[CandidateCard, ...]:
    found = candidates(database, [item_id], day)[item_id]
    known = {one.case_id: one for one in many(database, _CASES, _Case, [one.case_id for one in found])}
    return tuple(CandidateCard(*known[one.case_id], one.method, one.confidence, one.why, one.party_id) for one in found)


def _answers(database: Database, item_id: int) -> tuple[SentLetter, ...]:
    ids = _ids(database.value(_QUOTED, (item_id,)))
    return tuple(many(database, _ANSWERED, SentLetter, ids))


def _ids(text: str) -> Sequence[str]:
    return list(dict.fromkeys(text.split()))
