"""What commands on a database need: what was asked for, the database opened and checked, and who acts."""

import argparse
import os
import pwd
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from casebook.errors import StoreError
from casebook.store.address import Address

if TYPE_CHECKING:
    from casebook.store.database import Database


class Asked(NamedTuple):
    """What was asked for, in which language, and of which database."""

    options: argparse.Namespace
    language: str
    address: Address


def login() -> str:
    """Return the user of the operating system, who is the person that acts; no variable can say otherwise."""
    return pwd.getpwuid(os.getuid()).pw_name


@contextmanager
def opened(target: Address) -> "Iterator[Database]":
    """Open a database of this version for as long as it is needed. Raises `StoreError`."""
    from casebook.store.database import Database
    from casebook.store.migrations import upgrade

    database = Database(target)
    if target.file is not None and not target.file.exists():
        raise StoreError("store.missing", database=target.shown)
    database.connect()
    try:
        upgrade.check(database)
        yield database
    finally:
        database.close()


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
