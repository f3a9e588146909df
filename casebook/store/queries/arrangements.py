"""The terms of an arrangement as they would be changed, and what stands between them and an offer."""

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from casebook.domain.arrangement.terms import PlanInterest, PlanTerms, Rhythm
from casebook.domain.money import Cents
from casebook.store import planning
from casebook.store.database import Database
from casebook.store.models.people import Role
from casebook.store.planning import Foreseen
from casebook.store.rows import rows

_TERMS = """
    SELECT case_id, party_id, rhythm, first_on, CASE WHEN pays_all = 1 THEN NULL ELSE total_cents END, terms, interest,
           costs_included, remission_cents, by_direct_debit, with_lapsed, reason
    FROM arrangement WHERE id = ?
"""
_CLAIMS = "SELECT claim_id FROM arrangement_claim WHERE arrangement_id = ? ORDER BY id"


class _Terms(NamedTuple):
    case_id: int
    party_id: int
    rhythm: Rhythm
    first_on: date
    total_cents: Cents | None
    terms: int
    interest: PlanInterest
    costs_included: bool
    remission_cents: Cents
    by_direct_debit: bool
    with_lapsed: bool
    reason: str


def terms_of(database: Database, arrangement_id: int) -> PlanTerms:
    """Return the terms of an arrangement by the number of its terms; without a total where it pays all that is open."""
    with database.snapshot():
        return _terms(database, arrangement_id)[1]


def prospects(database: Database, arrangement_id: int, roles: Collection[Role], day: date) -> Foreseen:
    """Return what the terms of an arrangement come to on `day`, and its gates for somebody with some roles.

    Raises `Refused` where its terms can no longer be, such as when a claim was paid meanwhile.
    """
    with database.snapshot():
        case_id, terms = _terms(database, arrangement_id)
        known = planning.planning(database, case_id, terms.party_id, day, arrangement_id)
    return planning.foreseen(known, terms, roles, database.law)


def _terms(database: Database, arrangement_id: int) -> tuple[int, PlanTerms]:
    (found,) = rows(database, _TERMS, _Terms, (arrangement_id,))
    claim_ids = tuple(claim_id for (claim_id,) in database.fetch(_CLAIMS, (arrangement_id,)))
    values = found._asdict()
    case_id = values.pop("case_id")
    return case_id, PlanTerms(claim_ids=claim_ids, **values)
