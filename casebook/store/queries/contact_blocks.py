"""Who is not contacted, and in which way."""

from datetime import date
from typing import NamedTuple

from casebook.store.database import Database
from casebook.store.models.cases import Channel
from casebook.store.rows import rows


class BlockRow(NamedTuple):
    """A contact block that nobody lifted; without a `channel` it is of all of them."""

    block_id: int
    version: int
    party_id: int
    name: str
    channel: Channel | None
    reason: str
    from_on: date
    until_on: date | None


_COLUMNS = "b.id, b.version, b.party_id, p.name, b.channel, b.reason, b.from_on, b.until_on"
_OF_PARTY = f"""
    SELECT {_COLUMNS} FROM contact_block b JOIN party p ON p.id = b.party_id
    WHERE b.party_id = ? AND b.lifted_on IS NULL AND (b.until_on IS NULL OR b.until_on >= ?) ORDER BY b.id
"""  # noqa: S608 only constants
# Of the debtor, of who acts for him, and of who is liable beside him.
_OF_CASE = f"""
    SELECT {_COLUMNS} FROM contact_block b JOIN party p ON p.id = b.party_id
    WHERE b.lifted_on IS NULL AND (b.until_on IS NULL OR b.until_on >= ?) AND b.party_id IN (
        SELECT debtor_id FROM cases WHERE id = ?
        UNION SELECT r.representative_id FROM cases c JOIN representation r ON r.party_id = c.debtor_id WHERE c.id = ?
        UNION SELECT l.party_id FROM claim k JOIN liability l ON l.claim_id = k.id WHERE k.case_id = ?)
    ORDER BY b.id
"""  # noqa: S608 only constants


def of_party(database: Database, party_id: int, day: date) -> list[BlockRow]:
    """Return the blocks of a party that are not over on a day."""
    return rows(database, _OF_PARTY, BlockRow, (party_id, day))


def of_case(database: Database, case_id: int, day: date) -> list[BlockRow]:
    """Return the blocks that are not over on a day of everybody a case is about."""
    return rows(database, _OF_CASE, BlockRow, (day, case_id, case_id, case_id))
