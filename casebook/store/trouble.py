"""What a driver says of trouble outside the program, as one sentence."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import peewee

from casebook.errors import StoreError
from casebook.store.address import Address

# Another transaction was in the way; the server, or the way to it, is gone; or it went while something was saved.
BUSY, LOST, UNKNOWN = "store.busy", "store.lost", "store.unknown"


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
    (re.compile("database is locked|database table is locked"), BUSY),
    (re.compile("disk is full"), "store.disk_full"),
    (re.compile("readonly database"), "store.read_only"),
    (re.compile("unable to open database file"), "store.cannot_open"),
    (re.compile("file is not a database|malformed|unsupported file format"), "store.not_a_database"),
    (re.compile("disk I/O error"), "store.disk"),
)
_POSTGRESQL_SAYS = (
    (re.compile("40001|40P01|55P03"), BUSY),
    (re.compile("53100|53200"), "store.disk_full"),
    (re.compile("25006"), "store.read_only"),
    (re.compile("28...|42501"), "store.denied"),
    (re.compile("3D000"), "store.cannot_open"),
    (re.compile("53300"), "store.too_many"),
    # Who did nothing in a transaction for too long is put out as if the line had broken.
    (re.compile("08...|57P0.|25P0[34]"), LOST),
    (re.compile("57014"), "store.too_long"),
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
    return next((code for said, code in _CONNECTING if said.search(str(error))), LOST)


# What the driver puts before the reason itself.
_PREFIX = re.compile(r"^connection failed: .* failed: |.*FATAL: *")
# What a server says while a connection is made comes without a state.
_CONNECTING = (
    (re.compile("password authentication failed|no password|no pg_hba.conf entry|role .* does not"), "store.denied"),
    (re.compile("database .* does not exist"), "store.cannot_open"),
    (re.compile("too many (clients|connections)"), "store.too_many"),
)
