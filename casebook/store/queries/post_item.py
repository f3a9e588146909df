"""An item of post with its text, what is attached to it, what it may be for, and what it is proposed as."""

from collections.abc import Callable
from typing import NamedTuple

from casebook.domain.post.candidates import PostMethod, PostWhy
from casebook.domain.post.unread import Unread
from casebook.store import document_texts
from casebook.store.database import Database
from casebook.store.document_texts import PageText
from casebook.store.post.stored import decode
from casebook.store.queries import in_tray, sent_letters
from casebook.store.queries.in_tray import PostRow
from casebook.store.queries.post_proposal import Proposal, propose
from casebook.store.queries.sent_letters import SentLetter
from casebook.store.rows import many, rows


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


class PostCard(NamedTuple):
    """An item with its text, what is attached to it, and what it may be for, as was found when it was last looked at.

    `answers` are the letters of ours that it answers or quotes; `proposal` is None for what is to be filed only.
    """

    row: PostRow
    to: str
    source: str
    message_id: str
    pages: tuple[PageText, ...]
    parts: tuple[PartCard, ...]
    candidates: tuple[CandidateCard, ...]
    answers: tuple[SentLetter, ...]
    proposal: Proposal | None
    dispatch_id: int | None
    request_id: int | None
    dispute_id: int | None


class _Found(NamedTuple):
    """A case that an item may be for, as its derived row says."""

    case_id: int
    method: PostMethod
    confidence: int
    why: str
    party_id: int | None


class _More(NamedTuple):
    """What else is known of an item than a list shows."""

    to: str
    source: str
    message_id: str
    in_reply_to: str
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


_MORE = """
    SELECT mailed_to, source, message_id, in_reply_to, dispatch_id, request_id, dispute_id
    FROM post_item WHERE id = ?
"""
_FOUND = "SELECT case_id, method, confidence, why, party_id FROM post_candidate WHERE item_id = ? ORDER BY rank"
_PARTS = """
    SELECT t.document_id, d.name, d.media_type, d.sha256, d.size, t.unread
    FROM post_part t JOIN document d ON d.id = t.document_id WHERE t.item_id = ? ORDER BY t.position
"""
_CASES = """
    SELECT c.id, c.number, p.name, p.id, COALESCE(o.name, t.name, '')
    FROM cases c JOIN party p ON p.id = c.debtor_id LEFT JOIN person o ON o.id = c.owner_person_id
    LEFT JOIN team t ON t.id = c.owner_team_id WHERE c.id IN ({marks})
"""
_QUOTED = "SELECT in_reply_to || ' ' || quoted FROM post_item WHERE id = ?"


def glance(database: Database, item_id: int) -> PostCard | None:
    """Return an item as it is shown beside a list: of what it says no more than how it begins."""
    return _card(database, item_id, document_texts.begin)


def item(database: Database, item_id: int) -> PostCard | None:
    """Return an item with all that is known of it, None where there is no such item."""
    return _card(database, item_id, document_texts.pages)


def _card(database: Database, item_id: int, read: Callable[[Database, str], tuple[PageText, ...]]) -> PostCard | None:
    found = in_tray.by_ids(database, [item_id])
    if not found:
        return None
    listed = found[0]
    more = rows(database, _MORE, _More, (item_id,))[0]
    pages = read(database, listed.sha256)
    parts = tuple(PartCard(*part, read(database, part.sha256)) for part in rows(database, _PARTS, _Part, (item_id,)))
    documents = (pages, *(part.pages for part in parts))
    waits = listed.decision is None
    cases = _candidates(database, item_id) if waits else ()
    senders = {case.case_id: case.party_id for case in cases}
    return PostCard(
        listed,
        more.to,
        more.source,
        more.message_id,
        pages,
        parts,
        cases,
        sent_letters.answered(database, database.value(_QUOTED, (item_id,))),
        propose(database, listed, more.in_reply_to, documents, senders) if waits else None,
        more.dispatch_id,
        more.request_id,
        more.dispute_id,
    )


def _candidates(database: Database, item_id: int) -> tuple[CandidateCard, ...]:
    found = rows(database, _FOUND, _Found, (item_id,))
    known = {one.case_id: one for one in many(database, _CASES, _Case, [one.case_id for one in found])}
    return tuple(
        CandidateCard(*known[one.case_id], one.method, one.confidence, decode(one.why), one.party_id) for one in found
    )
