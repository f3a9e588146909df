"""What imports of all kinds do with their file and at their end."""

import hashlib
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from casebook.store import stale
from casebook.store.database import Database

# The stage, how much is done, and of how much, 0 where that is not known.
Progress = Callable[[str, int, int], None]


def digest(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def made_anew(database: Database, day: date) -> Iterator[int]:
    """Make anew the cases that wait for it; yield how many are done so far."""
    done = 0
    for some in stale.make_anew(database, day):
        done += some
        yield done
