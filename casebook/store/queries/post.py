"""The in-tray: what came in and waits, what was decided, and one item with all that is known of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import ClassVar, NamedTuple

from casebook.domain.calendar import add_working_days
from casebook.domain.letters.kinds import LetterKind
from casebook.domain.letters.proof import ReturnedAs
from casebook.domain.letters.ways import DispatchWay
from casebook.domain.post.candidates import PostMethod, PostWhy
from casebook.domain.post.matter import NamedMatter, PostMatter, matter_of
from casebook.domain.post.nature import PostNature
from casebook.domain.post.proposed import Posted, bounced, likeliest, proves
from casebook.domain.post.returns import came_back, reason_of
from casebook.domain.post.unread import Unread
from casebook.store import document_texts
from casebook.store.database import Database
from casebook.store.document_texts import PageText
from casebook.store.models.post import PostDecision
from casebook.store.post.stored import decode
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
    nature: PostNature | None
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
    tracking: str
    postcode: str
    house_number: str
    answered: bool


class Proposal(NamedTuple):
    """What an item is proposed as, besides to be filed: an answer to a letter of ours, one that came back, or by its
    words a matter with a course of its own.

    `letters` are those it may be about, the likeliest first, and the only one where it is `sure`. `returned_as` is
    why it came back, where that is told. `named` is the matter that it is about; insolvency is filed as anything is.
    """

    decision: PostDecision
    letters: tuple[SentLetter, ...]
    sure: bool
    returned_as: ReturnedAs | None = None
    named: NamedMatter | None = None


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


class Waiting(NamedTuple):
    """How many items wait, since when the oldest does, and whether it is late, or so late that a lead is told.

    What arrived on `late_from` or before that is late; None where nothing is.
    """

    items: Count
    oldest_on: date | None
    late: bool
    to_lead: bool
    late_from: date | None = None


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
    i.subject, i.unread, i.nature, (SELECT count(*) FROM post_part t WHERE t.item_id = i.id),
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
# Letters that were sent and of whose arrival something is still to be known.
_SENT = """
    SELECT x.id, x.version, l.id, l.case_id, l.kind, l.subject, a.name, x.way, x.mailed_to, x.sent_on, x.tracking,
        COALESCE(d.postcode, ''), COALESCE(d.house_number, ''), {answered}
    FROM dispatch x JOIN letter l ON l.id = x.letter_id JOIN party a ON a.id = l.addressee_id
    LEFT JOIN address d ON d.id = l.address_id
    WHERE x.sent_on IS NOT NULL AND x.returned_on IS NULL AND COALESCE(x.grade, '') <> 'strong' AND {where}
    ORDER BY x.sent_on DESC, x.id DESC
