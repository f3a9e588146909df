"""The files that a person hands over: one by itself, or those inside a zip, in the order of their names."""

import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath
from typing import IO, NamedTuple

from casebook.errors import InputError

MOST_FILES = 2000
LARGEST_UNPACKED = 2 * 1024**3
DEEPEST = 3
_PIECE = 1024 * 1024
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_SIGNATURE = 4
# What macOS puts into a zip beside the files that somebody chose.
_OF_MACOS = ("__MACOSX/", ".DS_Store")


class BankFile(NamedTuple):
    """A file with the name by which a person finds it, such as `november.zip/ing.xml`; `open` may be called again."""

    place: str
    open: Callable[[], IO[bytes]]


class _Room:
    """How much may still come out of a zip and the zips in it, in files and in bytes."""

    def __init__(self, place: str) -> None:
        self._place = place
        self._files, self._bytes = MOST_FILES, LARGEST_UNPACKED

    def take(self, parts: list[zipfile.ZipInfo]) -> None:
        """Take room for all files of a zip; zipfile never gives out more of a file than was declared."""
        self._files -= len(parts)
        self._bytes -= sum(part.file_size for part in parts)
        if self._files < 0 or self._bytes < 0:
            megabytes = LARGEST_UNPACKED // 1024**2
            raise InputError("bank_file.zip_too_large", place=self._place, megabytes=megabytes, most=MOST_FILES)


def files(path: Path) -> Iterator[BankFile]:
    """Return the file, or the files inside where it is a zip; raises `InputError` where one cannot be read."""
    place = str(path)
    try:
        # A name may be longer than a file system takes.
        if not path.is_file():
            raise InputError("import.no_regular_file" if path.exists() else "import.no_file", file=place)
        with path.open("rb") as file:
            if file.read(_SIGNATURE) in _ZIP:
                yield from _unpacked(file, place, _Room(place), depth=1)
            else:
                yield BankFile(place, lambda: path.open("rb"))
    except OSError as error:
        raise InputError("import.unreadable", file=place, reason=error.strerror or "") from None


def _unpacked(file: IO[bytes], place: str, room: _Room, depth: int) -> Iterator[BankFile]:
    if depth > DEEPEST:
        raise InputError("bank_file.zip_too_deep", place=place, most=DEEPEST)
    try:
        with zipfile.ZipFile(file) as archive:
            parts = [part for part in archive.infolist() if not part.is_dir() and not _is_of_macos(part.filename)]
            _check(parts, place)
            room.take(parts)
            for part in sorted(parts, key=lambda part: part.filename):
                inside = f"{place}/{part.filename}"
                with archive.open(part) as opened:
                    is_zip = opened.read(_SIGNATURE) in _ZIP
                if is_zip:
                    with tempfile.TemporaryFile() as copy, archive.open(part) as opened:
                        while piece := opened.read(_PIECE):
                            copy.write(piece)
                        yield from _unpacked(copy, inside, room, depth + 1)
                else:
                    yield BankFile(inside, lambda part=part: archive.open(part))  # type: ignore[misc]  # bound now
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, RuntimeError):
        raise InputError("bank_file.zip_damaged", place=place) from None


def _is_of_macos(name: str) -> bool:
    return name.startswith(_OF_MACOS[0]) or PurePosixPath(name).name == _OF_MACOS[1]


def _check(parts: list[zipfile.ZipInfo], place: str) -> None:
    if not parts:
        raise InputError("bank_file.zip_empty", place=place)
    if len({part.filename for part in parts}) < len(parts):
        raise InputError("bank_file.zip_damaged", place=place)
    for part in parts:
        name = PurePosixPath(part.filename.replace("\\", "/"))
        if name.is_absolute() or ".." in name.parts or ":" in part.filename:
            raise InputError("bank_file.zip_path", place=place, name=part.filename)
        if part.flag_bits & 1:
            raise InputError("bank_file.zip_locked", place=place, name=part.filename)
