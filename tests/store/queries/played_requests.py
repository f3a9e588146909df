"""What trustees and counsellors ask, in the story in which every command is given."""

from datetime import timedelta
from typing import TYPE_CHECKING

from casebook.domain.insolvency.facts import EndKind, EventKind, Kind, PersonRole, Source
from casebook.domain.insolvency.requests import RequestKind, Way
from casebook.domain.money import Cents
from casebook.store import documents
from casebook.store.actions.cases import OpenCase
from casebook.store.actions.claims import AddClaim, ClaimFacts
from casebook.store.actions.insolvencies import EndInsolvency, RecordInsolvency
from casebook.store.actions.insolvency_answers import AcknowledgeInsolvencyRequest, AnswerInsolvencyRequest
from casebook.store.actions.insolvency_events import RecordInsolvencyEvent
from casebook.store.actions.insolvency_offers import ReviewClawBack, VoteOnProposal
from casebook.store.actions.insolvency_people import Appointed
from casebook.store.actions.insolvency_requests import (
    AssignInsolvencyRequest,
    ChangeInsolvencyRequest,
    ExtendInsolvencyRequest,
    ReceiveInsolvencyRequest,
    WithdrawInsolvencyRequest,
)
from casebook.store.actions.parties import AddParty, PartyFacts
from casebook.store.actions.payments import RecordPayment
from casebook.store.actions.post import ReceivePost
from casebook.store.actions.post_asked import InsolvencyRequestByPost
from casebook.store.actions.receipts import Receipt
from casebook.store.actions.scheme_remission import RemitRest
from casebook.store.models.arrangements import VatRoute
from tests.store.book import DUE, TODAY

if TYPE_CHECKING:
    from tests.store.queries.played import Play

_WHEN = TODAY - timedelta(days=5)


def requests(play: "Play") -> None:
    """A counsellor asks a balance and makes a proposal, a trustee wants something back, one is taken back."""
    debtor = play(AddParty(PartyFacts("Gans Schulden")))
    person = play.book.actor.person
    case = play(OpenCase(debtor, TODAY, owner_person_id=person))
    play(AddClaim(case, play.book.creditor, Cents(10_000), ClaimFacts("G-1", "contract", None, None, due_on=DUE)))
    who = play(AddParty(PartyFacts("Kredietbank Gans")))
    acts = (Appointed(PersonRole.COUNSELLOR, "Kredietbank Gans", party_id=who),)
    counsel = play(RecordInsolvency(debtor, Kind.COUNSELLING, _WHEN, Source.LETTER, persons=acts))

    def seen(id_: int) -> tuple[int, int]:
        return id_, play.version("insolvency_request", id_)

    asked = play(ReceiveInsolvencyRequest(counsel, case, who, RequestKind.BALANCE, _WHEN, as_of=_WHEN))
    play(ChangeInsolvencyRequest(*seen(asked), TODAY - timedelta(days=4), "stempel", as_of=_WHEN))
    assert person is not None
    play(AssignInsolvencyRequest(*seen(asked), person))
    play(ExtendInsolvencyRequest(*seen(asked), TODAY + timedelta(days=30), "akkoord"))
    play(RecordInsolvencyEvent(counsel, EventKind.AUTHORITY_SEEN, TODAY))
    play(AnswerInsolvencyRequest(*seen(asked), TODAY, "per portaal"))
    play(AcknowledgeInsolvencyRequest(*seen(asked), TODAY))
    offer = play(
        ReceiveInsolvencyRequest(
            counsel, case, who, RequestKind.PROPOSAL, TODAY, way=Way.MEDIATION, offered_percent="12,5"
        )
    )
    play(VoteOnProposal(*seen(offer), False, "meer te verwachten", "20"))
    play(WithdrawInsolvencyRequest(*seen(offer), TODAY, "nieuw voorstel volgt"))
    better = play(
        ReceiveInsolvencyRequest(counsel, case, who, RequestKind.PROPOSAL, TODAY, way=Way.CREDIT, offered_percent="90")
    )
    play(VoteOnProposal(*seen(better), True, "meer dan elders", "20", vat_route=VatRoute.NO_VAT))
    play(AnswerInsolvencyRequest(*seen(better), TODAY, "akkoord"))
    back = play(ReceiveInsolvencyRequest(counsel, case, who, RequestKind.CLAW_BACK, TODAY))
    play(ReviewClawBack(*seen(back), "geen wetenschap van de aanvraag (Fw 47)"))
    asks = documents.keep(play.database, b"vraag van een bewindvoerder")
    letter = play(ReceivePost("vraag.eml", "message/rfc822", asks, "vraag.eml"))
    play(InsolvencyRequestByPost(letter, 1, counsel, case, who, RequestKind.DOCUMENTS, TODAY, "facturen"))
    play(RecordPayment(case, Receipt(TODAY, Cents(9_000))))
    play(EndInsolvency(counsel, play.version("insolvency", counsel), TODAY, EndKind.DISCHARGED))
    play(RemitRest(counsel, play.version("insolvency", counsel), case, "voltooid"))
