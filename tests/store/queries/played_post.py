"""Incoming post in the story in which every command is given."""

from typing import TYPE_CHECKING

from casebook.domain.letters.kinds import LetterKind
from casebook.domain.letters.proof import ReturnedAs
from casebook.domain.letters.ways import DispatchWay
from casebook.domain.limitation.grade import Grade
from casebook.domain.money import Cents
from casebook.jobs.letters import Wanted, composed
from casebook.store import documents
from casebook.store.actions.addresses import AddAddress, AddContactPoint, Place, SetConsent
from casebook.store.actions.cases import OpenCase
from casebook.store.actions.claims import AddClaim, ClaimFacts
from casebook.store.actions.contacts import Next
from casebook.store.actions.dispatches import SentDispatch
from casebook.store.actions.disputes import ContestedPart
from casebook.store.actions.letters import PrepareLetter, ReleaseLetter
from casebook.store.actions.parties import AddParty, PartyFacts
from casebook.store.actions.post import FilePost, PostNotOurs, ReceivePost, UndoPost
from casebook.store.actions.post_outcomes import (
    ComplaintByPost,
    DeadAddressByPost,
    DisputeByPost,
    ReplyByPost,
    RequestByPost,
    ReturnedByPost,
)
from casebook.store.models.care import RequestKind
from casebook.store.models.cases import NextKind
from casebook.store.models.disputes import DisputeReason
from casebook.store.models.parties import ContactKind
from casebook.store.queries import sent_letters
from tests.store.book import DUE, TODAY

if TYPE_CHECKING:
    from tests.store.queries.played import Play


def post(play: "Play") -> None:
    """Decide on what comes in, in every way there is."""
    debtor = play(AddParty(PartyFacts("Briefschrijver")))
    case = play(OpenCase(debtor, TODAY, owner_person_id=play.book.actor.person))
    address = play(AddAddress(debtor, Place("Dorpsstraat", "2", "1234 AB", "Ons Dorp")))
    point = play(AddContactPoint(debtor, ContactKind.MAIL, "brief@voorbeeld.nl"))
    play(SetConsent(point, 1, TODAY, consent_source="formulier"))
    facts = ClaimFacts("P-100", "contract", None, None, invoice_on=DUE, due_on=DUE)
    claim = play(AddClaim(case, play.book.creditor, Cents(50_000), facts))
    item = _arrived(play, "reclame")
    play(PostNotOurs(item, 1, "reclame"))
    play(UndoPost(item, 2, "toch voor ons"))
    play(FilePost(item, 3, case))
    then = Next(play.version("cases", case), TODAY, NextKind.WRITE, "zijn vraag")
    play(FilePost(_arrived(play, "vraag"), 1, case, next=then))
    play(RequestByPost(_arrived(play, "inzage"), 1, case, debtor, RequestKind.ACCESS, TODAY, "wat weet u van mij?"))
    play(ComplaintByPost(_arrived(play, "klacht"), 1, case, debtor, TODAY, "te vaak gebeld"))
    parts = (ContestedPart(claim, Cents(2_000)),)
    play(DisputeByPost(_arrived(play, "bezwaar"), 1, case, DisputeReason.DAMAGED, parts, TODAY, "dozen waren nat"))
    _answers(play, case)
    play(DeadAddressByPost(_arrived(play, "retour"), 1, case, address, play.version("address", address), TODAY))


def _answers(play: "Play", case: int) -> None:
    wanted = Wanted(ways=(DispatchWay.ORDINARY, DispatchWay.EMAIL))
    drafts = composed(play.database, TODAY, case, LetterKind.INTERRUPTION, wanted)
    for letter in play.done(PrepareLetter(case, drafts)).result:
        play(ReleaseLetter(letter, 1))
        for (dispatch,) in play.database.fetch("SELECT id FROM dispatch WHERE letter_id = ? ORDER BY id", (letter,)):
            play(SentDispatch(dispatch, 1, TODAY))
    sent = {one.way: (one.dispatch_id, one.version) for one in sent_letters.in_case(play.database, case)}
    back = (*sent[DispatchWay.ORDINARY], ReturnedAs.UNCOLLECTED, TODAY)
    play(ReturnedByPost(_arrived(play, "envelop"), 1, *back))
    mail = (*sent[DispatchWay.EMAIL], Grade.STRONG, TODAY, "hij haalt de brief aan")
    play(ReplyByPost(_arrived(play, "antwoord"), 1, *mail))


def _arrived(play: "Play", subject: str) -> int:
    digest = documents.keep(play.database, subject.encode())
    name = f"{subject}.eml"
    return play(ReceivePost(name, "message/rfc822", digest, name, from_name="B. Schrijver", subject=subject))
