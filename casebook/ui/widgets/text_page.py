"""A page of text that scrolls by lines."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

from casebook.ui.prose import Line, Span, wrapped

# In which styles the line is written with which a page or a part begins.
_BEGIN = ("head", "leaf")


class Place(NamedTuple):
    """Which of the places where something was found one is at, counted from 1, and how many there are."""

    at: int
    of: int


class TextPage(Widget, can_focus=False):
    """Lines of text, of which those from `top` on are shown."""

    COMPONENT_CLASSES = {"text--head", "text--strong", "text--quiet", "text--urgent", "text--due", "text--leaf"}

    def __init__(self, lines: Sequence[Line] = (), *, id: str | None = None) -> None:  # noqa: A002 as Textual names it
        super().__init__(id=id)
        self._lines = tuple(lines)
        self._wrapped: list[list[Span]] = []
        self._width = -1
        self.top = 0
        self._read_to = 0
        self._looked_for = ""
        self._found_at = -1

    def show(self, lines: Sequence[Line]) -> None:
        """Show other lines, from the first one on; the same lines are left as they are."""
        if self._lines == tuple(lines):
            return
        self._lines = tuple(lines)
        self._width, self.top, self._read_to = -1, 0, 0
        self._looked_for, self._found_at = "", -1
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

    @property
    def is_read(self) -> bool:
        """Whether every line has had its turn on the screen since these lines are shown."""
        return max(self._read_to, self._shown_to) >= len(self._wrapped)

    @property
    def _shown_to(self) -> int:
        """How many lines there are up to the last one that is painted; where there are more, it stands for those."""
        end = self.top + self.size.height
        return end if end >= len(self._wrapped) else end - 1

    def goes_on(self, by: int) -> bool:
        """Whether there is more below, or with -1 above."""
        return self.top + self.size.height < len(self._wrapped) if by > 0 else self.top > 0

    def move(self, by: int) -> None:
        """Scroll by lines, as far as there are any."""
        top = max(0, min(self.top + by, len(self._wrapped) - self.size.height))
        if top != self.top:
            self.top = top
            self._read_to = max(self._read_to, self._shown_to)
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

    def find(self, text: str, by: int) -> Place | None:
        """Go to the next place where a text stands, or with -1 the one before, around the end; None where it does not.

        Upper case and lower case are the same, and a line may be broken within it.
        """
        wanted = " ".join(text.lower().split())
        found = list(self._rows_with(wanted)) if wanted else []
        if not found:
            return None
        begun = self._found_at if wanted == self._looked_for else self.top - 1 if by > 0 else self.top
        onwards = [row for row in found if (row > begun if by > 0 else row < begun)]
        row = (onwards[0] if by > 0 else onwards[-1]) if onwards else found[0 if by > 0 else -1]
        self._looked_for, self._found_at = wanted, row
        self.move(row - self.size.height // 3 - self.top)
        self.refresh()
        return Place(found.index(row) + 1, len(found))

    def to_part(self, by: int) -> None:
        """Scroll to the next line that begins a part, or the one before."""
        parts = [row for row, spans in enumerate(self._wrapped) if _begins_part(spans)]
        ahead = [row for row in parts if (row > self.top if by > 0 else row < self.top)]
        if ahead:
            self.move((ahead[0] if by > 0 else ahead[-1]) - self.top)
        elif by < 0:
            self.to_begin()

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

    def height_at(self, width: int) -> int:
        """Return how many lines there would be at a width, and leave them as they are."""
        return sum(1 for _ in wrapped(self._lines, width))

    def render_line(self, y: int) -> Strip:
        """Paint one line."""
        width, base = self.size.width, self.rich_style
        at = self.top + y
        spans = self._wrapped[at] if at < len(self._wrapped) else []
        segments = [Segment(span.text, base + self._style(span.style)) for span in spans]
        if at == self._found_at:
            segments = _marked(segments, self._looked_for)
        if y == self.size.height - 1 and at + 1 < len(self._wrapped):
            segments = [Segment("…", base + self._style("quiet"))]
        return Strip(segments).adjust_cell_length(width, base)

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(f"text--{name}", partial=True) if name else Style.null()

    def _rows_with(self, wanted: str) -> Iterator[int]:
        rows = ["".join(span.text for span in spans).strip().lower() for spans in self._wrapped]
        for at, (row, following) in enumerate(zip(rows, [*rows[1:], ""], strict=True)):
            place = f"{row} {following}".find(wanted)
            if 0 <= place < max(1, len(row)):
                yield at

    def _wrap(self, width: int) -> None:
        if width != self._width and width > 0:
            self._width, self._found_at, self._read_to = width, -1, 0
            self._wrapped = list(wrapped(self._lines, width))


def _begins_part(spans: Sequence[Span]) -> bool:
    return bool(spans) and spans[0].style in _BEGIN and bool(spans[0].text.strip())


def _marked(segments: Sequence[Segment], wanted: str) -> list[Segment]:
    """Return a row with what was looked for in it shown the other way round; as it is where it is broken over two."""
    begin = "".join(segment.text for segment in segments).lower().find(wanted)
    if begin < 0:
        return list(segments)
    found: list[Segment] = []
    at = 0
    for text, style, _ in segments:
        cuts = [min(max(0, place - at), len(text)) for place in (begin, begin + len(wanted))]
        within = (style or Style()) + Style(reverse=True)
        found += [Segment(text[: cuts[0]], style), Segment(text[slice(*cuts)], within), Segment(text[cuts[1] :], style)]
        at += len(text)
    return [segment for segment in found if segment.text]


def _behind(one: Line) -> tuple[Span, ...]:
    return (Span("  "), *one.right) if one.right else ()
