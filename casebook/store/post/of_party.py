"""The cases in which post of a party belongs: those he owes in, or the last one that was closed."""

from collections.abc import Iterable
from typing import NamedTuple

from casebook.store.database import Database
from casebook.store.matching import owed
from casebook.store.rows import many

_CLOSED = "SELECT debtor_id, max(id) FROM cases WHERE debtor_id IN ({marks}) GROUP BY debtor_id"


class _Last(NamedTuple):
    party_id: int
    case_id: int


def cases_of(database: Database, parties: Iterable[int]) -> dict[int, list[int]]:
    """Return the cases of parties: those in which they owe, of one who owes nothing any more his last."""
    wanted = sorted(set(parties))
    found = owed.cases_of(database, wanted)
    for last in many(database, _CLOSED, _Last, [one for one in wanted if one not in found]):
        found[last.party_id] = [last.case_id]
    return found
