"""Whose data were erased, kept outside the database: what a backup brings back is erased again.

The list names nobody: a party by its number, and the database by what tells it from every other.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from casebook.errors import InputError
from casebook.jobs.checkpoints import add_line, lines
from casebook.store.actions.erasures import EraseAgain
from casebook.store.database import Database
from casebook.store.models.trust import ErasureGround
from casebook.store.perform import perform
from casebook.store.rows import rows
from casebook.store.transaction import NOBODY
from casebook.store.verify import origin


class Noted(NamedTuple):
    """An erasure: by which line of the log, of which party, on what ground, whether the books went too, and when."""

    line: int
    party_id: int
    ground: ErasureGround
    books: bool
    on_day: date
    person_id: int | None


_ERASED = """
    SELECT DISTINCT r.line, e.party_id, e.ground,
           CAST(EXISTS (SELECT 1 FROM erased_row p
                        WHERE p.erasure_id = e.id AND p.name = 'party' AND p.row_id = e.party_id) AS INTEGER),
           e.erased_on, e.erased_by_id
    FROM erasure e JOIN erased_row r ON r.erasure_id = e.id WHERE e.erased_on IS NOT NULL ORDER BY r.line
"""
_IS_THERE = "SELECT 1 FROM party WHERE id = ?"


def note(database: Database, file: Path) -> int:
    """Add to a file the erasures that are not in it yet, and return how many. Raises `InputError`.

    On SQLite nothing of what was erased stays in the file beside the database either.
    """
    of = origin(database)
    # After a restore the lines are counted from the end of the backup again.
    known = {(one.line, one.party_id) for one in _read(file, of)}
    new = [one for one in rows(database, _ERASED, Noted) if (one.line, one.party_id) not in known]
    for one in new:
        add_line(file, {"origin": of, **one._asdict(), "on_day": one.on_day.isoformat()})
    if new and not database.is_postgresql:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return len(new)


def missing(database: Database, files: Sequence[Path]) -> list[Noted]:
    """Return what was erased after the last line of a database that a backup brought back, in its order.

    Who came into the book after that line did not come back either.
    """
    of, head = origin(database), int(database.value("SELECT number FROM log_head WHERE id = 1") or 0)
    found = {(one.line, one.party_id): one for file in files for one in _read(file, of) if one.line > head}
    return [one for _, one in sorted(found.items()) if database.value(_IS_THERE, (one.party_id,))]


def apply_again(database: Database, noted: Sequence[Noted], day: date) -> None:
    """Erase again what a backup brought back."""
    for one in noted:
        perform(database, NOBODY, day, EraseAgain(one.party_id, one.ground, one.books, one.on_day))


def _read(file: Path, of: str) -> Iterator[Noted]:
    for number, one in lines(file):
        try:
            if of and one["origin"] == of:
                yield Noted(
                    int(one["line"]),
                    int(one["party_id"]),
                    ErasureGround(one["ground"]),
                    bool(one["books"]),
                    date.fromisoformat(one["on_day"]),
                    one["person_id"],
                )
        except (ValueError, KeyError, TypeError):
            raise InputError("verify.kept_damaged", file=str(file), line=number) from None
