"""All tables. `ALL` lists them in an order in which each refers only to those before it."""

from peewee import Model

from casebook.store.models.agencies import Agency, AgencyFee
from casebook.store.models.agency_files import AgencyMoney, InventoryDifference, InventoryRun
from casebook.store.models.arrangements import (
    Arrangement,
    ArrangementClaim,
    ArrangementNotice,
    ArrangementNow,
    ArrangementSuspension,
    Instalment,
    RemissionAnswer,
)
from casebook.store.models.assessment import Assessment, AssessmentAnswer, AssessmentEvidence, FinanceEvidence
from casebook.store.models.bank import (
    BankEntry,
    BankGap,
    BankPart,
    BankStatement,
    BankTelling,
    BankUse,
    EntryCandidate,
    EntryNow,
)
from casebook.store.models.beside import BesideAnswer
from casebook.store.models.books import ContraItem, JournalBatch, JournalLine, ListedItem, SetOff
from casebook.store.models.care import (
    ArrangementBan,
    Estate,
    Heir,
    PersonRequest,
    RecourseCheck,
    Vulnerability,
)
from casebook.store.models.cases import Case, Contact, Note, Track
from casebook.store.models.claims import (
    Assignment,
    Claim,
    ClaimDay,
    Document,
    DocumentContent,
    Evidence,
    Liability,
)
from casebook.store.models.closing import (
    MonthAccepted,
    MonthClosing,
    MonthReopening,
    OwnProvision,
    ProvisionRate,
)
from casebook.store.models.court import (
    CourtEvent,
    GoNoGo,
    Measure,
    Proceeding,
    ProceedingClaim,
    Title,
    TitleAward,
    TitleClaim,
)
from casebook.store.models.derived import CaseNow, ClockNow, SearchTerm, Signal
from casebook.store.models.digests import Digest
from casebook.store.models.direct_debit import (
    DebitBatch,
    DebitCollection,
    DebitIdentity,
    DebitMandate,
    DebitNotice,
)
from casebook.store.models.disputes import Dispute, DisputedClaim
from casebook.store.models.fee_invoices import FeeInvoice
from casebook.store.models.filing import FiledClaim, RankAmount
from casebook.store.models.holds import Hold
from casebook.store.models.imports import ImportedItem, ImportedRecord, ImportRun, Proposal
from casebook.store.models.insolvency import Insolvency, InsolvencyEvent, InsolvencyPerson, InsolvencyRequest
from casebook.store.models.insolvency_items import InsolvencyItem
from casebook.store.models.insurance import Cover, InsuranceAct, Policy
from casebook.store.models.letters import (
    ContactBlock,
    Dispatch,
    Letter,
    LetterClaim,
    LetterEnclosure,
    LetterNow,
    LetterOverride,
    PrintBatch,
)
from casebook.store.models.limitation import LimitationEvent, ProofMark, Reach, Reliance
from casebook.store.models.log import LogBody, LogCase, LogErasure, LogHead, LogLine
from casebook.store.models.money import Allocation, LedgerEntry, Payment, WriteOff
from casebook.store.models.parties import (
    Account,
    Address,
    AddressEnquiry,
    Alias,
    ContactPoint,
    Creditor,
    DebtorNumber,
    Party,
    Representation,
)
from casebook.store.models.people import (
    Approval,
    ApprovalComment,
    CaseNumber,
    Mandate,
    Membership,
    Office,
    Person,
    RoleGrant,
    Team,
)
from casebook.store.models.person_exports import PersonExport
from casebook.store.models.placements import AgencyReport, PlacedClaim, Placement, PlacementBatch, PlacementEvent
from casebook.store.models.post import DocumentText, PostCandidate, PostItem, PostPart
from casebook.store.models.promises import Promise
from casebook.store.models.register import RegisterCopy, RegisterDecision, RegisterPublication
from casebook.store.models.relation import (
    CaseEnd,
    Customer,
    Intake,
    OrderAdvice,
    SalesQuestion,
    SegmentChoice,
    Watch,
)
from casebook.store.models.reminders import ReminderRun, ReminderStep, SelfRelease
from casebook.store.models.remission import Remission
from casebook.store.models.reviews import LapseAcceptance, Review, ReviewMark
from casebook.store.models.securities import Security, SecurityClaim, SecurityEvent
from casebook.store.models.service import ServiceSuspension, SuspendedClaim
from casebook.store.models.sight import Sight
from casebook.store.models.ssh import PersonKey, SessionRefusal
from casebook.store.models.tags import Tag
from casebook.store.models.team import Presence, StandIn
from casebook.store.models.trust import (
    ErasedRow,
    Erasure,
    FiguresAgreement,
    LogRedaction,
    Reading,
    ReadingCut,
    ReadingHead,
)
from casebook.store.models.vat import (
    ClaimVat,
    VatCertainty,
    VatCreditNote,
    VatLine,
    VatList,
    VatNow,
    VatRefundedBefore,
)
from casebook.store.models.views import View

