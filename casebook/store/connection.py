"""How a connection is made: what it asks of SQLite, and how long a server of PostgreSQL lets it wait."""

import os
from typing import Any, NamedTuple

import peewee

from casebook.errors import StoreError
from casebook.store.address import Address

_PRAGMAS = {
    "journal_mode": "wal",
    "foreign_keys": 1,
    "busy_timeout": 250,
    # Without it, REPLACE removes a row without asking the guards.
    "recursive_triggers": 1,
    "synchronous": "full",
    # 16 MB: in a book of 1,000,000 claims long work reads half as much as with the 2 MB that SQLite takes by itself.
    "cache_size": -16_000,
    # Pages that many small transactions change again and again go to the file less often.
    "wal_autocheckpoint": 8000,
}
# What one action asks, and what is read after it, is together more than the 128 that are kept by themselves.
_STATEMENTS = 512
# In seconds, and thousandths of one: a server that does not answer any more is given up after half a minute.
_SERVER = {
    "connect_timeout": 5,
    "keepalives_idle": 15,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 30_000,
}
_LIMIT = """
    SELECT set_config('statement_timeout', %s, false), set_config('lock_timeout', %s, false),
           set_config('idle_in_transaction_session_timeout', %s, false)
"""


class _HandsOn(peewee.Database):
    """Connections of which the one its thread has done with can be that of the thread that connects next."""

    _state: Any
    _handed: Any = None

    def hand_on(self) -> None:
        """Let the next thread that connects have the connection of this one."""
        self._handed = self._state.conn
        self._state.reset()

    def _connect(self) -> Any:
        """Return what was handed on, or a new connection."""
        connection, self._handed = self._handed, None
        return super()._connect() if connection is None else connection  # type: ignore[misc]  # no stub has it


class _OnSqlite(_HandsOn, peewee.SqliteDatabase):
    pass


class _OnPostgresql(_HandsOn, peewee.PostgresqlDatabase):
    pass


class Limits(NamedTuple):
    """How long a server of PostgreSQL lets a connection go on, in seconds, 0 for ever.

    With one statement, waiting for who holds a row, and in a transaction in which nothing happens.
    """

    statement: int = 0
    lock: int = 5
    idle: int = 600


def connector(address: Address) -> Any:
    """Return what makes connections to a database, one for each thread. Raises `StoreError` without a driver."""
    if address.file is not None:
        options: dict[str, Any] = {"lock_type": "IMMEDIATE", "cached_statements": _STATEMENTS}
        # It is used by one thread at a time, but not always by the one that made it.
        options["check_same_thread"] = False
        return _OnSqlite(str(address.file), pragmas=_PRAGMAS, autoconnect=False, **options)
    if peewee.psycopg is None:  # type: ignore[attr-defined]  # the stubs do not show which drivers were found
        raise StoreError("store.no_driver", database=address.shown)
    return _OnPostgresql(address.text, prefer_psycopg3=True, autoconnect=False, **_found_out(address))


def _found_out(address: Address) -> dict[str, Any]:
    """Return how soon it is found out that a server is gone; what the address says of that goes before."""
    from psycopg import ProgrammingError
    from psycopg.conninfo import conninfo_to_dict

    try:
        given = conninfo_to_dict(address.text)
    except ProgrammingError:
        # It is told when it is used.
        return {}
    ours = {**_SERVER, "fallback_application_name": f"casebook {os.uname().nodename}"}
    return {name: value for name, value in ours.items() if name not in given}


def limit(database: Any, limits: Limits) -> None:
    """Say to the server how long the connection of this thread may go on.

    Not as options of the connection: a pool in between knows none of these.
    """
    database.execute_sql(_LIMIT, [f"{seconds}s" for seconds in limits])
