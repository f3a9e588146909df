"""Marks to erase data of a person, as they stand."""

from typing import NamedTuple

from casebook.domain.finding import HOUSE_RULE
from casebook.errors import Refused
from casebook.store.database import Database
from casebook.store.rows import rows

_VERSION = "SELECT version FROM erasure WHERE id = ?"
_OF_REQUEST = """
    SELECT id, version FROM erasure WHERE request_id = ? AND withdrawn_on IS NULL AND erased_on IS NULL
"""


class Mark(NamedTuple):
    """A mark that waits for a second person."""

    id: int
    version: int


def version(database: Database, mark_id: int) -> int:
    """Return the version of a mark. Raises `Refused` where there is none."""
    found: int | None = database.value(_VERSION, (mark_id,))
    if found is None:
        raise Refused("store.no_record", source=HOUSE_RULE, record="table_erasure", id=mark_id)
    return found


def of_request(database: Database, request_id: int) -> Mark | None:
    """Return the mark that answers a request and waits, None where there is none."""
    return next(iter(rows(database, _OF_REQUEST, Mark, (request_id,))), None)
