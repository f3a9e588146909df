"""The terminal the app runs in, also when it is closed under it: a window shut, a connection of SSH that broke."""

import os
import selectors
from codecs import getincrementaldecoder
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TextIO

from textual import events
from textual._xterm_parser import XTermParser
from textual.constants import ESCAPE_DELAY
from textual.drivers.linux_driver import LinuxDriver
from textual.geometry import Size
from textual.message import Message

if TYPE_CHECKING:
    from casebook.ui.app import CasebookApp


# More columns and rows no screen has. Who says his has more would let the server paint until it has no memory left.
_MOST = Size(1000, 500)
# In seconds: so often it is looked whether the app ended while nothing is typed.
_LOOK = 0.1
# In bytes.
_AT_ONCE = 4096


class Terminal(LinuxDriver):
    """A terminal that may go away: what is painted after that goes nowhere, instead of stopping the app half-way."""

    _app: "CasebookApp"

    def __init__(self, app: "CasebookApp", **options: Any) -> None:
        super().__init__(app, **options)
        # Until the terminal tells it.
        self._size = self._get_terminal_size()
        self._file: Any = _Output(self._file)
        # Where what was written last put the cursor.
        self._placed = ""

    def write(self, data: str) -> None:
        """Write what is painted; not once more where the cursor stands, of a frame in which nothing differs."""
        if data != self._placed:
            super().write(data)
            last = data[data.rfind("\x1b") :]
            self._placed = last if last.endswith("H") else ""

    def run_input_thread(self) -> None:
        """Take what is typed. Esc waits as long as was set for what would make it another key, and no longer.

        Raises `EOFError` where the terminal has gone.
        """
        parser, decode = XTermParser(), getincrementaldecoder("utf-8")().decode
        typed = ""
        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                wait = ESCAPE_DELAY if typed.endswith("\x1b") else _LOOK
                typed = decode(self._read()) if selector.select(wait) else ""
                for event in (*(parser.feed(typed) if typed else ()), *parser.tick()):
                    self.process_message(event)

    def _read(self) -> bytes:
        read = os.read(self.fileno, _AT_ONCE)
        if not read:
            raise EOFError
        return read

    def _run_input_thread(self) -> None:
        """Take what is typed; what is no UTF-8 was not typed, and a fault of ours ends the app as any other does."""
        while not self.exit_event.is_set():
            try:
                self.run_input_thread()
            except UnicodeDecodeError:
                continue
            except (OSError, EOFError):
                self._loop.call_soon_threadsafe(self._app.hang_up)
                return
            except Exception as fault:  # noqa: BLE001 the app ends with it, loudly
                self._loop.call_soon_threadsafe(self._app.fail, fault)
                return

    def start_application_mode(self) -> None:
        """Begin, or go on after the shell had the terminal: nothing of ours stands there any more."""
        super().start_application_mode()  # type: ignore[no-untyped-call]  # the library leaves it untyped
        self._app.canvas.forget()

    @property
    def can_suspend(self) -> bool:
        """Whether the app may give the terminal back to a shell: never to who came in over SSH, who has none."""
        return not self._app.enclosed and super().can_suspend

    def _get_terminal_size(self) -> tuple[int, int]:
        """Return how many columns and rows are painted."""
        return _painted(*super()._get_terminal_size())

    def process_message(self, message: Message) -> None:
        """Take what the terminal tells; of its size it may tell anything."""
        if isinstance(message, events.Resize):
            message.size = message.virtual_size = message.container_size = _painted(*message.size)
        super().process_message(message)

    def _sigtstp_application(self, *arguments: object) -> None:
        """Step back for the shell, unless there is none."""
        if not self._app.enclosed:
            super()._sigtstp_application(*arguments)

    def open_url(self, url: str, new_tab: bool = True) -> None:
        """Open nothing: the browser of the server is nobody's."""

    def deliver_binary(self, *_: object, **_options: object) -> None:
        """Write nothing: what leaves goes to the folder of the person."""

    def _sigcont_application(self, *_: object) -> None:
        """Come back only from where it went: a terminal that is closed sends this signal too."""
        if self._must_signal_resume:
            super()._sigcont_application()

    @property
    def is_gone(self) -> bool:
        """Whether the terminal was closed."""
        return self.input_tty and not os.isatty(self.fileno)


def _painted(width: int, height: int) -> Size:
    return Size(min(width, _MOST.width), min(height, _MOST.height))


class _Output:
    """Writes to a terminal for as long as there is one."""

    def __init__(self, file: TextIO) -> None:
        self._file = file

    def write(self, text: str) -> None:
        with suppress(OSError):
            self._file.write(text)

    def flush(self) -> None:
        with suppress(OSError):
            self._file.flush()

    def fileno(self) -> int:
        return self._file.fileno()
