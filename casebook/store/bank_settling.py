"""What follows from statements that were brought in: entries are matched, and cases that they bear on made anew."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial
from typing import NamedTuple

from casebook.store import bank_parts, stale
from casebook.store.bank_import import BankRun
from casebook.store.database import Database
from casebook.store.matching import refresh_entries
from casebook.store.rows import rows

# So many entries are matched in one transaction, which others wait for.
_MATCHED_AT_ONCE = 500
_OF_RUN = """
    SELECT e.id FROM bank_entry e JOIN bank_statement s ON s.id = e.statement_id
    WHERE s.run_id = ? AND e.id > ? ORDER BY e.id LIMIT ?
"""
# Of promises those bear on that are not kept and that nobody spoke about since: their signals say so.
_OWED_TO = """
    SELECT a.case_id FROM arrangement a JOIN claim k ON k.case_id = a.case_id
    JOIN bank_statement s ON s.creditor_id = k.creditor_id
    WHERE s.run_id = ? AND a.completed_on IS NULL AND a.broken_on IS NULL AND a.superseded_on IS NULL
    AND a.withdrawn_on IS NULL AND a.declined_on IS NULL
    UNION SELECT p.case_id FROM promise p JOIN claim k ON k.case_id = p.case_id
    JOIN bank_statement s ON s.creditor_id = k.creditor_id
    WHERE s.run_id = ? AND p.withdrawn_on IS NULL
      AND EXISTS (SELECT 1 FROM signal n WHERE n.case_id = p.case_id AND n.code LIKE 'signal.promise%') ORDER BY 1
"""


class _Id(NamedTuple):
    id: int


def settle(database: Database, day: date, run: BankRun) -> Iterator[int]:
    """Match the entries that a run brought; the cases that they and its days bear on wait to be made anew.

    Yields how many entries are done after each chunk, each whole in itself.
    """
    last = done = 0
    while found := [one.id for one in rows(database, _OF_RUN, _Id, (run.run_id, last, _MATCHED_AT_ONCE))]:
        _match(database, found, day)
        last, done = found[-1], done + len(found)
        yield done
    database.transact(partial(stale.mark, database, _owed_to(database, run), day))


def renew(database: Database, day: date, run: BankRun) -> None:
    """Make anew the cases with arrangements and promises that the days of a run bear on: now its days count."""
    cases = _owed_to(database, run)
    for start in range(0, len(cases), stale.CHUNK):
        stale.renew(database, day, cases[start : start + stale.CHUNK])


def _owed_to(database: Database, run: BankRun) -> list[int]:
    return [case_id for (case_id,) in database.fetch(_OWED_TO, (run.run_id, run.run_id))]


def _match(database: Database, entry_ids: Sequence[int], day: date) -> None:
    others = bank_parts.told_otherwise(database, entry_ids)
    database.transact(partial(refresh_entries, database, [*entry_ids, *others], day))
