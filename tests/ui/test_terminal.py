"""What is written to the terminal, and what is read from one that has gone."""

import os
from threading import Event
from types import SimpleNamespace

import pytest
from textual.drivers.linux_driver import LinuxDriver

from casebook.ui.terminal import Terminal


def test_a_frame_in_which_nothing_differs_writes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[str] = []
    monkeypatch.setattr(LinuxDriver, "write", lambda _, data: written.append(data))
    terminal = object.__new__(Terminal)
    terminal._placed = ""
    there, elsewhere = "\x1b[3;4H", "\x1b[5;6H"
    for data in ("text" + there, there, there, elsewhere, elsewhere, "\x07", "\x07", elsewhere):
        terminal.write(data)
    assert written == ["text" + there, elsewhere, "\x07", "\x07", elsewhere]


def test_a_terminal_that_has_gone_ends_the_app_and_is_not_read_again_and_again() -> None:
    done: list[object] = []
    terminal = object.__new__(Terminal)
    terminal.fileno, typed = os.pipe()
    os.write(typed, b"j")
    os.close(typed)
    parts = {
        "exit_event": Event(),
        "_loop": SimpleNamespace(call_soon_threadsafe=done.append),
        "_app": SimpleNamespace(hang_up="hang up"),
        "process_message": done.append,
    }
    vars(terminal).update(parts)
    terminal._run_input_thread()
    os.close(terminal.fileno)
    assert [getattr(one, "key", one) for one in done] == ["j", "hang up"]
