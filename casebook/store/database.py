"""One database, of SQLite or PostgreSQL: connections, transactions, and what goes wrong with them as sentences."""

import re
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from random import uniform
from threading import local
from typing import TYPE_CHECKING, Any, TypeVar

import peewee

from casebook.errors import StoreError
from casebook.store.address import Address
from casebook.store.reading import Interrupted, Reading

if TYPE_CHECKING:
    from casebook.law.book import Book

R = TypeVar("R")
Row = tuple[Any, ...]

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
# Another transaction was in the way: the same work is tried again. On SQLite all wait for the one who writes; by
# asking at the same pace however long they have waited, everybody's turn comes, for half a minute in all.
_BUSY = "store.busy"
_TRIES = {"sqlite": 120, "postgresql": 6}
_PAUSE = {"sqlite": 0.02, "postgresql": 0.5}
# COPY costs more than it saves for a few rows.
_COPY_FROM = 50


class _OfThread(local):
    """What a thread does now."""

    reading: Reading | None = None
    # Which file it has open: a device and an inode.
    file: tuple[int, int] | None = None


class Database:
    """A database that is open. Each thread that uses it has a connection of its own, kept until `close`."""

    def __init__(self, address: Address, law: "Book | None" = None) -> None:
        self.address = address
        self._law = law
        self.is_postgresql = address.file is None
        self.peewee = _peewee(address)
        self._translated: dict[str, str] = {}
        self._now = _OfThread()
        self._was_there = False

    @cached_property
    def law(self) -> "Book":
        """The law book, which is imported when it is first asked for."""
        if self._law is None:
            from casebook.law.book import book

            return book()
        return self._law

    @cached_property
    def engine(self) -> str:
        """The engine: `sqlite` or `postgresql`."""
        return "postgresql" if self.is_postgresql else "sqlite"

    def connect(self) -> None:
        """Open a connection for this thread, if it has none or lost it. Raises `StoreError`."""
        self._let_go_of_lost_file()
        if self.is_postgresql and not self.peewee.is_closed() and self.peewee.connection().closed:
            self.peewee.close()
        with told(self.address):
            try:
                self.peewee.connect(reuse_if_open=True)
            except peewee.ProgrammingError:
                # An address that the driver cannot read; what it says of it may hold the password.
                raise StoreError("store.unreadable_address", database=self.address.shown) from None
        if self.address.file is not None and self._now.file is None:
            self._now.file = _identity(self.address.file)
            self._was_there = True

    def close(self) -> None:
        """Close the connection of this thread."""
        self._now.file, self._was_there = None, False
        self._disconnect()

    def _disconnect(self) -> None:
        if not self.peewee.is_closed():
            self.peewee.close()

    def _let_go_of_lost_file(self) -> None:
        """Close a file that is no longer where it was: what is written into it would be lost."""
        file = self.address.file
        if file is None or not self._was_there:
            return
        found = _identity(file)
        if found != self._now.file:
            self._now.file = None
            self._disconnect()
        if found is None:
            # To connect would make an empty one.
            raise StoreError("store.missing", database=self.address.shown)

    def sql(self, text: str) -> str:
        """Return a statement as this engine reads it: parameters are written `?`, and no text in it holds one."""
        if not self.is_postgresql:
            return text
        known = self._translated.get(text)
        if known is None:
            known = self._translated[text] = text.replace("%", "%%").replace("?", "%s")
        return known

    def execute(self, text: str, parameters: Sequence[Any] = ()) -> Any:
        """Run one statement and return its cursor."""
        self._go_on()
        return self.peewee.execute_sql(self.sql(text), parameters)

    def fetch(self, text: str, parameters: Sequence[Any] = ()) -> list[Row]:
        """Return all rows of a query as the driver gives them: days are text on SQLite."""
        rows: list[Row] = self.execute(text, parameters).fetchall()
        return rows

    def value(self, text: str, parameters: Sequence[Any] = ()) -> Any:
        """Return the first column of the first row, None without one."""
        row = self.execute(text, parameters).fetchone()
        return row[0] if row else None

    def insert_many(self, table: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
        """Insert rows into a table; names come from the models, never from outside."""
        names = ", ".join(f'"{column}"' for column in columns)
        cursor = self.peewee.cursor()
        if self.is_postgresql and len(rows) >= _COPY_FROM:
            with cursor.copy(f'COPY "{table}" ({names}) FROM STDIN') as copy:
                for row in rows:
                    copy.write_row(row)
            return
        marks = ", ".join("?" * len(columns))
        statement = f'INSERT INTO "{table}" ({names}) VALUES ({marks})'  # noqa: S608 names of models
        with _as_peewee_says():
            if len(rows) == 1:
                cursor.execute(self.sql(statement), rows[0])
            else:
                cursor.executemany(self.sql(statement), rows)

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Let several reads agree: what others write meanwhile is not seen."""
        with told(self.address), self.peewee.atomic("REPEATABLE READ" if self.is_postgresql else "DEFERRED"):
            yield

    @contextmanager
    def reading(self, reading: Reading) -> Iterator[None]:
        """Let another thread stop what this one reads meanwhile, and only that: nothing may be written within it.

        Raises `Interrupted` where it was stopped, `StoreError` where something else is wrong. Reads after it go on
        as if nothing had been stopped.
        """
        self._refuse_within_reading()
        connection = self.peewee.connection()
        reading.begin(connection)
        self._now.reading = reading
        try:
            with told(self.address):
                yield
        except (peewee.DatabaseError, peewee.InterfaceError, sqlite3.Error, StoreError) as error:
            if reading.stopped:
                raise Interrupted("store.interrupted", database=self.address.shown) from error
            raise
        finally:
            self._now.reading = None
            reading.end(connection)

    def _go_on(self) -> None:
        """Raise `Interrupted` where nobody waits any more for what this thread reads."""
        reading = self._now.reading
        if reading is not None and reading.stopped:
            raise Interrupted("store.interrupted", database=self.address.shown)

    def _refuse_within_reading(self) -> None:
        if self._now.reading is not None:
            raise RuntimeError("within a reading, which may be stopped half-way, nothing else begins")

    def transact(self, work: Callable[[], R]) -> R:
        """Run `work` in one transaction that may write, again if another was in the way, and return its result.

        On SQLite nobody else writes meanwhile; on PostgreSQL rows are locked one by one. Raises `StoreError`.
        """
        self._refuse_within_reading()
        for _ in range(_TRIES[self.engine] - 1):
            try:
                return self._transact(work)
            except StoreError as error:
                if error.code != _BUSY:
                    raise
            time.sleep(uniform(0, _PAUSE[self.engine]))  # noqa: S311 spreads the next try
        return self._transact(work)

    def _transact(self, work: Callable[[], R]) -> R:
        with told(self.address), self.peewee.atomic():
            return work()


def _identity(file: Path) -> tuple[int, int] | None:
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _peewee(address: Address) -> Any:
    if address.file is not None:
        return peewee.SqliteDatabase(str(address.file), pragmas=_PRAGMAS, autoconnect=False, lock_type="IMMEDIATE")
    if peewee.psycopg is None:  # type: ignore[attr-defined]  # the stubs do not show which drivers were found
        raise StoreError("store.no_driver", database=address.shown)
    return peewee.PostgresqlDatabase(address.text, prefer_psycopg3=True, autoconnect=False)


@contextmanager
def _as_peewee_says() -> Iterator[None]:
    """Peewee translates the errors of what it runs itself; a cursor that is used directly needs the same."""
    with peewee.__exception_wrapper__:  # type: ignore[attr-defined]  # not in the stubs
        yield


@contextmanager
def told(address: Address) -> Iterator[None]:
    """Turn what a driver says of trouble outside the program into one sentence; anything else surfaces as it is."""
    try:
        yield
    except (peewee.DatabaseError, peewee.InterfaceError, sqlite3.Error) as error:
        code, reason = _said(error)
        if code is None:
            raise
        raise StoreError(code, database=address.shown, reason=reason) from error


def _said(error: BaseException) -> tuple[str | None, str]:
    """Return the code and the words of what a driver said first.

    That it cannot roll back either, since the database did so itself or is gone, says nothing more.
    """
    cause: BaseException | None = error
    while cause is not None:
        reason = next(iter(str(cause).strip().splitlines()), type(cause).__name__)
        reason = _PREFIX.sub("", reason)
        code = _code(cause, reason)
        if code is not None:
            return code, reason
        cause = cause.__cause__ or cause.__context__
    return None, ""


_SQLITE_SAYS = (
    (re.compile("database is locked|database table is locked"), _BUSY),
    (re.compile("disk is full"), "store.disk_full"),
    (re.compile("readonly database"), "store.read_only"),
    (re.compile("unable to open database file"), "store.cannot_open"),
    (re.compile("file is not a database|malformed|unsupported file format"), "store.not_a_database"),
    (re.compile("disk I/O error"), "store.disk"),
)
_POSTGRESQL_SAYS = (
    (re.compile("40001|40P01|55P03"), _BUSY),
    (re.compile("53100|53200"), "store.disk_full"),
    (re.compile("25006"), "store.read_only"),
    (re.compile("28...|42501"), "store.denied"),
    (re.compile("3D000"), "store.cannot_open"),
    (re.compile("53300"), "store.too_many"),
    (re.compile("08...|57P0[123]"), "store.lost"),
)


def _code(error: BaseException, reason: str) -> str | None:
    """Return the code for an error of a driver, None where it is a fault of ours."""
    if isinstance(error, sqlite3.Error):
        return next((code for said, code in _SQLITE_SAYS if said.search(reason)), None)
    state = getattr(error, "sqlstate", None)
    if state:
        return next((code for said, code in _POSTGRESQL_SAYS if said.fullmatch(state)), None)
    # The driver itself could not reach the server, or found the connection closed.
    is_driver = type(error).__module__.partition(".")[0] == "psycopg"
    if not is_driver or type(error).__name__ not in ("OperationalError", "InterfaceError"):
        return None
    return next((code for said, code in _CONNECTING if said.search(str(error))), "store.lost")


# What the driver puts before the reason itself.
_PREFIX = re.compile(r"^connection failed: .* failed: |.*FATAL: *")
# What a server says while a connection is made comes without a state.
_CONNECTING = (
    (re.compile("password authentication failed|no password|no pg_hba.conf entry|role .* does not"), "store.denied"),
    (re.compile("database .* does not exist"), "store.cannot_open"),
    (re.compile("too many (clients|connections)"), "store.too_many"),
)
