"""Who is liable for the claims of a case beside its debtor: how, for how much, and until when that is safe."""

from collections import defaultdict
from datetime import date
from typing import NamedTuple

from casebook.domain.capacity import Capacity
from casebook.domain.limitation.clocks import ClockKind
from casebook.domain.money import Cents
from casebook.domain.signals.clock_state import ClockState
from casebook.store import owing
from casebook.store.database import Database
from casebook.store.models.claims import Relation
from casebook.store.rows import rows


class LiabilityRow(NamedTuple):
    """Somebody who is liable for one claim; `share` is a percentage as text, what is None is not known."""

    liability_id: int
    version: int
    claim_id: int
    claim_number: str
    party_id: int
    name: str
    relation: Relation
    share: str | None
    most_cents: Cents | None
    most_each: bool
    most_beside: bool
    capacity: Capacity | None
    in_writing: bool
    spouse_consented: bool | None
    notified_on: date | None
    from_on: date | None
    until_on: date | None


class PartyClock(NamedTuple):
    """A clock of a claim against one party; `safe_until` is None where no end can be said."""

    claim_id: int
    claim_number: str
    party_id: int
    clock: ClockKind
    state: ClockState
    safe_until: date | None
    claimed_until: date | None


_ROWS = """
    SELECT l.id, l.version, k.id, k.number, p.id, p.name, l.relation, l.share, l.most_cents, l.most_each,
           l.most_beside, l.capacity, l.in_writing, l.spouse_consented, l.notified_on, l.from_on, l.until_on
    FROM claim k JOIN liability l ON l.claim_id = k.id JOIN party p ON p.id = l.party_id
    WHERE k.case_id = ? ORDER BY COALESCE(l.until_on, '9999-12-31') DESC, p.name, k.number, l.id
"""
_PARTIES = f"""
    SELECT DISTINCT p.id, p.name FROM claim k JOIN liability l ON l.claim_id = k.id JOIN party p ON p.id = l.party_id
    JOIN cases c ON c.id = k.case_id
    WHERE k.case_id = ? AND p.id <> c.debtor_id AND {owing.ON_DAY} ORDER BY p.name, p.id
"""  # noqa: S608 only constants
_CLOCKS = """
    SELECT n.claim_id, k.number, n.debtor_id, n.clock, n.state, n.safe_until, n.claimed_until
    FROM clock_now n JOIN claim k ON k.id = n.claim_id WHERE n.case_id = ? ORDER BY n.safe_rank, k.number, n.clock
"""


def liabilities(database: Database, case_id: int) -> list[LiabilityRow]:
    """Return who is liable for each claim of a case; what has ended comes last."""
    return rows(database, _ROWS, LiabilityRow, (case_id,))


def parties(database: Database, case_id: int, day: date) -> list[tuple[int, str]]:
    """Return who is liable on `day` for claims of a case beside its debtor, by name."""
    return [(party_id, name) for party_id, name in database.fetch(_PARTIES, (case_id, day))]


def clocks_by_party(database: Database, case_id: int) -> dict[int, list[PartyClock]]:
    """Return the clocks of a case for each party against whom they run, the nearest end first."""
    found: dict[int, list[PartyClock]] = defaultdict(list)
    for clock in rows(database, _CLOCKS, PartyClock, (case_id,)):
        found[clock.party_id].append(clock)
    return found
