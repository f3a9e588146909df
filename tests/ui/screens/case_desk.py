"""A case on the screen: what the tests of its header and its tabs begin with."""

from typing import Any

from casebook.store.perform import perform
from casebook.store.queries import case
from casebook.ui.screens.case import _TABS, CaseScreen
from tests.databases import TODAY
from tests.sample import Office
from tests.ui.screen import Screen

TABS = tuple(tab.NAME for tab in _TABS)


def act(office: Office, command: object) -> Any:
    """Perform a command as a colleague would, and return its result."""
    return perform(office.database, office.actor, TODAY, command).result


def numbered(office: Office, number: str) -> int:
    """Return the case with a number."""
    found = case.case_of(office.database, number)
    assert found is not None
    return found


async def opened(screen: Screen, case_id: int, tab: str = "overview") -> CaseScreen:
    """Open a case, and a tab of it; return its screen, when all of the header is there."""
    place = CaseScreen(screen.app.desk, case_id)
    await screen.app.push_screen(place)
    await screen.settled()
    await turned(screen, tab)
    await whole(screen)
    return place


async def turned(screen: Screen, tab: str) -> None:
    """Turn the tabs of the case that is open until the one of a name is shown."""
    place = screen.app.screen
    assert isinstance(place, CaseScreen)
    turns = TABS.index(tab) - TABS.index(place.tab.NAME)
    await screen.press(*["]" if turns > 0 else "["] * abs(turns))
    assert tab == place.tab.NAME


async def whole(screen: Screen) -> None:
    """Wait until what is to be paid is shown, too."""
    for worker in list(screen.app.workers):
        if worker.group == "payable":
            await worker.wait()
    await screen.settled()
