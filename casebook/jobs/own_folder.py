"""The folder of a person who works over SSH: all of the disk that he reaches, each file by its name alone."""

import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from secrets import token_hex
from typing import BinaryIO, NamedTuple

from casebook.domain.finding import HOUSE_RULE
from casebook.errors import InputError, Refused
from casebook.text import clean_line, typed_path

_FOLDER, _FILE = 0o700, 0o600
_LONGEST_NAME = 150
# No sign of them means anything to a shell, and none of them leads to another folder.
_SIGNS = frozenset(" ._-+,@()")
_MIB = 2**20
MOST_IN_ONE = 50 * _MIB
MOST_IN_ALL, MOST_FILES = 1024 * _MIB, 1000
_AT_ONCE = 1 << 16
# After so much it is looked once more whether there is room: others of his sessions write too.
_LOOKED_AFTER = 8 * _MIB
# A pipe or a device in its place would keep us waiting, or be more than a file.
_READ = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC


class Kept(NamedTuple):
    """A file in the folder: its size in bytes, and the day on which it was written."""

    name: str
    size: int
    on: date


def is_name(name: str) -> bool:
    """Say whether a text is the name of a file: of letters, digits and few signs, and of no folder."""
    return (
        0 < len(name) <= _LONGEST_NAME
        and clean_line(name, _LONGEST_NAME) == name
        and name[0] not in ".-"
        and all(sign.isalnum() or sign in _SIGNS for sign in name)
    )


def listed(folder: Path) -> list[Kept]:
    """Return what is in the folder, by name."""
    with _opened(folder) as at:
        return sorted(_files(at))


def put(folder: Path, name: str, content: BinaryIO, is_cut_short: Callable[[], bool] = lambda: False) -> None:
    """Keep what is read until its end as a file, in place of one of that name; whole, or not at all.

    At its end `is_cut_short` says whether who sent it is gone. Raises `InputError` then and for what is no name,
    `Refused` for what is too large.
    """
    _check(name)
    with _opened(folder) as at, written(at, name) as file:
        size, look_at = 0, 0
        _refuse_full(at, name, file, size)
        while some := content.read(_AT_ONCE):
            size += len(some)
            if size > MOST_IN_ONE:
                raise Refused("session.size", source=HOUSE_RULE, name=name, most=MOST_IN_ONE // _MIB)
            if size > look_at:
                _refuse_full(at, name, file, size)
                look_at = size + _LOOKED_AFTER
            file.write(some)
        _refuse_full(at, name, file, size)
        if is_cut_short():
            raise InputError("session.cut_short", name=name)


def check_room(folder: Path) -> None:
    """Raise `Refused` where a folder holds as much as it may, or as many files; one that is not there has room."""
    if folder.exists():
        with _opened(folder) as at:
            sizes = [known.st_size for _, known in _regular(at)]
        if len(sizes) >= MOST_FILES or sum(sizes) >= MOST_IN_ALL:
            raise Refused("session.folder_full", source=HOUSE_RULE, files=MOST_FILES, most=MOST_IN_ALL // _MIB)


def tidy(folder: Path, before: date) -> list[Kept]:
    """Remove what was written before a day, and return it by name; so goes what a run left that was killed."""
    gone = []
    with _opened(folder) as at:
        for name, known in list(_regular(at)):
            kept = _kept(name, known)
            if kept.on < before:
                with suppress(OSError):
                    os.unlink(name, dir_fd=at)
                    gone.append(kept)
    return sorted(gone)


@contextmanager
def got(folder: Path, name: str) -> Iterator[BinaryIO]:
    """Open a file of the folder to be read. Raises `InputError` where there is none of that name."""
    _check(name)
    with _opened(folder) as at:
        try:
            file = os.fdopen(os.open(name, _READ, dir_fd=at), "rb")
        except OSError:
            raise InputError("session.no_file", name=name) from None
        with file:
            if not _is_plain(os.fstat(file.fileno())):
                raise InputError("session.no_file", name=name)
            yield file


def typed(folder: Path | None, text: str) -> Path:
    """Return the path that was typed; with a `folder` only that of a file in it.

    Raises `InputError` for any other: who works over SSH reads nothing else of the disk.
    """
    if folder is None:
        return typed_path(text)
    path = folder / text
    if path.parent != folder or not is_name(path.name):
        raise InputError("session.own_folder")
    with suppress(OSError):
        if not _is_plain(path.lstat()):
            raise InputError("session.own_folder")
    return path


@contextmanager
def written(at: int, name: str) -> Iterator[BinaryIO]:
    """Write a file in an open folder, which takes its name when it is whole; what was cut short leaves nothing."""
    beside = f".{token_hex(8)}.part"
    with os.fdopen(os.open(beside, _NEW, _FILE, dir_fd=at), "wb") as file:
        try:
            yield file
            file.flush()
            os.fsync(file.fileno())
            os.rename(beside, name, src_dir_fd=at, dst_dir_fd=at)
        except BaseException:
            os.unlink(beside, dir_fd=at)
            raise


def _check(name: str) -> None:
    if not is_name(name):
        raise InputError("session.name", name=name, most=_LONGEST_NAME)


@contextmanager
def _opened(folder: Path) -> Iterator[int]:
    folder.mkdir(mode=_FOLDER, parents=True, exist_ok=True)
    at = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
    try:
        yield at
    finally:
        os.close(at)


def _refuse_full(at: int, name: str, new: BinaryIO, size: int) -> None:
    """Refuse a new file of a size that takes the place of one of its name, where there is no room for it."""
    ours = os.fstat(new.fileno()).st_ino
    others = [known.st_size for other, known in _regular(at) if other != name and known.st_ino != ours]
    if sum(others) + size > MOST_IN_ALL or len(others) >= MOST_FILES:
        raise Refused("session.full", source=HOUSE_RULE, name=name, files=MOST_FILES, most=MOST_IN_ALL // _MIB)


def _files(at: int) -> Iterator[Kept]:
    for name, known in _regular(at):
        if is_name(name) and _is_plain(known):
            yield _kept(name, known)


def _regular(at: int) -> Iterator[tuple[str, os.stat_result]]:
    """Yield every file with what is known of it, also one that is still being written."""
    for name in os.listdir(at):
        with suppress(OSError):
            known = os.lstat(name, dir_fd=at)
            if stat.S_ISREG(known.st_mode):
                yield name, known


def _kept(name: str, known: os.stat_result) -> Kept:
    return Kept(name, known.st_size, date.fromtimestamp(known.st_mtime))  # noqa: DTZ012 where the server is


def _is_plain(known: os.stat_result) -> bool:
    """Say whether it is a file of ours that has no second name: no link leads out of the folder."""
    return stat.S_ISREG(known.st_mode) and known.st_nlink == 1 and known.st_uid == os.geteuid()
