"""Proof that nothing was lost or tampered with: the log against itself, the tables against the log, what follows."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from itertools import chain as chained
from typing import NamedTuple

from casebook.store import schema
from casebook.store.database import Database
from casebook.store.verify import chain, closings, derived, facts, in_tray, inbox, invariants, readings
from casebook.store.verify.problem import Problem
from casebook.store.verify.scratch import scratch

__all__ = ["Checkpoint", "Problem", "checkpoint", "origin", "verify"]


class Checkpoint(NamedTuple):
    """The end of the log as it was at a moment (UTC), to be kept where nobody who writes the database can write.

    `read_number` and `read_hash` are the end of the readings.
    """

    number: int
    hash: str
    at: str
    read_number: int = 0
    read_hash: str = ""


def checkpoint(database: Database) -> Checkpoint:
    """Return the end of the log as it is now; where somebody removed it, that of an empty one."""
    number, hash_ = next(iter(database.fetch("SELECT number, hash FROM log_head WHERE id = 1")), (0, ""))
    # A database of an earlier version may not have it yet: then nothing was noted that was read.
    has_readings = database.peewee.table_exists("read_log_head")
    found = database.fetch("SELECT number, hash FROM read_log_head WHERE id = 1") if has_readings else ()
    read = next(iter(found), (0, ""))
    return Checkpoint(number, hash_, datetime.now(UTC).isoformat(timespec="seconds"), *read)


def origin(database: Database) -> str:
    """Return what tells a database from every other, wherever it is: the hash of its first line; empty without one."""
    found: str | None = database.value("SELECT hash FROM log WHERE number = 1")
    return found or ""


def verify(database: Database, day: date, *kept: Checkpoint) -> Iterator[Problem]:
    """Yield what is wrong with a database on `day`, and what is to be said of it; nothing where all is well.

    The log is replayed into a file beside it, which needs about the room of the database in the folder for temporary
    files; memory stays flat. Others may go on working: what they write meanwhile is not looked at.

    Whoever can write the whole database can change a line and make all later hashes anew: the chain is then whole
    again. Only checkpoints from before that, `kept` outside the database, show it, since the lines they name no longer
    have the hash they had. Of lines written after the last checkpoint nobody can tell.
    """
    may_look = schema.may_look(database)
    if not may_look:
        yield Problem("verify.schema_not_checked", {"database": database.address.shown}, wrong=False)
    differences = list(schema.differences(database)) if may_look else []
    yield from map(_said, differences)
    if any(difference.part.what in _READ and difference.expected is not None for difference in differences):
        # Tables that are not as they should be cannot be read as they should.
        yield Problem("verify.rest_not_checked", {}, wrong=False)
        return
    with scratch() as beside, database.snapshot():
        yield from chain.check(database, beside)
        yield from _since(database, *kept)
        sound = True
        ends = [(one.read_number, one.read_hash, one.at) for one in kept]
        checks = (facts.check(database, beside), invariants.check(database), readings.check(database, ends))
        for problem in chained(*checks):
            sound = sound and not problem.wrong
            yield problem
        # Nothing can be worked out from facts that are not whole.
        if sound:
            yield from closings.check(database)
            yield from derived.check(database, day)
            yield from inbox.check(database, day)
            yield from in_tray.check(database, day)
        else:
            yield Problem("verify.lists_not_checked", {}, wrong=False)


_READ = ("table", "column")


def _said(difference: schema.Difference) -> Problem:
    part = difference.part
    code = (
        "verify.schema_missing"
        if difference.found is None
        else "verify.schema_extra"
        if difference.expected is None
        else "verify.schema_changed"
    )
    return Problem(code, {"part": f"schema_{part.what}", "name": part.name, "table": part.table or "-"})


def _since(database: Database, *kept: Checkpoint) -> Iterator[Problem]:
    """Yield where the log first parts from the checkpoints: after it no line is what it was."""
    same = 0
    for one in sorted(kept):
        found = database.value("SELECT hash FROM log WHERE number = ?", (one.number,))
        if found is None and one.number:
            last = database.value("SELECT max(number) FROM log WHERE number < ?", (one.number,)) or 0
            cut = {"first": str(last + 1), "number": str(one.number), "at": one.at}
            yield Problem("verify.checkpoint_cut", cut)
            return
        if found is not None and found != one.hash:
            yield Problem("verify.checkpoint", {"first": str(same + 1), "number": str(one.number), "at": one.at})
            return
        same = one.number
