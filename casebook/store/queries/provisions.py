"""What is provided for on each claim on any day, on which ground, and how that moved between two days.

The rules are those in force on the day: of the entity, else of the office, else of the house. Where a case stood
follows from its tracks, whether an arrangement was kept from the payments up to the day.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from casebook.domain.arrangement.standing import RUNNING
from casebook.domain.closing import Age, age_of
from casebook.domain.finding import Finding
from casebook.domain.insurance import is_covered
from casebook.domain.money import ZERO, Cents
from casebook.domain.provision import RATED, Basis, Provided, ProvisionFacts, provide, provided
from casebook.domain.provision_course import Course, Stand, course
from casebook.store.database import Database
from casebook.store.facts_of import arrangements
from casebook.store.queries.as_at import Asked, By, ClaimAsAt, behind
from casebook.store.rows import rows

_AT_ONCE = 500
_OF_TRACK = {
    "insolvency": Basis.INSOLVENCY,
    "counselling": Basis.COUNSELLING,
    "estate": Basis.ESTATE,
    "court": Basis.COURT,
    "agency": Basis.AGENCY,
    "dispute": Basis.DISPUTE,
}
_TRACKS = "SELECT case_id, kind FROM track WHERE opened_on <= ? AND (closed_on IS NULL OR closed_on > ?)"
_OWN = """
    SELECT o.id, o.version, o.case_id, o.percent, o.from_on, o.until_on, o.reason, COALESCE(p.name, ''), o.ended_on
    FROM own_provision o LEFT JOIN person p ON p.id = o.person_id
"""
_OWN_ON = "WHERE o.from_on <= ? AND o.until_on >= ? AND (o.ended_on IS NULL OR o.ended_on > ?) ORDER BY o.id"
_RATES = """
    SELECT creditor_id, basis, percent FROM provision_rate WHERE from_on <= ?
    ORDER BY CASE WHEN creditor_id IS NULL THEN 0 ELSE 1 END, from_on, id
"""
_AGREED = """
    SELECT DISTINCT case_id FROM arrangement
    WHERE agreed_on <= ? AND COALESCE(completed_on, broken_on, superseded_on, withdrawn_on, ?) >= ? ORDER BY case_id
"""
_COVERS = """
    SELECT k.id, v.id, COALESCE(k.invoice_on, k.due_on), v.limit_cents, y.covered_percent, v.from_on, v.until_on,
           y.from_on, y.until_on
    FROM insurance_cover v JOIN insurance_policy y ON y.id = v.policy_id
    JOIN cases c ON c.debtor_id = v.party_id
    JOIN claim k ON k.case_id = c.id AND k.creditor_id = y.creditor_id AND COALESCE(k.invoice_on, k.due_on) IS NOT NULL
    WHERE NOT EXISTS (SELECT 1 FROM insurance_act a
                      WHERE a.claim_id = k.id AND a.cover_id = v.id AND a.step IN ('cover_refused', 'paid_out')
                        AND a.on_day <= ?)
    ORDER BY v.id, k.id
