"""The terms of an arrangement as they would be changed."""

from datetime import date
from typing import NamedTuple

from casebook.domain.arrangement.terms import PlanInterest, PlanTerms, Rhythm
from casebook.domain.money import Cents
from casebook.store.database import Database
from casebook.store.rows import rows

_TERMS = """
    SELECT party_id, rhythm, first_on, CASE WHEN pays_all = 1 THEN NULL ELSE total_cents END, terms, interest,
           costs_included, remission_cents, by_direct_debit, with_lapsed, reason
    FROM arrangement WHERE id = ?
"""
_CLAIMS = "SELECT claim_id FROM arrangement_claim WHERE arrangement_id = ? ORDER BY id"


class _Terms(NamedTuple):
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
        (found,) = rows(database, _TERMS, _Terms, (arrangement_id,))
        claim_ids = tuple(claim_id for (claim_id,) in database.fetch(_CLAIMS, (arrangement_id,)))
    return PlanTerms(claim_ids=claim_ids, **found._asdict())
