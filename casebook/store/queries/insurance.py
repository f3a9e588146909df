"""Credit insurance as its screens show it: policies, the covers of a debtor, and what was done towards the insurer."""

from datetime import date
from typing import NamedTuple

from casebook.domain.insurance import Duties
from casebook.domain.money import Cents
from casebook.store.balances import in_all
from casebook.store.database import Database
from casebook.store.facts_of.insurance import insured
from casebook.store.models.insurance import InsuranceStep
from casebook.store.rows import rows


class PolicyRow(NamedTuple):
    """A policy of credit insurance; its terms are days after the due date, the cover is percent of a loss."""

    policy_id: int
    version: int
    creditor_id: int
    creditor: str
    insurer: str
    number: str
    overdue_days: int
    hand_over_days: int
    covered_percent: int
    consent_needed: bool
    from_on: date
    until_on: date | None


class CoverRow(NamedTuple):
    """A cover of a debtor, with what its policy says."""

    cover_id: int
    version: int
    policy_id: int
    number: str
    insurer_id: int
    insurer: str
    creditor: str
    limit: Cents
    covered_percent: int
    consent_needed: bool
    from_on: date
    until_on: date | None


class ActRow(NamedTuple):
    """Something done towards an insurer about a claim."""

    act_id: int
    version: int
    cover_id: int
    claim_id: int
    number: str
    step: InsuranceStep
    on_day: date
    until_on: date | None
    cents: Cents | None
    text: str


class InsuredClaim(NamedTuple):
    """A claim under a cover, what is open on it, and what the policy still asks."""

    cover_id: int
    claim_id: int
    number: str
    due_on: date
    open_cents: Cents
    duties: Duties


_POLICIES = """
    SELECT y.id, y.version, y.creditor_id, r.code, p.name, y.number, y.overdue_days, y.hand_over_days,
           y.covered_percent, y.consent_needed, y.from_on, y.until_on
    FROM insurance_policy y JOIN creditor r ON r.id = y.creditor_id JOIN party p ON p.id = y.insurer_id
    WHERE y.until_on IS NULL OR y.until_on >= ? ORDER BY y.number, y.id
"""
_COVERS = """
    SELECT v.id, v.version, v.policy_id, y.number, p.id, p.name, r.code, v.limit_cents, y.covered_percent,
           y.consent_needed, v.from_on, v.until_on
    FROM insurance_cover v JOIN insurance_policy y ON y.id = v.policy_id JOIN creditor r ON r.id = y.creditor_id
    JOIN party p ON p.id = y.insurer_id WHERE v.party_id = ? ORDER BY v.from_on DESC, v.id
"""
_ACTS = """
    SELECT a.id, a.version, a.cover_id, a.claim_id, k.number, a.step, a.on_day, a.until_on, a.cents, a.text
    FROM insurance_act a JOIN claim k ON k.id = a.claim_id WHERE a.case_id = ? ORDER BY a.on_day DESC, a.id DESC
"""


def policies(database: Database, day: date) -> list[PolicyRow]:
    """Return the policies that are not over on a day."""
    return rows(database, _POLICIES, PolicyRow, (day,))


def covers(database: Database, party_id: int) -> list[CoverRow]:
    """Return the covers of a debtor, also those that are over: what came about before stays covered."""
    return rows(database, _COVERS, CoverRow, (party_id,))


def acts(database: Database, case_id: int) -> list[ActRow]:
    """Return what was done towards insurers in a case, the last first."""
    return rows(database, _ACTS, ActRow, (case_id,))


def claims(database: Database, case_id: int) -> list[InsuredClaim]:
    """Return the claims of a case that are insured and open."""
    found = []
    for row in insured(database, [case_id]):
        owed = Cents(sum(in_all(database, row.claim_id)))
        if owed > 0:
            found.append(InsuredClaim(row.cover_id, row.claim_id, row.number, row.due_on, owed, row.duties))
    return found
