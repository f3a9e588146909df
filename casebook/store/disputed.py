"""What of claims is contested, from their disputes and their ledger: the rest is what is chased."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from casebook.domain.calendar import Holidays, add_working_days
from casebook.domain.disputes import Contested, Course, Part, Terms
from casebook.domain.disputes import contested as of_claim
from casebook.domain.finding import Finding
from casebook.domain.money import Cents
from casebook.law.defaults import Dispute as Lengths
from casebook.store import balances
from casebook.store.database import Database
from casebook.store.rows import many

# The columns of a `Course`, in its order.
COURSE = """
    d.registered_on, d.with_department_on, d.answered_on, d.decided_on, d.escalated_on, d.settled_on, d.closed_on,
    d.withdrawn_on
"""
_PARTS = f"""
    SELECT p.claim_id, p.dispute_id, p.contested_cents, p.accepted_cents,
           CAST(COALESCE((
               SELECT -sum(l.cents) FROM ledger_entry l
               WHERE l.claim_id = p.claim_id AND l.dispute_id = p.dispute_id AND l.on_day <= ?), 0) AS BIGINT),
           {COURSE}
    FROM disputed_claim p JOIN dispute d ON d.id = p.dispute_id
    WHERE d.registered_on <= ? AND p.claim_id IN ({{marks}}) ORDER BY p.id
"""  # noqa: S608 only constants


class _Part(NamedTuple):
    claim_id: int
    dispute_id: int
    contested_cents: Cents
    accepted_cents: Cents | None
    credited_cents: Cents
    registered_on: date
    with_department_on: date | None
    answered_on: date | None
    decided_on: date | None
    escalated_on: date | None
    settled_on: date | None
    closed_on: date | None
    withdrawn_on: date | None


def parts(database: Database, claim_ids: Sequence[int], day: date) -> dict[int, list[Part]]:
    """Return what disputes contested of claims at the end of `day`, with what was credited; only disputed claims."""
    found: dict[int, list[Part]] = defaultdict(list)
    for row in many(database, _PARTS, _Part, claim_ids, (day, day)):
        course = Course(*row[5:]).on(day)
        accepted = None if course.decided_on is None else row.accepted_cents
        found[row.claim_id].append(Part(row.dispute_id, course, row.contested_cents, accepted, row.credited_cents))
    return dict(found)


def contested(database: Database, claim_ids: Sequence[int], day: date) -> dict[int, Finding[Contested]]:
    """Return what is contested of claims at the end of `day`; claims without a dispute are left out."""
    with database.snapshot():
        disputed = parts(database, claim_ids, day)
        owed = balances.open_balances(database, list(disputed), day)
    return {claim_id: of_claim(some, owed[claim_id].total) for claim_id, some in disputed.items()}


def terms(course: Course, own: tuple[date | None, date | None], lengths: Lengths, holidays: Holidays) -> Terms:
    """Return the terms of a dispute: those of the settings, or of its own for the department and for the decision."""
    department, decision = own
    if course.with_department_on is None:
        department = None
    elif department is None:
        department = add_working_days(course.with_department_on, lengths.department, holidays)
    return Terms(department, decision or add_working_days(course.registered_on, lengths.decision, holidays))
