"""A page of text shows all of its text, whatever surrounds it."""

import pytest
from textual.app import App, ComposeResult

from casebook.ui.prose import line
from casebook.ui.widgets.text_page import TextPage

WORDS = " ".join(f"woord{number}" for number in range(60))


class Page(App[None]):
    CSS = "TextPage { padding: 0 4; border: solid white; height: 1fr; }"

    def compose(self) -> ComposeResult:
        yield TextPage([line(WORDS)])


@pytest.mark.parametrize("width", [40, 80, 121])
async def test_no_letter_is_lost_beside_the_padding(width: int) -> None:
    app = Page()
    async with app.run_test(size=(width, 40)) as pilot:
        await pilot.pause()
        await pilot.resize_terminal(width - 7, 40)
        await pilot.pause()
        strips = app.screen._compositor.render_strips()
        shown = "".join("".join(segment.text for segment in strip) for strip in strips)
    missing = [word for word in WORDS.split() if word not in shown]
    assert missing == []
