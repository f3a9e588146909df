"""The log against itself: no gap, every hash right, every word there that was not erased; replayed on the way."""

import json
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from peewee import DatabaseError

from casebook.store import log, replay
from casebook.store.database import Database
from casebook.store.replay import Kept
from casebook.store.verify.problem import Problem

# A line of an import holds hundreds of rows.
_AT_ONCE = 20


def check(database: Database, beside: Database) -> Iterator[Problem]:
    """Yield what is wrong with the log, and replay it into the database beside it."""
    previous, last = log.ORIGIN, 0
    erased: Counter[int] = Counter()
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
                yield from _words(database, kept, erased)
                yield from _replayed(beside, kept)
    ends = database.fetch("SELECT id, number, hash FROM log_head")
    if ends != [(1, last, previous)]:
        number = max((number for _, number, _ in ends), default=0)
        yield Problem("verify.log_head", {"number": str(number), "last": str(last)})
    # The first is 1: nothing stands before it.
    for (number,) in database.fetch("SELECT number FROM log WHERE number < 1 ORDER BY number"):
        yield Problem("verify.log_hash", {"number": str(number)})
    for by, count in sorted(erased.items()):
        yield Problem("verify.erased", {"by": str(by), "count": count}, wrong=False)


def _words(database: Database, kept: Kept, erased: Counter[int]) -> Iterator[Problem]:
    number = kept.line.number
    by = database.value("SELECT erased_by FROM log_erasure WHERE number = ?", (number,))
    if kept.body is None and kept.salt is None:
        if by is None:
            yield Problem("verify.words_missing", {"number": str(number)})
        else:
            erased[by] += 1
    elif by is not None:
        yield Problem("verify.words_still_there", {"number": str(number), "by": str(by)})
    elif not _is_covered(kept):
        yield Problem("verify.words_changed", {"number": str(number)})


def _is_covered(kept: Kept) -> bool:
    """Tell whether the words of a line are those its hash covers."""
    return log.hash_of_body(kept.salt or "", kept.body or "") == kept.line.body_hash


def _replayed(beside: Database, kept: Kept) -> Iterator[Problem]:
    """Apply a line; words that were tampered with are not, so that the rows they were about show up as different."""
    try:
        cases = [(case, kept.line.number) for case in json.loads(kept.line.cases)]
        if cases:
            beside.insert_many("log_case", ("case_id", "number"), cases)
        for change in kept.changes if _is_covered(kept) else ():
            replay.apply(beside, change)
    except (DatabaseError, ValueError, KeyError, TypeError, StopIteration):
        # Only where the line was written by something else than Casebook.
        yield Problem("verify.line_unreadable", {"number": str(kept.line.number)})
