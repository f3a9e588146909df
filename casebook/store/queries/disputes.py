"""The disputes of a case: what each contests of which claim, how far it is, and by when its next step is due."""

from collections import defaultdict
from datetime import date
from typing import NamedTuple

from casebook.domain.disputes import Contested, Course, Decision, Due, Terms, next_due
from casebook.domain.finding import Finding
from casebook.domain.money import ZERO, Cents
from casebook.store import disputed
from casebook.store.database import Database
from casebook.store.disputed import COURSE, terms
from casebook.store.models.disputes import DisputeReason, RootCause
from casebook.store.rows import rows


class ContestedClaim(NamedTuple):
    """What a dispute contests of a claim: as registered, what of that we accepted, what was credited, what is left."""

    claim_id: int
    number: str
    registered: Cents
    accepted: Cents | None
    credited: Cents
    left: Cents


class DisputeSheet(NamedTuple):
    """A dispute with all that is known of it. `own_terms` are those that were agreed otherwise than by the settings."""

    dispute_id: int
    version: int
    reason: DisputeReason
    text: str
    department: str
    root_cause: RootCause | None
    owner_person_id: int
    owner: str
    answer: str
    decision: Decision | None
    decision_text: str
    escalated_because: str
    settled_by: str
    withdrawn_because: str
    own_terms: tuple[date | None, date | None]
    course: Course
    terms: Terms
    claims: tuple[ContestedClaim, ...]

    @property
    def due(self) -> Due | None:
        """What has to happen next, None for a dispute that has ended."""
        return next_due(self.course, self.terms)

    @property
    def registered(self) -> Cents:
        """What was contested at first."""
        return Cents(sum(claim.registered for claim in self.claims))

    @property
    def accepted(self) -> Cents | None:
        """What of that we accepted, None until it is decided."""
        return None if self.decision is None else Cents(sum(claim.accepted or ZERO for claim in self.claims))

    @property
    def credited(self) -> Cents:
        """What was credited for it."""
        return Cents(sum(claim.credited for claim in self.claims))

    @property
    def left(self) -> Cents:
        """What is contested still."""
        return Cents(sum(claim.left for claim in self.claims))


class _Row(NamedTuple):
    dispute_id: int
    version: int
    reason: DisputeReason
    text: str
    department: str
    root_cause: RootCause | None
    owner_person_id: int
    owner: str
    answer: str
    decision: Decision | None
    decision_text: str
    escalated_because: str
    settled_by: str
    withdrawn_because: str
    department_until: date | None
    decision_until: date | None
    registered_on: date
    with_department_on: date | None
    answered_on: date | None
    decided_on: date | None
    escalated_on: date | None
    settled_on: date | None
    closed_on: date | None
    withdrawn_on: date | None


class _Part(NamedTuple):
    dispute_id: int
    claim_id: int
    number: str


_ROWS = f"""
    SELECT d.id, d.version, d.reason, d.text, d.department, d.root_cause, d.owner_person_id, o.name, d.answer,
           d.decision, d.decision_text, d.escalated_because, d.settled_by, d.withdrawn_because, d.department_until,
           d.decision_until, {COURSE}
    FROM dispute d JOIN person o ON o.id = d.owner_person_id WHERE d.case_id = ?
    ORDER BY CASE WHEN d.closed_on IS NULL AND d.withdrawn_on IS NULL THEN 0 ELSE 1 END, d.registered_on DESC, d.id DESC
"""  # noqa: S608 only constants
_PARTS = """
    SELECT p.dispute_id, p.claim_id, k.number
    FROM dispute d JOIN disputed_claim p ON p.dispute_id = d.id JOIN claim k ON k.id = p.claim_id
    WHERE d.case_id = ? ORDER BY COALESCE(k.due_on, '9999-12-31'), k.id
"""
_DEPARTMENTS = "SELECT DISTINCT department FROM dispute WHERE department <> '' ORDER BY department"


def of_case(database: Database, case_id: int, day: date) -> list[DisputeSheet]:
    """Return the disputes of a case with their amounts on `day`, those that are open first, the newest on top."""
    with database.snapshot():
        found = rows(database, _ROWS, _Row, (case_id,))
        named = rows(database, _PARTS, _Part, (case_id,)) if found else []
        ids = list(dict.fromkeys(part.claim_id for part in named))
        parts, amounts = disputed.parts(database, ids, day), disputed.contested(database, ids, day)
    claims: dict[int, list[ContestedClaim]] = defaultdict(list)
    for part in named:
        own = next((one for one in parts.get(part.claim_id, ()) if one.dispute == part.dispute_id), None)
        if own is not None:
            left = amounts[part.claim_id].value.of(part.dispute_id)
            claims[part.dispute_id].append(
                ContestedClaim(part.claim_id, part.number, own.registered, own.accepted, own.credited, left)
            )
    return [_sheet(database, row, tuple(claims[row.dispute_id])) for row in found]


def contesting(database: Database, case_id: int, claim_id: int, day: date) -> list[DisputeSheet]:
    """Return the disputes that contest a part of a claim still."""
    found = of_case(database, case_id, day)
    return [sheet for sheet in found if any(one.left for one in sheet.claims if one.claim_id == claim_id)]


def contested_of_case(database: Database, case_id: int, day: date) -> dict[int, Finding[Contested]]:
    """Return what is contested of the claims of a case on `day`, and how that comes; only claims with a dispute."""
    ids = [part.claim_id for part in rows(database, _PARTS, _Part, (case_id,))]
    return disputed.contested(database, list(dict.fromkeys(ids)), day)


def contested_cents(database: Database, case_id: int, day: date) -> Cents:
    """Return what is contested of a case in all on `day`."""
    return Cents(sum(found.value.contested for found in contested_of_case(database, case_id, day).values()))


def departments(database: Database) -> list[str]:
    """Return the departments that were ever asked, by name."""
    return [name for (name,) in database.fetch(_DEPARTMENTS)]


def _sheet(database: Database, row: _Row, claims: tuple[ContestedClaim, ...]) -> DisputeSheet:
    course = Course(*row[16:])
    own = (row.department_until, row.decision_until)
    lengths = database.law.defaults.dispute.applied(course.registered_on).value
    return DisputeSheet(
        dispute_id=row.dispute_id,
        version=row.version,
        reason=row.reason,
        text=row.text,
        department=row.department,
        root_cause=row.root_cause,
        owner_person_id=row.owner_person_id,
        owner=row.owner,
        answer=row.answer,
        decision=row.decision,
        decision_text=row.decision_text,
        escalated_because=row.escalated_because,
        settled_by=row.settled_by,
        withdrawn_because=row.withdrawn_because,
        own_terms=own,
        course=course,
        terms=terms(course, own, lengths, database.law.holidays),
        claims=claims,
    )
