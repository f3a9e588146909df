"""The courses of two arrangements in the story in which every command is given: one broken, one kept."""

from datetime import date
from typing import TYPE_CHECKING, Any

from casebook.domain.arrangement.terms import AgreedHow, PlanInterest, PlanTerms, Rhythm
from casebook.domain.capacity import Capacity
from casebook.domain.default import Agreed
from casebook.domain.money import Cents
from casebook.jobs import bank
from casebook.jobs.bank import Import
from casebook.store.actions.arrangement_course import (
    BreakArrangement,
    ResumeArrangement,
    SendNotice,
    SuspendArrangement,
    WaiveTerm,
    WithdrawNotice,
)
from casebook.store.actions.arrangement_end import (
    AnswerRemission,
    ChooseVat,
    CompleteArrangement,
    DischargeArrangement,
    TellSales,
    ThankArrangement,
)
from casebook.store.actions.arrangement_reopening import ReopenArrangement
from casebook.store.actions.arrangements import AgreeArrangement, DraftArrangement
from casebook.store.actions.cases import OpenCase
from casebook.store.actions.claims import AddClaim, ClaimFacts
from casebook.store.actions.liabilities import AddLiability, Liable
from casebook.store.actions.parties import AddAccount, AddCreditor, AddParty, CreditorFacts, PartyFacts
from casebook.store.actions.payments import RecordPayment, ReversePayment
from casebook.store.actions.receipts import Receipt
from casebook.store.models.arrangements import Beside, RemissionAnswerKind, VatRoute
from casebook.store.models.cases import Channel
from casebook.store.models.claims import Relation
from tests.jobs.statements import Sheet, source
from tests.store.book import TODAY

if TYPE_CHECKING:
    from tests.store.queries.played import Play

OURS = "NL20INGB0001234567"
AGREED, FIRST, NOTICED = date(2026, 11, 2), date(2026, 11, 3), date(2026, 11, 7)


def course(play: "Play") -> None:
    """Let one arrangement break after a notice; let another be kept, with a remission beside a guarantor."""
    party = play(AddParty(PartyFacts("Verhuur B.V.")))
    creditor = play(AddCreditor(party, CreditorFacts("VH")))
    play(AddAccount(party, OURS))
    bank.run(Import(play.database, play.book.actor, TODAY, [source(Sheet(-40, 18, 0, (), account=OURS))]))
    debtor = play(AddParty(PartyFacts("Termijn B.V.")))
    case = play(OpenCase(debtor, TODAY, owner_person_id=play.book.actor.person))

    def plan(number: str, **terms: Any) -> tuple[int, int]:
        facts = ClaimFacts(
            number, "contract", Capacity.BUSINESS, Agreed.CONTRACT, invoice_on=date(2026, 6, 1), due_on=date(2026, 7, 1)
        )
        claim = play(AddClaim(case, creditor, Cents(100_000), facts))
        given = PlanTerms(debtor, (claim,), Rhythm.WEEKLY, FIRST, **terms)
        made = play(DraftArrangement(case, given))
        agree = AgreeArrangement(made, 1, AGREED, AgreedHow.SIGNED, override="bekende klant")
        play(agree)
        return claim, made

    _, broken = plan("VH-1", total_cents=Cents(80_000), terms=2)

    def version(plan: int) -> int:
        return play.version("arrangement", plan)

    first = play(SendNotice(broken, version(broken), NOTICED, Channel.MAIL))
    play(WithdrawNotice(first, 1, "verkeerd bedrag"))
    play(SendNotice(broken, version(broken), NOTICED, Channel.LETTER))
    play(BreakArrangement(broken, version(broken), "niet meer betaald"))

    waived = {"interest": PlanInterest.WAIVED, "remission_cents": Cents(5_000), "reason": "wil alsnog"}
    claim, kept = plan("VH-2", total_cents=Cents(95_000), each_cents=Cents(90_000), **waived)
    play.done(SuspendArrangement(kept, version(kept), "faillissement aangevraagd"))
    play.done(ResumeArrangement(kept, version(kept), "aanvraag ingetrokken"))
    guarantor = play(AddLiability(claim, Liable(play(AddParty(PartyFacts("B. Org"))), Relation.GUARANTOR)))
    play(RecordPayment(case, Receipt(TODAY, Cents(90_000), designation=(claim,), another=True)))
    last = play.database.value("SELECT max(id) FROM instalment WHERE arrangement_id = ?", (kept,))
    play(WaiveTerm(last, 1, "laatste termijn voor de moeite"))
    play(AnswerRemission(kept, Beside.GUARANTOR, guarantor, RemissionAnswerKind.RESERVED, "staat in de brief"))
    play(ChooseVat(kept, version(kept), VatRoute.CREDIT_NOTE))
    play(CompleteArrangement(kept, version(kept), "netjes betaald"))
    play(ThankArrangement(kept, version(kept), TODAY, Channel.MAIL))
    play(TellSales(kept, version(kept), TODAY))
    play(DischargeArrangement(kept, version(kept), TODAY, Channel.LETTER))

    claim, returned = plan("VH-3", total_cents=Cents(100_000), terms=1, reason="derde keer")
    receipt = Receipt(TODAY, Cents(100_000), designation=(claim,), another=True)
    paid = play.done(RecordPayment(case, receipt, accrue=True)).result.payment_id
    play(CompleteArrangement(returned, version(returned)))
    play(ReversePayment(paid, "gestorneerd", TODAY))
    play(ReopenArrangement(returned, version(returned), "storno na afronding"))
