"""The cases in which somebody owes."""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from casebook.store.database import Database
from casebook.store.rows import many

_OF_DEBTORS = "SELECT debtor_id, id FROM cases WHERE state <> 'closed' AND debtor_id IN ({marks})"
_OF_LIABLE = """
    SELECT DISTINCT l.party_id, k.case_id FROM liability l JOIN claim k ON k.id = l.claim_id
    JOIN cases c ON c.id = k.case_id WHERE c.state <> 'closed' AND l.party_id IN ({marks})
"""


class _Owing(NamedTuple):
    party_id: int
    case_id: int


def cases_of(database: Database, parties: Iterable[int]) -> dict[int, list[int]]:
    """Return the cases that are not closed in which somebody owes, as the debtor or beside him."""
    wanted, found = sorted(set(parties)), defaultdict[int, dict[int, None]](dict)
    for sql in (_OF_DEBTORS, _OF_LIABLE):
        for one in many(database, sql, _Owing, wanted):
            found[one.party_id][one.case_id] = None
    return {party: list(cases) for party, cases in found.items()}
