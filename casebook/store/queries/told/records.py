"""The records that lines of the log refer to by their ids, read together, so that people are told their names."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, TypeVar

from casebook.store.database import Database
from casebook.store.queries.told.shapes.agency_files import InventoryDifference
from casebook.store.queries.told.shapes.cases import (
    Assessment,
    Case,
    Claim,
    Dispute,
    Document,
    Event,
    FinanceEvidence,
    Hold,
    InsuranceAct,
    LapseAcceptance,
    Liability,
    Note,
    OrderAdvice,
    PostItem,
    Promise,
    Proposal,
    Reliance,
    SalesQuestion,
    Track,
    Watch,
)
from casebook.store.queries.told.shapes.court import CourtEvent, Measure, Proceeding, Title
from casebook.store.queries.told.shapes.letters import Dispatch, Letter, PrintBatch, ServiceSuspension
from casebook.store.queries.told.shapes.money import (
    Arrangement,
    ArrangementNotice,
    BankEntry,
    BankGap,
    BankUse,
    ContraItem,
    DebitBatch,
    DebitCollection,
    DebitMandate,
    Entry,
    Instalment,
    MonthClosing,
    OwnProvision,
    Payment,
    SetOff,
    VatList,
    WriteOff,
)
from casebook.store.queries.told.shapes.parties import (
    Account,
    Address,
    AddressEnquiry,
    Alias,
    Ban,
    Block,
    ContactPoint,
    Cover,
    Creditor,
    Estate,
    Heir,
    Insolvency,
    InsolvencyEvent,
    InsolvencyPerson,
    InsolvencyRequest,
    Party,
    PersonRequest,
    Policy,
    Representation,
    Security,
    SecurityEvent,
    SegmentChoice,
    Vulnerability,
)
from casebook.store.queries.told.shapes.people import (
    Approval,
    Grant,
    Member,
    Person,
    PersonKey,
    Run,
    Sight,
    StandIn,
    Team,
)
from casebook.store.queries.told.shapes.placements import (
    Agency,
    AgencyReport,
    FeeInvoice,
    Placement,
    PlacementBatch,
    PlacementEvent,
)
from casebook.store.queries.told.shapes.unwinding import InsolvencyItem
from casebook.store.rows import many

R = TypeVar("R", bound=tuple[Any, ...])


class _Reach(NamedTuple):
    event_id: int
    claim_id: int


_TABLES: Mapping[type[tuple[Any, ...]], str] = {
    Case: "cases",
    Claim: "claim",
    Party: "party",
    Creditor: "creditor",
    Person: "person",
    Team: "team",
    Grant: "role",
    Member: "team_member",
    Event: "limitation_event",
    Payment: "payment",
    Entry: "ledger_entry",
    WriteOff: "write_off",
    Reliance: "reliance",
    LapseAcceptance: "lapse_acceptance",
    Proposal: "proposal",
    Liability: "liability",
    Hold: "hold",
    StandIn: "stand_in",
    Sight: "creditor_sight",
    Track: "track",
    Promise: "promise",
    Dispute: "dispute",
    Note: "note",
    Address: "address",
    AddressEnquiry: "address_enquiry",
    ContactPoint: "contact_point",
    Representation: "representation",
    Alias: "alias",
    Account: "account",
    Approval: "approval",
    Arrangement: "arrangement",
    ArrangementNotice: "arrangement_notice",
    Instalment: "instalment",
    DebitMandate: "debit_mandate",
    DebitBatch: "debit_batch",
    DebitCollection: "debit_collection",
    Document: "document",
    PostItem: "post_item",
    Assessment: "assessment",
    FinanceEvidence: "finance_evidence",
    PersonRequest: "person_request",
    Estate: "estate",
    Heir: "heir",
    Vulnerability: "vulnerability",
    Ban: "arrangement_ban",
    Block: "contact_block",
    BankEntry: "bank_entry",
    BankGap: "bank_gap",
    BankUse: "bank_use",
    Policy: "insurance_policy",
    Cover: "insurance_cover",
    Proceeding: "proceeding",
    Title: "title",
    CourtEvent: "court_event",
    Measure: "measure",
    Agency: "agency",
    PlacementBatch: "placement_batch",
    Placement: "placement",
    PlacementEvent: "placement_event",
    AgencyReport: "agency_report",
    FeeInvoice: "fee_invoice",
    Security: "security",
    SecurityEvent: "security_event",
    InsuranceAct: "insurance_act",
    ContraItem: "contra_item",
    SetOff: "set_off",
    SegmentChoice: "segment_choice",
    SalesQuestion: "sales_question",
    OrderAdvice: "order_advice",
    Watch: "watch",
    Run: "import_run",
    PersonKey: "person_key",
    Letter: "letter",
    Dispatch: "dispatch",
    PrintBatch: "print_batch",
    ServiceSuspension: "service_suspension",
    Insolvency: "insolvency",
    InsolvencyPerson: "insolvency_person",
    InsolvencyEvent: "insolvency_event",
    InsolvencyItem: "insolvency_item",
    InsolvencyRequest: "insolvency_request",
    InventoryDifference: "inventory_difference",
    MonthClosing: "month_closing",
    OwnProvision: "own_provision",
    VatList: "vat_list",
}
# What a field or column refers to, by its name.
REFERRED: Mapping[str, type[tuple[Any, ...]]] = {
    "case_id": Case,
    "claim_id": Claim,
    "claim_ids": Claim,
    "designation": Claim,
    "main_id": Claim,
    "title_of_id": Claim,
    "party_id": Party,
    "payer_id": Party,
    "debtor_id": Party,
    "parent_id": Party,
    "representative_id": Party,
    "creditor_id": Creditor,
    "entity_id": Creditor,
    "given_by_id": Person,
    "withdrawn_by_id": Person,
    "person_id": Person,
    "owner_person_id": Person,
    "asked_by_id": Person,
    "decided_by_id": Person,
    "filed_by_id": Person,
    "marked_by_id": Person,
    "erased_by_id": Person,
    "agreed_by_id": Person,
    "on_behalf_of_id": Person,
    "for_id": Person,
    "team_id": Team,
    "owner_team_id": Team,
    "event_id": Event,
    "replaces_id": Event,
    "payment_id": Payment,
    "anew_of_id": Payment,
    "entry_id": Entry,
    "write_off_id": WriteOff,
    "reliance_id": Reliance,
    "acceptance_id": LapseAcceptance,
    "to_person_id": Person,
    "to_team_id": Team,
    "arrangement_id": Arrangement,
    "instalment_id": Instalment,
    "mandate_id": DebitMandate,
    "proposal_id": Proposal,
    "liability_id": Liability,
    "address_id": Address,
    "dispute_id": Dispute,
    "document_id": Document,
    "document_ids": Document,
    "item_id": PostItem,
    "assessment_id": Assessment,
    "evidence_ids": FinanceEvidence,
    "finance_evidence_id": FinanceEvidence,
    "finance_evidence_ids": FinanceEvidence,
    "checked_by_id": Person,
    "agreed_in_id": Document,
    "estate_id": Estate,
    "notary_id": Party,
    "insurer_id": Party,
    "policy_id": Policy,
    "cover_id": Cover,
    "contra_item_id": ContraItem,
    "agency_id": Party,
    "addressee_id": Party,
    "released_by_id": Person,
    "letter_id": Letter,
    "announcement_id": Letter,
    "municipality_document_id": Document,
    "medical_document_id": Document,
    "suspension_id": ServiceSuspension,
    "insolvency_id": Insolvency,
    "predecessor_id": Insolvency,
    "insolvency_event_id": InsolvencyEvent,
    "voids_id": InsolvencyEvent,
    "instead_of": InsolvencyPerson,
    "collector_id": Agency,
    "champion_id": Agency,
    "challenger_id": Agency,
    "placement_id": Placement,
    "placement_batch_id": PlacementBatch,
    "placement_event_id": PlacementEvent,
    "agency_report_id": AgencyReport,
    "security_id": Security,
    "security_event_id": SecurityEvent,
    "cancels_id": SecurityEvent,
    "proceeding_id": Proceeding,
    "title_id": Title,
    "court_event_id": CourtEvent,
    "voided_event_id": CourtEvent,
    "answers_id": CourtEvent,
    "bailiff_id": Party,
    "party_ids": Party,
    "bundle_id": Letter,
    "corrects_id": Letter,
    "dispatch_id": Dispatch,
    "batch_id": PrintBatch,
    "closing_id": MonthClosing,
    "list_id": VatList,
    "run": Run,
    "run_id": Run,
}
BY_TABLE = {table: shape for shape, table in _TABLES.items()}
# Commands whose names do not begin with the table that their `id` is of.
_ITS_ID = {
    "arrangement.withdraw_notice": ArrangementNotice,
    "person.end_role": Grant,
    "person.revoke_key": PersonKey,
    "team.leave": Member,
    "sight.withdraw": Sight,
    "party.change_account": Account,
    "bank.undo_use": BankUse,
    "bank.withdraw_gap": BankGap,
    **dict.fromkeys(
        (
            "post.file",
            "post.not_ours",
            "post.undo",
            "post.start_request",
            "post.complaint",
            "post.dispute",
            "post.reply_to_letter",
            "post.returned_mail",
            "post.dead_address",
        ),
        PostItem,
    ),
    **dict.fromkeys(
        (
            "service.change",
            "service.report_municipality",
            "service.medical",
            "service.announce",
            "service.take_effect",
            "service.lift",
            "service.withdraw",
        ),
        ServiceSuspension,
    ),
} | dict.fromkeys(("party.confirm_alias", "party.end_alias"), Alias)
_REACHES = "SELECT event_id, claim_id FROM reach WHERE claim_id IS NOT NULL AND event_id IN ({marks}) ORDER BY id"
Reference = tuple[type[tuple[Any, ...]], int]


class Gone(LookupError):
    """A record that a line refers to is there no more: what added it was taken back."""


class Records:
    """Records that were read, by their ids."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._found: dict[Reference, Any] = {}
        self._reached: dict[int, list[int]] = defaultdict(list)

    def read(self, references: Iterable[Reference]) -> None:
        """Read what is referred to, and what that refers to in its turn, one query for each table."""
        wanted = set(references) - self._found.keys()
        while wanted:
            by_shape: dict[type[tuple[Any, ...]], list[int]] = defaultdict(list)
            for shape, id_ in sorted(wanted, key=lambda one: (_TABLES[one[0]], one[1])):
                by_shape[shape].append(id_)
            further: set[Reference] = set()
            for shape, ids in by_shape.items():
                further.update(self._read(shape, ids))
            # What is not there is not looked for again.
            for reference in wanted:
                self._found.setdefault(reference, None)
            wanted = further - self._found.keys()

    def get(self, shape: type[R], id_: int) -> R:
        """Return a record. Raises `Gone` where there is none any more."""
        found: R | None = self._found.get((shape, id_))
        if found is None:
            raise Gone
        return found

    def case_of(self, shape: type[tuple[Any, ...]], id_: int) -> int | None:
        """Return the case that a record is, or is of, if need be by its claim; None where it is of none, or is gone."""
        record = self._found.get((shape, id_))
        if isinstance(record, Case):
            return record.id
        claim_id: int | None = getattr(record, "claim_id", None)
        if claim_id is not None:
            record = self._found.get((Claim, claim_id))
        arrangement_id: int | None = getattr(record, "arrangement_id", None)
        if arrangement_id is not None:
            record = self._found.get((Arrangement, arrangement_id))
        letter_id: int | None = getattr(record, "letter_id", None)
        if letter_id is not None:
            record = self._found.get((Letter, letter_id))
        case_id: int | None = getattr(record, "case_id", None)
        return case_id

    def claims_of(self, event_id: int) -> Sequence[int]:
        """Return the claims that an event names; none where it reaches all of the case."""
        return tuple(dict.fromkeys(self._reached[event_id]))

    def _read(self, shape: type[tuple[Any, ...]], ids: Sequence[int]) -> Iterator[Reference]:
        fields: tuple[str, ...] = shape._fields  # type: ignore[attr-defined]  # all are NamedTuples
        query = f"SELECT {', '.join(fields)} FROM {_TABLES[shape]} WHERE id IN ({{marks}})"  # noqa: S608 our own names
        for record in many(self._database, query, shape, ids):
            values = dict(zip(fields, record, strict=True))
            self._found[shape, values["id"]] = record
            yield from referred(values)
            if shape is Approval:
                yield from referred_by(values["command"], json.loads(values["arguments"]))
        if shape is Event:
            for one in many(self._database, _REACHES, _Reach, ids):
                self._reached[one.event_id].append(one.claim_id)
                yield Claim, one.claim_id


