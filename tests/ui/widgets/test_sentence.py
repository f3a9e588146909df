"""Sentences beside what is typed and chosen: an amount stays with its sign wherever a line ends."""

import pytest
from textual.app import App, ComposeResult

from casebook.ui.widgets.sentence import Sentence

AMOUNT = "€\N{NO-BREAK SPACE}1.234,50"


class Page(App[None]):
    """A sentence in a room of some cells."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.sentence = Sentence(f"Hiervan staat {AMOUNT} open.")
        self.sentence.styles.width = width

    def compose(self) -> ComposeResult:
        """Lay it out."""
        yield self.sentence


@pytest.mark.parametrize("width", range(12, 32))
async def test_an_amount_stays_with_its_sign_in_any_width(width: int) -> None:
    app = Page(width)
    async with app.run_test():
        lines = [strip.text.rstrip() for strip in app.sentence.render_lines(app.sentence.size.region)]
        assert any(AMOUNT in line for line in lines)
        assert " ".join(" ".join(lines).split(" ")) == f"Hiervan staat {AMOUNT} open."
