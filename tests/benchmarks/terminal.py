"""A program in a terminal of 120 by 40, driven by keys: when what a key does has been painted, in how many bytes."""

import fcntl
import os
import pty
import re
import select
import signal
import statistics
import struct
import termios
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple, Self

COLUMNS, LINES = 120, 40
DOWN, UP, PAGE_DOWN, PAGE_UP, HOME, END = "\x1b[B", "\x1b[A", "\x1b[6~", "\x1b[5~", "\x1b[H", "\x1b[F"
ENTER, ESCAPE = "\r", "\x1b"
# In seconds: output has ended when nothing came for so long. What follows when the cursor rests comes later.
QUIET = 0.06
MOST = 30.0
# A key that paints nothing within it does nothing.
NOTHING = 3.0
_TICKS = os.sysconf("SC_CLK_TCK")


# Where what follows is written, what only says how, and text.
_TOKEN = re.compile(r"\x1b\[(\d+);(\d+)H|\x1b\[[0-9;?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*\x07?|\x1b[^\[\]]|([^\x1b]+)")


class Screen:
    """What stands on a terminal, as text: as little of one as tells what a person reads."""

    def __init__(self, lines: int = LINES, columns: int = COLUMNS) -> None:
        self._lines = [[" "] * columns for _ in range(lines)]
        self._at, self._left, self._text = (0, 0), b"", ""

    def feed(self, more: bytes) -> None:
        """Take what was painted; what may go on in what is read next waits for it."""
        raw = self._left + more
        whole = max(0, raw.rfind(b"\x1b"))
        self._left = raw[whole:]
        for token in _TOKEN.finditer(raw[:whole].decode(errors="replace")):
            if token[1]:
                self._at = int(token[1]) - 1, int(token[2]) - 1
            elif token[3] and self._at[0] < len(self._lines):
                line, column = self._at
                self._lines[line][column : column + len(token[3])] = token[3]
                self._at = line, column + len(token[3])
        self._text = ""

    @property
    def text(self) -> str:
        """All of it."""
        if not self._text:
            self._text = "\n".join(map("".join, self._lines))
        return self._text

    def __contains__(self, sign: str) -> bool:
        return sign in self.text


class Pressed(NamedTuple):
    """What a key came to: milliseconds to the first and to the last byte painted, and how many there were."""

    first: float
    last: float
    size: int


class Terminal:
    """A program that runs in a terminal."""

    def __init__(self, command: Sequence[str], **environment: str) -> None:
        self.begun = time.perf_counter()
        self._process, self._file = pty.fork()
        if not self._process:
            os.environ.update({"TERM": "xterm-256color", "COLORTERM": "truecolor"} | environment)
            os.environ.pop("NO_COLOR", None)
            os.execv(command[0], list(command))
        fcntl.ioctl(self._file, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        with suppress(ProcessLookupError):
            os.kill(self._process, signal.SIGKILL)
        os.waitpid(self._process, 0)
        os.close(self._file)

    def read(self, seconds: float) -> bytes:
        """Return what comes within so many seconds, nothing where nothing does."""
        if not select.select([self._file], [], [], seconds)[0]:
            return b""
        try:
            return os.read(self._file, 1 << 16)
        except OSError:
            raise SystemExit("the program ended") from None

    def until(self, sign: str | bytes, times: int = 1, since: float | None = None) -> float:
        """Wait until a text was painted so many times; return the milliseconds since then, or since it began."""
        looked_for = sign.encode() if isinstance(sign, str) else sign
        painted = b""
        while painted.count(looked_for) < times:
            more = self.read(MOST)
            if not more:
                raise SystemExit(f"{sign!r} was not painted")
            painted += more
        return (time.perf_counter() - (self.begun if since is None else since)) * 1e3

    def rest(self, seconds: float = 0.5) -> int:
        """Wait until nothing is painted any more; return how much was."""
        size = 0
        while more := self.read(seconds):
            size += len(more)
        return size

    def type(self, keys: str) -> float:
        """Type keys in one packet; return when."""
        when = time.perf_counter()
        os.write(self._file, keys.encode())
        return when

    def press(self, keys: str, quiet: float = QUIET, most: float = NOTHING, least: int = 1) -> Pressed:
        """Type keys, and wait until what they do was painted. Fewer than `least` bytes paint nothing one sees."""
        begun = last = self.type(keys)
        first, size = 0.0, 0
        while more := self.read(quiet if size else most):
            size += len(more)
            if len(more) >= least:
                last = time.perf_counter()
                first = first or last
        return Pressed((first - begun) * 1e3, (last - begun) * 1e3, size)

    def many(self, keys: str, times: int) -> list[Pressed]:
        """Press a key so many times, each when the one before it was painted."""
        return [self.press(keys) for _ in range(times)]

    @property
    def memory(self) -> float:
        """MB of the process that are in memory."""
        status = Path(f"/proc/{self._process}/status").read_text("utf-8")
        return int(status.split("VmRSS:")[1].split()[0]) / 1024

    @property
    def seconds(self) -> float:
        """Seconds of processor time so far."""
        fields = Path(f"/proc/{self._process}/stat").read_text("utf-8").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / _TICKS


def middle(pressed: Sequence[Pressed]) -> float:
    """Return the median of the milliseconds to the last byte."""
    return statistics.median(one.last for one in pressed)


def bytes_of(pressed: Sequence[Pressed]) -> tuple[float, float]:
    """Return the median and the mean of the bytes painted."""
    sizes = [one.size for one in pressed]
    return statistics.median(sizes), statistics.fmean(sizes)
