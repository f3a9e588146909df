"""What was set off in a case, and what could be: for an item that we owe, each claim with its conditions."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from casebook.domain.component import Component
from casebook.domain.finding import Finding
from casebook.domain.money import ZERO, Cents
from casebook.domain.set_off import SetOffAnswer, Verdict
from casebook.store import balances, contra, set_off_facts
from casebook.store.case_accounts import accounts
from casebook.store.contra import ContraRow
from casebook.store.database import Database
from casebook.store.models.books import ContraKind
from casebook.store.rows import rows


class SetOffRow(NamedTuple):
    """What we owe, set off against a claim; one that was taken back has `taken_back_on`."""

    set_off_id: int
    version: int
    claim_id: int
    claim_number: str
    item_id: int
    kind: ContraKind
    item_number: str
    cents: Cents
    declared_on: date
    effective_on: date
    taken_back_on: date | None


class SetOffPart(NamedTuple):
    """What of a set-off was booked on a component of its claim."""

    set_off_id: int
    component: Component
    cents: Cents


class Candidate(NamedTuple):
    """A claim that an item could be set off against: how much at most, and whether it may be."""

    claim_id: int
    number: str
    most: Cents
    finding: Finding[SetOffAnswer]

    @property
    def possible(self) -> bool:
        """Whether it may be declared, if need be for a reason."""
        return self.finding.value.verdict is not Verdict.IMPOSSIBLE and self.most > 0


class _Claim(NamedTuple):
    id: int
    number: str


_OF_CASE = """
    SELECT s.id, s.version, s.claim_id, k.number, i.id, i.kind, i.number, s.cents, s.declared_on, s.effective_on,
           s.taken_back_on
    FROM set_off s JOIN claim k ON k.id = s.claim_id JOIN contra_item i ON i.id = s.contra_item_id
    WHERE s.case_id = ? ORDER BY s.id
"""
_PARTS = """
    SELECT l.set_off_id, l.component, CAST(-sum(l.cents) AS BIGINT)
    FROM set_off s JOIN ledger_entry l ON l.set_off_id = s.id
    WHERE s.case_id = ? GROUP BY l.set_off_id, l.component HAVING sum(l.cents) <> 0 ORDER BY min(l.id)
"""
_CLAIMS = """
    SELECT id, number FROM claim
    WHERE case_id = ? AND creditor_id = ? AND ended_on IS NULL AND foreign_cents IS NULL
    ORDER BY COALESCE(due_on, '9999-12-31'), id
"""


def of_case(database: Database, case_id: int) -> list[SetOffRow]:
    """Return what was set off in a case, in the order in which it was declared."""
    return rows(database, _OF_CASE, SetOffRow, (case_id,))


def parts(database: Database, case_id: int) -> list[SetOffPart]:
    """Return on which components the set-offs of a case that stand were booked."""
    return rows(database, _PARTS, SetOffPart, (case_id,))


def owed_in(database: Database, case_id: int) -> list[ContraRow]:
    """Return what we owe the debtor of a case, as far as something of it is left."""
    debtor: int = database.value("SELECT debtor_id FROM cases WHERE id = ?", (case_id,))
    return [item for item in contra.of_party(database, debtor) if item.left]


def candidates(database: Database, case_id: int, item: ContraRow, day: date) -> list[Candidate]:
    """Return the claims of a case of the same creditor, the oldest due first, for a declaration of a day."""
    with database.snapshot():
        claims = rows(database, _CLAIMS, _Claim, (case_id, item.creditor_id))
        found = set_off_facts.findings(database, case_id, item, [claim.id for claim in claims], day)
        days = {finding.value.effective_on for finding in found.values()} - {None}
        most = {on: _most(database, case_id, [claim.id for claim in claims], on) for on in days if on is not None}
    return [
        Candidate(claim.id, claim.number, _on(most, found[claim.id].value.effective_on, claim.id), found[claim.id])
        for claim in claims
    ]


def _on(most: dict[date, dict[int, Cents]], day: date | None, claim_id: int) -> Cents:
    return ZERO if day is None else most[day][claim_id]


def _most(database: Database, case_id: int, claim_ids: Sequence[int], day: date) -> dict[int, Cents]:
    """Return what a set-off that works from a day can settle on claims, with the interest that had run by then."""
    found = accounts(database, case_id, day)
    assert found is not None, "its claims were read"
    open_then = balances.payable(database, claim_ids, day)
    return {
        claim_id: Cents(owed.costs + owed.principal + max(0, owed.interest + found.interest[claim_id].beside_booked))
        for claim_id, owed in open_then.items()
    }
