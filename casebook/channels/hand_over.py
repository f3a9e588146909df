"""Files for somebody who fetches them from a folder: the printer, the bailiff."""

import os
import shutil
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from casebook.errors import InputError

# What debtors told us is read by whoever owns the folder, and by its group.
_FOLDER, _FILE = 0o750, 0o640
_ENDING = ".casebook-part"


class File(NamedTuple):
    """A file by the name it gets."""

    name: str
    content: bytes


def is_there(folder: Path, name: str) -> bool:
    """Tell whether something of a name was put in a folder, and nobody took it away."""
    return os.path.lexists(folder / name)


def put(folder: Path, name: str, files: Sequence[File]) -> Path:
    """Put files in a folder of their own in a folder, all at once, and return where.

    They are written beside it first, so whoever looks sees all of them or none. Raises `InputError` where there is
    something of that name, and where they cannot be written.
    """
    place, beside = folder / name, folder / f".{name}{_ENDING}"
    try:
        if not folder.is_dir():
            raise InputError("sending.no_folder", place=str(folder))
        if os.path.lexists(place):
            raise InputError("sending.is_there", place=str(place))
        # What a run left that was killed.
        shutil.rmtree(beside, ignore_errors=True)
        beside.mkdir(_FOLDER)
        try:
            for file in files:
                _write(beside / file.name, file.content)
            beside.rename(place)
        finally:
            with suppress(OSError):
                shutil.rmtree(beside)
        _settled(folder)
    except OSError as error:
        raise InputError("sending.not_written", place=str(place), reason=error.strerror or "") from None
    return place


def _write(path: Path, content: bytes) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _FILE), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _settled(folder: Path) -> None:
    """Let the disk keep what was put there. On a share that knows no such thing it is there all the same."""
    with suppress(OSError):
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)
