"""Those who act for debtors, as far as somebody new may be one of them: the same trustee has many debtors."""

from typing import NamedTuple

from casebook.domain.search import fold
from casebook.store.database import Database
from casebook.store.rows import many, rows


class ActingParty(NamedTuple):
    """A party that acts for debtors: where post and mail go to it, empty where that is not known, and for how many."""

    party_id: int
    name: str
    kvk: str
    street: str
    house_number: str
    postcode: str
    city: str
    mail: str
    debtors: int

    @property
    def address(self) -> str:
        """Where post goes, on one line."""
        lines = f"{self.street} {self.house_number}".strip(), f"{self.postcode} {self.city}".strip()
        return ", ".join(part for part in lines if part)


class _Name(NamedTuple):
    party_id: int
    name: str


_NAMES = "SELECT DISTINCT p.id, p.name FROM representation r JOIN party p ON p.id = r.representative_id ORDER BY p.id"
_MAILED = """
    SELECT DISTINCT p.id, p.name FROM contact_point m JOIN party p ON p.id = m.party_id
    JOIN representation r ON r.representative_id = p.id
    WHERE m.kind = 'mail' AND lower(m.value) = ? AND m.until_on IS NULL ORDER BY p.id
"""
_KNOWN = """
    SELECT p.id, p.name, COALESCE(p.kvk, ''), COALESCE(a.street, ''), COALESCE(a.house_number, ''),
           COALESCE(a.postcode, ''), COALESCE(a.city, ''),
           COALESCE((SELECT m.value FROM contact_point m WHERE m.party_id = p.id AND m.kind = 'mail'
                     AND m.until_on IS NULL ORDER BY m.id DESC LIMIT 1), ''),
           (SELECT count(DISTINCT r.party_id) FROM representation r WHERE r.representative_id = p.id)
    FROM party p LEFT JOIN address a ON a.id = (
        SELECT max(x.id) FROM address x WHERE x.party_id = p.id AND x.until_on IS NULL AND x.status <> 'dead')
    WHERE p.id IN ({marks}) ORDER BY p.id
"""
_OF_DEBTOR = """
    SELECT DISTINCT p.id, p.name FROM representation r JOIN party p ON p.id = r.representative_id
    WHERE r.party_id = ? AND r.until_on IS NULL ORDER BY p.id
"""


def like(database: Database, debtor_id: int, name: str, mail: str = "") -> list[ActingParty]:
    """Return the parties that act for somebody and have this name or mail address.

    None where one of this name acts for the debtor already: that is he.
    """
    wanted = fold(name)
    if any(fold(one.name) == wanted for one in rows(database, _OF_DEBTOR, _Name, (debtor_id,))):
        return []
    ids = {one.party_id for one in rows(database, _NAMES, _Name) if fold(one.name) == wanted}
    if mail.strip():
        ids |= {one.party_id for one in rows(database, _MAILED, _Name, (mail.strip().lower(),))}
    return many(database, _KNOWN, ActingParty, sorted(ids - {debtor_id}))
