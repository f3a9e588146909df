"""Making anew which cases items that wait may be for."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial
from typing import Any, NamedTuple

from casebook.store import stale, tables
from casebook.store.database import Database
from casebook.store.models.post import PostCandidate
from casebook.store.post.find import candidates
from casebook.store.post.stored import encode
from casebook.store.rows import among, many

# So many items are looked at together.
BATCH = 200
_TOLD = "SELECT item_id, case_id FROM post_candidate WHERE told = 1 AND item_id IN ({marks})"
_WAITING = "SELECT id FROM post_item WHERE decided_on IS NULL AND id > ? ORDER BY id LIMIT ?"


class _Told(NamedTuple):
    item_id: int
    case_id: int


def refresh(database: Database, item_ids: Sequence[int], day: date) -> None:
    """Make anew which cases items may be for, within a transaction; mark those cases for which that is news."""
    before = set(many(database, _TOLD, _Told, item_ids))
    for sql, values in among(database, "DELETE FROM post_candidate WHERE item_id IN ({marks})", item_ids):
        database.execute(sql, values)
    rows = [row for some in derived(database, item_ids, day).values() for row in some]
    if rows:
        table = tables.of(PostCandidate)
        database.insert_many(table.name, table.columns, rows)
    after = {_Told(row[0], row[2]) for row in rows if row[-1]}
    stale.mark(database, sorted({one.case_id for one in before ^ after}), day)


def derived(database: Database, item_ids: Sequence[int], day: date) -> dict[int, list[tuple[Any, ...]]]:
    """Return the rows that say which cases items may be for, as things are now, the likeliest first."""
    rules = database.law.defaults.post.applied(day).value
    return {
        id_: [
            (id_, rank, one.case_id, one.method.value, one.confidence, encode(one.why), one.party_id, told)
            for rank, one in enumerate(found, 1)
            for told in (int(one.confidence >= rules.told),)
        ]
        for id_, found in candidates(database, item_ids, day).items()
    }


def look_anew(database: Database, day: date) -> Iterator[int]:
    """Look anew at all that waits: new cases, numbers and names may say what it is. Yield how many after each chunk."""
    last = 0
    while found := [id_ for (id_,) in database.fetch(_WAITING, (last, BATCH))]:
        database.transact(partial(refresh, database, found, day))
        last = found[-1]
        yield len(found)
