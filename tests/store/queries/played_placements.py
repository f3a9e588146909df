"""Placements in the story in which every command is given."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from casebook.domain.money import Cents
from casebook.domain.placements.facts import AgencyKind, CloseCode, FeeBasis, FeeEvent, Guard, PlacementEventKind
from casebook.domain.placements.invoices import InvoiceDecision
from casebook.store.actions.addresses import Place
from casebook.store.actions.agencies import (
    AgencyFacts,
    ChangeAgency,
    EndAgency,
    ReachAgency,
    RegisterAgency,
    SetAgencyFee,
)
from casebook.store.actions.cases import OpenCase
from casebook.store.actions.claims import AddClaim, ClaimFacts
from casebook.store.actions.fee_invoices import ChangeFeeInvoice, DecideFeeInvoice, InvoiceFacts, RecordFeeInvoice
from casebook.store.actions.parties import AddParty, PartyFacts
from casebook.store.actions.payments import RecordPayment
from casebook.store.actions.placement_events import (
    AnnounceRecall,
    RecordPlacementEvent,
    RecordReport,
    ReportFacts,
    ServedWrit,
    TellDirectPayment,
    VoidPlacementEvent,
)
from casebook.store.actions.placements import ChangePlacement, MakePlacementBatch, PreparePlacement, RecordPlacement
from casebook.store.actions.receipts import Receipt
from tests.store.book import DUE, TODAY

if TYPE_CHECKING:
    from tests.store.queries.played import Play

_E = PlacementEventKind


def placements(play: "Play") -> None:
    """Place a claim with an agency as part of a batch, and complete one that lay with a bailiff before."""
    facts = AgencyFacts(AgencyKind.AGENCY, "WKI-77", TODAY + timedelta(days=90), 30, contact="mw. Jansen")
    agency = play(RegisterAgency(facts, name="Incasso Noord"))
    later = AgencyFacts(AgencyKind.AGENCY, "WKI-77", TODAY + timedelta(days=400), 14, contact="dhr. Jansen")
    play(ChangeAgency(agency, play.version("agency", agency), later))
    play(SetAgencyFee(agency, date(2020, 1, 1), FeeEvent.RECALL, FeeBasis.SCALE))
    play(ReachAgency(agency, Place("Kade", "1", "1011 AA", "Amsterdam"), "in@noord.example"))
    play(ReachAgency(agency, Place("Gracht", "2", "1012 AB", "Amsterdam"), "post@noord.example"))
    play(EndAgency(agency, play.version("agency", agency)))
    play(EndAgency(agency, play.version("agency", agency), again=True))
    batch = play(MakePlacementBatch("november", agency))
    debtor = play(AddParty(PartyFacts("Ver Weg B.V.")))
    case = play(OpenCase(debtor, TODAY, owner_person_id=play.book.actor.person))
    claim = play(
        AddClaim(case, play.book.creditor, Cents(60_000), ClaimFacts("V-1", "contract", None, None, due_on=DUE))
    )
    reasons: dict[str, Any] = dict.fromkeys(("without_assessment", "unannounced", "without_evidence"), "spoed")
    one = play(PreparePlacement(case, agency, Guard.US, (claim,), placement_batch_id=batch, **reasons))
    play(RecordPlacementEvent(one, _E.SENT, TODAY))
    play(RecordPlacementEvent(one, _E.ACCEPTED, TODAY, reference="IN-1"))
    play(ChangePlacement(one, play.version("placement", one), Guard.AGENCY, "IN-1", "zo afgesproken"))
    play(RecordReport(one, ReportFacts(TODAY, "sommatie", received_cents=Cents(100))))
    paid = play.done(RecordPayment(case, Receipt(TODAY, Cents(5_000)))).result.payment_id
    play(TellDirectPayment(one, paid, TODAY))
    wrong = play(RecordPlacementEvent(one, _E.CLOSED, TODAY, code=CloseCode.PAID))
    play(VoidPlacementEvent(wrong, "ander dossier"))
    play(ServedWrit(one, TODAY, text="exploot"))
    play(AnnounceRecall(one, play.version("placement", one), TODAY, Cents(9_000), "te traag"))
    asked = InvoiceFacts(FeeEvent.RECALL, TODAY, "2026-88", Cents(10_000), Cents(1_736))
    invoice = play(RecordFeeInvoice(one, asked))
    less = InvoiceFacts(FeeEvent.RECALL, TODAY, "2026-89", Cents(9_500))
    play(ChangeFeeInvoice(invoice, play.version("fee_invoice", invoice), less))
    play(
        DecideFeeInvoice(
            invoice, play.version("fee_invoice", invoice), InvoiceDecision.ACCEPTED, Cents(9_000), "afspraak"
        )
    )
    second = play(
        AddClaim(case, play.book.creditor, Cents(7_000), ClaimFacts("V-2", "contract", None, None, due_on=DUE))
    )
    play(RecordPlacement(case, agency, Guard.AGENCY, TODAY, (second,), "IN-2", TODAY))
