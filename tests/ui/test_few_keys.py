"""Who cannot use many keys has all of it by the arrows, Enter, Esc and two function keys: F1 helps, F2 lists all."""

from collections.abc import Callable
from functools import partial
from operator import eq

from casebook.ui.dialogs.form import Form
from casebook.ui.dialogs.goto import PLACES
from casebook.ui.keys import Key
from casebook.ui.screens.place import Place
from casebook.ui.widgets.menu import Menu
from tests.sample import Office
from tests.ui.screen import SMALL, Screen, session
from tests.ui.test_help import NOT_SHOWN


async def _choose(screen: Screen, wanted: Callable[[Key | str], bool]) -> None:
    """Open the menu of all there is, go down to an entry, and choose it."""
    await screen.press("f2")
    values = [entry.value for entry in screen.app.screen.query_one(Menu)._all]
    at = next(at for at, value in enumerate(values) if wanted(value))
    await screen.press(*["pagedown"] * (at // 10), *["down"] * (at % 10), "enter")


async def _run(screen: Screen, id_: str) -> None:
    await _choose(screen, lambda value: isinstance(value, Key) and value.id == id_)


async def test_every_place_and_all_that_is_done_there_is_in_one_menu(office: Office) -> None:
    async with session(*office, size=SMALL) as screen:
        for place in PLACES:
            await _choose(screen, partial(eq, place))
            assert screen.app.current_mode == place
            top = screen.app.screen
            assert isinstance(top, Place)
            works = {one.binding.id or one.binding.action for one in top.active_bindings.values() if one.enabled}
            await screen.press("f2")
            entries = screen.app.screen.query_one(Menu)._all
            assert {entry.value.id for entry in entries if isinstance(entry.value, Key)} == works - NOT_SHOWN
            await screen.press("escape")


async def test_work_on_a_case_is_done_without_any_letter(office: Office) -> None:
    async with session(*office, size=SMALL) as screen:
        await screen.press("f1")
        assert screen.shows("Toetsen op dit scherm")
        await screen.press("escape", "down", "enter")
        await _run(screen, "case.next_tab")
        assert screen.shows("▸Vorderingen")
        await _run(screen, "case.next")
        assert isinstance(screen.app.screen, Form)
        await screen.press("down", "right", "enter")
        assert screen.shows("✓")


async def test_a_page_that_is_open_has_its_keys_there_too(office: Office) -> None:
    async with session(*office, size=SMALL) as screen:
        await screen.press("enter")
        await _run(screen, "case.payoff")
        page = screen.app.screen
        await screen.press("f2")
        entries = screen.app.screen.query_one(Menu)._all
        ids = [entry.value.id for entry in entries if isinstance(entry.value, Key)]
        await screen.press("escape")
        works = {one.binding.id for one in page.active_bindings.values() if one.enabled and one.binding.id}
        assert set(ids) == works
        assert len(ids) > 4


async def test_neither_help_nor_all_keys_open_on_top_of_each_other(office: Office) -> None:
    async with session(*office, size=SMALL) as screen:
        before = len(screen.app.screen_stack)
        await screen.press("f2", "f2", "ctrl+p", "f1")
        assert len(screen.app.screen_stack) == before + 1
        await screen.press("escape")
        assert len(screen.app.screen_stack) == before


async def test_what_is_asked_is_not_left_for_the_place_it_is_asked_in(office: Office) -> None:
    async with session(*office, size=SMALL) as screen:
        await screen.press("enter", "n", *"gebeld")
        assert isinstance(form := screen.app.screen, Form)
        await screen.press("f2")
        places = {entry.value for entry in screen.app.screen.query_one(Menu)._all if isinstance(entry.value, str)}
        assert places == set(PLACES) - {"today"}
        await screen.press("escape")
        await screen.app.to_place("today")
        await screen.rests()
        assert screen.app.screen is form
        assert screen.shows("gebeld")
        await screen.press("enter")
        assert screen.shows("✓")
