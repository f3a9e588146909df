"""Reading files that came in by a process of its own, which is started anew where one ended it."""

import hashlib
import os
import select
import stat
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from casebook.domain.post.unread import Unread
from casebook.errors import InputError
from casebook.exchange.post import frames
from casebook.exchange.post.kinds import kind_of
from casebook.exchange.post.shapes import MOST_BYTES, Envelope, Found
from casebook.text import clean_line

_SECONDS = 10
# In all of a file with what is attached to it; what is not read by then stays unread.
_SECONDS_IN_ALL = 30
_LONGEST_NAME = 200
_NAMELESS = "-"


@dataclass(frozen=True, slots=True)
class PostPart:
    """Something attached to a mail, with its text page by page, or why there is none."""

    name: str
    media_type: str
    content: bytes
    sha256: str
    pages: tuple[str, ...]
    unread: Unread | None


@dataclass(frozen=True, slots=True)
class PostFile:
    """A file that came in, with its text page by page, or why there is none; `envelope` only of a mail."""

    name: str
    media_type: str
    content: bytes
    sha256: str
    pages: tuple[str, ...]
    unread: Unread | None
    envelope: Envelope | None
    parts: tuple[PostPart, ...]


class Reader:
    """Reads files one after the other; `seconds` is how long one may take of a processor, and twice that in all."""

    def __init__(self, seconds: int = _SECONDS) -> None:
        self._seconds = seconds
        self._child: subprocess.Popen[bytes] | None = None
        self._stopped = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def read(self, path: Path) -> PostFile:
        """Return what is in a file. Raises `InputError` for what is no plain file, is empty, or too large to keep."""
        return self.read_bytes(path.name, content_of(path))

    def read_bytes(self, name: str, content: bytes, declared: str = "") -> PostFile:
        """Return what is in a file by its name and bytes: whatever they are, in the time there is for it."""
        until = time.monotonic() + _SECONDS_IN_ALL
        found = self._found(name, content, declared)
        parts = []
        for one in found.attached:
            inner = Found(kind_of(one.name, one.content, one.media_type), unread=Unread.TOO_HARD)
            if time.monotonic() < until:
                inner = self._found(one.name, one.content, one.media_type)
            parts.append(
                PostPart(_name(one.name), inner.media_type, one.content, digest(one.content), inner.pages, inner.unread)
            )
        return PostFile(
            _name(name),
            found.media_type,
            content,
            digest(content),
            found.pages,
            found.unread,
            found.envelope,
            tuple(parts),
        )

    def stop(self) -> None:
        """Read nothing more; from another thread it ends what is being read."""
        self._stopped = True
        child = self._child
        if child is not None:
            child.kill()

    def close(self) -> None:
        """End the process that reads."""
        child, self._child = self._child, None
        if child is not None:
            child.kill()
            for stream in (child.stdin, child.stdout):
                if stream is not None:
                    stream.close()
            child.wait()

    def _found(self, name: str, content: bytes, declared: str) -> Found:
        for head_only in (False, True):
            if self._stopped:
                break
            try:
                return self._answer(frames.Asked(name, declared, head_only, content))
            except (OSError, EOFError, TimeoutError, frames.BadAnswer):
                # It hung, was ended for what it took, or crashed.
                self.close()
        return Found(kind_of(name, content, declared), unread=Unread.TOO_HARD)

    def _answer(self, asked: frames.Asked) -> Found:
        if self._child is not None and self._child.poll() is not None:
            self.close()
        child = self._child = self._child or _started(self._seconds)
        until = time.monotonic() + 2 * self._seconds
        assert child.stdin is not None
        assert child.stdout is not None
        _write(child.stdin.fileno(), frames.ask(asked), until)
        out = child.stdout.fileno()
        return frames.answered(lambda count: _read(out, count, until))


def content_of(path: Path, *, follow: bool = True) -> bytes:
    """Return the bytes of a file; without `follow` not those that a link leads to.

    Raises `InputError` for what is no plain file, is empty, too large to keep, or is still being written.
    """
    # Opening a pipe would wait for somebody to write to it.
    flags = os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC | (0 if follow else os.O_NOFOLLOW)
    try:
        with open(os.open(path, flags), "rb") as file:  # noqa: PTH123 a path takes no flags
            before = os.fstat(file.fileno())
            if not stat.S_ISREG(before.st_mode):
                raise InputError("import.no_regular_file", file=str(path))
            content = file.read(MOST_BYTES + 1)
            after = os.fstat(file.fileno())
    except FileNotFoundError:
        raise InputError("import.no_file", file=str(path)) from None
    except IsADirectoryError:
        raise InputError("import.no_regular_file", file=str(path)) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or ""
        raise InputError("import.unreadable", file=str(path), reason=reason) from None
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        raise InputError("post.being_written", file=str(path))
    if len(content) > MOST_BYTES:
        raise InputError("document.too_large", file=str(path), most=MOST_BYTES // 2**20)
    if not content:
        raise InputError("post.empty_file", file=str(path))
    return content


def digest(content: bytes) -> str:
    """Return what the bytes of a document are known by."""
    return hashlib.sha256(content).hexdigest()


def _name(name: str) -> str:
    return clean_line(name, _LONGEST_NAME) or _NAMELESS


def _started(seconds: int) -> "subprocess.Popen[bytes]":
    # Nothing of the settings, the database or the session is for it.
    environment = {
        "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
        "LANG": "C.UTF-8",
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    child = subprocess.Popen(  # noqa: S603 our own program, with nothing of the file among its arguments
        [sys.executable, "-P", "-m", "casebook.exchange.post.child", str(seconds)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
        cwd="/",
        start_new_session=True,
    )
    assert child.stdin is not None
    assert child.stdout is not None
    os.set_blocking(child.stdin.fileno(), False)
    os.set_blocking(child.stdout.fileno(), False)
    return child


def _write(descriptor: int, content: bytes, until: float) -> None:
    left = memoryview(content)
    while left:
        _wait(descriptor, until, writing=True)
        left = left[os.write(descriptor, left[: 1 << 16]) :]


def _read(descriptor: int, count: int, until: float) -> bytes:
    pieces: list[bytes] = []
    while count:
        _wait(descriptor, until, writing=False)
        piece = os.read(descriptor, min(count, 1 << 20))
        if not piece:
            raise EOFError
        pieces.append(piece)
        count -= len(piece)
    return b"".join(pieces)


def _wait(descriptor: int, until: float, *, writing: bool) -> None:
    left = until - time.monotonic()
    reading = [] if writing else [descriptor]
    if left <= 0 or not any(select.select(reading, [descriptor] if writing else [], [], left)):
        raise TimeoutError
