"""How the value of a column is said: a day, an amount, a word, a name; what people wrote stays as they wrote it."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from casebook.domain.court.facts import (
    CourtEventKind,
    Decision,
    MeasureKind,
    MeasureOutcome,
    ProceedingKind,
    TitleKind,
)
from casebook.domain.documents import Direction, DocumentKind
from casebook.domain.documents import read as read_proves
from casebook.domain.finance import Result
from casebook.domain.insolvency.facts import EndKind, EventKind, Match, PersonRole, Source
from casebook.domain.insolvency.filing import Rank
from casebook.domain.insolvency.items import ItemKind, ItemOutcome
from casebook.domain.insolvency.requests import RequestKind, Way
from casebook.domain.letters.kinds import LetterKind, Tone
from casebook.domain.letters.proof import Doubt, ReturnedAs
from casebook.domain.letters.ways import DispatchWay
from casebook.domain.parameters import decode
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
from casebook.store import commands, tables
from casebook.store.models.arrangements import VatRoute
from casebook.store.models.assessment import CreditOutcome, FinanceKind, Question, Supports
from casebook.store.models.bank import UseKind
from casebook.store.models.care import Acceptance, Recourse, RequestOutcome
from casebook.store.models.cases import Channel, Outcome
from casebook.store.models.insurance import InsuranceStep
from casebook.store.models.post import PostDecision
from casebook.store.models.relation import OrderAdviceKind, RelationOutcome, ReturnGround
from casebook.store.queries.told.records import REFERRED, Gone, Records
from casebook.store.queries.told.shapes.cases import Assessment, Case, Claim, Dispute, Document, Event, FinanceEvidence
from casebook.store.queries.told.shapes.money import BankEntry, ContraItem, DebitMandate, Entry, Payment
from casebook.store.queries.told.shapes.parties import Account, Alias, ContactPoint, Creditor, Party
from casebook.store.queries.told.shapes.people import Person, Team
from casebook.store.queries.told.telling import Said
from casebook.text import clean

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
# Columns that hold no or yes.
_FLAGS = frozenset(
    {"flagged", "cash_scheme", "own", "write_to", "sleeping", "incoming", "caller_checked", "placed", "not_pursued"}
    | {"most_each", "most_beside"}
    | {"in_writing", "spouse_consented", "clean_slate", "large_debtor_small_creditor", "long_term_express"}
    | {"consent_needed", "contested", "one_off", "stopped_mandate", "pays_all", "costs_included", "by_direct_debit"}
    | {"with_lapsed", "froze_interest", "to_judge", "judged_apart", "enforceable", "exclusive"}
)
# How the value of a column is said, whichever table it is of.
_SAID: Mapping[str, Callable[[Any], Said]] = {
    "letters": lambda number: ("value.number", {"number": number}),
    "term_days": lambda number: ("value.number", {"number": number}),
    **dict.fromkeys(
        ("moves", "most_terms", "beliefs", "self_direction", "concession", "room"),
        lambda number: ("value.number", {"number": number}),
    ),
    "lines": lambda number: ("value.number", {"number": number}),
    **dict.fromkeys(
        ("parts", "whole", "overdue_days", "hand_over_days", "covered_percent", "update_days", "share_percent", "seed"),
        lambda number: ("value.number", {"number": number}),
    ),
    **dict.fromkeys(("rate", "share", "most_percent"), lambda rate: ("value.percent", {"rate": Decimal(rate)})),
    **dict.fromkeys(_FLAGS, lambda flag: ("value.yes" if flag else "value.no", {})),
}
_SAID_OF: Mapping[tuple[str, str], Callable[[Any], Said]] = {
    ("mandate", "act"): lambda act: ("value.word", {"word": f"act_{act}"}),
    ("agency_fee", "percent"): lambda rate: ("value.percent", {"rate": Decimal(rate)}),
    ("agency_fee", "vat_percent"): lambda rate: ("value.percent", {"rate": Decimal(rate)}),
    ("claim_vat", "percent"): lambda rate: ("value.percent", {"rate": Decimal(rate)}),
    ("vat_refunded_before", "percent"): lambda rate: ("value.percent", {"rate": Decimal(rate)}),
    ("allocation", "basis"): lambda basis: (f"allocated.{basis.partition('.')[2]}", {}),
    ("approval", "command"): lambda command: (command, {}),
    ("document", "proves"): lambda text: ("value.proves", {"what": [f"proves_{one}" for one in read_proves(text)]}),
    ("recourse_check", "source"): lambda source: ("value.word", {"word": f"source_{source}"}),
}
# What only the program itself needs, or what another column says already.
_HIDDEN = frozenset(
    {"id", "version", "sort_name", "sha256", "size", "media_type", "key", "imported", "origin", "origin_id"}
    | {"arguments", "parameters", "next_due_on", "meant", "known_entry", "foreseen", "needs"}
    # What a letter says is read in the letter.
    | {"facts", "body", "template", "message_id", "sending_at", "sending_by", "rule"}
    # Where a letter is in the file that it left as is seen there.
    | {"first_page", "pages"}
    # Not the party by that id: whose agency it is the line says.
    | {"agency_id"}
    # The ids of mails say nothing to anybody.
    | {"in_reply_to", "quoted"}
)
# What became of an entry of the bank names no entry of the ledger.
_OF_BANK = frozenset({("bank_use", "entry_id"), ("agency_money", "entry_id")})
# An amount in another currency, which another column names.
_FOREIGN = "foreign_cents"
# Such as the number of a business for VAT, which is no reference.
_NO_REFERENCE = "btw_id"
_BOOKKEEPING = frozenset(
    {"import_run", "imported_item", "imported_record", "document_content", "log_erasure", "journal_line", "vat_line"}
    | {"bank_statement", "bank_entry", "bank_telling", "bank_part", "inventory_run"}
    | {"erased_row", "read_log_cut", "log_redaction"}
)


class Shown(NamedTuple):
    """A value: what it says as a code with parameters, or without them the `text` as it was written, in full."""

    said: Said | None
    text: str = ""


def channel_word(channel: Channel) -> str:
    """Return the word for how a contact took place."""
    return _word("contact", "channel", channel)


def outcome_word(outcome: Outcome, channel: Channel) -> str:
    """Return the word for what a contact came to; who got a letter was not spoken to."""
    if outcome is Outcome.INFORMED and channel in _WRITTEN:
        return "outcome_written"
    return _word("contact", "outcome", outcome)


def columns_of(table: str) -> tuple[str, ...]:
    """Return the columns of a table that people are shown. No id is: a reference is said by the name of the record."""
    if table in _BOOKKEEPING:
        return ()
    named = {column for column, shape in REFERRED.items() if shape in _NAMES}
    return tuple(
        column
        for column in tables.named(table).columns
        if column not in _HIDDEN and (not column.endswith("_id") or column in named or column == _NO_REFERENCE)
    )


def shown(table: str, column: str, row: Mapping[str, Any], records: Records) -> Shown | None:
    """Return how the value of a column of a row, as the log has it, is said; None where there is none."""
    value = row[column]
    if value is None or value == "":
        return None
    if column in REFERRED:
        of_bank = (table, column) in _OF_BANK
        return name_of(BankEntry if of_bank else REFERRED[column], value, records)
    said = _said(table, column, value, row)
    return Shown(None, _text(column, value)) if said is None else Shown(said)


def name_of(shape: type[tuple[Any, ...]], id_: int, records: Records) -> Shown | None:
    """Return how people know a record; None for one that has no name, or that is there no more."""
    name = _NAMES.get(shape)
    try:
        return None if name is None else name(records.get(shape, id_))
    except Gone:
        return None


def _said(table: str, column: str, value: Any, row: Mapping[str, Any]) -> Said | None:
    if column in tables.named(table).days:
        return "value.day", {"on": date.fromisoformat(value)}
    if column in WORDS.get(table, ()):
        return "value.word", {"word": _word(table, column, value)}
    if (table, column) == ("proposal", "code"):
        return value, decode(row["parameters"])
    if (table, column) == ("approval", "command") and commands.action_named(value) is None:
        return None
    if column.endswith("cents") and column != _FOREIGN:
        return "value.money", {"cents": value}
    say = _SAID_OF.get((table, column)) or _SAID.get(column)
    return None if say is None else say(value)


def _text(column: str, value: Any) -> str:
    if column == _FOREIGN:
        return f"{value // 100}.{value % 100:02d}"
    return clean(str(value)).strip()


def _word(table: str, column: str, value: str) -> str:
    return _OWN_WORDS.get((table, column), {}).get(value, str(value))


def _event(event: Event) -> Shown:
    kind = event.regime or event.ground or event.kind
    if event.on_day is None:
        return Shown(("value.word", {"word": kind}))
    return Shown(("value.event", {"kind": kind, "on": event.on_day}))


# How people know a record.
_NAMES: Mapping[type[tuple[Any, ...]], Callable[[Any], Shown]] = {
    Case: lambda case: Shown(None, case.number),
    Claim: lambda claim: Shown(None, claim.number),
    Party: lambda party: Shown(None, clean(party.name)),
    Creditor: lambda creditor: Shown(None, creditor.code),
    Person: lambda person: Shown(None, clean(person.name)),
    Team: lambda team: Shown(None, clean(team.name)),
    Document: lambda document: Shown(None, clean(document.name)),
    Alias: lambda alias: Shown(None, clean(alias.name)),
    Account: lambda account: Shown(None, account.iban),
    Dispute: lambda dispute: Shown(("value.word", {"word": dispute.reason})),
    ContraItem: lambda item: Shown(None, clean(item.number)),
    DebitMandate: lambda mandate: Shown(None, mandate.reference),
    ContactPoint: lambda point: Shown(None, clean(point.value)),
    Event: _event,
    Assessment: lambda assessment: Shown(("value.day", {"on": assessment.on_day})),
    FinanceEvidence: lambda piece: Shown(("value.word", {"word": f"finance_{piece.kind}"})),
    BankEntry: lambda entry: Shown(("value.bank_entry", {"cents": entry.cents, "on": entry.value_on})),
    Payment: lambda payment: Shown(("value.payment", {"cents": payment.cents, "on": payment.on_day})),
    Entry: lambda entry: Shown(
        ("value.entry", {"component": entry.component, "cents": entry.cents, "on": entry.on_day})
    ),
}
