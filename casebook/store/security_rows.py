"""Securities as they are recorded, with the claims they cover and what happened with them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from casebook.domain.insolvency.dues import DateKind
from casebook.domain.insolvency.facts import REGISTERED
from casebook.domain.insolvency.standing import standing as proceeding_standing
from casebook.domain.money import Cents
from casebook.domain.security.facts import (
    OF_GOODS,
    RANKED,
    Security,
    SecurityEventKind,
    SecurityHappened,
    SecurityKind,
    standing_events,
)
from casebook.domain.security.standing import Around, GoodsClaim, SecurityStanding, standing
from casebook.store import insolvency_rows
from casebook.store.database import Database
from casebook.store.rows import many

# By this a letter names the security that it invokes.
ORIGIN = "security"
_ROWS = """
    SELECT s.id, s.version, s.party_id, s.creditor_id, r.code, s.kind, s.name, s.value_cents, s.valued_on, s.haircut,
           s.rank, s.covers_all, s.with_interest, s.since_on, s.expires_on, s.document_id, s.note
    FROM security s JOIN creditor r ON r.id = s.creditor_id
    WHERE s.{column} IN ({{marks}}) AND s.withdrawn_on IS NULL ORDER BY COALESCE(s.rank, 0), s.id
"""
# What was received is nothing where it was reversed.
_EVENTS = """
    SELECT e.id, e.security_id, e.kind, e.on_day, e.until_on,
           CASE WHEN p.id IS NULL OR EXISTS (SELECT 1 FROM payment b WHERE b.reverses_id = p.id)
                THEN 0 ELSE p.cents END,
           e.text, e.document_id, e.cancels_id, e.payment_id
    FROM security_event e LEFT JOIN payment p ON p.id = e.payment_id
    WHERE e.security_id IN ({marks}) ORDER BY e.id
"""
_COVERED = """
    SELECT s.id, k.id, k.case_id, k.number, k.due_on, COALESCE(k.supplied_until, k.supplied_from)
    FROM security s JOIN cases c ON c.debtor_id = s.party_id
    JOIN claim k ON k.case_id = c.id AND k.creditor_id = s.creditor_id AND k.ended_on IS NULL
    WHERE s.id IN ({marks}) AND (s.covers_all = 1 OR EXISTS (
        SELECT 1 FROM security_claim x WHERE x.security_id = s.id AND x.claim_id = k.id))
    ORDER BY COALESCE(k.due_on, '9999-12-31'), k.id
