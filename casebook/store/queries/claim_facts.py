"""One claim as it is stored, for a form that changes it, and what follows from its facts."""

from dataclasses import fields
from datetime import date
from typing import NamedTuple

from casebook.domain.finding import Finding
from casebook.domain.limitation.answer import Limitation
from casebook.store.actions.claims import ClaimFacts
from casebook.store.case_accounts import accounts
from casebook.store.claim_default import default_of
from casebook.store.claim_interest import ClaimInterest
from casebook.store.database import Database
from casebook.store.rows import rows


class StoredClaim(NamedTuple):
    """The facts of a claim and the version that was seen."""

    claim_id: int
    version: int
    facts: ClaimFacts


class Outlook(NamedTuple):
    """What follows from the facts of a claim: its default, its limitation against the debtor, and its interest.

    `default` is None where capacity or agreement are not known, `limitation` where the claim ended.
    """

    default: Finding[date | None] | None
    limitation: Finding[Limitation] | None
    interest: ClaimInterest


class _Version(NamedTuple):
    version: int


_FACTS = f"SELECT {', '.join(part.name for part in fields(ClaimFacts))} FROM claim WHERE id = ?"  # noqa: S608 names of columns
_VERSION = "SELECT version FROM claim WHERE id = ?"
_CASE = "SELECT case_id FROM claim WHERE id = ?"


def stored(database: Database, claim_id: int) -> StoredClaim:
    """Return a claim that there is, with all its facts."""
    with database.snapshot():
        (facts,) = rows(database, _FACTS, ClaimFacts, (claim_id,))
        (found,) = rows(database, _VERSION, _Version, (claim_id,))
    return StoredClaim(claim_id, found.version, facts)


def outlook(database: Database, claim_id: int, day: date) -> Outlook:
    """Return what follows from the facts of a claim that there is, on `day`."""
    found = accounts(database, database.value(_CASE, (claim_id,)), day)
    assert found is not None, "a claim has a case"
    claim = next(claim for claim in found.record.claims if claim.id == claim_id)
    clock = found.clocks.get(claim_id)
    return Outlook(
        default_of(claim, database.law),
        clock.finding if clock else None,
        found.interest[claim_id],
    )
