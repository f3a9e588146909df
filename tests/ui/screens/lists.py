"""What tests of list places share: the place that is shown, and waiting for what goes on beside it."""

from collections.abc import Callable
from typing import Any

from casebook.ui.screens.list_place import ListPlace
from tests.ui.screen import Screen


def shown(screen: Screen) -> ListPlace[Any]:
    """The list place that is on top, or below what asks something."""
    found = [one for one in screen.app.screen_stack if isinstance(one, ListPlace)]
    return found[-1]


def held(screen: Screen) -> list[int]:
    """The cases of the rows that are held."""
    place = shown(screen)
    return [place.case_of(row) for row in place.list.window.rows]


async def until(screen: Screen, done: Callable[[], bool]) -> None:
    """Wait for what goes on in the background, a step of it at a time."""
    for _ in range(200):
        if done():
            return
        await screen.app.desk.search(lambda _: None)
        await screen.settled()
    raise AssertionError("it never ended")
