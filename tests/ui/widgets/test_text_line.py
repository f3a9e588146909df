"""A line to type in, and the form around it, are laid out for the room there is and not for each key."""

from textual.widget import Widget

from casebook.ui.dialogs.form import Form
from casebook.ui.widgets.fields import TextField
from casebook.ui.widgets.text_line import TextLine
from tests.sample import Office
from tests.ui.screen import SMALL, USUAL, session


async def test_a_text_that_fits_lays_out_nothing_and_one_that_does_not_scrolls(office: Office) -> None:
    async with session(*office, language="en", size=SMALL) as screen:
        await screen.press("c", "s")
        line = screen.app.screen.query_one(TextField).editor
        assert isinstance(line, TextLine)
        line.focus()
        await screen.type("a")
        room = line.virtual_size
        await screen.type("bcd")
        assert line.virtual_size == room
        assert room.width == line.size.width
        await screen.type("x" * room.width + "end")
        assert line.virtual_size.width > room.width
        assert screen.shows("xxxend")
        await screen.press(*["backspace"] * (room.width + 6))
        assert line.value == "a"
        assert line.scroll_offset.x == 0


async def test_a_form_and_what_is_below_it_follow_the_size_of_the_terminal(office: Office) -> None:
    async with session(*office, language="en", size=SMALL) as screen:
        below = screen.app.screen
        await screen.press("c", "s")
        form = screen.app.screen
        assert isinstance(form, Form)
        assert of_size(form) == SMALL
        assert form.has_class("-low")
        await screen.pilot.resize_terminal(*USUAL)
        await screen.settled()
        assert of_size(form) == of_size(below) == USUAL
        assert form.has_class("-high")
        assert not form.has_class("-low")
        await screen.pilot.resize_terminal(*SMALL)
        await screen.settled()
        assert of_size(form) == of_size(below) == SMALL
        assert form.has_class("-low")


def of_size(screen: Widget) -> tuple[int, int]:
    return screen.size.width, screen.size.height
