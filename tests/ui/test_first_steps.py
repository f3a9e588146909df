"""What to do first, for who asks again later: from the palette by its name, or by its key, in any place."""

import pytest

from casebook.ui.dialogs.reader import Reader
from tests.sample import Office
from tests.ui.screen import SMALL, session


@pytest.mark.parametrize(("language", "name"), [("nl", "eerste stappen"), ("en", "first steps")])
async def test_it_is_found_by_its_name_in_a_book_that_is_not_empty(office: Office, language: str, name: str) -> None:
    async with session(*office, size=SMALL, language=language) as screen:
        await screen.press("g", "c", ":")
        await screen.type(name)
        await screen.press("enter")
        assert isinstance(screen.app.screen, Reader)
        assert screen.shows("casebook import receivables")
        await screen.is_as(f"first-steps-80-{language}")


async def test_its_key_works_in_a_place_and_over_no_dialog(office: Office) -> None:
    async with session(*office) as screen:
        await screen.press("g", "t", "f3")
        await screen.is_as("first-steps-120-nl")
        await screen.press("escape")
        assert screen.shows("Team ▸")
        await screen.press("g", "c", "n", "f3")
        assert not isinstance(screen.app.screen, Reader)
