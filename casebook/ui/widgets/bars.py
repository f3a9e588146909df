"""The lines around a place: where one is and how things stand, what was just said, and which keys there are."""

from collections.abc import Sequence

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Static

from casebook.ui.prose import Span
from casebook.ui.widgets.columns import cut


class Bar(Widget):
    """One line: something at its left end, something at its right. The right end gives way last."""

    COMPONENT_CLASSES = {"bar--strong", "bar--quiet", "bar--urgent", "bar--due"}

    left: reactive[tuple[Span, ...]] = reactive((), layout=False)
    right: reactive[tuple[Span, ...]] = reactive((), layout=False)

    @property
    def at_right(self) -> tuple[Span, ...]:
        """What stands at the right end."""
        return self.right

    def render_line(self, y: int) -> Strip:
        """Paint the line."""
        width, right = self.size.width, self.at_right
        room = max(0, width - _length(right) - 2)
        segments = [*self._segments(self._fitting(self.left, room), room), *self._segments(right, width - room)]
        return Strip(segments).adjust_cell_length(width, self.rich_style)

    def _fitting(self, spans: Sequence[Span], room: int) -> Sequence[Span]:
        """Return what is shown of the left end in so many cells."""
        return spans

    def _segments(self, spans: Sequence[Span], room: int) -> list[Segment]:
        """Return spans in exactly so many cells; those that do not fit are cut or left out."""
        found: list[Segment] = []
        for text, style in spans:
            length = min(cell_len(text), room)
            if length > 0:
                found.append(Segment(cut(text, length), self.rich_style + self._style(style)))
                room -= length
        return [*found, Segment(" " * room, self.rich_style)]

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(f"bar--{name}", partial=True) if name else Style.null()


class TitleBar(Bar):
    """Where one is, and how things stand there; `meanwhile` is what is done beside it, said first at the right."""

    meanwhile: reactive[str] = reactive("", layout=False)

    @property
    def at_right(self) -> tuple[Span, ...]:
        """What stands at the right end."""
        return (Span(f" {self.meanwhile} · ", "due"), *self.right) if self.meanwhile else self.right


class KeyLine(Bar):
    """Which keys there are, and how many records are marked. At the left end each key is a span, and what it does."""

    def _fitting(self, spans: Sequence[Span], room: int) -> Sequence[Span]:
        """Return the keys that fit whole, the first in any case."""
        fitting = 2
        while fitting < len(spans) and _length(spans[: fitting + 2]) <= room:
            fitting += 2
        return spans[:fitting]


class Notice(Static):
    """What was just said, until the person types on. It takes room only then."""

    def __init__(self) -> None:
        super().__init__(markup=False)
        self.display = False
        self._said = ""

    def tell(self, sentence: str, *, trouble: bool = False) -> None:
        """Show a sentence; with a sign before it where something was refused or could not be done."""
        self._said = sentence
        self.update(("✗ " if trouble else "✓ ") + sentence)
        self.set_class(trouble, "-trouble")
        self.display = True

    def take_back(self, sentence: str) -> None:
        """Show nothing, if that is what was said last."""
        if sentence == self._said:
            self.clear()

    def clear(self) -> None:
        """Show nothing."""
        self._said = ""
        self.display = False


def _length(spans: Sequence[Span]) -> int:
    return sum(cell_len(span.text) for span in spans)
