"""The word for a value of a column that holds one of a set of words."""

from collections.abc import Mapping

from casebook.domain.court.facts import (
    CourtEventKind,
    Decision,
    MeasureKind,
    MeasureOutcome,
    ProceedingKind,
    TitleKind,
)
from casebook.domain.documents import Direction, DocumentKind
from casebook.domain.finance import Result
from casebook.domain.insolvency.facts import EndKind, EventKind, Match, PersonRole, Source
from casebook.domain.insolvency.filing import Rank
from casebook.domain.insolvency.items import ItemKind, ItemOutcome
from casebook.domain.insolvency.requests import RequestKind, Way
from casebook.domain.letters.kinds import LetterKind, Tone
from casebook.domain.letters.proof import Doubt, ReturnedAs
from casebook.domain.letters.ways import DispatchWay
from casebook.domain.placements.facts import (
    AgencyKind,
    Arm,
    CloseCode,
    FeeBasis,
    FeeEvent,
    Guard,
    Instruction,
    PlacementEventKind,
    ReportSource,
)
from casebook.domain.placements.inventory import DifferenceKind, Resolution
from casebook.domain.placements.invoices import InvoiceDecision
from casebook.domain.placements.known import TheirState
from casebook.domain.post.unread import Unread
from casebook.domain.relation.intake import Criterion
from casebook.domain.relation.segment import Sector, Segment
from casebook.domain.routes.facts import WhyUnpaid
from casebook.domain.security.facts import SecurityEventKind, SecurityKind
from casebook.domain.service import LiftGround
from casebook.domain.service import Sector as Supply
from casebook.domain.vat.parts import Treatment
from casebook.store.models.arrangements import VatRoute
from casebook.store.models.assessment import CreditOutcome, FinanceKind, Question, Supports
from casebook.store.models.bank import UseKind
from casebook.store.models.care import Acceptance, Recourse, RequestOutcome
from casebook.store.models.cases import Channel, Outcome
from casebook.store.models.insurance import InsuranceStep
from casebook.store.models.post import PostDecision
from casebook.store.models.relation import OrderAdviceKind, RelationOutcome, ReturnGround

