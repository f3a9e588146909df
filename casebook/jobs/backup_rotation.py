"""A backup of every day in one folder, of which the newest are kept."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from itertools import count
from pathlib import Path
from typing import NamedTuple

from casebook.errors import InputError
from casebook.jobs.backup import Made
from casebook.jobs.upgrading import ENDING


class Rotated(NamedTuple):
    """A backup that was made in a folder, and the older ones that were removed."""

    path: Path
    made: Made
    removed: tuple[Path, ...]


def rotate(make: Callable[[Path], Made], folder: Path, name: str, day: date, keep: int) -> Rotated:
    """Let the backup of a day be made in a folder, and remove the oldest of the days until `keep` are left.

    `name` is what they are called by. Where something is wrong with the database nothing is removed: an older one may
    be the last that is sound. Raises `InputError` and `StoreError`; then nothing was removed either.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise InputError("backup.not_written", file=str(folder), reason=error.strerror or "") from None
    for path in _places(folder, f"{name}-{day.isoformat()}"):
        try:
            made = make(path)
        except InputError as error:
            if error.code != "backup.exists":
                raise
        else:
            return Rotated(path, made, () if made.problems else _removed(folder, name, keep))
    raise AssertionError("there is always a next number")


def _removed(folder: Path, name: str, keep: int) -> tuple[Path, ...]:
    of_days = re.compile(rf"{re.escape(name)}-(\d{{4}}-\d\d-\d\d)(?:-(\d+))?{re.escape(ENDING)}", re.ASCII)
    found = sorted(
        ((match[1], int(match[2] or 1)), path) for path in folder.iterdir() if (match := of_days.fullmatch(path.name))
    )
    old = tuple(path for _, path in found[: max(0, len(found) - keep)])
    for path in old:
        try:
            path.unlink()
        except OSError as error:
            raise InputError("backup.not_removed", file=str(path), reason=error.strerror or "") from None
    return old


def _places(folder: Path, name: str) -> Iterator[Path]:
    yield folder / f"{name}{ENDING}"
    for number in count(2):
        yield folder / f"{name}-{number}{ENDING}"