"""


class ProvisionRow(NamedTuple):
    """A claim and what is provided for on it, with what that rests on."""

    claim: ClaimAsAt
    value: Provided
    facts: ProvisionFacts
    rates: Mapping[Basis, int]

    @property
    def cents(self) -> Cents:
        """The amount."""
        return self.value.cents

    @property
    def found(self) -> Finding[Provided]:
        """What is provided for, and the steps that lead to it."""
        return provide(self.facts, self.rates)


class OwnRow(NamedTuple):
    """What somebody holds of a case: a percentage, from when until when, and why."""

    own_id: int
    version: int
    case_id: int
    percent: int
    from_on: date
    until_on: date
    reason: str
    person: str
    ended_on: date | None


class MovedRow(NamedTuple):
    """How the provision of a claim moved from one day to another."""

    claim: ClaimAsAt
    before: Provided | None
    after: Provided | None
    course: Course


class _Track(NamedTuple):
    case_id: int
    kind: str


class _Case(NamedTuple):
    case_id: int


class _Rate(NamedTuple):
    creditor_id: int | None
    basis: Basis
    percent: int


class _Cover(NamedTuple):
    claim_id: int
    cover_id: int
    came_about_on: date
    limit: Cents
    percent: int
    from_on: date
    until_on: date | None
    policy_from_on: date
    policy_until_on: date | None

    @property
    def covers(self) -> bool:
        return is_covered(self.came_about_on, self.from_on, self.until_on) and is_covered(
            self.came_about_on, self.policy_from_on, self.policy_until_on
        )


def provisions(database: Database, asked: Asked) -> list[ProvisionRow]:
    """Return what is provided for on each claim of which something is open on the day, by case."""
    with database.snapshot():
        claims = [claim for claim in behind(database, By.CLAIM, None, asked) if claim.left > 0]
        return _provided(database, claims, asked.day)


def of_case(database: Database, case_id: int, asked: Asked) -> list[ProvisionRow]:
    """Return what is provided for on each open claim of a case."""
    with database.snapshot():
        found = behind(database, By.CASE, str(case_id), asked)
        return _provided(database, [claim for claim in found if claim.left > 0], asked.day)


def total(database: Database, asked: Asked) -> Cents:
    """Return what is provided for in all."""
    return Cents(sum(row.cents for row in provisions(database, asked)))


def moved(database: Database, before: Asked, after: Asked) -> list[MovedRow]:
    """Return how the provision of each claim moved from one day to another, and why, by case."""
    with database.snapshot():
        earlier = {row.claim.claim_id: row for row in provisions(database, before)}
        known = {claim.claim_id: claim for claim in behind(database, By.CLAIM, None, after)}
        still = [claim for claim in known.values() if claim.left > 0]
        later = {row.claim.claim_id: row for row in _provided(database, still, after.day)}
    found = []
    for claim_id in [*earlier, *(one for one in later if one not in earlier)]:
        one, other = earlier.get(claim_id), later.get(claim_id)
        claim = known.get(claim_id) or (one or later[claim_id]).claim
        written = Cents(claim.written_off - (one.claim.written_off if one else ZERO))
        gone = course(one and _stand(one), other and _stand(other), written)
        if one is not None or other is not None:
            found.append(MovedRow(claim, one and one.value, other and other.value, gone))
    return sorted(found, key=lambda row: (row.claim.case_number, row.claim.claim_id))


def own_of(database: Database, case_id: int) -> list[OwnRow]:
    """Return all that somebody ever held of a case, the newest first."""
    return rows(database, f"{_OWN} WHERE o.case_id = ? ORDER BY o.id DESC", OwnRow, (case_id,))


def rates(database: Database, creditor_id: int | None, day: date) -> dict[Basis, int]:
    """Return the percentages of an entity on a day."""
    found = dict(database.law.defaults.provision.applied(day).value)
    for rate in rows(database, _RATES, _Rate, (day,)):
        if rate.creditor_id in (None, creditor_id):
            found[rate.basis] = rate.percent
    return {basis: found[basis] for basis in RATED}


def _provided(database: Database, claims: Sequence[ClaimAsAt], day: date) -> list[ProvisionRow]:
    by_entity = {one: rates(database, one, day) for one in {claim.creditor_id for claim in claims}}
    stands, own = _stands(database, day), _own(database, day)
    kept, insured = _kept(database, day), _insured(database, claims, day)
    found = []
    for claim in claims:
        facts = ProvisionFacts(
            left=claim.left,
            principal=claim.principal,
            age=_age(claim.due_on, day),
            stands=stands.get(claim.case_id, frozenset()),
            kept=claim.claim_id in kept,
            insured=insured.get(claim.claim_id, ZERO),
            own=own.get(claim.case_id),
        )
        of = by_entity[claim.creditor_id]
        found.append(ProvisionRow(claim, provided(facts, of), facts, of))
    return found


@lru_cache(1 << 14)
def _age(due_on: date | None, day: date) -> Age:
    """Return the age of a claim: many have the same last day of payment."""
    return age_of(due_on, day)


def _stands(database: Database, day: date) -> Mapping[int, frozenset[Basis]]:
    found: defaultdict[int, set[Basis]] = defaultdict(set)
    for track in rows(database, _TRACKS, _Track, (day, day)):
        if track.kind in _OF_TRACK:
            found[track.case_id].add(_OF_TRACK[track.kind])
    return {case_id: frozenset(some) for case_id, some in found.items()}


def _own(database: Database, day: date) -> Mapping[int, int]:
    return {row.case_id: row.percent for row in rows(database, _OWN + _OWN_ON, OwnRow, (day, day, day))}


def _kept(database: Database, day: date) -> frozenset[int]:
    """Return the claims of which an arrangement runs on a day and is not behind."""
    case_ids = [row.case_id for row in rows(database, _AGREED, _Case, (day, date.max, day))]
    return frozenset(claim_id for some in _parts(case_ids) for claim_id in _kept_of(database, some, day))


def _kept_of(database: Database, case_ids: Sequence[int], day: date) -> Iterator[int]:
    for records in arrangements.load(database, case_ids).values():
        for record in records:
            agreed_on = record.history.days.agreed_on
            if agreed_on is not None and agreed_on <= day:
                now = record.on(day).value
                if now.state in RUNNING and now.behind <= 0:
                    yield from record.claims


def _insured(database: Database, claims: Sequence[ClaimAsAt], day: date) -> Mapping[int, Cents]:
    """Return what an insurer pays of each claim: of what is open up to the limit for the debtor, the oldest first."""
    left = {claim.claim_id: claim.left for claim in claims}
    used: defaultdict[int, int] = defaultdict(int)
    found: dict[int, Cents] = {}
    for cover in rows(database, _COVERS, _Cover, (day,)):
        if cover.claim_id in left and cover.claim_id not in found and cover.covers:
            within = max(0, min(left[cover.claim_id], cover.limit - used[cover.cover_id]))
            used[cover.cover_id] += within
            found[cover.claim_id] = Cents(within * cover.percent // 100)
    return found


def _stand(row: ProvisionRow) -> Stand:
    value = row.value
    return Stand(value.cents, value.base, value.percent)


def _parts(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    return (ids[start : start + _AT_ONCE] for start in range(0, len(ids), _AT_ONCE))
