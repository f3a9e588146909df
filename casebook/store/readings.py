"""Who read personal data: a chain of its own, written beside the work, and read by who answers for it.

It does not stand in the log: to look at something changes nothing, and it is kept for less long.
"""

import hashlib
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from typing import Any, NamedTuple

from casebook.domain.reading import ReadKind
from casebook.store import log, tables
from casebook.store.database import Database

ORIGIN = ""
_COLUMNS = ("number", "at", "day", "person_id", "kind", "case_id", "party_id", "record_id", "hash")


class Read(NamedTuple):
    """Something that was read: what, of which case or party, and the id of the record, such as a document."""

    kind: ReadKind
    case_id: int | None = None
    party_id: int | None = None
    record_id: int | None = None


class Row(NamedTuple):
    """A reading as its hash covers it."""

    number: int
    at: str
    day: date
    person_id: int | None
    kind: str
    case_id: int | None
    party_id: int | None
    record_id: int | None


class Kept(NamedTuple):
    """A reading as it is stored, whatever that is, with its hash."""

    row: tuple[Any, ...]
    hash: str

    @property
    def number(self) -> int:
        """Its number."""
        return int(self.row[0])


def hash_of(previous: str, row: Sequence[Any]) -> str:
    """Return the hash of a reading, which covers the one before it too."""
    return hashlib.sha256(log.canonical([previous, *tables.plain(row)]).encode()).hexdigest()


def write(database: Database, person_id: int | None, day: date, read: Sequence[Read]) -> None:
    """Write what a person read, in its order, in one transaction. Raises `StoreError`."""
    if read:
        database.transact(lambda: append(database, person_id, day, read))


def append(database: Database, person_id: int | None, day: date, read: Sequence[Read]) -> None:
    """Write readings within a transaction. The head stays locked until it ends."""
    lock = " FOR UPDATE" if database.is_postgresql else ""
    ((number, previous),) = database.fetch(f"SELECT number, hash FROM read_log_head WHERE id = 1{lock}")  # noqa: S608 one of two texts
    at = datetime.now(UTC).isoformat(timespec="seconds")
    found = []
    for one in read:
        number += 1
        row = Row(number, at, day, person_id, one.kind.value, one.case_id, one.party_id, one.record_id)
        previous = hash_of(previous, row)
        found.append((*row, previous))
    database.insert_many("read_log", _COLUMNS, found)
    database.execute("UPDATE read_log_head SET number = ?, hash = ? WHERE id = 1", (number, previous))


def kept(database: Database, at_once: int = 1000) -> Iterator[Kept]:
    """Yield all readings in their order, a few in memory at a time."""
    query = f"SELECT {', '.join(_COLUMNS)} FROM read_log WHERE number > ? ORDER BY number LIMIT ?"  # noqa: S608 names of columns
    last = -(2**62)
    while some := database.fetch(query, (last, at_once)):
        yield from (Kept(tuple(row), hash_) for *row, hash_ in some)
        last = some[-1][0]
