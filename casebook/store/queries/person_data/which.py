"""Which party is meant: by the number of his case, his debtor number, his id or his name."""

from typing import NamedTuple

from casebook.domain.search import fold, sort_name
from casebook.store.database import Database
from casebook.store.rows import rows


class Meant(NamedTuple):
    """A party that may be meant."""

    party_id: int
    name: str


_BY_NUMBER = """
    SELECT p.id, p.name FROM party p WHERE p.id IN (
        SELECT debtor_id FROM cases WHERE number = ? UNION SELECT party_id FROM debtor_number WHERE number = ?)
    ORDER BY p.id
"""
_BY_ID = "SELECT id, name FROM party WHERE id = ?"
_BY_NAME = """
    SELECT p.id, p.name FROM party p WHERE p.sort_name = ? OR p.name = ?
       OR p.id IN (SELECT party_id FROM alias WHERE name = ?)
    ORDER BY p.id
"""
# The most that an id can be.
_LARGEST = 2**63 - 1


def meant(database: Database, text: str) -> list[Meant]:
    """Return the parties that a text may mean: by a number, else by an id, else by a whole name."""
    text = text.strip()
    found = rows(database, _BY_NUMBER, Meant, (text, text))
    if not found and text.isascii() and text.isdigit() and int(text) <= _LARGEST:
        found = rows(database, _BY_ID, Meant, (int(text),))
    if not found and fold(text):
        found = rows(database, _BY_NAME, Meant, (sort_name(text), text, text))
    return found
