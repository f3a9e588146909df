"""Looking anew at all that waits in the bank inbox: new claims, accounts and names may say what it is."""

from collections.abc import Iterator
from datetime import date
from functools import partial

from casebook.store.database import Database
from casebook.store.matching.refresh import BATCH, refresh_entries

# What waits, and what was written by an import that was killed before it was matched.
_WAITING = """
    SELECT e.id FROM bank_entry e
    WHERE e.id > ? AND (EXISTS (SELECT 1 FROM entry_now n WHERE n.entry_id = e.id)
                        OR NOT EXISTS (SELECT 1 FROM bank_use u WHERE u.entry_id = e.id AND u.undone_on IS NULL))
    ORDER BY e.id LIMIT ?
"""


def look_anew(database: Database, day: date) -> Iterator[int]:
    """Match all entries that wait, and yield how many after each chunk, which is whole in itself."""
    last = 0
    while found := [id_ for (id_,) in database.fetch(_WAITING, (last, BATCH))]:
        database.transact(partial(refresh_entries, database, found, day))
        last = found[-1]
        yield len(found)
