"""Cases whose derived rows are no longer right, or are not there, and making them anew in chunks."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial
from typing import Any

from casebook.store.database import Database
from casebook.store.refresh import refresh
from casebook.store.transaction import NOBODY, Transaction

# So many cases are made anew in one transaction, which others wait for.
CHUNK = 200

# What has come to its end; what other rules made, or was made for a later day; what was never made. Each is read along
# an index or once from front to back: what was made anew is no longer found.
_OVER = "SELECT case_id FROM case_now WHERE holds_until <= ? AND case_id % ? = ? ORDER BY holds_until LIMIT ?"
_OTHERWISE = (
    "SELECT case_id FROM case_now WHERE case_id > ? AND (rule_version <> ? OR computed_on > ?)"
    " AND case_id % ? = ? ORDER BY case_id LIMIT ?"
)
_MISSING = (
    "SELECT id FROM cases c WHERE id > ? AND NOT EXISTS (SELECT 1 FROM case_now n WHERE n.case_id = c.id)"
    " AND id % ? = ? ORDER BY id LIMIT ?"
)


def count(database: Database, day: date) -> int:
    """Return how many cases wait to be made anew on `day`."""
    over = database.value("SELECT count(*) FROM case_now WHERE holds_until <= ?", (day,))
    other = database.value(
        "SELECT count(*) FROM case_now WHERE holds_until > ? AND (rule_version <> ? OR computed_on > ?)",
        (day, database.law.version, day),
    )
    missing = database.value("SELECT count(*) FROM cases") - database.value("SELECT count(*) FROM case_now")
    return int(over + other + missing)


def make_anew(database: Database, day: date, share: int = 0, shares: int = 1) -> Iterator[int]:
    """Make anew what follows from the facts of every case that waits for it; yield how many after each chunk.

    Each chunk is whole in itself: what was killed half-way goes on where it stopped. Several at once each take the
    cases whose id leaves their `share` when divided by `shares`.
    """
    yield from _chunks(database, day, lambda _: (_OVER, (day, shares, share, CHUNK)))
    version = database.law.version
    yield from _chunks(database, day, lambda last: (_OTHERWISE, (last, version, day, shares, share, CHUNK)))
    yield from _chunks(database, day, lambda last: (_MISSING, (last, shares, share, CHUNK)))


def renew(database: Database, day: date, case_ids: Sequence[int]) -> None:
    """Make anew what follows from the facts of a few cases, in one transaction."""
    database.transact(partial(_chunk, database, day, case_ids))


def _chunks(database: Database, day: date, query: Callable[[int], tuple[str, tuple[Any, ...]]]) -> Iterator[int]:
    last = 0
    while found := [id_ for (id_,) in database.fetch(*query(last))]:
        renew(database, day, found)
        last = found[-1]
        yield len(found)


def _chunk(database: Database, day: date, case_ids: Sequence[int]) -> None:
    """Lock the cases, so that nobody changes a fact between reading it and writing what follows from it."""
    Transaction(database, NOBODY, day).lock(case_ids)
    refresh(database, case_ids, day)


def mark(database: Database, case_ids: Sequence[int], day: date) -> None:
    """Let cases wait to be made anew: for work that touches the same case many times.

    A new case stands in the queue at once, with its next action; what else speaks for it comes when it is made anew.
    A closed one of which nothing was derived is found as missing.
    """
    for start in range(0, len(case_ids), CHUNK):
        some = case_ids[start : start + CHUNK]
        marks = ", ".join("?" * len(some))
        database.execute(f"UPDATE case_now SET holds_until = ? WHERE case_id IN ({marks})", (day, *some))  # noqa: S608 only marks
        database.execute(_BEGIN.replace("{marks}", marks), (day, day, *some))


_BEGIN = """
    INSERT INTO case_now (case_id, band, by_on, amount_rank, owner_person_id, owner_team_id, number, sort_name, next_on,
                          why, why_parameters, why_source, tracks, to_lead, neglected, segment, rule_version,
                          computed_on, holds_until)
    SELECT c.id, 2, c.next_on, 0, COALESCE(c.owner_person_id, 0), COALESCE(c.owner_team_id, 0), c.number, p.sort_name,
           c.next_on, 'signal.next_action', '{"kind":"' || c.next_kind || '","on":{"$day":"' || c.next_on || '"}}',
           'Casebook', '', 0, 0, '', '', ?, ?
    FROM cases c JOIN party p ON p.id = c.debtor_id
    WHERE c.id IN ({marks}) AND c.next_on IS NOT NULL AND NOT EXISTS (SELECT 1 FROM case_now n WHERE n.case_id = c.id)
"""
