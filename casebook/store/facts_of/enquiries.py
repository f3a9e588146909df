"""The enquiries about addresses that cases wait for: of their debtors, and of whoever is liable beside them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from casebook.domain.signals.enquiry import OpenEnquiry
from casebook.store.database import Database
from casebook.store.rows import many


class _Asked(NamedTuple):
    case_id: int
    enquiry_id: int
    asked_at: str
    due_on: date


_ASKED = (
    """
    SELECT c.id, e.id, e.asked_at, e.answer_due_on
    FROM cases c JOIN address_enquiry e ON e.party_id = c.debtor_id
    WHERE c.id IN ({marks}) AND e.answered_on IS NULL
    """,
    """
    SELECT DISTINCT k.case_id, e.id, e.asked_at, e.answer_due_on
    FROM claim k JOIN liability l ON l.claim_id = k.id JOIN address_enquiry e ON e.party_id = l.party_id
    WHERE k.case_id IN ({marks}) AND e.answered_on IS NULL
    """,
)


def load(database: Database, case_ids: Sequence[int]) -> Mapping[int, tuple[OpenEnquiry, ...]]:
    """Return the enquiries that are not answered of each case that has any, in order of age."""
    found: dict[int, dict[int, OpenEnquiry]] = defaultdict(dict)
    for sql in _ASKED:
        for row in many(database, sql, _Asked, case_ids):
            found[row.case_id][row.enquiry_id] = OpenEnquiry(row.asked_at, row.due_on)
    return {case_id: tuple(asked[id_] for id_ in sorted(asked)) for case_id, asked in found.items()}
