"""The installed command in a real terminal of our own: what it paints, and every byte it sends."""

import errno
import os
import pwd
import select
import signal
import sys
import termios
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pexpect
import pyte

CHECKOUT = Path(__file__).parents[2]
SMALL, USUAL = (80, 24), (120, 40)
LOGIN = pwd.getpwuid(os.getuid()).pw_name
# In seconds. Nothing waits so long but what has failed.
_DEADLINE, _SLICE = 30.0, 0.05
# What asks the app whether it is at rest, and what it answers. No keyboard gives the one, and no app sends the other:
# a character without a meaning, and a control string (OSC) that every terminal leaves alone.
ASK, ANSWER = "\uf8ff", b"\x1b]7770;at rest\x07"
# The app that can be asked: for `terminal(program=...)`, after what is to be otherwise in it.
ANSWERING = """
from tests.acceptance.start import start
raise SystemExit(start())
"""


class Terminal:
    """A terminal in which a command runs."""

    def __init__(self, arguments: list[str], size: tuple[int, int], environment: Mapping[str, str]) -> None:
        self.size = size
        self.sent = b""
        self._is_open = True
        self._screen = pyte.Screen(*size)
        self._stream = pyte.ByteStream(self._screen)
        self.process = pexpect.spawn(
            sys.executable,
            arguments,
            dimensions=(size[1], size[0]),
            env={"PATH": os.environ["PATH"], "TERM": "xterm-256color", "PYTHONPATH": str(CHECKOUT), **environment},
            echo=False,
        )

    @property
    def lines(self) -> list[str]:
        """What the screen shows, without the room at the end of lines."""
        return [line.rstrip() for line in self._screen.display]

    @property
    def text(self) -> str:
        """What the screen shows."""
        return "\n".join(self.lines)

    @property
    def cells(self) -> list[list[object]]:
        """Each character that the screen shows, with its colours."""
        columns, rows = self.size
        return [[self._screen.buffer[row][column] for column in range(columns)] for row in range(rows)]

    def wipe(self) -> None:
        """Clear the screen without the command knowing, as what another program writes to it would spoil it."""
        self._screen.erase_in_display(2)

    @property
    def cursor_hidden(self) -> bool:
        """Whether the cursor is hidden."""
        return self._screen.cursor.hidden

    @property
    def pid(self) -> int:
        """The id of the process."""
        assert self.process.pid is not None
        return self.process.pid

    def type(self, text: str) -> None:
        """Write all of a text to the terminal at once."""
        os.write(self.process.child_fd, text.encode())

    @property
    def attributes(self) -> list[object]:
        """How the terminal treats what is typed."""
        return termios.tcgetattr(self.process.child_fd)

    def resize(self, columns: int, rows: int) -> None:
        """Make the terminal another size."""
        self.size = (columns, rows)
        self._screen.resize(rows, columns)
        self.process.setwinsize(rows, columns)

    def wait(self, condition: Callable[[], object], what: str) -> None:
        """Read on until something is so."""
        end = time.monotonic() + _DEADLINE
        while not condition():
            alive = self.process.isalive()
            more = self._read()
            assert more or alive or condition(), f"{what}; it ended:\n{self.text}"
            assert time.monotonic() < end, f"{what}; the screen:\n{self.text}"

    def rests(self) -> None:
        """Wait until all that was typed is done and painted, and what follows when the person rests too.

        Only for a program that can be asked, `ANSWERING`.
        """
        begun = len(self.sent)
        self.type(ASK)
        self.wait(lambda: ANSWER in self.sent[begun:], "the app is to come to rest")

    def shows(self, *texts: str) -> None:
        """Wait until all texts are on the screen."""
        self.wait(lambda: self._has(texts), f"{texts} is to be shown")

    def shows_no(self, text: str) -> None:
        """Wait until a text is no longer on the screen."""
        self.wait(lambda: text not in self.text, f"{text} is to go")

    def ends(self) -> int:
        """Wait until the command has ended; return its exit status as a shell tells it."""
        self.wait(lambda: not self.process.isalive(), "the command is to end")
        while self._read():
            pass
        return self._status

    def close(self) -> None:
        """Close the terminal, as when its window is shut."""
        self._is_open = False
        # What pexpect itself does on closing also kills the command, which is to end by itself.
        inner = self.process.ptyproc  # type: ignore[attr-defined]  # not in the stubs
        inner.fileobj.close()
        inner.closed = self.process.closed = True

    def ends_closed(self) -> int:
        """Wait until the command has ended whose terminal was closed; return its exit status."""
        end = time.monotonic() + _DEADLINE
        while self.process.isalive():
            assert time.monotonic() < end, "the command is to end"
            select.select([], [], [], _SLICE)
        return self._status

    def _has(self, texts: tuple[str, ...]) -> bool:
        shown = self.text
        return all(text in shown for text in texts)

    @property
    def _status(self) -> int:
        if self.process.signalstatus is not None:
            return 128 + self.process.signalstatus
        assert self.process.exitstatus is not None
        return self.process.exitstatus

    def _read(self, patience: float = _SLICE) -> bool:
        """Take what was sent meanwhile; say whether there was any."""
        if not self._is_open or not select.select([self.process.child_fd], [], [], patience)[0]:
            return False
        try:
            data = os.read(self.process.child_fd, 65536)
        except OSError as error:
            # How Linux says that nobody has the other end any more.
            if error.errno != errno.EIO:
                raise
            return False
        self.sent += data
        self._stream.feed(data)
        return bool(data)


@contextmanager
def terminal(
    *arguments: str, size: tuple[int, int] = USUAL, environment: Mapping[str, str], program: str | None = None
) -> Iterator[Terminal]:
    """Run `casebook` with arguments in a terminal of a size; `program` is Python that runs it in another way."""
    how = ["-c", program] if program else ["-m", "casebook"]
    one = Terminal([*how, *arguments], size, environment)
    try:
        yield one
    finally:
        if one.process.isalive():
            one.process.kill(signal.SIGKILL)
            one.process.wait()
