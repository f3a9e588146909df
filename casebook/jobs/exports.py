"""Files that a person writes for himself: in a folder that is his alone, and never over one that is there."""

import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import TextIO

from casebook.errors import InputError

# What debtors told us is nobody else's to read.
_FOLDER, _FILE = 0o700, 0o600
_LONGEST_STEM = 100


def write_new(folder: Path, stem: str, suffix: str, write: Callable[[TextIO], None]) -> Path:
    """Write a sheet for a spreadsheet to a new file in `folder` and return its path.

    Of `stem` letters and digits stay, with points, dashes and underscores between them; where there is such a file
    already, a number follows: `-2`, `-3`. Raises `InputError` where the disk does not let it; then no file is left.
    """
    try:
        folder.mkdir(mode=_FOLDER, parents=True, exist_ok=True)
        file, path = _opened(folder, _plain(stem), suffix)
        try:
            with file:
                write(file)
        except BaseException:
            with suppress(OSError):
                path.unlink()
            raise
    except OSError as error:
        raise InputError("export.not_written", folder=str(folder), reason=error.strerror or "") from None
    return path


def _opened(folder: Path, stem: str, suffix: str) -> tuple[TextIO, Path]:
    for path in _paths(folder, stem, suffix):
        with suppress(FileExistsError):
            opened = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _FILE)
            return os.fdopen(opened, "w", encoding="utf-8-sig", newline=""), path
    raise AssertionError("there is always a next number")


def _paths(folder: Path, stem: str, suffix: str) -> Iterator[Path]:
    yield folder / f"{stem}{suffix}"
    for number in count(2):
        yield folder / f"{stem}-{number}{suffix}"


def _plain(stem: str) -> str:
    plain = "".join(letter if letter.isascii() and (letter.isalnum() or letter in "-_.") else "-" for letter in stem)
    return plain[:_LONGEST_STEM].strip("-_.") or "export"
