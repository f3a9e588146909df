"""Who and what stands beside the debtor of an arrangement, and what of its claims a remission takes off."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from casebook.domain.component import COSTS, Balance, Component
from casebook.domain.money import Cents
from casebook.store import balances, owing
from casebook.store.database import Database
from casebook.store.models.arrangements import Beside, RemissionAnswerKind
from casebook.store.rows import rows

# As BW 6:44 has it for payments: what is left after the terms is then mostly principal.
_ORDER = (*COSTS, Component.INTEREST, Component.PRINCIPAL)


class BesideRow(NamedTuple):
    """One who, or what, stands beside the debtor of a claim, and what a remission does to it; None for no answer.

    `version` is that of the answer, None without one.
    """

    beside: Beside
    beside_id: int
    name: str
    number: str
    answer: RemissionAnswerKind | None
    text: str
    version: int | None


class Remitted(NamedTuple):
    """What a remission takes off a claim."""

    claim_id: int
    component: Component
    cents: Cents


_BESIDE = f"""
    SELECT CASE WHEN l.relation = 'guarantor' THEN 'guarantor' ELSE 'co_debtor' END, l.id, p.name, k.number,
           r.answer, COALESCE(r.text, ''), r.version
    FROM arrangement a JOIN arrangement_claim c ON c.arrangement_id = a.id JOIN claim k ON k.id = c.claim_id
    JOIN liability l ON l.claim_id = k.id AND l.party_id <> a.party_id JOIN party p ON p.id = l.party_id
    LEFT JOIN remission_answer r ON r.arrangement_id = a.id AND r.beside_id = l.id
         AND r.beside IN ('guarantor', 'co_debtor')
    WHERE a.id = ? AND {owing.ON_DAY}
    ORDER BY l.id
"""  # noqa: S608 only constants
_INSURED = """
    SELECT 'insurer', v.id, p.name, y.number, r.answer, COALESCE(r.text, ''), r.version
    FROM arrangement a JOIN cases s ON s.id = a.case_id JOIN insurance_cover v ON v.party_id = s.debtor_id
    JOIN insurance_policy y ON y.id = v.policy_id JOIN party p ON p.id = y.insurer_id
    LEFT JOIN remission_answer r ON r.arrangement_id = a.id AND r.beside_id = v.id AND r.beside = 'insurer'
    WHERE a.id = ? AND EXISTS (
        SELECT 1 FROM arrangement_claim c JOIN claim k ON k.id = c.claim_id
        WHERE c.arrangement_id = a.id AND k.creditor_id = y.creditor_id
          AND COALESCE(k.invoice_on, k.due_on) BETWEEN y.from_on AND COALESCE(y.until_on, '9999-12-31')
          AND COALESCE(k.invoice_on, k.due_on) BETWEEN v.from_on AND COALESCE(v.until_on, '9999-12-31'))
    ORDER BY v.id
"""

_SECURED = """
    SELECT 'security', s.id, s.name, o.code, r.answer, COALESCE(r.text, ''), r.version
    FROM arrangement a JOIN cases d ON d.id = a.case_id JOIN security s ON s.party_id = d.debtor_id
    JOIN creditor o ON o.id = s.creditor_id
    LEFT JOIN remission_answer r ON r.arrangement_id = a.id AND r.beside_id = s.id AND r.beside = 'security'
    WHERE a.id = ? AND s.withdrawn_on IS NULL AND s.ended_on IS NULL AND EXISTS (
        SELECT 1 FROM arrangement_claim c JOIN claim k ON k.id = c.claim_id
        WHERE c.arrangement_id = a.id AND k.creditor_id = s.creditor_id
          AND (s.covers_all = 1 OR EXISTS (
              SELECT 1 FROM security_claim x WHERE x.security_id = s.id AND x.claim_id = k.id)))
    ORDER BY s.id
"""


def beside(database: Database, arrangement_id: int, day: date) -> tuple[BesideRow, ...]:
    """Return every guarantor, co-debtor, security and insurer of the covered claims, with what was answered."""
    liable = rows(database, _BESIDE, BesideRow, (arrangement_id, day))
    others = [one for sql in (_SECURED, _INSURED) for one in rows(database, sql, BesideRow, (arrangement_id,))]
    return (*liable, *others)


def division(
    database: Database, claim_ids: Sequence[int], cents: Cents, day: date, waived: Cents | None = None
) -> tuple[Remitted, ...]:
    """Return what a remission takes off claims, in their order and that of BW 6:44; never more than is open.

    With `waived`, interest that is let go beside the amount, all interest that is open goes first. What payments took
    of it, because interest comes before principal, is open as principal now and goes too.
    """
    open_now = balances.payable(database, claim_ids, day)
    if waived is not None:
        interest = sum(balance.interest for balance in open_now.values())
        cents = Cents(cents + max(0, waived - interest))
    return tuple(_divided(claim_ids, open_now, cents, all_interest=waived is not None))


def _divided(
    claim_ids: Sequence[int], open_now: Mapping[int, Balance], cents: Cents, *, all_interest: bool
) -> Iterator[Remitted]:
    left = cents
    for claim_id in claim_ids:
        for component in _ORDER:
            most = open_now[claim_id].of(component)
            if all_interest and component is Component.INTEREST:
                part = most
            else:
                part = Cents(min(most, left))
                left = Cents(left - part)
            if part:
                yield Remitted(claim_id, component, part)
