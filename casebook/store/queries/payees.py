"""To whom the claims of a case are paid: their creditors, and the accounts these are paid on."""

from typing import NamedTuple

from casebook.store.database import Database
from casebook.store.rows import rows


class Payee(NamedTuple):
    """A creditor, the accounts that are its own in the order in which they were recorded, and how it is reached.

    `phone` and `mail` are the first that hold, nothing where none is known.
    """

    creditor_id: int
    name: str
    ibans: tuple[str, ...]
    phone: str = ""
    mail: str = ""


class _Claim(NamedTuple):
    claim_id: int
    creditor_id: int


class _Account(NamedTuple):
    creditor_id: int
    name: str
    iban: str | None
    phone: str | None
    mail: str | None


_CLAIMS = "SELECT id, creditor_id FROM claim WHERE case_id = ?"
_POINT = """(
        SELECT t.value FROM contact_point t WHERE t.id = (
            SELECT min(m.id) FROM contact_point m
            WHERE m.party_id = r.party_id AND m.kind = '{kind}' AND m.until_on IS NULL))"""
_ACCOUNTS = f"""
    SELECT r.id, p.name, a.iban, {_POINT.format(kind="phone")}, {_POINT.format(kind="mail")}
    FROM creditor r JOIN party p ON p.id = r.party_id LEFT JOIN account a ON a.party_id = p.id AND a.own = 1
    WHERE r.id IN (SELECT k.creditor_id FROM claim k WHERE k.case_id = ?) ORDER BY r.code, a.id
"""  # noqa: S608 only constants


def payees(database: Database, case_id: int) -> dict[int, Payee]:
    """Return by the ids of the claims of a case to whom each is paid."""
    with database.snapshot():
        claims = rows(database, _CLAIMS, _Claim, (case_id,))
        accounts = rows(database, _ACCOUNTS, _Account, (case_id,))
    found: dict[int, Payee] = {}
    for creditor_id, name, iban, phone, mail in accounts:
        known = found.get(creditor_id, Payee(creditor_id, name, (), phone or "", mail or ""))
        found[creditor_id] = known._replace(ibans=(*known.ibans, *([iban] if iban else [])))
    return {claim.claim_id: found[claim.creditor_id] for claim in claims}