"""


class SecurityRow(NamedTuple):
    """A security as it is recorded; `haircut` is percent as text, None for that of the house."""

    id: int
    version: int
    party_id: int
    creditor_id: int
    creditor: str
    kind: SecurityKind
    name: str
    value: Cents | None
    valued_on: date | None
    haircut: str | None
    rank: int | None
    covers_all: bool
    with_interest: bool
    since_on: date | None
    expires_on: date | None
    document_id: int | None
    note: str


class SecurityEventRow(NamedTuple):
    """An event of a security; `cents` is what came in and was not sent back."""

    id: int
    security_id: int
    kind: SecurityEventKind
    on: date
    until: date | None
    cents: Cents
    text: str
    document_id: int | None
    voids: int | None
    payment_id: int | None


class CoveredClaim(NamedTuple):
    """A claim that a security covers; `stored_on` is the last day of supply, or the first."""

    security_id: int
    claim_id: int
    case_id: int
    number: str
    due_on: date | None
    stored_on: date | None


class RecordedSecurity(NamedTuple):
    """A security: its row, everything that was recorded of it, the claims it covers, and what stands."""

    row: SecurityRow
    events: tuple[SecurityEventRow, ...]
    claims: tuple[CoveredClaim, ...]
    security: Security


def of_parties(database: Database, party_ids: Sequence[int]) -> list[RecordedSecurity]:
    """Return the securities of parties, by rank."""
    return _read(database, "party_id", party_ids)


def of_ids(database: Database, ids: Sequence[int]) -> dict[int, RecordedSecurity]:
    """Return securities by their ids, none of those that were entered by mistake."""
    return {one.row.id: one for one in _read(database, "id", ids)}


def covering_interest(database: Database, party_id: int, since: date) -> frozenset[int]:
    """Return the claims of which a pledge or mortgage of before an insolvency covers the interest (Fw 128).

    One of which nothing comes any more covered what ran until then; on the first day itself none can be given (Fw 23).
    """
    return frozenset(
        claim.claim_id
        for one in of_parties(database, [party_id])
        if one.row.kind in RANKED
        and one.row.with_interest
        and (one.row.since_on is None or one.row.since_on < since)
        and (one.security.over is None or one.security.over.on >= since)
        for claim in one.claims
    )


def standings(
    database: Database, recorded: Sequence[RecordedSecurity], open_cents: Mapping[int, Cents], day: date
) -> dict[int, SecurityStanding]:
    """Return how securities stand on a day by their ids; `open_cents` is what is open on the claims, by their ids."""
    unpaid = {claim_id for claim_id, cents in open_cents.items() if cents > 0}
    stands_in, rules = around(database, recorded, unpaid), database.law.securities
    return {one.row.id: standing(one.security, stands_in[one.row.id], day, rules) for one in recorded}


def around(
    database: Database, recorded: Sequence[RecordedSecurity], unpaid: Set[int] | None = None
) -> dict[int, Around]:
    """Return what securities stand in, by their ids; `unpaid` are the claims that are, None where that is not known."""
    insolvent, found = _insolvent(database, {one.row.party_id for one in recorded}), {}
    for one in recorded:
        known_on, cooling_off = insolvent.get(one.row.party_id, (None, None))
        goods = [claim for claim in one.claims if unpaid is None or claim.claim_id in unpaid]
        delivered = tuple(GoodsClaim(claim.number, claim.due_on, claim.stored_on) for claim in goods if claim.due_on)
        found[one.row.id] = Around(delivered if one.row.kind in OF_GOODS else (), known_on, cooling_off)
    return found


def _insolvent(database: Database, party_ids: set[int]) -> Mapping[int, tuple[date | None, date | None]]:
    """Return when an insolvency that runs became known, and until when a cooling-off in it lasts, by its party."""
    found: dict[int, tuple[date | None, date | None]] = {}
    for one in insolvency_rows.of_parties(database, sorted(party_ids)):
        if not one.proceeding.live:
            continue
        known_on, cooling_off = found.get(one.row.party_id, (None, None))
        due = proceeding_standing(one.proceeding, database.law.insolvency).due(DateKind.COOLING_OFF)
        if one.row.kind in REGISTERED:
            known_on = known_on or one.row.known_on
        if due is not None:
            cooling_off = max(due.on, cooling_off or due.on)
        found[one.row.party_id] = (known_on, cooling_off)
    return found


def _read(database: Database, column: str, ids: Sequence[int]) -> list[RecordedSecurity]:
    found = many(database, _ROWS.format(column=column), SecurityRow, ids)
    known = [row.id for row in found]
    events: dict[int, list[SecurityEventRow]] = defaultdict(list)
    for event in many(database, _EVENTS, SecurityEventRow, known):
        events[event.security_id].append(event)
    claims: dict[int, list[CoveredClaim]] = defaultdict(list)
    for claim in many(database, _COVERED, CoveredClaim, known):
        claims[claim.security_id].append(claim)
    return [
        RecordedSecurity(row, tuple(events[row.id]), tuple(claims[row.id]), _of(row, events[row.id])) for row in found
    ]


def _of(row: SecurityRow, events: Sequence[SecurityEventRow]) -> Security:
    happened = (SecurityHappened(one.id, one.kind, one.on, one.until, one.cents, one.voids) for one in events)
    haircut = None if row.haircut is None else Decimal(row.haircut)
    return Security(row.kind, row.value, haircut, row.since_on, row.expires_on, standing_events(happened))
