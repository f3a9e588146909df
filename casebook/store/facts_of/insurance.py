"""The claims of cases that credit insurance covers, and what the policies still ask."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from casebook.domain.insurance import Duties, Insured, duties, is_covered
from casebook.domain.signals.insurance import InsuredClaim
from casebook.store.database import Database
from casebook.store.models.insurance import SETTLING
from casebook.store.rows import many


class InsuredRow(NamedTuple):
    """A claim and a cover of its debtor by a policy of its creditor, and what was done about it."""

    case_id: int
    claim_id: int
    number: str
    came_about_on: date
    due_on: date
    cover_id: int
    policy: str
    overdue_days: int
    hand_over_days: int
    from_on: date
    until_on: date | None
    reported: bool
    settled: bool
    policy_from_on: date
    policy_until_on: date | None

    @property
    def duties(self) -> Duties:
        """What the policy still asks."""
        return duties(Insured(self.due_on, self.overdue_days, self.hand_over_days, self.reported, self.settled))


_SETTLING = ", ".join(f"'{step}'" for step in sorted(SETTLING))
_INSURED = f"""
    SELECT k.case_id, k.id, k.number, COALESCE(k.invoice_on, k.due_on), k.due_on, v.id, y.number, y.overdue_days,
           y.hand_over_days, v.from_on, v.until_on,
           CASE WHEN EXISTS (SELECT 1 FROM insurance_act a
                             WHERE a.claim_id = k.id AND a.cover_id = v.id AND a.step = 'overdue_reported')
                THEN 1 ELSE 0 END,
           CASE WHEN EXISTS (SELECT 1 FROM insurance_act a
                             WHERE a.claim_id = k.id AND a.cover_id = v.id AND a.step IN ({_SETTLING}))
                THEN 1 ELSE 0 END,
           y.from_on, y.until_on
    FROM claim k JOIN cases c ON c.id = k.case_id JOIN insurance_cover v ON v.party_id = c.debtor_id
    JOIN insurance_policy y ON y.id = v.policy_id AND y.creditor_id = k.creditor_id
    WHERE k.case_id IN ({{marks}}) AND k.ended_on IS NULL AND k.due_on IS NOT NULL ORDER BY k.id, v.id
"""  # noqa: S608 only constants


def insured(database: Database, case_ids: Sequence[int]) -> list[InsuredRow]:
    """Return the claims of cases that came about in the period of a cover and of its policy."""
    return [
        row
        for row in many(database, _INSURED, InsuredRow, case_ids)
        if is_covered(row.came_about_on, row.from_on, row.until_on)
        and is_covered(row.came_about_on, row.policy_from_on, row.policy_until_on)
    ]


def load(database: Database, case_ids: Sequence[int]) -> Mapping[int, tuple[InsuredClaim, ...]]:
    """Return what policies still ask of the claims of cases, of which it is left to the caller which are open."""
    asked: dict[int, list[InsuredClaim]] = defaultdict(list)
    for row in insured(database, case_ids):
        asked[row.case_id].append(InsuredClaim(row.claim_id, row.number, row.policy, row.duties))
    return {case_id: tuple(some) for case_id, some in asked.items()}
