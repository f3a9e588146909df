"""What is owed to the person, and credit insurance, in the story in which every command is given."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from casebook.domain.money import Cents
from casebook.store.actions.care import (
    BanArrangements,
    CheckRecourse,
    EndVulnerability,
    LiftBan,
    Looked,
    RecordVulnerability,
)
from casebook.store.actions.contact_blocks import LiftContactBlock, PlaceContactBlock
from casebook.store.actions.digests import RecordDigest
from casebook.store.actions.estates import AddHeir, ChangeEstate, ChangeHeir, OpenEstate
from casebook.store.actions.insurance import (
    AddCover,
    AddPolicy,
    ChangeCover,
    EndPolicy,
    RecordInsuranceStep,
    RemoveInsuranceStep,
)
from casebook.store.actions.parties import AddParty, PartyFacts
from casebook.store.actions.person_exports import RecordPersonExport
from casebook.store.actions.person_requests import (
    AcknowledgeRequest,
    AnswerRequest,
    ExtendRequest,
    ReceiveRequest,
    WithdrawRequest,
)
from casebook.store.models.care import Acceptance, Recourse, RequestKind, RequestOutcome
from casebook.store.models.cases import Channel
from casebook.store.models.insurance import InsuranceStep
from tests.store.book import TODAY

if TYPE_CHECKING:
    from tests.store.queries.played import Play

LATER = TODAY + timedelta(days=30)


def care(play: "Play") -> None:
    """Everything a person may ask and everything that is kept of him, as it comes and goes."""
    case, debtor = play.book.case, play.book.debtor
    asked = play(ReceiveRequest(case, debtor, RequestKind.ACCESS, TODAY, "wat weet u van mij?"))
    play(AcknowledgeRequest(asked, 1, TODAY))
    play(ExtendRequest(asked, 2, TODAY, "veel stukken"))
    play(RecordPersonExport(debtor, "0f" * 32, 2, judged_apart=True))
    play(RecordDigest(TODAY, 2, "1f" * 32))
    play(AnswerRequest(asked, 3, TODAY, RequestOutcome.PARTLY, "alles behalve van derden"))
    complaint = play(ReceiveRequest(case, debtor, RequestKind.COMPLAINT, TODAY, "te vaak gebeld"))
    play(WithdrawRequest(complaint, 1, TODAY))
    vulnerable = play(RecordVulnerability(debtor, "slechthorend", TODAY, "per mail", LATER))
    play(EndVulnerability(vulnerable, 1))
    ban = play(BanArrangements(debtor, "drie keer gebroken", TODAY, LATER))
    play(LiftBan(ban, 1, "nieuwe bestuurder"))
    block = play(PlaceContactBlock(debtor, "bedreigt de collega's", TODAY, Channel.VISIT, LATER))
    play(LiftContactBlock(block, 1, "uitgepraat"))
    play(CheckRecourse(case, TODAY, (Looked("trade_register", Recourse.SOME, "eigen pand"),)))


def estate(play: "Play") -> None:
    """Somebody dies; his heir accepts."""
    late = play(AddParty(PartyFacts("H. Groen")))
    son = play(AddParty(PartyFacts("K. Groen")))
    died = date(2026, 11, 1)
    found = play(OpenEstate(late, died, TODAY, "rouwkaart", "overleden"))
    heir = play(AddHeir(found, son))
    play(ChangeHeir(heir, 1, Acceptance.PURE, TODAY, 1, 1))
    play(ChangeEstate(found, 1, died, "akte", settled_on=TODAY))


def insurance(play: "Play") -> None:
    """A policy covers the debtor, and the insurer hears of a claim."""
    book = play.book
    insurer = play(AddParty(PartyFacts("Havendam N.V.")))
    since = date(2026, 1, 1)
    policy = play(AddPolicy(book.creditor, insurer, "KH-1", 60, 120, 90, consent_needed=True, from_on=since))
    cover = play(AddCover(policy, book.debtor, Cents(500_000), since))
    play(ChangeCover(cover, 1, Cents(250_000), LATER))
    step = RecordInsuranceStep(book.case, cover, (book.claims[0],), InsuranceStep.OVERDUE_REPORTED, TODAY)
    play(step)
    act = play.database.value("SELECT max(id) FROM insurance_act")
    play(RemoveInsuranceStep(act, 1, "verkeerde vordering"))
    play(EndPolicy(policy, 1, LATER))
