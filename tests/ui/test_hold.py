"""What is read is painted at once with what made room for it, and nothing waits long for that."""

from collections.abc import Callable
from threading import Event
from typing import Any
from unittest.mock import patch

import pytest

from casebook.ui import hold
from casebook.ui.app import CasebookApp
from casebook.ui.threads import Threads
from tests.sample import Office
from tests.ui.screen import Screen, session

_NEVER = 86_400.0


async def frames(screen: Screen, *keys: str) -> list[str]:
    """Press keys, and return what stood on the screen after each frame that was painted."""
    found: list[str] = []
    display = CasebookApp._display

    def painted(app: CasebookApp, shown: Any, renderable: Any) -> None:
        display(app, shown, renderable)
        if renderable is not None:
            found.append(screen.text)

    with patch.object(CasebookApp, "_display", painted):
        await screen.press(*keys)
    return found


async def test_a_dialog_goes_in_the_frame_in_which_what_came_of_it_is_there(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hold, "_MOST", _NEVER)
    async with session(*office) as screen:
        await screen.press("n", *"gebeld")
        assert screen.shows("gebeld")
        first, *_ = [one for one in await frames(screen, "enter") if "gebeld" not in one]
        assert "vastgelegd" in first


async def test_a_place_comes_with_its_rows(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hold, "_MOST", _NEVER)
    async with session(*office) as screen:
        first, *_ = [one for one in await frames(screen, "g", "c") if "Dossiers" in one]
        assert "2026-0001" in first


async def test_a_place_that_is_read_slowly_is_seen_before_its_rows(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    read, shown, go_on = Threads.read, Event(), Event()

    async def slow(threads: Threads, work: Callable[[], Any]) -> Any:
        return await read(threads, lambda: (go_on.wait(20), work())[1])

    async with session(*office) as screen:
        monkeypatch.setattr(Threads, "read", slow)
        display = CasebookApp._display

        def painted(app: CasebookApp, on: Any, renderable: Any) -> None:
            display(app, on, renderable)
            if "Dossiers" in screen.text:
                shown.set()
                go_on.set()

        with patch.object(CasebookApp, "_display", painted):
            await screen.press("g", "c")
        assert shown.is_set()
        assert screen.shows("2026-0001")
