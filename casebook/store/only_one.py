"""The lock by which one nightly pass runs at a time, on whichever host it was begun. It ends with who holds it."""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import peewee

from casebook.errors import StoreError
from casebook.store.database import Database

# Chosen once, as that of an upgrade.
_KEY = 7_103_355_121
_HOLDER = """
    SELECT a.application_name, a.backend_start FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
    WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1 AND a.datname = current_database()
      AND ((l.classid::bigint << 32) | l.objid::bigint) = ?
"""
_OURS = "casebook "


class Running(NamedTuple):
    """A pass that is under way: on which host and since when, as far as we may see that."""

    host: str | None = None
    since: datetime | None = None


@contextmanager
def only_one(database: Database) -> Iterator[Running | None]:
    """Hold the lock of the nightly pass, or yield who holds it. Whoever holds it and is killed holds it no more."""
    file = database.address.file
    with _in_server(database) if file is None else _beside(file, database) as other:
        yield other


@contextmanager
def _in_server(database: Database) -> Iterator[Running | None]:
    if not database.value("SELECT pg_try_advisory_lock(?)", (_KEY,)):
        # Who works with another account does not see more than that there is one.
        found = [row for row in database.fetch(_HOLDER, (_KEY,)) if row[1] is not None]
        yield Running(found[0][0].removeprefix(_OURS), found[0][1]) if found else Running()
        return
    try:
        yield None
    finally:
        # Where the connection was lost the lock went with it.
        with suppress(peewee.DatabaseError, peewee.InterfaceError, StoreError):
            database.value("SELECT pg_advisory_unlock(?)", (_KEY,))


@contextmanager
def _beside(file: Path, database: Database) -> Iterator[Running | None]:
    """Hold a lock on a file of its own: one on that of the database would be lost whenever SQLite closes it."""
    try:
        at = os.open(file.with_name(f"{file.name}-daily"), os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
    except OSError as error:
        raise StoreError("store.cannot_open", database=database.address.shown, reason=error.strerror or "") from None
    with os.fdopen(at, "r+", encoding="utf-8") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield _read(lock.read())
            return
        lock.truncate(0)
        lock.write(json.dumps([os.uname().nodename, datetime.now(UTC).isoformat()]))
        lock.flush()
        yield None
        lock.truncate(0)


def _read(text: str) -> Running:
    try:
        host, since = json.loads(text)
        return Running(str(host), datetime.fromisoformat(since))
    except (ValueError, TypeError):
        # Who holds it has yet to write who he is.
        return Running()