# Facts: every change of them is in the log, and a replay of the log gives them again.
FACTS: tuple[type[Model], ...] = (
    Office,
    Person,
    RoleGrant,
    Team,
    Membership,
    Mandate,
    Approval,
    ApprovalComment,
    StandIn,
    Party,
    Alias,
    Creditor,
    Sight,
    Account,
    DebtorNumber,
    Address,
    AddressEnquiry,
    ContactPoint,
    Representation,
    Case,
    Track,
    Note,
    Contact,
    Document,
    Claim,
    Hold,
    ClaimDay,
    Liability,
    Assignment,
    Evidence,
    Assessment,
    AssessmentAnswer,
    FinanceEvidence,
    AssessmentEvidence,
    Payment,
    LedgerEntry,
    Allocation,
    WriteOff,
    LimitationEvent,
    Reach,
    ProofMark,
    Reliance,
    ImportRun,
    ImportedItem,
    ImportedRecord,
    Proposal,
    View,
    Tag,
    Customer,
    Intake,
    SegmentChoice,
    SalesQuestion,
    OrderAdvice,
    CaseEnd,
    Watch,
    PersonRequest,
    Vulnerability,
    Estate,
    Heir,
    ArrangementBan,
    RecourseCheck,
    Policy,
    Cover,
    InsuranceAct,
    Dispute,
    DisputedClaim,
    BankStatement,
    BankEntry,
    BankTelling,
    BankPart,
    BankGap,
    BankUse,
    Arrangement,
    ArrangementClaim,
    Instalment,
    ArrangementSuspension,
    ArrangementNotice,
    RemissionAnswer,
    BesideAnswer,
    DebitIdentity,
    DebitMandate,
    DebitBatch,
    DebitCollection,
    DebitNotice,
    ContraItem,
    SetOff,
    JournalBatch,
    JournalLine,
    Promise,
    Letter,
    LetterClaim,
    LetterEnclosure,
    LetterOverride,
    PrintBatch,
    Dispatch,
    ContactBlock,
    ReminderRun,
    ReminderStep,
    SelfRelease,
    PostItem,
    PostPart,
    ServiceSuspension,
    SuspendedClaim,
    Insolvency,
    InsolvencyPerson,
    InsolvencyEvent,
    InsolvencyItem,
    RegisterDecision,
    InsolvencyRequest,
    Remission,
    FiledClaim,
    RankAmount,
    Security,
    SecurityClaim,
    SecurityEvent,
    Agency,
    AgencyFee,
    PlacementBatch,
    Placement,
    PlacedClaim,
    PlacementEvent,
    AgencyReport,
    InventoryRun,
    InventoryDifference,
    AgencyMoney,
    FeeInvoice,
    PersonExport,
    Digest,
    PersonKey,
    SessionRefusal,
    MonthClosing,
    MonthAccepted,
    MonthReopening,
    OwnProvision,
    ProvisionRate,
    FiguresAgreement,
    Erasure,
    ErasedRow,
    ReadingCut,
    LapseAcceptance,
    ReviewMark,
    Review,
    ClaimVat,
    VatCertainty,
    VatCreditNote,
    VatRefundedBefore,
    VatList,
    VatLine,
    GoNoGo,
    Proceeding,
    ProceedingClaim,
    Title,
    TitleClaim,
    TitleAward,
    CourtEvent,
    Measure,
)
# Only ever added to; the database refuses anything else.
APPEND_ONLY: tuple[type[Model], ...] = (
    ApprovalComment,
    Payment,
    LedgerEntry,
    Allocation,
    WriteOff,
    LimitationEvent,
    Reach,
    ProofMark,
    InsolvencyEvent,
    FiledClaim,
    RankAmount,
    SecurityEvent,
    CourtEvent,
    PlacementEvent,
    AgencyReport,
    ImportedRecord,
    BankStatement,
    BankEntry,
    BankTelling,
    JournalLine,
    SessionRefusal,
    MonthClosing,
    MonthAccepted,
    MonthReopening,
    ErasedRow,
    ReadingCut,
    Review,
    VatLine,
    DocumentContent,
    LogLine,
    LogCase,
    LogErasure,
    LogRedaction,
)
DERIVED: tuple[type[Model], ...] = (
    CaseNow,
    Signal,
    ClockNow,
    EntryNow,
    EntryCandidate,
    PostCandidate,
    ArrangementNow,
    LetterNow,
    VatNow,
    SearchTerm,
)
# What is true only for a moment: neither a fact nor derived from facts.
PASSING: tuple[type[Model], ...] = (Presence, ListedItem, RegisterCopy, RegisterPublication)
LOG: tuple[type[Model], ...] = (LogHead, LogLine, LogBody, LogCase, LogErasure, LogRedaction)
# A chain of its own: who read what changes nothing, and is kept for less long.
READINGS: tuple[type[Model], ...] = (ReadingHead, Reading)
ALL: tuple[type[Model], ...] = (*FACTS, CaseNumber, DocumentContent, DocumentText, *LOG, *READINGS, *DERIVED, *PASSING)
