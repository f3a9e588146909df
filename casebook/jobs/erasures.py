"""Whose data were erased, kept outside the database: what a backup brings back is erased again.

The list names nobody: a party by its number and the line of the log that added it, since after a restore somebody else
is given that number; an erasure by its line; and the database by what tells it from every other.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from casebook.errors import InputError
from casebook.jobs.checkpoints import add_line, lines
from casebook.store.actions.erasures import EraseAgain
from casebook.store.database import Database
from casebook.store.erasing.arrival import arrivals
from casebook.store.models.trust import ErasureGround
from casebook.store.perform import perform
from casebook.store.rows import rows
from casebook.store.transaction import NOBODY
from casebook.store.verify import origin


class Noted(NamedTuple):
    """An erasure: by which line of the log, of which party, on what ground, whether the books went too, and when.

    Of one that was done again `on_day` is that of the first. And the hash of that line, and number and hash of the line
    that added the party: 0 and empty where they are not known, as in what earlier versions noted.
    """

    line: int
    party_id: int
    ground: ErasureGround
    books: bool
    on_day: date
    person_id: int | None
    hash: str = ""
    added_line: int = 0
    added_hash: str = ""


_ERASED = """
    SELECT DISTINCT r.line, e.party_id, e.ground,
           CAST(EXISTS (SELECT 1 FROM erased_row p
                        WHERE p.erasure_id = e.id AND p.name = 'party' AND p.row_id = e.party_id) AS INTEGER),
           CASE l.command WHEN 'erasure.again' THEN e.reason ELSE CAST(e.erased_on AS TEXT) END, e.erased_by_id, l.hash
    FROM erasure e JOIN erased_row r ON r.erasure_id = e.id JOIN log l ON l.number = r.line
    WHERE e.erased_on IS NOT NULL ORDER BY r.line
"""
_IS_THERE = "SELECT 1 FROM party WHERE id = ?"
_HASH = "SELECT hash FROM log WHERE number = ?"
# The reason says of which day what came back was erased.
_AGAIN = "SELECT 1 FROM erasure WHERE party_id = ? AND ground = ? AND reason = ? AND erased_on IS NOT NULL"


def note(database: Database, file: Path) -> int:
    """Add to a file the erasures that are not in it yet, and return how many. Raises `InputError`.

    On SQLite nothing of what was erased stays in the file beside the database either.
    """
    of = origin(database)
    # After a restore the lines are counted from the end of the backup again.
    known = {(one.hash, one.party_id) for one in _read(file, of)}
    new = [one for one in rows(database, _ERASED, Noted) if (one.hash, one.party_id) not in known]
    came = arrivals(database, {one.party_id for one in new})
    for one in new:
        added = came.get(one.party_id)
        told = one if added is None else one._replace(added_line=added.line, added_hash=added.hash)
        add_line(file, {"origin": of, **told._asdict(), "on_day": one.on_day.isoformat()})
    if new and not database.is_postgresql:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return len(new)


def missing(database: Database, files: Sequence[Path]) -> list[Noted]:
    """Return what was erased and a backup brought back, in its order.

    Who came into the book after the backup did not come back, even where somebody else has his number.
    """
    of = origin(database)
    noted = {one for file in files for one in _read(file, of)}
    done = {_which(one) for one in noted if _is_erased(database, one)}
    whole = {one[:6] for one in noted if one.hash}
    came = arrivals(database, {one.party_id for one in noted if not one.added_line})

    def is_same(one: Noted) -> bool:
        if one.added_line:
            return bool(database.value(_HASH, (one.added_line,)) == one.added_hash)
        added = came.get(one.party_id)
        # Of what an earlier version noted no more is known than that nobody is erased before he comes.
        return added is None or added.day <= one.on_day.isoformat()

    found = [
        one
        for one in noted
        if (one.hash or one[:6] not in whole)
        and _which(one) not in done
        and database.value(_IS_THERE, (one.party_id,))
        and is_same(one)
    ]
    return sorted(found, key=lambda one: (one.line, one.party_id, one.hash))


def _which(one: Noted) -> tuple[object, ...]:
    """Return what an erasure has in common with the same one done again, all of it where its party is not known so."""
    return (one.added_hash, one.party_id, one.ground, one.on_day) if one.added_hash else one


def _is_erased(database: Database, one: Noted) -> bool:
    """Tell whether an erasure was done in a database: by its own line, or again since."""
    if not one.hash:
        return one.line <= int(database.value("SELECT number FROM log_head WHERE id = 1") or 0)
    if database.value(_HASH, (one.line,)) == one.hash:
        return True
    if not database.peewee.table_exists("erasure"):
        return False
    return bool(database.value(_AGAIN, (one.party_id, one.ground, one.on_day.isoformat())))


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
                    str(one.get("hash", "")),
                    int(one.get("added_line", 0)),
                    str(one.get("added_hash", "")),
                )
        except (ValueError, KeyError, TypeError):
            raise InputError("verify.kept_damaged", file=str(file), line=number) from None
