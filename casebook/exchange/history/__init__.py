"""The past of an office that already runs: events, payments, parties and what else has its kind in `KINDS`."""

from casebook.exchange.history.kinds import KINDS, HistoryKind
from casebook.exchange.history.records import (
    Address,
    Assignment,
    ClaimRef,
    Contact,
    DebtorRef,
    HistoryEvent,
    HistoryPayment,
    Insolvency,
    Party,
    Record,
    Relation,
    Title,
)

__all__ = [
    "KINDS",
    "Address",
    "Assignment",
    "ClaimRef",
    "Contact",
    "DebtorRef",
    "HistoryEvent",
    "HistoryKind",
    "HistoryPayment",
    "Insolvency",
    "Party",
    "Record",
    "Relation",
    "Title",
]
