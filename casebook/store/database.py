"""One database, of SQLite or PostgreSQL: its connections, and transactions that survive the loss of one."""

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
from casebook.store.connection import Limits, connector, limit
from casebook.store.reading import Interrupted, Reading
from casebook.store.trouble import BUSY, LOST, UNKNOWN, told

if TYPE_CHECKING:
    from casebook.law.book import Book

R = TypeVar("R")
Row = tuple[Any, ...]

# Another transaction was in the way: the same work is tried again. On SQLite all wait for the one who writes; by
# asking at the same pace however long they have waited, everybody's turn comes, for half a minute in all.
_TRIES = {"sqlite": 120, "postgresql": 6}
_PAUSE = {"sqlite": 0.02, "postgresql": 0.5}
# So long, and so often, it is asked whether a transaction was kept whose connection broke while it was being kept.
_DOUBT, _ASKED_EVERY = 15.0, 0.25
# COPY costs more than it saves for a few rows.
_COPY_FROM = 50


class _OfThread(local):
    """What a thread does now."""

    reading: Reading | None = None
    # Which file it has open: a device and an inode.
    file: tuple[int, int] | None = None
    # What tells whether the transaction under way was kept, and whether one was of which that is not known.
    is_kept: Callable[[], bool] | None = None
    in_doubt: Callable[[], bool] | None = None
    # What makes its connection leave out rows.
    narrowing: Sequence[str] = ()


class Database:
    """A database that is open. Each thread that uses it has a connection of its own, kept until `close`."""

    def __init__(self, address: Address, law: "Book | None" = None, limits: Limits = Limits()) -> None:  # noqa: B008 cannot be changed
        self.address = address
        self.limits = limits
        self._law = law
        self.is_postgresql = address.file is None
        self.peewee = connector(address)
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

    @cached_property
    def schema(self) -> str:
        """The schema of the tables on PostgreSQL, empty for SQLite."""
        return str(self.value("SELECT current_schema()")) if self.is_postgresql else ""

    def connect(self) -> None:
        """Open a connection for this thread, if it has none or lost it. Raises `StoreError`."""
        self._let_go_of_lost_file()
        if self.is_postgresql and not self.peewee.is_closed() and self.peewee.connection().closed:
            self.peewee.close()
        with told(self.address):
            try:
                is_new = self.peewee.connect(reuse_if_open=True)
            except peewee.ProgrammingError:
                # An address that the driver cannot read; what it says of it may hold the password.
                raise StoreError("store.unreadable_address", database=self.address.shown) from None
            if is_new and self.is_postgresql:
                limit(self.peewee, self.limits)
            if is_new and self._now.narrowing:
                self._leave_out()
        if self.address.file is not None and self._now.file is None:
            self._now.file = _identity(self.address.file)
            self._was_there = True

    def close(self) -> None:
        """Close the connection of this thread."""
        self._now.file, self._was_there = None, False
        self._disconnect()

    def leave(self) -> None:
        """Close the connection of a thread that is done, while others go on with theirs."""
        self._now.file = None
        self._disconnect()

    def hand_on(self) -> None:
        """Let the next thread that connects have the connection of this one: to make another would take a while."""
        self._now.file = None
        if not self.peewee.is_closed():
            self.peewee.hand_on()

    def _disconnect(self) -> None:
        if not self.peewee.is_closed():
            self.peewee.close()

    def narrow(self, statements: Sequence[str]) -> None:
        """Let this thread read only what is left of the tables by what these statements make; by none, everything.

        It holds for each connection of the thread until another narrowing. What the thread writes rests on all rows.
        """
        if statements == self._now.narrowing:
            return
        self._now.narrowing = statements
        # What a connection left out before is gone with it, and nothing that was prepared reads past the new.
        self._disconnect()
        self.connect()

    def _leave_out(self) -> None:
        try:
            # Each by itself would take ten times as long.
            with self.snapshot():
                for statement in self._now.narrowing:
                    self.peewee.execute_sql(statement)
        except BaseException:
            # Half narrowed it would show what it is to leave out.
            self._disconnect()
            raise

    @contextmanager
    def _whole(self) -> Iterator[None]:
        """Let this thread see all rows again meanwhile."""
        narrowing = self._now.narrowing
        self.narrow(())
        try:
            yield
        finally:
            self._now.narrowing = narrowing
            if narrowing:
                # The next who reads connects anew.
                self._disconnect()
                self.connect()

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

    def run_many(self, text: str, rows: Sequence[Sequence[Any]]) -> int:
        """Run one statement for each row of parameters and return how many rows of the table it was about in all."""
        cursor = self.peewee.cursor()
        with _as_peewee_says():
            cursor.executemany(self.sql(text), rows)
        count: int = cursor.rowcount
        return count

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

        On SQLite nobody else writes meanwhile; on PostgreSQL rows are locked one by one. A connection that was lost is
        made anew, and the work done again once: what was not committed is gone. Where it broke while that was being
        done, it is first found out whether it was. Raises `StoreError`.
        """
        self._refuse_within_reading()
        if self._now.narrowing:
            with self._whole():
                return self.transact(work)
        may_lose = not self.peewee.in_transaction()
        if may_lose and self.settled():
            raise StoreError("store.was_saved", database=self.address.shown)
        left = _TRIES[self.engine]
        while True:
            left -= 1
            try:
                return self._transact(work)
            except StoreError as error:
                if error.code == LOST and may_lose:
                    may_lose = False
                    self.connect()
                    continue
                if error.code != BUSY or not left:
                    raise
            time.sleep(uniform(0, _PAUSE[self.engine]))  # noqa: S311 spreads the next try

    def _transact(self, work: Callable[[], R]) -> R:
        is_whole, is_done = not self.peewee.in_transaction(), False
        if is_whole:
            self._now.is_kept = None
        try:
            with told(self.address), self.peewee.atomic():
                result = work()
                is_done = True
        except StoreError as error:
            if error.code != LOST or not is_whole or not is_done or self._now.is_kept is None:
                raise
            self._now.in_doubt = self._now.is_kept
            if not self._in_the_end():
                raise
        return result

    def kept_if(self, is_kept: Callable[[], bool]) -> None:
        """Remember what tells, from another transaction, whether the one that is under way was committed."""
        self._now.is_kept = is_kept

    def settled(self) -> bool | None:
        """Return whether the last transaction of this thread was committed, None where nobody ever doubted it.

        Once it was told it is doubted no more. Raises `StoreError` while it cannot be known.
        """
        if self._now.in_doubt is None:
            return None
        self.connect()
        with told(self.address), self.peewee.atomic():
            is_kept = self._now.in_doubt()
        self._now.in_doubt = None
        return is_kept

    def _in_the_end(self) -> bool:
        """Return whether what is in doubt was committed. Raises `StoreError` where that is not known in time."""
        until = time.monotonic() + _DOUBT
        while True:
            try:
                return bool(self.settled())
            except StoreError as error:
                if time.monotonic() > until:
                    reason = error.parameters.get("reason", "")
                    raise StoreError(UNKNOWN, database=self.address.shown, reason=reason) from error
            time.sleep(_ASKED_EVERY)


def _identity(file: Path) -> tuple[int, int] | None:
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


@contextmanager
def _as_peewee_says() -> Iterator[None]:
    """Peewee translates the errors of what it runs itself; a cursor that is used directly needs the same."""
    with peewee.__exception_wrapper__:  # type: ignore[attr-defined]  # not in the stubs
        yield
