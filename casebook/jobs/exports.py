"""Files that a person writes for himself: in a folder that is his alone, and never over one that is there."""

import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from io import TextIOWrapper
from itertools import count
from pathlib import Path
from typing import BinaryIO, TextIO

from casebook import paths
from casebook.errors import InputError
from casebook.jobs import own_folder
from casebook.jobs.new_files import beside

# What debtors told us is nobody else's to read.
_FOLDER = 0o700
_LONGEST_STEM = 100


def write_new(folder: Path, stem: str, suffix: str, write: Callable[[TextIO], None]) -> Path:
    """Write a sheet for a spreadsheet to a new file in `folder` and return its path.

    Of `stem` letters and digits stay, with points, dashes and underscores between them; where there is such a file
    already, a number follows: `-2`, `-3`. Raises `InputError` where the disk does not let it, `Refused` where it is the
    folder of a person over SSH and that is full; then no file is left.
    """

    def text(file: BinaryIO) -> None:
        wrapped = TextIOWrapper(file, encoding="utf-8-sig", newline="")
        write(wrapped)
        wrapped.flush()
        wrapped.detach()

    return _new(folder, stem, suffix, text)


def copy_new(folder: Path, stem: str, suffix: str, content: bytes) -> Path:
    """Write bytes to a new file in `folder`, as `write_new` does, and return its path."""

    def copy(file: BinaryIO) -> None:
        file.write(content)

    return _new(folder, stem, suffix, copy)


def stream_new(folder: Path, stem: str, suffix: str, write: Callable[[BinaryIO], None]) -> Path:
    """Let `write` fill a new file in `folder`, named as `write_new` names it, and return its path."""
    return _new(folder, stem, suffix, write)


def check_room(folder: Path) -> None:
    """Raise `Refused` where a folder is that of a person over SSH and holds as much as it may."""
    if folder == paths.own_folder(os.environ):
        own_folder.check_room(folder)


def _new(folder: Path, stem: str, suffix: str, write: Callable[[BinaryIO], None]) -> Path:
    check_room(folder)
    try:
        folder.mkdir(mode=_FOLDER, parents=True, exist_ok=True)
        return _written(_paths(folder, plain_name(stem), suffix), write)
    except OSError as error:
        raise InputError("export.not_written", folder=str(folder), reason=error.strerror or "") from None


def _written(paths: Iterator[Path], write: Callable[[BinaryIO], None]) -> Path:
    for path in paths:
        with suppress(FileExistsError), beside(path) as part:
            write(part.file)
            part.put()
            return path
    raise AssertionError("there is always a next number")


def _paths(folder: Path, stem: str, suffix: str) -> Iterator[Path]:
    yield folder / f"{stem}{suffix}"
    for number in count(2):
        yield folder / f"{stem}-{number}{suffix}"


def plain_name(stem: str) -> str:
    """Return of a text what may stand in the name of a file: letters, digits, points, dashes and underscores."""
    plain = "".join(letter if letter.isascii() and (letter.isalnum() or letter in "-_.") else "-" for letter in stem)
    return plain[:_LONGEST_STEM].strip("-_.") or "export"
