"""Letters in the story in which every command is given."""

from datetime import date
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
from casebook.store.actions.dispatch_proof import ProvenDispatch, ReturnedDispatch
from casebook.store.actions.dispatches import (
    BeginDispatch,
    DecideDoubt,
    FailedDispatch,
    MarkDoubt,
    PutBack,
    SentDispatch,
)
from casebook.store.actions.documents import AddDocument, Kept
from casebook.store.actions.enclosures import EncloseDocuments
from casebook.store.actions.letter_batches import ReleaseLetters, ToRelease
from casebook.store.actions.letters import (
    ChangeWays,
    OverrideStop,
    PrepareLetter,
    ReleaseLetter,
    WithdrawLetter,
)
from casebook.store.actions.parties import AddParty, PartyFacts
from casebook.store.actions.print_batches import BatchPosted, PrintLetters, ToPrint
from casebook.store.actions.representations import Acting, AddRepresentation
from casebook.store.models.parties import ContactKind, RepresentativeRole
from casebook.store.queries import letter_card
from tests.store.book import TODAY

if TYPE_CHECKING:
    from tests.store.queries.played import Play

_OLD = date(2022, 3, 1)
_ALL = (DispatchWay.REGISTERED, DispatchWay.ORDINARY, DispatchWay.EMAIL)


def letters(play: "Play") -> None:
    """Write to a debtor and to who acts for him, by every way, and see how it arrives."""
    debtor, lawyer = (play(AddParty(PartyFacts(name))) for name in ("Brievenlezer", "Mr. Advocaat"))
    play(AddRepresentation(debtor, lawyer, Acting(RepresentativeRole.AUTHORISED, write_to=True)))
    case = play(OpenCase(debtor, TODAY, owner_person_id=play.book.actor.person))
    for party, mail in ((debtor, "a@voorbeeld.nl"), (lawyer, "b@voorbeeld.nl")):
        play(AddAddress(party, Place("Dorpsstraat", "1", "1234 AB", "Ons Dorp")))
        point = play(AddContactPoint(party, ContactKind.MAIL, mail))
        play(SetConsent(point, 1, TODAY, consent_source="formulier"))
    due = ClaimFacts("F-100", "contract", None, None, invoice_on=_OLD, due_on=_OLD)
    play(AddClaim(case, play.book.creditor, Cents(50_000), due))
    wanted = Wanted(ways=_ALL)
    first, second = play.done(
        PrepareLetter(case, composed(play.database, TODAY, case, LetterKind.INTERRUPTION, wanted))
    ).result
    (third, fourth) = play.done(
        PrepareLetter(case, composed(play.database, TODAY, case, LetterKind.BALANCE_CONFIRMATION, wanted))
    ).result
    digest = documents.keep(play.database, b"%PDF-1.7 bijlage")
    offer = play(AddDocument(case, "bijlage.pdf", "application/pdf", digest))
    play(EncloseDocuments(first, 1, (offer,)))
    play(EncloseDocuments(fourth, 1, (offer,)))
    play(EncloseDocuments(fourth, 1, (), (offer,)))
    play(ReleaseLetter(first, 1))
    play(ReleaseLetters((ToRelease(second, 1),)))
    unseen = next(one for one in _card(play, fourth).stops if one.override is not None)
    play(OverrideStop(fourth, 1, unseen.rule, "volmacht volgt"))
    play(ChangeWays(third, 1, (DispatchWay.EMAIL,), _ALL))
    play(WithdrawLetter(third, 1, "niet nodig"))
    _mail(play, first, second)
    _paper(play, first, second)


def _mail(play: "Play", first: int, second: int) -> None:
    mail = Kept("1.eml", "message/rfc822", documents.keep(play.database, b"Subject: 1"))
    play(BeginDispatch(*_seen(play, first), "<1@voorbeeld.nl>", "ronde 1", mail))
    play(PutBack(*_seen(play, first), "geen verbinding", "ronde 1"))
    play(BeginDispatch(*_seen(play, first), "<1@voorbeeld.nl>", "ronde 1"))
    play(MarkDoubt(*_seen(play, first), "ronde 1"))
    play(DecideDoubt(*_seen(play, first), was_sent=True, reason="staat in de verzonden post"))
    play(ReturnedDispatch(*_seen(play, first), TODAY, ReturnedAs.BOUNCED))
    play(BeginDispatch(*_seen(play, second), "<2@voorbeeld.nl>", "ronde 1"))
    play(SentDispatch(*_seen(play, second), TODAY, "250 queued"))
    play(ProvenDispatch(*_seen(play, second), Grade.STRONG, TODAY, "hij haalt de brief aan"))


def _paper(play: "Play", first: int, second: int) -> None:
    play(FailedDispatch(*_seen(play, first, DispatchWay.ORDINARY), TODAY, "geen adres"))
    file = Kept("stapel.pdf", "application/pdf", documents.keep(play.database, b"%PDF-1.7 stapel"))
    batch = play(PrintLetters((ToPrint(*_seen(play, second, DispatchWay.REGISTERED), 0, 1),), file, file))
    play(BatchPosted(batch, 1, TODAY))


def _card(play: "Play", letter: int) -> letter_card.LetterCard:
    card = letter_card.letter(play.database, letter, TODAY)
    assert card is not None
    return card


def _seen(play: "Play", letter: int, way: DispatchWay = DispatchWay.EMAIL) -> tuple[int, int]:
    one = next(one for one in _card(play, letter).dispatches if one.way is way)
    return one.dispatch_id, one.version
