"""Keys typed ahead reach what the keys before them produced."""

from textual import events
from textual.widgets import TextArea

from casebook.store.queries import case
from casebook.ui.screens.list_place import ListPlace
from tests.sample import Office
from tests.ui.screen import Screen, session


async def test_a_text_typed_in_one_go_lands_in_the_form_it_opened(office: Office) -> None:
    async with session(*office) as screen:
        chosen = screen.app.screen.case_id  # type: ignore[attr-defined]  # the place that is on top
        for key in ("c", "g", *"hello", "enter"):
            screen.app.post_message(key_event(key))
        await screen.settled()
        assert not screen.shows("Contact ·")
    rows = case.contacts(chosen).after(office.database).rows
    assert [row.text for row in rows][:1] == ["hello"]


def key_event(key: str) -> events.Key:
    return events.Key(key, key if len(key) == 1 else "\r")


async def test_what_is_pasted_comes_without_control_codes_and_is_cut(office: Office) -> None:
    async with session(*office) as screen:
        await screen.press("n")
        screen.app.post_message(events.Paste("\x1b]0;title\x07a\x1b[31m\tb\r\n[/b]" + "x" * 10_000_000))
        await screen.settled()
        area = screen.app.screen.query_one(TextArea)
        assert area.text.startswith("a b\n[/b]xxx")
        assert len(area.text) < 200_000
        await screen.press("enter")
        assert screen.shows("20.000") or screen.shows("20000")


async def test_a_click_does_nothing_while_something_is_under_way(office: Office) -> None:
    async with session(*office) as screen:
        place = screen.app.screen
        assert isinstance(place, ListPlace)
        with screen.app.gate.busy():
            click(screen)
            await screen.pilot.pause()
            assert place.list.window.cursor == 0
        click(screen)
        await screen.settled()
        assert place.list.window.cursor == 3


def click(screen: Screen) -> None:
    """Click on a row of the list, as the terminal tells it."""
    for kind in (events.MouseDown, events.MouseUp):
        screen.app.post_message(kind(None, 5, 5, 0, 0, 1, shift=False, meta=False, ctrl=False))
