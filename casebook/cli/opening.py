"""What commands on a database need: what was asked for, the database opened and checked, and who acts."""

import argparse
import os
import pwd
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from casebook.errors import InputError, StoreError
from casebook.settings import Settings
from casebook.store.address import Address

if TYPE_CHECKING:
    from casebook.store.database import Database


class Asked(NamedTuple):
    """What was asked for, with which settings, and of which database."""

    options: argparse.Namespace
    chosen: Settings
    address: Address

    @property
    def language(self) -> str:
        """The language of the command line."""
        return self.chosen.language


def login() -> str:
    """Return the user of the operating system, who is the person that acts; no variable can say otherwise.

    Raises `InputError` where the operating system has no name for that user, as in some containers.
    """
    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        raise InputError("cli.no_login", user=str(os.getuid())) from None


@contextmanager
def opened(target: Address) -> "Iterator[Database]":
    """Open a database of this version for as long as it is needed. Raises `StoreError`."""
    from casebook.store.database import Database
    from casebook.store.migrations import upgrade

    database = Database(target)
    with _told(target):
        if target.file is not None and not target.file.exists():
            raise StoreError("store.missing", database=target.shown)
    database.connect()
    try:
        upgrade.check(database)
        yield database
    finally:
        database.close()


def with_folder(target: Address) -> None:
    """Make the file of a database of SQLite and its folder, where they are not there yet. Raises `StoreError`.

    What debtors told us is nobody else's to read: the files that SQLite keeps beside it follow these rights.
    """
    file = target.file
    if file is None:
        return
    with _told(target):
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(file, os.O_RDWR | os.O_CREAT, 0o600))


@contextmanager
def _told(target: Address) -> Iterator[None]:
    """Turn what the operating system says of a path into one sentence."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise StoreError("store.cannot_open", database=target.shown, reason=reason) from None


class Progress:
    """A line on standard error that tells how far long work is; silent where nobody looks."""

    def __init__(self) -> None:
        self._shown = sys.stderr is not None and sys.stderr.isatty()

    def __call__(self, said: str) -> None:
        """Show how far the work is."""
        if self._shown:
            print(f"\r\x1b[K{said}", end="", file=sys.stderr, flush=True)

    def done(self) -> None:
        """Take the line away."""
        self("")
