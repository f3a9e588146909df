"""Who read what, against itself: a chain without gaps from the last reading that was removed at the end of its term."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from casebook.store import readings
from casebook.store.database import Database
from casebook.store.rows import rows
from casebook.store.verify.problem import Problem

_CUT = "SELECT number, hash FROM read_log_cut ORDER BY number DESC LIMIT 1"
_HEADS = "SELECT id, number, hash FROM read_log_head"


class _End(NamedTuple):
    number: int
    hash: str


def check(database: Database, ends: Sequence[tuple[int, str, str]] = ()) -> Iterator[Problem]:
    """Yield what is wrong with the readings: one that was changed, removed or put in, and the end of them.

    `ends` are what was kept of them outside the database: number, hash and moment.
    """
    last, previous = next(iter(rows(database, _CUT, _End)), _End(0, readings.ORIGIN))
    for kept in readings.kept(database):
        if kept.number != last + 1:
            yield Problem("verify.reading_gap", {"first": str(last + 1), "last": str(kept.number - 1)})
        elif readings.hash_of(previous, kept.row) != kept.hash:
            yield Problem("verify.reading_changed", {"number": str(kept.number)})
        last, previous = kept.number, kept.hash
    yield from _since(database, ends)
    heads = database.fetch(_HEADS)
    if heads != [(1, last, previous)]:
        number = max((number for _, number, _ in heads), default=0)
        yield Problem("verify.reading_head", {"number": str(number), "last": str(last)})


def _since(database: Database, ends: Sequence[tuple[int, str, str]]) -> Iterator[Problem]:
    """Yield the first end that was kept outside and is not what the readings say now; removed ones say nothing."""
    removed = database.value("SELECT max(number) FROM read_log_cut") or 0
    for number, hash_, at in sorted(ends):
        if number > removed and database.value("SELECT hash FROM read_log WHERE number = ?", (number,)) != hash_:
            yield Problem("verify.reading_checkpoint", {"number": str(number), "at": at})
            return
