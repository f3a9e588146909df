"""What is written to the terminal."""

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
