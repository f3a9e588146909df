"""The bank inbox against the entries of the bank and what became of them."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from casebook.store import tables
from casebook.store.database import Database
from casebook.store.matching import refresh
from casebook.store.models.bank import EntryNow
from casebook.store.verify.problem import Problem

_IDS = "SELECT id FROM bank_entry WHERE id > ? ORDER BY id LIMIT ?"
# What follows from the entry and its uses alone comes first; what it may be rests on all there is, and is looked at
# anew by the nightly pass.
_OF_ITSELF = tables.of(EntryNow).columns.index("case_id")
_NOT_READY = tables.of(EntryNow).columns.index("not_ready")
_CANDIDATES = tables.of(EntryNow).columns.index("candidates")


def check(database: Database, day: date) -> Iterator[Problem]:
    """Yield the entries that wait with another amount than is left, wait wrongly, or do not wait and should.

    Wrong is also what may be accepted with one key and would no longer be; what else an entry may be by now is only
    counted.
    """
    overdue = last = 0
    while ids := [id_ for (id_,) in database.fetch(_IDS, (last, refresh.BATCH))]:
        stored = _stored(database, ids)
        for id_, made in refresh.derived(database, ids, day).items():
            expected = [] if made.entry is None else tables.plain(made.entry)
            row = stored.get(id_, [])
            if row[:_OF_ITSELF] != expected[:_OF_ITSELF]:
                yield Problem("verify.inbox", {"id": str(id_)})
            elif row and row[_CANDIDATES] != expected[_CANDIDATES]:
                if not row[_NOT_READY] and expected[_NOT_READY]:
                    yield Problem("verify.inbox_ready", {"id": str(id_)})
                else:
                    overdue += 1
        last = ids[-1]
    if overdue:
        yield Problem("verify.inbox_overdue", {"count": overdue}, wrong=False)


def _stored(database: Database, ids: list[int]) -> dict[int, list[Any]]:
    columns = ", ".join(f'"{name}"' for name in tables.of(EntryNow).columns)
    query = f"SELECT {columns} FROM entry_now WHERE entry_id BETWEEN ? AND ?"  # noqa: S608 names of models
    return {row[0]: tables.plain(row) for row in database.fetch(query, (ids[0], ids[-1]))}
