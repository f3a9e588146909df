"""The keys of each place as its help shows them: all that work there, each called something else, all to be seen."""

from collections import Counter
from typing import Any

import pytest

from casebook.ui.dialogs.goto import PLACES
from casebook.ui.screens.place import Place
from casebook.ui.widgets.menu import Menu
from casebook.words import LANGUAGES
from tests.sample import Office
from tests.ui.screen import SMALL, Screen, session

# One only tells how one quits; the others are of the library, and find nothing here to focus or to copy.
NOT_SHOWN = {"how_to_quit", "app.focus_next", "app.focus_previous", "screen.copy_text"}
# So small a window is still worked in: half of a screen beside a spreadsheet, with large letters.
_SMALLEST = (50, 14)


async def _help(screen: Screen, letter: str) -> tuple[set[str], Menu[Any]]:
    """Go to a place by its letter, or with none to a case; return which keys work there by their ids, and its help."""
    await screen.press("escape", "escape", "g", letter or "c", *(() if letter else ("enter",)))
    place = screen.app.screen
    assert isinstance(place, Place)
    works = {one.binding.id or one.binding.action for one in place.active_bindings.values() if one.enabled}
    await screen.press("question_mark")
    return works - NOT_SHOWN, screen.app.screen.query_one(Menu)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_help_shows_every_key_that_works_and_no_other(office: Office, language: str) -> None:
    async with session(*office, language=language) as screen:
        for letter in (*PLACES.values(), ""):
            works, menu = await _help(screen, letter)
            shown = {entry.value.id for entry in menu._all}
            assert shown == works, letter
            called = Counter(entry.text for entry in menu._all)
            assert {text: times for text, times in called.items() if times > 1} == {}, letter


@pytest.mark.parametrize("size", [SMALL, _SMALLEST])
async def test_help_and_the_menu_of_places_can_be_read_to_their_end(office: Office, size: tuple[int, int]) -> None:
    async with session(*office, size=size) as screen:
        for letter in (*PLACES.values(), ""):
            _, menu = await _help(screen, letter)
            await screen.press(*["pagedown"] * (len(menu._all) // 10 + 1))
            assert any(f"▸ {menu._all[-1].key}" in line for line in screen.lines), f"{letter}\n{screen.text}"
        await screen.press("escape", "g", *["down"] * len(PLACES))
        assert screen.shows("▸ l")
