"""Whether the credit insurers of claims agree to an arrangement on them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from casebook.domain.arrangement.facts import Consent
from casebook.domain.insurance import is_covered
from casebook.store.database import Database
from casebook.store.models.insurance import InsuranceStep
from casebook.store.rows import rows

_INSURED = """
    SELECT k.id, v.id, COALESCE(k.invoice_on, k.due_on), v.from_on, v.until_on, y.from_on, y.until_on
    FROM claim k JOIN cases c ON c.id = k.case_id JOIN insurance_cover v ON v.party_id = c.debtor_id
    JOIN insurance_policy y ON y.id = v.policy_id AND y.creditor_id = k.creditor_id AND y.consent_needed = 1
    WHERE k.case_id = ? AND COALESCE(k.invoice_on, k.due_on) IS NOT NULL ORDER BY k.id, v.id
"""
_ACTS = """
    SELECT claim_id, cover_id, step, until_on FROM insurance_act WHERE case_id = ? ORDER BY on_day, id
"""
# The worst counts where several policies cover a claim.
_WORST = (Consent.REFUSED, Consent.TO_ASK, Consent.ASKED, Consent.GIVEN)
_ANSWERS = (InsuranceStep.CONSENT_ASKED, InsuranceStep.CONSENT_GIVEN, InsuranceStep.CONSENT_REFUSED)


class _Insured(NamedTuple):
    claim_id: int
    cover_id: int
    came_about_on: date
    from_on: date
    until_on: date | None
    policy_from_on: date
    policy_until_on: date | None


class _Act(NamedTuple):
    claim_id: int
    cover_id: int
    step: InsuranceStep
    until_on: date | None


def consents(database: Database, case_id: int, day: date) -> Mapping[int, Consent]:
    """Return how the consent of insurers stands for the claims that a policy which asks for it covers."""
    acts: dict[tuple[int, int], list[_Act]] = defaultdict(list)
    for act in rows(database, _ACTS, _Act, (case_id,)):
        acts[act.claim_id, act.cover_id].append(act)
    found: dict[int, list[Consent]] = defaultdict(list)
    for row in rows(database, _INSURED, _Insured, (case_id,)):
        in_cover = is_covered(row.came_about_on, row.from_on, row.until_on)
        if in_cover and is_covered(row.came_about_on, row.policy_from_on, row.policy_until_on):
            found[row.claim_id].append(_consent(acts[row.claim_id, row.cover_id], day))
    return {
        claim_id: next((one for one in _WORST if one in some), Consent.NOT_NEEDED) for claim_id, some in found.items()
    }


def _consent(acts: Sequence[_Act], day: date) -> Consent:
    """Return how consent stands after what was done, in order of time; who paid out or refused cover has no say."""
    steps = [act.step for act in acts]
    if InsuranceStep.PAID_OUT in steps or InsuranceStep.COVER_REFUSED in steps:
        return Consent.NOT_NEEDED
    last = next((act for act in reversed(acts) if act.step in _ANSWERS), None)
    if last is None or (last.until_on is not None and last.until_on < day):
        return Consent.TO_ASK
    if last.step is InsuranceStep.CONSENT_GIVEN:
        return Consent.GIVEN
    return Consent.ASKED if last.step is InsuranceStep.CONSENT_ASKED else Consent.REFUSED
