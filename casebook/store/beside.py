"""Who and what stands beside the debtor of a case, and what letting its claims go does to each."""

from datetime import date

from casebook.store import owing
from casebook.store.database import Database
from casebook.store.remission import BesideRow
from casebook.store.rows import rows

# An answer that was given with an arrangement counts until another is given for the case.
_ANSWERED = """
    COALESCE(r.answer, (
        SELECT x.answer FROM remission_answer x JOIN arrangement a ON a.id = x.arrangement_id
        WHERE a.case_id = d.id AND x.beside = {kind} AND x.beside_id = {of}.id ORDER BY x.id DESC LIMIT 1)),
    COALESCE(r.text, ''), r.version
"""
_KIND_OF_LIABLE = "CASE WHEN l.relation = 'guarantor' THEN 'guarantor' ELSE 'co_debtor' END"
_LIABLE = f"""
    SELECT {_KIND_OF_LIABLE}, l.id, p.name, k.number, {_ANSWERED.format(kind=_KIND_OF_LIABLE, of="l")}
    FROM cases d JOIN claim k ON k.case_id = d.id
    JOIN liability l ON l.claim_id = k.id JOIN party p ON p.id = l.party_id
    LEFT JOIN beside_answer r ON r.case_id = d.id AND r.beside_id = l.id AND r.beside = {_KIND_OF_LIABLE}
    WHERE d.id = ? AND {owing.ON_DAY} ORDER BY l.id
"""  # noqa: S608 only constants
_SECURED = f"""
    SELECT 'security', s.id, s.name, o.code, {_ANSWERED.format(kind="'security'", of="s")}
    FROM cases d JOIN security s ON s.party_id = d.debtor_id JOIN creditor o ON o.id = s.creditor_id
    LEFT JOIN beside_answer r ON r.case_id = d.id AND r.beside_id = s.id AND r.beside = 'security'
    WHERE d.id = ? AND s.withdrawn_on IS NULL AND s.ended_on IS NULL AND EXISTS (
        SELECT 1 FROM claim k WHERE k.case_id = d.id AND k.creditor_id = s.creditor_id
          AND (s.covers_all = 1 OR EXISTS (
              SELECT 1 FROM security_claim x WHERE x.security_id = s.id AND x.claim_id = k.id)))
    ORDER BY s.id
"""  # noqa: S608 only constants
_INSURED = f"""
    SELECT 'insurer', v.id, p.name, y.number, {_ANSWERED.format(kind="'insurer'", of="v")}
    FROM cases d JOIN insurance_cover v ON v.party_id = d.debtor_id
    JOIN insurance_policy y ON y.id = v.policy_id JOIN party p ON p.id = y.insurer_id
    LEFT JOIN beside_answer r ON r.case_id = d.id AND r.beside_id = v.id AND r.beside = 'insurer'
    WHERE d.id = ? AND EXISTS (
        SELECT 1 FROM claim k WHERE k.case_id = d.id AND k.creditor_id = y.creditor_id
          AND COALESCE(k.invoice_on, k.due_on) BETWEEN y.from_on AND COALESCE(y.until_on, '9999-12-31')
          AND COALESCE(k.invoice_on, k.due_on) BETWEEN v.from_on AND COALESCE(v.until_on, '9999-12-31'))
    ORDER BY v.id
"""  # noqa: S608 only constants


def of_case(database: Database, case_id: int, day: date) -> tuple[BesideRow, ...]:
    """Return every guarantor, co-debtor, security and insurer of the claims of a case, with what was answered."""
    liable = rows(database, _LIABLE, BesideRow, (case_id, day))
    others = [one for sql in (_SECURED, _INSURED) for one in rows(database, sql, BesideRow, (case_id,))]
    return (*liable, *others)