def referred(values: Any) -> Iterator[Reference]:
    """Yield what fields refer to, also those of what is within them."""
    if isinstance(values, Mapping):
        for name, value in values.items():
            shape = REFERRED.get(name)
            if name == "entry_id" and isinstance(value, int):
                # Of the ledger or of the bank: what names it knows which, and the other is read in vain.
                yield BankEntry, value
            if name == "agency_id" and isinstance(value, int):
                # An agency, or the party that is one: likewise.
                yield Agency, value
            if shape is None:
                yield from referred(value)
            else:
                yield from ((shape, id_) for id_ in (value if isinstance(value, list) else [value]) if id_ is not None)
    elif isinstance(values, list):
        for value in values:
            yield from referred(value)


def referred_by(command: str, arguments: Mapping[str, Any]) -> Iterator[Reference]:
    """Yield what the arguments of a command refer to."""
    # Both are called `entry_id`: only what decides on the bank means an entry of the bank.
    other = Entry if command.startswith("bank.") else BankEntry
    yield from (one for one in referred(arguments) if one[0] is not other)
    shape = _ITS_ID.get(command) or BY_TABLE.get(command.partition(".")[0])
    if shape is not None and isinstance(arguments.get("id"), int):
        yield shape, arguments["id"]
    if command == "approval.ask":
        yield from referred_by(arguments["command"], json.loads(arguments["arguments"]))
