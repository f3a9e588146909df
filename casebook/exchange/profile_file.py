"""Files of profiles: found by a name among those shipped or by a path, and read as tables."""

import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from casebook.errors import InputError, LawError
from casebook.law.schema import Table

P = TypeVar("P")

_LARGEST = 1024**2
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")


def names(folder: Path) -> tuple[str, ...]:
    """Return the names of the profiles that are shipped in a folder."""
    return tuple(sorted(path.stem for path in folder.glob("*.toml")))


def find(folder: Path, named: str) -> Path:
    """Return the file of the profile of that name in a folder, or of that path; raises `InputError`."""
    shipped = folder / f"{named}.toml"
    if _NAME.fullmatch(named) and shipped.is_file():
        return shipped
    path = Path(named)
    try:
        is_there = path.is_file()
    except OSError:
        # A name may be longer than a file system takes.
        is_there = False
    if not is_there:
        raise InputError("import.profile.not_found", name=named, names=names(folder), folder=str(folder))
    return path


def read(path: Path, profile: Callable[[Table], P]) -> P:
    """Return what `profile` makes of the table in a file; raises `InputError` naming the file and the key."""
    try:
        return profile(_table(path))
    except LawError as error:
        # The tables of law and profiles are read by one reader, whose sentences speak of file and key only.
        raise InputError(error.code, **error.parameters) from None


def _table(path: Path) -> Table:
    try:
        if path.stat().st_size > _LARGEST:
            raise InputError("import.profile.too_large", file=str(path), megabytes=_LARGEST // 1024**2)
        return Table(path.name, "", tomllib.loads(path.read_text("utf-8-sig")))
    except OSError as error:
        raise InputError("import.unreadable", file=str(path), reason=error.strerror or "") from None
    except (ValueError, RecursionError) as error:
        # TOMLDecodeError and UnicodeDecodeError are ValueErrors; so is a number of thousands of digits.
        at = re.search(r"line (\d+)", str(error))
        raise InputError("import.profile.not_toml", file=str(path), line=int(at[1]) if at else 1) from None
