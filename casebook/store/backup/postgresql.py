"""A dump of a database of PostgreSQL that is in use, and a database filled from one."""

import secrets
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import BinaryIO
from urllib.parse import quote, urlsplit

from casebook.errors import StoreError
from casebook.store import address
from casebook.store.address import Address
from casebook.store.backup import tools
from casebook.store.backup.manifest import Contents, contents
from casebook.store.database import Database

# Chosen once: the lock of who checks a dump in a database beside it, with the number of that database.
_LOCK = 710_335_514
_NUMBERS = 1 << 31
_AT_ONCE = 1 << 20
_TIMEOUTS = ("statement_timeout", "idle_in_transaction_session_timeout", "transaction_timeout")
# The first version of the server that knows the last of them.
_TRANSACTION_TIMEOUT = 17


def server_version(database: Database) -> int:
    """Return the major version of the server."""
    return int(database.value("SHOW server_version_num")) // 10_000


def dump_tool(database: Database) -> tools.Tool:
    """Return the `pg_dump` for the server of a database. Raises `StoreError` where there is none."""
    return tools.find("pg_dump", server_version(database), database.address)


def dump(database: Database, tool: tools.Tool, target: BinaryIO) -> Contents:
    """Write a dump of a database as it is at one moment, and return what is in it.

    Others may go on reading and writing.
    """
    with database.snapshot():
        # The dump may take longer than anything else that is done here, and nothing is asked meanwhile.
        for name in _TIMEOUTS if server_version(database) >= _TRANSACTION_TIMEOUT else _TIMEOUTS[:-1]:
            database.execute(f"SET LOCAL {name} = 0")
        found = contents(database)
        named = database.value("SELECT pg_export_snapshot()")
        arguments = ["--format=custom", "--no-owner", "--no-privileges", f"--snapshot={named}"]
        with tools.running(tool, arguments, database.address, subprocess.DEVNULL, subprocess.PIPE) as process:
            assert process.stdout
            shutil.copyfileobj(process.stdout, target, _AT_ONCE)
    return found


def load(database: Database, source: BinaryIO, dumped_by: int) -> None:
    """Fill an empty database from a dump that `pg_dump` of a major version wrote: all of it, or nothing."""
    tool = tools.find("pg_restore", max(server_version(database), dumped_by), database.address)
    arguments = ["--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges"]
    with tools.running(tool, arguments, database.address, subprocess.PIPE, subprocess.DEVNULL) as process:
        assert process.stdin
        # It ended before it had read all: it says itself why.
        with suppress(BrokenPipeError):
            shutil.copyfileobj(source, process.stdin, _AT_ONCE)


def empty(database: Database) -> None:
    """Remove all that a dump brought into a database that was empty before it."""

    def drop() -> None:
        for name in database.peewee.get_tables():
            database.execute(f'DROP TABLE IF EXISTS "{name}" CASCADE')
        functions = (
            "SELECT p.oid::regprocedure::text FROM pg_proc p"
            " WHERE p.proname LIKE 'casebook%' AND p.pronamespace = current_schema()::regnamespace"
        )
        for (name,) in database.fetch(functions):
            database.execute(f"DROP FUNCTION {name} CASCADE")

    database.transact(drop)


def may_make_databases(database: Database) -> bool:
    """Tell whether who is connected may make a database, to restore a dump into."""
    return bool(database.value("SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user"))


@contextmanager
def beside(database: Database) -> Iterator[Database]:
    """Give an empty database on the same server, which is removed afterwards.

    Those of runs that were killed are removed first: a run that lives holds a lock on the number of its own.
    """
    ours = database.value("SELECT oid::bigint FROM pg_database WHERE datname = current_database()")
    prefix = f"casebook_check_{ours}_"
    _tidy(database, prefix)
    number = secrets.randbelow(_NUMBERS)
    name = f"{prefix}{number}"
    database.value("SELECT pg_advisory_lock(?, ?)", (_LOCK, number))
    try:
        database.execute(_creation(database, name))
        other = Database(_at(database.address, name))
        try:
            other.connect()
            yield other
        finally:
            other.close()
            database.execute(f"DROP DATABASE {name} WITH (FORCE)")
    finally:
        database.value("SELECT pg_advisory_unlock(?, ?)", (_LOCK, number))


def _creation(database: Database, name: str) -> str:
    """Return what makes an empty database that sorts and reads as another does."""
    query = (
        "SELECT format(' ENCODING %L LC_COLLATE %L LC_CTYPE %L', pg_encoding_to_char(encoding), datcollate, datctype)"
        " FROM pg_database WHERE datname = current_database()"
    )
    return f"CREATE DATABASE {name} TEMPLATE template0{database.value(query)}"


def _tidy(database: Database, prefix: str) -> None:
    names = database.fetch("SELECT datname FROM pg_database WHERE starts_with(datname, ?)", (prefix,))
    for (name,) in names:
        number = name.removeprefix(prefix)
        if not number.isdecimal() or not database.value("SELECT pg_try_advisory_lock(?, ?)", (_LOCK, int(number))):
            continue
        with suppress(StoreError):
            database.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        database.value("SELECT pg_advisory_unlock(?, ?)", (_LOCK, int(number)))


def _at(here: Address, name: str) -> Address:
    """Return the address of another database of the same server."""
    return address.read(urlsplit(here.text)._replace(path=f"/{quote(name)}").geturl())
