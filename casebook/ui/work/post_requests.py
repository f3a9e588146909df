"""What somebody asks, complains about or contests in something that came in, with the day from which its term runs."""

from collections.abc import Callable
from functools import partial

from casebook.domain.finding import HOUSE_RULE
from casebook.domain.post.asked import NamedRequest, request_of
from casebook.errors import Refused
from casebook.store.actions.disputes import RegisterDispute
from casebook.store.actions.insolvency_requests import ReceiveInsolvencyRequest
from casebook.store.actions.person_requests import ReceiveRequest
from casebook.store.actions.post_asked import InsolvencyRequestByPost
from casebook.store.actions.post_outcomes import ComplaintByPost, DisputeByPost, RequestByPost
from casebook.store.models.care import RequestKind
from casebook.store.queries import case, choices, post_proposal
from casebook.store.queries import insolvency_requests as insolvency_queries
from casebook.store.queries.case import CaseCard
from casebook.store.queries.post_item import PostCard
from casebook.store.queries.post_proposal import AskedByPost
from casebook.text import clean
from casebook.ui.desk import Desk
from casebook.ui.dialogs.pick import Pick
from casebook.ui.widgets.menu import Entry
from casebook.ui.work import dispute_register, insolvency_requests, person_requests
from casebook.ui.work.insolvency_requests import Known
from casebook.ui.work.planning import is_open
from casebook.ui.work.post_case import ask_card
from casebook.ui.work.post_lines import subject

_LETTERS = {
    RequestKind.ACCESS: "i",
    RequestKind.RECTIFICATION: "r",
    RequestKind.ERASURE: "w",
    RequestKind.RESTRICTION: "b",
    RequestKind.PORTABILITY: "o",
    RequestKind.OBJECTION: "g",
}
Kind = RequestKind | str
_IN_INSOLVENCY = "in_insolvency"
# So much of what it says stands in the form to begin with.
_LONGEST = 1_000


async def request(desk: Desk, card: PostCard) -> bool:
    """Ask what is requested in which case, show its term, and record it."""
    of = await ask_card(desk, card, desk.say("in_tray.whose_request"))
    if of is None:
        return False
    who = await desk.read(insolvency_queries.asking, of.case_id, desk.day)
    entries = [Entry[Kind](kind, letter, desk.say(f"word.{kind}")) for kind, letter in _LETTERS.items()]
    if who:
        # A trustee or counsellor whom we know asks something of us, not about data on him.
        entries.insert(0, Entry[Kind](_IN_INSOLVENCY, "t", desk.say("asked.in_insolvency", name=who[0].name)))
    kind = await desk.ask(Pick(desk, desk.say("care.which_request"), entries))
    if kind == _IN_INSOLVENCY:
        return await _of_insolvency(desk, card, of)
    return isinstance(kind, RequestKind) and await _receive(desk, card, of, kind, partial(_request, card))


async def asked_of_us(desk: Desk, card: PostCard, asked: AskedByPost) -> bool:
    """Record what whoever acts in a proceeding asks, as it was read in an item."""
    of = await desk.read(case.card, asked.case_id)
    if of is None:
        raise Refused("case.gone", source=HOUSE_RULE)
    return await _receive_asked(desk, card, of, asked.request, asked.who.party_id)


async def _of_insolvency(desk: Desk, card: PostCard, of: CaseCard) -> bool:
    sender = next((one.party_id for one in card.candidates if one.case_id == of.case_id), None)
    documents = [card.pages, *(part.pages for part in card.parts)]
    asked = await desk.read(post_proposal.asked_of_us, card.row, documents, of.case_id, sender)
    request = request_of(card.row.subject, [pages[0].text for pages in documents if pages])
    return await _receive_asked(desk, card, of, request, sender if asked is None else asked.who.party_id)


async def _receive_asked(
    desk: Desk, card: PostCard, of: CaseCard, request: NamedRequest | None, sender: int | None
) -> bool:
    what = () if request is None else (request.kind, request.as_of)
    known = Known(_said(card), card.row.received_on, sender, *what)
    return await insolvency_requests.receive(desk, of, known, partial(_in_insolvency, card))


def _in_insolvency(card: PostCard, asked: ReceiveInsolvencyRequest) -> InsolvencyRequestByPost:
    return InsolvencyRequestByPost(
        card.row.item_id,
        card.row.version,
        asked.insolvency_id,
        asked.case_id,
        asked.party_id,
        asked.kind,
        asked.received_on,
        asked.text,
        asked.reference,
        asked.as_of,
        asked.asked_by,
        asked.way,
        asked.offered_percent,
    )


async def complaint(desk: Desk, card: PostCard) -> bool:
    """Ask what somebody complains about in which case, show its term, and record it."""
    of = await ask_card(desk, card, desk.say("in_tray.whose_complaint"))
    return of is not None and await _receive(desk, card, of, RequestKind.COMPLAINT, partial(_complaint, card))


async def dispute(desk: Desk, card: PostCard) -> bool:
    """Ask what is contested in which case, and register the dispute."""
    of = await ask_card(desk, card, desk.say("in_tray.whose_dispute"))
    if of is None or not is_open(desk, of.state, of.number):
        return False
    return await dispute_register.register(desk, of, contested_on=card.row.received_on, made=partial(_dispute, card))


async def _receive(
    desk: Desk, card: PostCard, of: CaseCard, kind: RequestKind, made: Callable[[ReceiveRequest], object]
) -> bool:
    speakers = {one.party_id for one in await desk.read(choices.speakers, of.case_id, desk.day)}
    sender = next((one.party_id for one in card.candidates if one.case_id == of.case_id), None)
    party = sender if sender in speakers and sender is not None else of.debtor_id
    return await person_requests.receive(
        desk, of, party, kind, _said(card), received_on=card.row.received_on, made=made
    )


def _said(card: PostCard) -> str:
    """Return how an item begins: what is asked, until somebody writes it shorter."""
    text = clean(card.pages[0].text).strip() if card.pages else ""
    return text[:_LONGEST] or subject(card.row)


def _request(card: PostCard, asked: ReceiveRequest) -> RequestByPost:
    row = card.row
    return RequestByPost(
        row.item_id, row.version, asked.case_id, asked.party_id, asked.kind, asked.received_on, asked.text
    )


def _complaint(card: PostCard, asked: ReceiveRequest) -> ComplaintByPost:
    row = card.row
    return ComplaintByPost(row.item_id, row.version, asked.case_id, asked.party_id, asked.received_on, asked.text)


def _dispute(card: PostCard, asked: RegisterDispute) -> DisputeByPost:
    return DisputeByPost(
        card.row.item_id,
        card.row.version,
        asked.case_id,
        asked.reason,
        asked.parts,
        asked.registered_on,
        asked.text,
        asked.department,
        asked.with_department_on,
        asked.root_cause,
        asked.owner_person_id,
    )
