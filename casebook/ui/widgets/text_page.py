"""A page of text that scrolls by lines."""

from collections.abc import Sequence

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

from casebook.ui.prose import Line, Span, wrapped


class TextPage(Widget, can_focus=False):
    """Lines of text, of which those from `top` on are shown."""

    COMPONENT_CLASSES = {"text--head", "text--strong", "text--quiet", "text--urgent", "text--due"}

    def __init__(self, lines: Sequence[Line] = (), *, id: str | None = None) -> None:  # noqa: A002 as Textual names it
        super().__init__(id=id)
        self._lines = tuple(lines)
        self._wrapped: list[list[Span]] = []
        self._width = -1
        self.top = 0

    def show(self, lines: Sequence[Line]) -> None:
        """Show other lines, from the first one on; the same lines are left as they are."""
        if self._lines == tuple(lines):
            return
        self._lines = tuple(lines)
        self._width, self.top = -1, 0
        self._wrap(self.size.width)
        self.refresh(layout=self.styles.is_auto_height)

    @property
    def text(self) -> str:
        """The whole text, for copying."""
        return "\n".join("".join(span.text for span in (*one.spans, *_behind(one))) for one in self._lines)

    @property
    def is_cut(self) -> bool:
        """Whether there are more lines than have room."""
        return len(self._wrapped) > self.size.height

    def move(self, by: int) -> None:
        """Scroll by lines, as far as there are any."""
        top = max(0, min(self.top + by, len(self._wrapped) - self.size.height))
        if top != self.top:
            self.top = top
            self.refresh()

    def turn(self, pages: int) -> None:
        """Scroll by pages."""
        self.move(pages * max(1, self.size.height - 1))

    def to_begin(self) -> None:
        """Scroll to the first line."""
        self.move(-self.top)

    def to_end(self) -> None:
        """Scroll to the last line."""
        self.move(len(self._wrapped))

    def on_resize(self) -> None:
        """Break the lines anew."""
        # The event tells the size with what surrounds the text.
        self._wrap(self.size.width)
        self.move(0)
        # It may have been painted before its width was known.
        self.refresh()

    def on_mouse_scroll_down(self) -> None:
        """Scroll with the wheel."""
        self.move(3)

    def on_mouse_scroll_up(self) -> None:
        """Scroll with the wheel."""
        self.move(-3)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return how many lines there are at a width."""
        self._wrap(width)
        return len(self._wrapped)

    def render_line(self, y: int) -> Strip:
        """Paint one line."""
        width, base = self.size.width, self.rich_style
        at = self.top + y
        spans = self._wrapped[at] if at < len(self._wrapped) else []
        segments = [Segment(span.text, base + self._style(span.style)) for span in spans]
        if y == self.size.height - 1 and at + 1 < len(self._wrapped):
            segments = [Segment("…", base + self._style("quiet"))]
        return Strip(segments).adjust_cell_length(width, base)

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(f"text--{name}", partial=True) if name else Style.null()

    def _wrap(self, width: int) -> None:
        if width != self._width and width > 0:
            self._width = width
            self._wrapped = list(wrapped(self._lines, width))


def _behind(one: Line) -> tuple[Span, ...]:
    return (Span("  "), *one.right) if one.right else ()
