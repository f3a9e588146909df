"""An import as it was asked for, and what imports of all kinds do."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NamedTuple

from casebook.errors import InputError
from casebook.exchange.profile import Profile
from casebook.store import stale
from casebook.store.database import Database
from casebook.store.transaction import Actor

# The stage, how much is done, and of how much, 0 where that is not known.
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Options:
    """How to import: only try it out; refuse the whole file for one bad row; take a much shorter list as it is."""

    dry_run: bool = False
    strict: bool = False
    confirm: bool = False


class Import(NamedTuple):
    """A file that somebody brings in on a day, the profile it is read by, and who is told how far it is."""

    database: Database
    actor: Actor
    day: date
    path: Path
    profile: Profile
    options: Options = Options()
    progress: Progress = lambda _stage, _done, _of: None


def digest(path: Path) -> str:
    """Return the SHA-256 of a file. Raises `InputError` where it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        raise InputError("import.no_file", file=str(path)) from None
    except OSError as error:
        raise InputError("import.unreadable", file=str(path), reason=error.strerror or "") from None


def made_anew(database: Database, day: date) -> Iterator[int]:
    """Make anew the cases that wait for it; yield how many are done so far."""
    done = 0
    for some in stale.make_anew(database, day):
        done += some
        yield done
