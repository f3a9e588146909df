"""The entities of ours that claims are owed to, with what their letters show."""

from typing import NamedTuple

from casebook.domain.vat.periods import VatPeriod
from casebook.store.actions.parties import CreditorFacts, ReceiptsFrom
from casebook.store.database import Database
from casebook.store.rows import rows


class CreditorRow(NamedTuple):
    """An entity of ours and all its facts."""

    creditor_id: int
    version: int
    party_id: int
    name: str
    facts: CreditorFacts


class _Creditor(NamedTuple):
    creditor_id: int
    version: int
    party_id: int
    name: str
    code: str
    vat_period: VatPeriod
    cash_scheme: bool
    fiscal_unity: str | None
    receipts_from: ReceiptsFrom
    letterhead: str | None
    signatories: str | None
    phone: str
    mail: str
    website: str
    complaints: str


_CREDITORS = """
    SELECT c.id, c.version, c.party_id, p.name, c.code, c.vat_period, c.cash_scheme, c.fiscal_unity, c.receipts_from,
           c.letterhead, c.signatories, c.phone, c.mail, c.website, c.complaints
    FROM creditor c JOIN party p ON p.id = c.party_id ORDER BY c.code
"""


def creditors(database: Database) -> list[CreditorRow]:
    """Return the entities of ours by their codes."""
    return [CreditorRow(*one[:4], CreditorFacts(*one[4:])) for one in rows(database, _CREDITORS, _Creditor)]
