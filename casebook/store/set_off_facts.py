"""What is known of claims and of what we owe, and whether the one may be set off against the other."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from casebook.domain.calendar import ONE_DAY
from casebook.domain.finding import Finding
from casebook.domain.money import ZERO
from casebook.domain.set_off import SetOffAnswer, SetOffFacts, set_off
from casebook.store import disputed, insolvent
from casebook.store.case_accounts import CaseAccounts, accounts
from casebook.store.contra import ContraRow
from casebook.store.database import Database
from casebook.store.rows import many

_CLAIMS = """
    SELECT k.id, k.creditor_id, c.debtor_id, k.currency, COALESCE(k.supplied_from, k.invoice_on, k.due_on), k.due_on,
           k.ended_on,
           (SELECT max(a.on_day) FROM assignment a WHERE a.claim_id = k.id),
           (SELECT max(l.on_day) FROM ledger_entry l
            WHERE l.claim_id = k.id AND l.component = 'interest' AND l.kind = 'payment'
              AND NOT EXISTS (SELECT 1 FROM ledger_entry r WHERE r.reverses_id = l.id)),
           (SELECT count(*) FROM arrangement_claim m JOIN arrangement n ON n.id = m.arrangement_id
            WHERE m.claim_id = k.id AND n.agreed_on IS NOT NULL AND n.broken_on IS NULL AND n.completed_on IS NULL
              AND n.superseded_on IS NULL)
    FROM claim k JOIN cases c ON c.id = k.case_id WHERE k.id IN ({marks})
"""


class _Claim(NamedTuple):
    id: int
    creditor_id: int
    debtor_id: int
    currency: str
    claim_on: date | None
    due_on: date | None
    ended_on: date | None
    taken_over_on: date | None
    interest_paid_on: date | None
    plans: int


def findings(
    database: Database, case_id: int, item: ContraRow, claim_ids: Sequence[int], declared_on: date
) -> dict[int, Finding[SetOffAnswer]]:
    """Return for claims of a case whether the item may be set off against them by a declaration of a day."""
    found = accounts(database, case_id, declared_on)
    if found is None:
        return {}
    claims = many(database, _CLAIMS, _Claim, claim_ids)
    contested = disputed.contested(database, [claim.id for claim in claims], declared_on)
    insolvency = insolvent.on(database, item.party_id, declared_on)
    return {
        claim.id: set_off(
            SetOffFacts(
                declared_on=declared_on,
                same_creditor=claim.creditor_id == item.creditor_id,
                same_debtor=claim.debtor_id == item.party_id,
                item_on=item.on_day,
                item_contested=item.contested,
                currency=claim.currency,
                claim_on=claim.claim_on,
                due_on=claim.due_on,
                ended=claim.ended_on is not None,
                contested=contested[claim.id].value.contested if claim.id in contested else ZERO,
                lapsed_on=_lapsed_on(found, claim.id, declared_on),
                interest_paid_on=claim.interest_paid_on,
                insolvent=insolvency,
                taken_over_on=claim.taken_over_on,
                respite=claim.plans > 0,
            ),
            database.law.set_off,
        )
        for claim in claims
    }


def _lapsed_on(found: CaseAccounts, claim_id: int, declared_on: date) -> date | None:
    """Return the first day on which a claim was possibly lapsed; where no day is known, that is before everything."""
    if not found.has_lapsed(claim_id):
        return None
    ends = found.clocks[claim_id].finding.value.ends
    until = ends.safe_until or ends.claimed_until
    return date.min if until is None else min(until + ONE_DAY, declared_on)
