"""Drawing by lot with which agency the cases of a batch are placed."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from casebook.domain.comparison.split import Entrant, split
from casebook.domain.comparison.strata import Facts, stratum_of
from casebook.domain.money import Cents
from casebook.domain.placements.facts import Arm
from casebook.store.database import Database
from casebook.store.models.parties import PartyKind
from casebook.store.queries.comparison.kinds import debtor
from casebook.store.rows import many

_CLAIMS = """
    SELECT c.id, c.number, p.kind, CAST(sum(l.cents) AS BIGINT), k.due_on, k.kind
    FROM cases c JOIN party p ON p.id = c.debtor_id JOIN claim k ON k.case_id = c.id
    JOIN ledger_entry l ON l.claim_id = k.id
    WHERE c.id IN ({marks}) AND k.ended_on IS NULL AND k.placed = 0 AND k.not_pursued = 0
    GROUP BY c.id, c.number, p.kind, k.id, k.due_on, k.kind ORDER BY k.id
"""


class _Claim(NamedTuple):
    case_id: int
    number: str
    debtor: PartyKind
    cents: Cents
    due_on: date | None
    kind: str


def drawn(database: Database, case_ids: Sequence[int], share: int, seed: int, day: date) -> Mapping[int, Arm]:
    """Return the arm of each case of which something can be placed; `share` percent go to the challenger.

    The same cases with the same seed are drawn alike, in whatever order they are given.
    """
    rules = database.law.defaults.comparison.applied(day).value
    claims: defaultdict[int, list[_Claim]] = defaultdict(list)
    for claim in many(database, _CLAIMS, _Claim, case_ids):
        if claim.cents > 0:
            claims[claim.case_id].append(claim)
    entrants = [Entrant(some[0].number, stratum_of(_facts(some), day, rules)) for some in claims.values()]
    arms = split(entrants, share, seed)
    return {case_id: arms[some[0].number] for case_id, some in claims.items()}


def _facts(claims: Sequence[_Claim]) -> Facts:
    largest = max(claims, key=lambda one: one.cents)
    return Facts(Cents(sum(one.cents for one in claims)), largest.due_on, largest.kind, debtor(largest.debtor))
