"""The in-tray against what waits: which cases each item may be for, and for which of them that is said."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from casebook.store import tables
from casebook.store.database import Database
from casebook.store.models.post import PostCandidate
from casebook.store.post import refresh
from casebook.store.verify.problem import Problem

_WAITING = "SELECT id FROM post_item WHERE decided_on IS NULL AND id > ? ORDER BY id LIMIT ?"
# What a rank says of itself; which cases there are rests on all that is known by now, and is looked at anew nightly.
_RANK = tables.of(PostCandidate).columns.index("rank")
_TOLD = tables.of(PostCandidate).columns.index("told")
_SURE = tables.of(PostCandidate).columns.index("confidence")


def check(database: Database, day: date) -> Iterator[Problem]:
    """Yield the items whose candidates contradict each other: no order, or told of what is not sure enough.

    What an item may be for by now, since cases and names came in after it, waits for the nightly pass and is counted.
    """
    rules = database.law.defaults.post.applied(day).value
    overdue = last = 0
    while ids := [id_ for (id_,) in database.fetch(_WAITING, (last, refresh.BATCH))]:
        made = refresh.derived(database, ids, day)
        stored = _stored(database, ids)
        for id_ in ids:
            rows = stored.get(id_, [])
            ranks = [row[_RANK] for row in rows]
            told = [row[_TOLD] == int(row[_SURE] >= rules.told) for row in rows]
            if ranks != list(range(1, len(rows) + 1)) or not all(told):
                yield Problem("verify.in_tray", {"id": str(id_)})
            elif rows != [tables.plain(row) for row in made[id_]]:
                overdue += 1
        last = ids[-1]
    if overdue:
        yield Problem("verify.in_tray_overdue", {"count": overdue}, wrong=False)


def _stored(database: Database, ids: list[int]) -> dict[int, list[list[Any]]]:
    columns = ", ".join(f'"{name}"' for name in tables.of(PostCandidate).columns)
    query = f"SELECT {columns} FROM post_candidate WHERE item_id BETWEEN ? AND ? ORDER BY item_id, rank"  # noqa: S608 ours
    found: dict[int, list[list[Any]]] = {}
    for row in database.fetch(query, (ids[0], ids[-1])):
        found.setdefault(row[0], []).append(tables.plain(row))
    return found
