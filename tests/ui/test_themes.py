"""Each theme paints every place; all of it can be read, and without colour nothing is lost but the colour."""

from collections.abc import Iterator

import pytest
from rich._palettes import STANDARD_PALETTE
from rich.color import Color, ColorSystem
from rich.segment import Segment
from textual.theme import Theme
from textual.widgets import Input

from casebook import settings
from casebook.ui import theme
from tests.sample import Office
from tests.ui.screen import SMALL, Screen, session

# WCAG 2.2, 1.4.3: how much lighter the one of text and ground is at least than the other.
_READABLE = 4.5
_TEXTS = ("foreground", "primary", "warning", "error", "success", "accent")
_OWN_TEXTS = ("urgent", "due", "quiet")
_GROUNDS, _OWN_GROUNDS = ("background", "surface", "panel"), ("chosen", "bar")
_COLOURED = [one for one in theme.THEMES if one.name != theme.MONO]


def test_the_settings_know_every_theme() -> None:
    assert theme.CHOICES == settings.THEMES == tuple(one.name for one in theme.THEMES)


@pytest.mark.parametrize("colours", [ColorSystem.TRUECOLOR, ColorSystem.EIGHT_BIT, ColorSystem.STANDARD])
@pytest.mark.parametrize("one", _COLOURED, ids=lambda one: one.name)
def test_every_text_is_readable_on_every_ground_however_few_colours_there_are(one: Theme, colours: ColorSystem) -> None:
    texts, grounds = _named(one, _TEXTS, _OWN_TEXTS), _named(one, _GROUNDS, _OWN_GROUNDS)
    found = {
        (text, ground): _contrast(_told(said, colours), _told(on, colours))
        for text, said in texts.items()
        for ground, on in grounds.items()
    }
    assert {pair: contrast for pair, contrast in found.items() if contrast < _READABLE} == {}


@pytest.mark.parametrize("name", [one.name for one in _COLOURED])
async def test_what_is_painted_can_be_read(office: Office, name: str) -> None:
    async with session(*office, theme=name) as screen:
        await screen.press("space", "j", "V")
        await screen.rests()
        assert _faint(screen) == set()
        await screen.press("question_mark")
        assert screen.shows("typ om te zoeken")
        assert _faint(screen) == set()
        await screen.press("escape", "M", "enter")
        for _ in range(12):
            assert _faint(screen) == set()
            await screen.press("right_square_bracket")
        await screen.press("f")
        line = screen.app.screen.query_one(Input)
        assert line.selected_text
        assert _faint(screen) == set()
        await screen.type("99-99-9999")
        await screen.press("enter")
        assert screen.shows("✗")
        assert _faint(screen) == set()


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
        for segment in _painted(screen):
            for colour in (segment.style.color, segment.style.bgcolor) if segment.style else ():
                assert colour is None or colour.is_default, segment


async def test_without_colour_what_is_selected_is_seen(office: Office) -> None:
    async with session(*office, theme=theme.MONO) as screen:
        await screen.press("f")
        selected = screen.app.screen.query_one(Input).selected_text
        assert any(one.style and one.style.reverse and selected in one.text for one in _painted(screen))


def _named(one: Theme, names: tuple[str, ...], own: tuple[str, ...]) -> dict[str, str]:
    return {name: getattr(one, name) for name in names} | {name: one.variables[name] for name in own}


def _told(colour: str, colours: ColorSystem) -> tuple[int, int, int]:
    """Return a colour as a terminal of so many colours is told it; the nearest of sixteen is sought in those of VGA."""
    told = Color.parse(colour).downgrade(colours)
    return STANDARD_PALETTE[told.number or 0] if colours is ColorSystem.STANDARD else told.get_truecolor()


def _contrast(one: tuple[int, int, int], other: tuple[int, int, int]) -> float:
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: tuple[int, int, int]) -> float:
    parts = [one / 255 for one in colour]
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _painted(screen: Screen) -> Iterator[Segment]:
    for strip in screen.app.screen._compositor.render_strips():
        yield from strip


def _faint(screen: Screen) -> set[str]:
    """Return the texts on the screen that are hard to read; what is drawn with lines only is none."""
    return {
        one.text.strip()
        for one in _painted(screen)
        if one.style
        and one.style.color
        and one.style.bgcolor
        and any(letter.isalnum() for letter in one.text)
        and _contrast(one.style.color.get_truecolor(), one.style.bgcolor.get_truecolor()) < _READABLE
    }
