"""The enquiries where a party is to be found, and what came of them."""

from datetime import date
from typing import NamedTuple

from casebook.store.database import Database
from casebook.store.models.parties import EnquiryAt, EnquiryResult
from casebook.store.rows import rows


class EnquiryRow(NamedTuple):
    """An enquiry; `place` is the address that is doubted, empty where there is none. Without a result it is open."""

    enquiry_id: int
    version: int
    party_id: int
    name: str
    address_id: int | None
    place: str
    asked_at: EnquiryAt
    asked_on: date
    answer_due_on: date
    note: str
    answered_on: date | None
    result: EnquiryResult | None
    answer: str


_ENQUIRIES = """
    SELECT e.id, e.version, e.party_id, p.name, e.address_id,
           COALESCE(a.street || ' ' || a.house_number || ', ' || a.postcode || ' ' || a.city, ''), e.asked_at,
           e.asked_on, e.answer_due_on, e.note, e.answered_on, e.result, e.answer
    FROM address_enquiry e JOIN party p ON p.id = e.party_id LEFT JOIN address a ON a.id = e.address_id
"""
# What is open comes first.
_IN_ORDER = "ORDER BY CASE WHEN e.answered_on IS NULL THEN 0 ELSE 1 END, e.asked_on DESC, e.id DESC"
_OPEN = """
    WHERE e.answered_on IS NULL AND e.party_id IN (
        SELECT debtor_id FROM cases WHERE id = ?
        UNION SELECT l.party_id FROM claim k JOIN liability l ON l.claim_id = k.id WHERE k.case_id = ?)
"""


def enquiries(database: Database, party_id: int) -> list[EnquiryRow]:
    """Return all enquiries about a party, those without an answer first."""
    return rows(database, f"{_ENQUIRIES} WHERE e.party_id = ? {_IN_ORDER}", EnquiryRow, (party_id,))


def open_enquiries(database: Database, case_id: int) -> list[EnquiryRow]:
    """Return the enquiries without an answer about the debtor of a case, and whoever is liable in it."""
    return rows(database, f"{_ENQUIRIES} {_OPEN} ORDER BY e.answer_due_on, e.id", EnquiryRow, (case_id,) * 2)
