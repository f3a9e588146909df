"""What was filed in proceedings and what came of it, as far as the events that say so stand."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from casebook.domain.insolvency.facts import EventKind
from casebook.domain.insolvency.filing import FiledClaim, Position, Rank, RankAmount, positions
from casebook.domain.money import Cents
from casebook.store import insolvency_rows
from casebook.store.database import Database
from casebook.store.insolvency_rows import Recorded
from casebook.store.rows import many

_FILED = """
    SELECT f.insolvency_event_id, k.case_id, f.claim_id, f.rank, f.principal_cents, f.interest_cents, f.costs_cents,
           f.letter_id
    FROM filed_claim f JOIN claim k ON k.id = f.claim_id
    WHERE f.insolvency_event_id IN ({marks}) ORDER BY f.insolvency_event_id, f.id
"""
_SAID = """
    SELECT v.id, v.kind, a.rank, a.cents, a.hundredths
    FROM rank_amount a JOIN insolvency_event v ON v.id = a.insolvency_event_id
    WHERE v.id IN ({marks}) ORDER BY v.on_day, v.id, a.id
"""


class FiledRow(NamedTuple):
    """A claim that was filed, in which case it is, and by which event and letter."""

    event_id: int
    case_id: int
    claim_id: int
    rank: Rank
    principal: Cents
    interest: Cents
    costs: Cents
    letter_id: int | None

    @property
    def claim(self) -> FiledClaim:
        """The claim as it was filed."""
        return FiledClaim(self.claim_id, self.rank, self.principal, self.interest, self.costs)


class _Said(NamedTuple):
    event_id: int
    kind: EventKind
    rank: Rank
    cents: Cents | None
    hundredths: int | None


class Filing(NamedTuple):
    """What was filed in a proceeding, each claim as it was filed last, and how each rank stands.

    `named`: the events that say of which claims they are.
    """

    claims: tuple[FiledRow, ...]
    positions: tuple[Position, ...]
    named: frozenset[int] = frozenset()

    def of_rank(self, rank: Rank) -> Position | None:
        """Return how a rank stands, None where nothing is known of it."""
        return next((one for one in self.positions if one.rank is rank), None)


def of_proceeding(database: Database, insolvency_id: int) -> Filing:
    """Return what was filed in a proceeding, and what came of it."""
    return of_recorded(database, [insolvency_rows.of_ids(database, [insolvency_id])[insolvency_id]])[insolvency_id]


def of_recorded(database: Database, some: Collection[Recorded]) -> dict[int, Filing]:
    """Return of each proceeding what was filed in it, in as many queries as for one."""
    of_event = {event.id: one.row.id for one in some for event in one.proceeding.events}
    filed = many(database, _FILED, FiledRow, list(of_event))
    said = many(database, _SAID, _Said, list(of_event))
    return {
        one.row.id: _filing(
            [row for row in filed if of_event[row.event_id] == one.row.id],
            [row for row in said if of_event[row.event_id] == one.row.id],
        )
        for one in some
    }


def _filing(filed: Sequence[FiledRow], said: Sequence[_Said]) -> Filing:
    # What is from after the start is filed apart from what is from before.
    last = {(row.claim_id, row.rank is Rank.ESTATE): row for row in sorted(filed, key=lambda row: row.event_id)}
    claims = tuple(last.values())
    amounts = [RankAmount(row.kind, row.rank, row.cents, row.hundredths) for row in said]
    named = frozenset(row.event_id for row in filed)
    return Filing(claims, positions([row.claim for row in claims], amounts), named)


_FROZEN = "SELECT id FROM claim WHERE id IN ({marks}) AND interest_frozen_on IS NOT NULL ORDER BY id"


class _Id(NamedTuple):
    id: int


def frozen(database: Database, claim_ids: Sequence[int]) -> frozenset[int]:
    """Return the claims on which interest was stopped."""
    return frozenset(one.id for one in many(database, _FROZEN, _Id, claim_ids))