_WRITTEN = frozenset({Channel.LETTER, Channel.MAIL})
# Columns that hold one of a set of words, by table.
WORDS: Mapping[str, frozenset[str]] = {
    "role": frozenset({"role"}),
    "mandate": frozenset({"role"}),
    "approval": frozenset({"state"}),
    "party": frozenset({"kind", "channel"}),
    "creditor": frozenset({"vat_period", "receipts_from"}),
    "address": frozenset({"status"}),
    "address_enquiry": frozenset({"asked_at", "result"}),
    "contact_point": frozenset({"kind"}),
    "representation": frozenset({"role"}),
    "cases": frozenset({"state", "closed_as", "next_kind"}),
    "track": frozenset({"kind"}),
    "contact": frozenset({"channel", "outcome"}),
    "claim": frozenset({"kind", "capacity", "agreed", "rate_kind"}),
    "claim_day": frozenset({"name"}),
    "liability": frozenset({"relation", "capacity"}),
    "evidence": frozenset({"kind", "status"}),
    "assessment": frozenset({"why_unpaid", "credit_outcome"}),
    "assessment_answer": frozenset({"question"}),
    "finance_evidence": frozenset({"kind", "supports", "result"}),
    "payment": frozenset({"source"}),
    "ledger_entry": frozenset({"kind", "component"}),
    "limitation_event": frozenset({"kind", "regime", "ground", "outcome", "follow_up_outcome"}),
    "proof_mark": frozenset({"proof", "grade"}),
    "reach": frozenset({"clock"}),
    "reliance": frozenset({"clock"}),
    "lapse_acceptance": frozenset({"clock"}),
    "review_mark": frozenset({"clock", "kind"}),
    "provision_rate": frozenset({"basis"}),
    "claim_vat": frozenset({"treatment"}),
    "vat_certainty": frozenset({"ground"}),
    "proposal": frozenset({"state"}),
    "customer": frozenset({"sector"}),
    "intake": frozenset({"criterion"}),
    "segment_choice": frozenset({"segment"}),
    "order_advice": frozenset({"kind"}),
    "case_end": frozenset({"outcome", "return_ground"}),
    "dispute": frozenset({"reason", "root_cause", "decision"}),
    "person_request": frozenset({"kind", "outcome"}),
    "heir": frozenset({"acceptance"}),
    "recourse_check": frozenset({"found"}),
    "insurance_act": frozenset({"step"}),
    "contra_item": frozenset({"kind"}),
    "set_off": frozenset({"channel"}),
    "bank_use": frozenset({"kind", "method"}),
    "debit_notice": frozenset({"channel"}),
    "contact_block": frozenset({"channel"}),
    "letter": frozenset({"kind", "tone", "role"}),
    "document": frozenset({"kind", "direction"}),
    "dispatch": frozenset({"way", "doubt", "returned_as", "grade"}),
    "post_item": frozenset({"decision", "unread"}),
    "post_part": frozenset({"unread"}),
    "service_suspension": frozenset({"sector", "lifted_ground"}),
    "insolvency": frozenset({"kind", "matched_by", "source"}),
    "insolvency_person": frozenset({"role"}),
    "insolvency_event": frozenset({"kind", "outcome"}),
    "insolvency_item": frozenset({"kind", "outcome"}),
    "insolvency_request": frozenset({"kind", "way", "vat_route"}),
    "remission": frozenset({"vat_route"}),
    "filed_claim": frozenset({"rank"}),
    "rank_amount": frozenset({"rank"}),
    "go_no_go": frozenset({"decision"}),
    "proceeding": frozenset({"kind"}),
    "title": frozenset({"kind"}),
    "title_award": frozenset({"component"}),
    "court_event": frozenset({"kind"}),
    "measure": frozenset({"kind", "outcome"}),
    "agency": frozenset({"kind"}),
    "agency_fee": frozenset({"event", "basis"}),
    "fee_invoice": frozenset({"event", "decision"}),
    "placement": frozenset({"guard", "arm"}),
    "placement_event": frozenset({"kind", "code"}),
    "agency_report": frozenset({"source"}),
    "security": frozenset({"kind"}),
    "security_event": frozenset({"kind"}),
    "inventory_difference": frozenset({"kind", "their_state", "resolution"}),
}
# Values that are said otherwise in one column than in another, or that have a word of their own there.
_OWN_WORDS: Mapping[tuple[str, str], Mapping[str, str]] = {
    ("party", "kind"): {"estate": "party_estate"},
    ("party", "channel"): {Channel.VISIT: "channel_visit"},
    ("contact", "channel"): {Channel.VISIT: "channel_visit"},
    ("set_off", "channel"): {Channel.VISIT: "channel_visit"},
    ("debit_notice", "channel"): {Channel.VISIT: "channel_visit"},
    ("contact_block", "channel"): {Channel.VISIT: "channel_visit"},
    ("contact", "outcome"): {Outcome.AGREEMENT: "outcome_agreement"},
    ("track", "kind"): {"estate": "track_estate"},
    ("assessment", "why_unpaid"): {why: f"unpaid_{why}" for why in WhyUnpaid},
    ("assessment", "credit_outcome"): {outcome: f"credit_{outcome}" for outcome in CreditOutcome},
    ("assessment_answer", "question"): {question: f"question_{question}" for question in Question},
    ("finance_evidence", "kind"): {kind: f"finance_{kind}" for kind in FinanceKind},
    ("finance_evidence", "result"): {result: f"finance_{result}" for result in Result},
    ("finance_evidence", "supports"): {one: f"supports_{one}" for one in Supports},
    ("creditor", "vat_period"): {"month": "period_month", "quarter": "period_quarter", "year": "period_year"},
    ("claim_vat", "treatment"): {one: f"vat_{one}" for one in Treatment},
    ("customer", "sector"): {sector: f"sector_{sector}" for sector in Sector},
    ("intake", "criterion"): {one: f"criterion_{one}" for one in Criterion},
    ("segment_choice", "segment"): {segment: f"segment_{segment}" for segment in Segment},
    ("order_advice", "kind"): {kind: f"advice_{kind}" for kind in OrderAdviceKind},
    ("case_end", "outcome"): {outcome: f"relation_{outcome}" for outcome in RelationOutcome},
    ("case_end", "return_ground"): {ground: f"return_{ground}" for ground in ReturnGround},
    ("proposal", "state"): {"proposed": "proposal_waiting"},
    ("person_request", "outcome"): {outcome: f"request_{outcome}" for outcome in RequestOutcome},
    ("heir", "acceptance"): {acceptance: f"acceptance_{acceptance}" for acceptance in Acceptance},
    ("recourse_check", "found"): {found: f"recourse_{found}" for found in Recourse},
    ("bank_use", "kind"): {kind: f"use_{kind}" for kind in UseKind},
    ("insurance_act", "step"): {step: f"insurance_{step}" for step in InsuranceStep},
    ("letter", "kind"): {kind: f"letter_kind_{kind}" for kind in LetterKind},
    ("letter", "tone"): {tone: f"tone_{tone}" for tone in Tone},
    ("document", "kind"): {kind: f"document_{kind}" for kind in DocumentKind},
    ("document", "direction"): {direction: f"direction_{direction}" for direction in Direction},
    ("dispatch", "way"): {way: f"way_{way}" for way in DispatchWay},
    ("dispatch", "doubt"): {doubt: f"doubt_{doubt}" for doubt in Doubt},
    ("dispatch", "returned_as"): {one: f"returned_{one}" for one in ReturnedAs},
    ("post_item", "decision"): {one: f"post_{one}" for one in PostDecision},
    ("post_item", "unread"): {one: f"unread_{one}" for one in Unread},
    ("post_part", "unread"): {one: f"unread_{one}" for one in Unread},
    ("insolvency", "matched_by"): {one: f"insolvency_match_{one}" for one in Match},
    ("insolvency", "source"): {one: f"insolvency_source_{one}" for one in Source},
    ("insolvency_person", "role"): {one: f"insolvency_role_{one}" for one in PersonRole},
    ("insolvency_request", "kind"): {one: f"request_of_{one}" for one in RequestKind},
    ("insolvency_request", "way"): {one: f"way_{one}" for one in Way},
    ("insolvency_request", "vat_route"): {one: f"vat_{one}" for one in VatRoute},
    ("remission", "vat_route"): {one: f"vat_{one}" for one in VatRoute},
    ("insolvency_event", "kind"): {one: f"insolvency_event_{one}" for one in EventKind},
    ("insolvency_event", "outcome"): {one: f"insolvency_end_{one}" for one in EndKind},
    ("insolvency_item", "kind"): {one: f"unwinding_kind_{one}" for one in ItemKind},
    ("insolvency_item", "outcome"): {one: f"unwinding_{one}" for one in ItemOutcome},
    ("filed_claim", "rank"): {one: f"rank_{one}" for one in Rank},
    ("rank_amount", "rank"): {one: f"rank_{one}" for one in Rank},
    ("go_no_go", "decision"): {one: f"court_decision_{one}" for one in Decision},
    ("proceeding", "kind"): {one: f"proceeding_{one}" for one in ProceedingKind},
    ("title", "kind"): {one: f"title_kind_{one}" for one in TitleKind},
    ("court_event", "kind"): {one: f"court_event_{one}" for one in CourtEventKind},
    ("measure", "kind"): {one: f"measure_{one}" for one in MeasureKind},
    ("measure", "outcome"): {one: f"measure_outcome_{one}" for one in MeasureOutcome},
    ("agency", "kind"): {one: f"agency_kind_{one}" for one in AgencyKind},
    ("agency_fee", "event"): {one: f"fee_event_{one}" for one in FeeEvent},
    ("agency_fee", "basis"): {one: f"fee_basis_{one}" for one in FeeBasis},
    ("fee_invoice", "event"): {one: f"fee_event_{one}" for one in FeeEvent},
    ("fee_invoice", "decision"): {one: f"invoice_{one}" for one in InvoiceDecision},
    ("placement", "guard"): {one: f"guard_{one}" for one in Guard},
    ("placement", "arm"): {one: f"arm_{one}" for one in Arm},
    ("placement_event", "kind"): {one: f"placement_event_{one}" for one in PlacementEventKind},
    ("placement_event", "code"): {one: f"instruction_{one}" for one in Instruction}
    | {one: f"close_code_{one}" for one in CloseCode},
    ("agency_report", "source"): {one: f"report_source_{one}" for one in ReportSource},
    ("security", "kind"): {one: f"security_kind_{one}" for one in SecurityKind},
    ("security_event", "kind"): {one: f"security_event_{one}" for one in SecurityEventKind},
    ("inventory_difference", "kind"): {one: f"difference_{one}" for one in DifferenceKind},
    ("inventory_difference", "resolution"): {one: f"difference_{one}" for one in Resolution},
    ("inventory_difference", "their_state"): {one: f"their_state_{one}" for one in TheirState},
    ("service_suspension", "sector"): {one: f"service_{one}" for one in Supply},
    ("service_suspension", "lifted_ground"): {one: f"lift_{one}" for one in LiftGround},
}


def channel_word(channel: Channel) -> str:
    """Return the word for how a contact took place."""
    return word_of("contact", "channel", channel)


def outcome_word(outcome: Outcome, channel: Channel) -> str:
    """Return the word for what a contact came to; who got a letter was not spoken to."""
    if outcome is Outcome.INFORMED and channel in _WRITTEN:
        return "outcome_written"
    return word_of("contact", "outcome", outcome)


def word_of(table: str, column: str, value: str) -> str:
    """Return the word for a value of a column."""
    return _OWN_WORDS.get((table, column), {}).get(value, str(value))