"""
_SENT_IN_CASE = _SENT.format(answered="0", where="l.case_id = ?")
_ANSWERED = _SENT.format(answered="1", where="x.message_id IN ({marks})")
_QUOTED = "SELECT in_reply_to || ' ' || quoted FROM post_item WHERE id = ?"
_MAILS = ("message/rfc822", "application/vnd.ms-outlook")
# Front and back, and the letter within it.
_ENVELOPE, _LONGEST = 3, 4_100
_DECIDED_AS = {
    PostMatter.COMPLAINT: PostDecision.COMPLAINT,
    PostMatter.DISPUTE: PostDecision.DISPUTE,
    PostMatter.REQUEST: PostDecision.REQUEST,
    PostMatter.INSOLVENCY: PostDecision.FILED,
}
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
    before = (day - timedelta(days) for days in range((day - oldest).days + 1))
    late_from = next((one for one in before if add_working_days(one, rules.decide, holidays) < day), None)
    return Waiting(counted(database, _COUNT, ()), oldest, late, to_lead, late_from)


def glance(database: Database, item_id: int) -> PostCard | None:
    """Return an item as it is shown beside a list: of what it says no more than how it begins."""
    return _card(database, item_id, document_texts.begin)


def item(database: Database, item_id: int) -> PostCard | None:
    """Return an item with all that is known of it, None where there is no such item."""
    return _card(database, item_id, document_texts.pages)


def _card(database: Database, item_id: int, read: Callable[[Database, str], tuple[PageText, ...]]) -> PostCard | None:
    found = rows(database, _ROW, PostRow, (item_id,))
    if not found:
        return None
    listed, more = found[0], rows(database, _MORE, _More, (item_id,))[0]
    pages = read(database, listed.sha256)
    parts = tuple(PartCard(*part, read(database, part.sha256)) for part in rows(database, _PARTS, _Part, (item_id,)))
    documents = (pages, *(part.pages for part in parts))
    waits = listed.decision is None
    cases = _candidates(database, item_id) if waits else ()
    return PostCard(
        listed,
        more.to,
        more.source,
        more.message_id,
        pages,
        parts,
        cases,
        _answers(database, item_id),
        _proposal(database, listed, more.in_reply_to, documents, cases) if waits else None,
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


def _candidates(database: Database, item_id: int) -> tuple[CandidateCard, ...]:
    found = rows(database, _FOUND, _Found, (item_id,))
    known = {one.case_id: one for one in many(database, _CASES, _Case, [one.case_id for one in found])}
    return tuple(
        CandidateCard(*known[one.case_id], one.method, one.confidence, decode(one.why), one.party_id) for one in found
    )


def _proposal(
    database: Database,
    listed: PostRow,
    in_reply_to: str,
    documents: Sequence[Sequence[PageText]],
    cases: Sequence[CandidateCard],
) -> Proposal | None:
    """Return what an item is proposed as: by its message id exactly, else by what stands on it."""
    answers = tuple(many(database, _ANSWERED, SentLetter, _ids(in_reply_to)))
    returned_as = bounced(listed.nature)
    if returned_as is not None:
        mailed = tuple(one for one in answers if one.way is DispatchWay.EMAIL)
        return Proposal(PostDecision.RETURNED, mailed, sure=True, returned_as=returned_as) if mailed else None
    if proves(listed.nature, [one.kind for one in answers]):
        return Proposal(PostDecision.REPLY, answers, sure=len(answers) == 1)
    if listed.nature is not None:
        return None
    return _back_by_post(database, listed, documents, cases) or (_by_words(listed, documents) if cases else None)


def _by_words(listed: PostRow, documents: Sequence[Sequence[PageText]]) -> Proposal | None:
    """Return what an item is proposed as by its subject and first page, None where it is not clear what it is about."""
    first = documents[0][:1]
    named = matter_of(listed.subject, first[0].text[:_LONGEST] if first else "")
    return None if named is None else Proposal(_DECIDED_AS[named.matter], (), sure=False, named=named)


def _back_by_post(
    database: Database, listed: PostRow, documents: Sequence[Sequence[PageText]], cases: Sequence[CandidateCard]
) -> Proposal | None:
    # What somebody writes in a mail is no envelope; what is attached to it may be.
    is_mail = listed.media_type in _MAILS
    texts = [_of_envelope(pages) for pages in documents[is_mail:]]
    if listed.unread is not None and not is_mail:
        # Of a picture only its name tells anything.
        texts.append(listed.name.replace("_", " ").replace("-", " "))
    text = next(filter(came_back, texts), None)
    if text is None:
        return None
    sent = (one for case in cases for one in sent_letters(database, case.case_id))
    letters = [one for one in sent if one.way is not DispatchWay.EMAIL]
    returned_as = reason_of(text)
    if returned_as is ReturnedAs.UNCOLLECTED:
        # Only what is registered waits to be collected.
        letters = [one for one in letters if one.way is DispatchWay.REGISTERED] or letters
    found = likeliest(text, [_posted(one) for one in letters])
    ordered = tuple(letters[at] for at in found.order)
    return Proposal(PostDecision.RETURNED, ordered, found.sure, returned_as)


def _posted(one: SentLetter) -> Posted:
    return Posted(one.tracking, one.addressee, one.postcode, one.house_number, one.sent_on)


def _of_envelope(pages: Sequence[PageText]) -> str:
    return "\n".join(page.text[:_LONGEST] for page in pages[:_ENVELOPE])


def _answers(database: Database, item_id: int) -> tuple[SentLetter, ...]:
    ids = _ids(database.value(_QUOTED, (item_id,)))
    return tuple(many(database, _ANSWERED, SentLetter, ids))


def _ids(text: str) -> Sequence[str]:
    return list(dict.fromkeys(text.split()))
