"""All tables. `ALL` lists them in an order in which each refers only to those before it."""

from peewee import Model

from casebook.store.models.cases import Case, Contact, Hold, Note, Track
from casebook.store.models.claims import (
    Assignment,
    Claim,
    ClaimDay,
    Document,
    DocumentContent,
    Evidence,
    Liability,
)
from casebook.store.models.derived import CaseNow, ClockNow, SearchTerm, Signal
from casebook.store.models.imports import ImportedItem, ImportedRecord, ImportRun, Proposal
from casebook.store.models.limitation import LimitationEvent, ProofMark, Reach, Reliance
from casebook.store.models.log import LogBody, LogCase, LogErasure, LogHead, LogLine
from casebook.store.models.money import Allocation, LedgerEntry, Payment, WriteOff
from casebook.store.models.parties import (
    Account,
    Address,
    Alias,
    ContactPoint,
    Creditor,
    DebtorNumber,
    Party,
    Representation,
)
from casebook.store.models.people import (
    Approval,
    CaseNumber,
    Mandate,
    Membership,
    Office,
    Person,
    RoleGrant,
    Team,
)

# Facts: every change of them is in the log, and a replay of the log gives them again.
FACTS: tuple[type[Model], ...] = (
    Office,
    Person,
    RoleGrant,
    Team,
    Membership,
    Mandate,
    Approval,
    Party,
    Alias,
    Creditor,
    Account,
    DebtorNumber,
    Address,
    ContactPoint,
    Representation,
    Case,
    Track,
    Hold,
    Note,
    Contact,
    Document,
    Claim,
    ClaimDay,
    Liability,
    Assignment,
    Evidence,
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
)
# Only ever added to; the database refuses anything else.
APPEND_ONLY: tuple[type[Model], ...] = (
    Payment,
    LedgerEntry,
    Allocation,
    WriteOff,
    LimitationEvent,
    Reach,
    ProofMark,
    ImportedRecord,
    DocumentContent,
    LogLine,
    LogCase,
    LogErasure,
)
DERIVED: tuple[type[Model], ...] = (CaseNow, Signal, ClockNow, SearchTerm)
LOG: tuple[type[Model], ...] = (LogHead, LogLine, LogBody, LogCase, LogErasure)
ALL: tuple[type[Model], ...] = (*FACTS, CaseNumber, DocumentContent, *LOG, *DERIVED)
