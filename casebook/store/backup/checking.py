"""Whether a copy is like what it was taken of, and whether the log in it is whole."""

from collections.abc import Iterator
from datetime import date

from casebook.store.backup.manifest import Contents, contents
from casebook.store.database import Database
from casebook.store.migrations import upgrade
from casebook.store.verify import verify
from casebook.store.verify.chain import check as chain
from casebook.store.verify.problem import Problem
from casebook.store.verify.scratch import scratch


def differences(copy: Database, expected: Contents) -> Iterator[Problem]:
    """Yield in what a copy is not what it should be."""
    found = contents(copy)
    if (found.schema, found.number, found.hash) != expected[:3]:
        yield Problem("backup.other_log", {"number": str(found.number), "expected": str(expected.number)})
    for name in sorted({*found.counts, *expected.counts}):
        there, wanted = found.counts.get(name), expected.counts.get(name)
        if there != wanted:
            yield Problem("backup.other_count", {"table": name, "there": str(there or 0), "expected": str(wanted or 0)})


def log(copy: Database) -> Iterator[Problem]:
    """Yield what is wrong with the log of a copy, also of one that an earlier version made."""
    with scratch() as beside, copy.snapshot():
        yield from (problem for problem in chain(copy, beside) if problem.wrong)


def everything(copy: Database, day: date) -> Iterator[Problem]:
    """Yield what is wrong with a copy: all that `verify` looks at, or the log where an earlier version made it."""
    if upgrade.newest_applied(copy) == upgrade.NEWEST:
        yield from (problem for problem in verify(copy, day) if problem.wrong)
    else:
        yield from log(copy)
