"""Each theme paints every place; without colour nothing is lost but the colour."""

import pytest

from casebook import settings
from casebook.ui import theme
from tests.sample import Office
from tests.ui.screen import SMALL, session


def test_the_settings_know_every_theme() -> None:
    assert theme.CHOICES == settings.THEMES == tuple(one.name for one in theme.THEMES)


@pytest.mark.parametrize("name", theme.CHOICES)
async def test_a_theme_shows_the_same_text(office: Office, name: str) -> None:
    async with session(*office, size=SMALL, theme=name) as screen:
        head = screen.lines[:10]
        assert screen.app.theme == name
        assert "2026-0121" in head[2]
        await screen.press("question_mark")
        assert screen.lines[:10] != head
        await screen.press("escape")
        assert screen.lines[:10] == head


async def test_without_colour_no_cell_has_one(office: Office) -> None:
    async with session(*office, theme=theme.MONO) as screen:
        for strip in screen.app.screen._compositor.render_strips():
            for segment in strip:
                for colour in (segment.style.color, segment.style.bgcolor) if segment.style else ():
                    assert colour is None or colour.is_default, segment
