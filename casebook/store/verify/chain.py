"""The log against itself: no gap, every hash right, every word there that was not erased; replayed on the way."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice
from typing import NamedTuple

from peewee import DatabaseError

from casebook.store import log, replay
from casebook.store.database import Database
from casebook.store.models.trust import ErasureGround
from casebook.store.replay import Kept
from casebook.store.rows import rows
from casebook.store.verify.problem import Problem

# A line of an import holds hundreds of rows.
_AT_ONCE = 20
_REDACTED = "SELECT erased_by, words_hash FROM log_redaction WHERE number = ? ORDER BY erased_by DESC LIMIT 1"
_ERASERS = """
    SELECT DISTINCT r.line, e.ground, e.reason, e.erased_on, p.name
    FROM erased_row r JOIN erasure e ON e.id = r.erasure_id LEFT JOIN person p ON p.id = e.erased_by_id
    WHERE e.erased_on IS NOT NULL
"""


class _Redaction(NamedTuple):
    erased_by: int
    words_hash: str


class _Eraser(NamedTuple):
    """Who erased what a line overwrote, on what day, on which ground and why, as it is stored, whatever that is."""

    line: int
    ground: str
    reason: str
    on: str | date
    name: str | None

    @property
    def day(self) -> date | None:
        """The day, None where what is stored is none."""
        try:
            return date.fromisoformat(str(self.on))
        except ValueError:
            return None


def check(database: Database, beside: Database) -> Iterator[Problem]:
    """Yield what is wrong with the log, and replay it into the database beside it."""
    previous, last = log.ORIGIN, 0
    erased: Counter[int] = Counter()
    # A database of an earlier version may not have them yet: then nobody was erased in it.
    has_erasures = {"log_redaction", "erasure", "erased_row"} <= set(database.peewee.get_tables())
    waiting = replay.lines(database)
    while some := list(islice(waiting, _AT_ONCE)):
        with beside.peewee.atomic():
            for kept in some:
                number = kept.line.number
                if number != last + 1:
                    yield Problem("verify.log_gap", {"first": str(last + 1), "last": str(number - 1)})
                elif log.hash_of(previous, kept.line) != kept.hash:
                    yield Problem("verify.log_hash", {"number": str(number)})
                previous, last = kept.hash, number
                found = rows(database, _REDACTED, _Redaction, (number,)) if has_erasures else ()
                redaction = next(iter(found), None)
                yield from _words(database, kept, redaction, erased)
                yield from _replayed(beside, kept, redaction)
    ends = database.fetch("SELECT id, number, hash FROM log_head")
    if ends != [(1, last, previous)]:
        number = max((number for _, number, _ in ends), default=0)
        yield Problem("verify.log_head", {"number": str(number), "last": str(last)})
    # The first is 1: nothing stands before it.
    for (number,) in database.fetch("SELECT number FROM log WHERE number < 1 ORDER BY number"):
        yield Problem("verify.log_hash", {"number": str(number)})
    yield from _said(erased, rows(database, _ERASERS, _Eraser) if has_erasures else ())


def _said(erased: Counter[int], known: Iterable[_Eraser]) -> Iterator[Problem]:
    """Yield what was erased lawfully: by whom, on what day and on which ground, where the data of a person were."""
    erasers = {one.line: one for one in known}
    for by, count in sorted(erased.items()):
        one = erasers.get(by)
        if one is None or one.day is None or one.ground not in set(ErasureGround):
            yield Problem("verify.erased", {"by": str(by), "count": count}, wrong=False)
            continue
        said = {"by": str(by), "count": count, "name": one.name or "-", "on": one.day, "ground": one.ground}
        yield Problem("verify.erased_person", {**said, "reason": one.reason}, wrong=False)


def _words(database: Database, kept: Kept, redaction: _Redaction | None, erased: Counter[int]) -> Iterator[Problem]:
    number = kept.line.number
    by = database.value("SELECT erased_by FROM log_erasure WHERE number = ?", (number,))
    if kept.body is None and kept.salt is None:
        if by is None:
            yield Problem("verify.words_missing", {"number": str(number)})
        else:
            erased[by] += 1
    elif by is not None:
        yield Problem("verify.words_still_there", {"number": str(number), "by": str(by)})
    elif not _is_covered(kept, redaction):
        yield Problem("verify.words_changed", {"number": str(number)})
    elif redaction is not None:
        erased[redaction.erased_by] += 1


def _is_covered(kept: Kept, redaction: _Redaction | None) -> bool:
    """Tell whether the words of a line are those its hash covers, or what was lawfully left of them."""
    words = log.hash_of_body(kept.salt or "", kept.body or "")
    return words == (kept.line.body_hash if redaction is None else redaction.words_hash)


def _replayed(beside: Database, kept: Kept, redaction: _Redaction | None) -> Iterator[Problem]:
    """Apply a line; words that were tampered with are not, so that the rows they were about show up as different."""
    try:
        cases = [(case, kept.line.number) for case in json.loads(kept.line.cases)]
        if cases:
            beside.insert_many("log_case", ("case_id", "number"), cases)
        if _is_covered(kept, redaction):
            for change in kept.changes:
                replay.apply(beside, change)
            for standing in kept.stands:
                replay.stand(beside, standing)
                known = [(standing["table"], id_) for id_ in standing["ids"]]
                beside.peewee.connection().executemany("INSERT OR IGNORE INTO standing_row VALUES (?, ?)", known)
    except (DatabaseError, ValueError, KeyError, TypeError, StopIteration):
        # Only where the line was written by something else than Casebook.
        yield Problem("verify.line_unreadable", {"number": str(kept.line.number)})
