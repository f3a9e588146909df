"""What an item of post is proposed as, besides to be filed."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from casebook.domain.letters.proof import ReturnedAs
from casebook.domain.letters.ways import DispatchWay
from casebook.domain.post.asked import NamedRequest, request_of
from casebook.domain.post.matter import NamedMatter, PostMatter, matter_of
from casebook.domain.post.proposed import Posted, bounced, likeliest, proves
from casebook.domain.post.returns import came_back, reason_of
from casebook.store.database import Database
from casebook.store.document_texts import PageText
from casebook.store.models.post import PostDecision
from casebook.store.queries import insolvency_requests, sent_letters
from casebook.store.queries.in_tray import PostRow
from casebook.store.queries.insolvency_requests import Asking
from casebook.store.queries.sent_letters import SentLetter


class AskedByPost(NamedTuple):
    """What is asked in a proceeding: in which case, by whom of those who act in it."""

    case_id: int
    who: Asking
    request: NamedRequest


class Proposal(NamedTuple):
    """What an item is proposed as, besides to be filed: an answer to a letter of ours, one that came back, or by its
    words a matter with a course of its own.

    `letters` are those it may be about, the likeliest first, and the only one where it is `sure`. `returned_as` is
    why it came back, where that is told. `named` is the matter that it is about; insolvency is filed as anything is.
    `asked` is what whoever acts in a proceeding asks in it.
    """

    decision: PostDecision
    letters: tuple[SentLetter, ...]
    sure: bool
    returned_as: ReturnedAs | None = None
    named: NamedMatter | None = None
    asked: AskedByPost | None = None


_MAILS = ("message/rfc822", "application/vnd.ms-outlook")
# Front and back, and the letter within it.
_ENVELOPE, _LONGEST = 3, 4_100
_DECIDED_AS = {
    PostMatter.COMPLAINT: PostDecision.COMPLAINT,
    PostMatter.DISPUTE: PostDecision.DISPUTE,
    PostMatter.REQUEST: PostDecision.REQUEST,
    PostMatter.INSOLVENCY: PostDecision.FILED,
}


def propose(
    database: Database,
    listed: PostRow,
    in_reply_to: str,
    documents: Sequence[Sequence[PageText]],
    senders: Mapping[int, int | None],
) -> Proposal | None:
    """Return what an item is proposed as: by its message id exactly, else by what stands on it and on its parts.

    `documents` are the pages of the item and of what is attached to it, `senders` who sent it by the case that it may
    be for, the likeliest first.
    """
    answers = sent_letters.answered(database, in_reply_to)
    returned_as = bounced(listed.nature)
    if returned_as is not None:
        mailed = tuple(one for one in answers if one.way is DispatchWay.EMAIL)
        return Proposal(PostDecision.RETURNED, mailed, sure=True, returned_as=returned_as) if mailed else None
    if proves(listed.nature, [one.kind for one in answers]):
        return Proposal(PostDecision.REPLY, answers, sure=len(answers) == 1)
    if listed.nature is not None:
        return None
    back = _back_by_post(database, listed, documents, list(senders))
    if back is not None or not senders:
        return back
    case_id, sender = next(iter(senders.items()))
    asked = asked_of_us(database, listed, documents, case_id, sender)
    if asked is not None:
        return Proposal(PostDecision.FILED, (), sure=False, asked=asked)
    return _by_words(listed, documents)


def asked_of_us(
    database: Database, listed: PostRow, documents: Sequence[Sequence[PageText]], case_id: int, sender: int | None
) -> AskedByPost | None:
    """Return what an item asks in a proceeding of a case, None where nobody who acts in one wrote it, or asks anything.

    He wrote it who sent it, else who is named in it.
    """
    texts = [pages[0].text[:_LONGEST] for pages in documents if pages]
    request = request_of(listed.subject, texts)
    if request is None:
        return None
    acting = insolvency_requests.asking(database, case_id, listed.received_on)
    said = " ".join(" ".join((listed.from_name, listed.from_mail, *texts)).split()).casefold()
    by_name = (one for one in acting if " ".join(one.name.split()).casefold() in said)
    who = next((one for one in acting if one.party_id == sender), None) or next(by_name, None)
    return None if who is None else AskedByPost(case_id, who, request)


def _by_words(listed: PostRow, documents: Sequence[Sequence[PageText]]) -> Proposal | None:
    """Return what an item is proposed as by its subject and first page, None where it is not clear what it is about."""
    first = documents[0][:1]
    named = matter_of(listed.subject, first[0].text[:_LONGEST] if first else "")
    return None if named is None else Proposal(_DECIDED_AS[named.matter], (), sure=False, named=named)


def _back_by_post(
    database: Database, listed: PostRow, documents: Sequence[Sequence[PageText]], case_ids: Sequence[int]
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
    sent = sent_letters.in_cases(database, case_ids)
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
