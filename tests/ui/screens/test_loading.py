"""What stands on the screen while a place is read: which place it is, and that it is being read."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from casebook.ui.desk import Desk
from casebook.ui.dialogs.goto import PLACES
from casebook.ui.screens.place import Place
from casebook.words import LANGUAGES, say
from tests.rest import STEP
from tests.sample import Office
from tests.ui.screen import SMALL, USUAL, Screen, pressed, session

# In looks: so long it takes at most until what goes on without reading is shown.
_LONGEST = 2_000


@contextmanager
def held(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let nothing be read until this is over."""
    let_go, read = asyncio.Event(), Desk._read

    async def waiting(desk: Desk, work: Callable[[], Any]) -> Any:
        await let_go.wait()
        return await read(desk, work)

    with monkeypatch.context() as patch:
        patch.setattr(Desk, "_read", waiting)
        try:
            yield
        finally:
            let_go.set()


async def shown(screen: Screen, place: str, *said: str) -> None:
    """Wait until a place is on top and says something while it is read."""
    for _ in range(_LONGEST):
        top = screen.app.screen
        if isinstance(top, Place) and f"place.{place}" == top.NAME and screen.shows(*said):
            return
        await asyncio.sleep(STEP)
    raise AssertionError(f"{place}\n{screen.text}")


@pytest.mark.parametrize("language", LANGUAGES)
async def test_every_place_says_what_it_is_and_that_it_is_read(
    office: Office, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    async with session(*office, size=SMALL, language=language) as screen:
        for place, letter in PLACES.items():
            if place == "today":
                continue
            await screen.press("g")
            with held(monkeypatch):
                screen.app.post_message(pressed(letter))
                await shown(screen, place, say("list.loading", {}, language), say(f"place.{place}", {}, language))
            await screen.settled()
            assert not screen.shows(say("list.loading", {}, language)), place


@pytest.mark.parametrize(
    ("place", "size", "language"),
    [("figures", SMALL, "nl"), ("figures", USUAL, "en"), ("radar", SMALL, "nl"), ("radar", USUAL, "en")],
)
async def test_what_is_read_looks_like_what_it_will_be(
    office: Office, monkeypatch: pytest.MonkeyPatch, place: str, size: tuple[int, int], language: str
) -> None:
    async with session(*office, size=size, language=language) as screen:
        await screen.press("g")
        with held(monkeypatch):
            screen.app.post_message(pressed(PLACES[place]))
            await shown(screen, place, say("list.loading", {}, language))
            screen.is_now_as(f"loading-{place}-{size[0]}-{language}")
        await screen.settled()
