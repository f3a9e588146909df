"""What can be recovered from the goods of a debtor that are under protective administration."""

from datetime import date
from typing import NamedTuple

from casebook.domain.administration import Debt, Recourse, recourse
from casebook.domain.finding import Finding
from casebook.domain.money import Cents
from casebook.store.balances import open_balances
from casebook.store.database import Database
from casebook.store.models.parties import RepresentativeRole
from casebook.store.rows import rows

# A day that is not known is no ground to call the debt younger.
_SINCE = """
    SELECT max(r.from_on) AS since FROM cases c JOIN representation r ON r.party_id = c.debtor_id
    WHERE c.id = ? AND r.role = ? AND r.from_on <= ? AND (r.until_on IS NULL OR r.until_on >= ?)
"""
_CLAIMS = """
    SELECT id, COALESCE(supplied_from, invoice_on, due_on) AS since FROM claim
    WHERE case_id = ? AND (ended_on IS NULL OR ended_on > ?) ORDER BY id
"""


class _Since(NamedTuple):
    since: date | None


class _Claim(NamedTuple):
    id: int
    since: date | None


def administered(database: Database, case_id: int, day: date) -> Finding[Recourse] | None:
    """Return what is open of debts from before and during the administration that lasts, None where none does."""
    (found,) = rows(database, _SINCE, _Since, (case_id, RepresentativeRole.PROTECTIVE_ADMINISTRATOR.value, day, day))
    if found.since is None:
        return None
    claims = rows(database, _CLAIMS, _Claim, (case_id, day))
    balances = open_balances(database, [claim.id for claim in claims], day)
    return recourse([Debt(claim.since, Cents(max(0, balances[claim.id].total))) for claim in claims], found.since)
