"""The bank accounts of our own entities, as statements name them."""

from typing import NamedTuple

from casebook.store.database import Database
from casebook.store.rows import rows

_OWN = """
    SELECT a.iban, c.id, c.code FROM account a JOIN creditor c ON c.party_id = a.party_id
    WHERE a.own = 1 ORDER BY a.id
"""
# What stands before the number of the account in an IBAN of the Netherlands.
_BEFORE_NUMBER = 8


class OwnAccount(NamedTuple):
    """An account of one of our entities."""

    iban: str
    creditor_id: int
    creditor: str


class Accounts:
    """The accounts of our own entities by what a bank calls them: the IBAN, or the number in it."""

    def __init__(self, database: Database) -> None:
        self.own = rows(database, _OWN, OwnAccount)
        self._by_iban: dict[str, OwnAccount] = {}
        self._by_number: dict[str, OwnAccount] = {}
        for one in self.own:
            iban = bare(one.iban)
            self._by_iban.setdefault(iban, one)
            if iban.startswith("NL"):
                self._by_number.setdefault(iban[_BEFORE_NUMBER:].lstrip("0"), one)

    def find(self, told: str) -> OwnAccount | None:
        """Return our account that a statement is of, None where it is not ours."""
        name = bare(told)
        return self._by_iban.get(name) or (self._by_number.get(name.lstrip("0")) if name.isdigit() else None)


def bare(account: str) -> str:
    """Return an account without spaces and points."""
    return "".join(filter(str.isalnum, account)).upper()
