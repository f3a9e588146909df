"""Words that are broken over lines as those of a page of text are: an amount stays with its sign."""

from textual.geometry import Size
from textual.widgets import Static

from casebook.ui.prose import line, wrapped


class Sentence(Static):
    """A text as it is, never markup; Textual itself would break it at a no-break space too."""

    def __init__(self, text: str = "", *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 as Textual names it
        super().__init__(text, id=id, classes=classes, markup=False)

    def render(self) -> str:
        """Return the lines."""
        return "\n".join(broken(str(self.content), self.content_size.width))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return how many lines there are in so many cells."""
        return len(broken(str(self.content), width))


def broken(text: str, width: int) -> list[str]:
    """Return the lines of a text in so many cells."""
    return ["".join(span.text for span in row).rstrip(" ") for row in wrapped([line(text)], width)]
