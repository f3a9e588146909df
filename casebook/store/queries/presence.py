"""Who else has a case open: a row that is renewed while he has, and left out when nothing was heard of him."""

from datetime import datetime, timedelta
from typing import NamedTuple

from casebook.store.database import Database
from casebook.store.rows import rows

# How often it is said that somebody is still there, and after how long without a word he is not.
RENEWED = timedelta(seconds=20)
_GONE = 3 * RENEWED
# So long rows of sessions that broke off are kept.
_KEPT = timedelta(hours=1)
_THERE = """
    SELECT p.name, r.since FROM presence r JOIN person p ON p.id = r.person_id
    WHERE r.case_id = ? AND r.person_id <> ? AND r.seen > ? ORDER BY r.since, p.name
"""
# Who comes back after he was gone is there anew.
_COME = """
    INSERT INTO presence (case_id, person_id, since, seen) VALUES (?, ?, ?, ?)
    ON CONFLICT (case_id, person_id) DO UPDATE SET
        seen = excluded.seen, since = CASE WHEN presence.seen > ? THEN presence.since ELSE excluded.since END
"""


class Present(NamedTuple):
    """A colleague who has the case open, and since when (UTC, ISO 8601)."""

    name: str
    since: str


def others(database: Database, case_id: int, person: int, now: datetime) -> tuple[Present, ...]:
    """Return which others have a case open, who came first in front."""
    return tuple(rows(database, _THERE, Present, (case_id, person, _text(now - _GONE))))


def come(database: Database, case_id: int, person: int, now: datetime) -> None:
    """Note that somebody has a case open, now and until he is gone."""

    def write() -> None:
        database.execute(_COME, (case_id, person, _text(now), _text(now), _text(now - _GONE)))
        database.execute("DELETE FROM presence WHERE seen < ?", (_text(now - _KEPT),))

    database.transact(write)


def go(database: Database, case_id: int, person: int) -> None:
    """Note that somebody has a case open no longer."""
    database.execute("DELETE FROM presence WHERE case_id = ? AND person_id = ?", (case_id, person))


def _text(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")
