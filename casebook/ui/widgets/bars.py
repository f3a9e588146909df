"""The lines around a place: where one is and how things stand, what was just said, and which keys there are."""

from collections.abc import Sequence

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Size
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Static

from casebook.ui.prose import Span
from casebook.ui.widgets.columns import cut
from casebook.ui.widgets.sentence import Sentence, broken

# The name of the program, before that of a place.
BRAND = Span(" CASEBOOK ", "strong")
# So many cells are left free behind the right end of a line.
_GAP = 2
# What stands before each list of a place but the first.
_APART = " · "
# So much of the name of a place without lists stays in any case, in cells.
_LEAST = 20


class Bar(Widget):
    """One line: something at its left end, something at its right. The right end gives way last."""

    COMPONENT_CLASSES = {"bar--strong", "bar--quiet", "bar--urgent", "bar--due"}

    left: reactive[tuple[Span, ...]] = reactive((), layout=False)
    right: reactive[tuple[Span, ...]] = reactive((), layout=False)

    @property
    def at_right(self) -> tuple[Span, ...]:
        """What stands at the right end."""
        return self.right

    @property
    def gap(self) -> int:
        """So many cells are left free behind the right end."""
        return _GAP

    def render_line(self, y: int) -> Strip:
        """Paint the line."""
        width, right = self.size.width, self.at_right
        room = max(0, width - _length(right) - self.gap)
        fitting = self._fitting(self.left, room)
        # What is cut stays apart from what stands behind it.
        if right and _length(fitting) > room > 0 and not right[0].text.startswith(" "):
            room, right = room - 1, (Span(" "), *right)
        segments = [*self._segments(fitting, room), *self._segments(right, width - room)]
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
            elif text.strip() and found:
                *found, last = found
                found.append(Segment(cut(f"{last.text}…", cell_len(last.text)), last.style))
                break
        return [*found, Segment(" " * room, self.rich_style)]

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(f"bar--{name}", partial=True) if name else Style.null()


class TitleBar(Bar):
    """Where one is, and how things stand there; `meanwhile` is what is done beside it, said first at the right.

    `post` says what waits in the in-tray, in several ways from the longest to the shortest: the first that has room.
    """

    meanwhile: reactive[str] = reactive("", layout=False)
    post: reactive[tuple[Span, ...]] = reactive((), layout=False)

    @property
    def at_right(self) -> tuple[Span, ...]:
        """What stands at the right end."""
        if self.meanwhile:
            return (Span(f" {self.meanwhile}{' · ' if self.right else ' '}", "due"), *self.right)
        said = self._fitting_post()
        if said is None:
            cut = _length(_unbranded(self.left)) > self.size.width - self.gap - _length(self.right)
            return (Span(" "), *self.right) if cut else self.right
        first = (Span(" · "), self.right[0]._replace(text=self.right[0].text.lstrip())) if self.right else (Span(" "),)
        return (Span(" "), said, *first, *self.right[1:])

    @property
    def gap(self) -> int:
        """So many cells are left free behind the right end: none where it ends with room of its own."""
        return 0 if self.right and self.right[-1].text.endswith(" ") else _GAP

    def _fitting_post(self) -> Span | None:
        """Return what is said of the in-tray: it leaves the left end whole, or if it is late the list that is shown."""
        room = self.size.width - self.gap - _length(self.right) - cell_len("  · ")
        for said in self.post:
            least = self._least if said.style and said is self.post[-1] else _length(_unbranded(self.left))
            if cell_len(said.text) <= room - least:
                return said
        return None

    @property
    def _least(self) -> int:
        """So much of the left end stays in any case, in cells: which list is shown; of a case all of it."""
        left = _unbranded(self.left)
        strong = [place for place, span in enumerate(left) if span.style == "strong"]
        if left == self.left:
            return _length(left)
        shown = _length(left[: strong[-1] + 1]) if strong else _LEAST
        return min(shown + 1, _length(left))

    def _fitting(self, spans: Sequence[Span], room: int) -> Sequence[Span]:
        """Return the left end; the name of the program gives way first, then lists of the place that are not shown."""
        place = _unbranded(spans)
        # What is no place has no lists: of a case all of it is said.
        return spans if _length(spans) <= room or place == spans else _listed(place, room)


class KeyLine(Bar):
    """Which keys there are, and how many records are marked. At the left end each key is a span, and what it does."""

    def _fitting(self, spans: Sequence[Span], room: int) -> Sequence[Span]:
        """Return the keys that fit whole, the first in any case."""
        fitting = 2
        while fitting < len(spans) and _length(spans[: fitting + 2]) <= room:
            fitting += 2
        return spans[:fitting]


class Told(Sentence):
    """Something that is told for as long as it is so: no room is taken without it, nothing laid out while it stays."""

    def __init__(self, *, id: str) -> None:  # noqa: A002 as Textual names it
        super().__init__(id=id)

    def tell(self, said: str) -> None:
        """Tell it; nothing where there is nothing to tell."""
        self.display = bool(said)
        if said != self.content:
            self.update(said)


class Notice(Static):
    """What was just said, until the person types on. It takes room only then. `before` is what he typed on from.

    Its lines are broken as those of a page of text are: an amount stays with its sign.
    """

    def __init__(self) -> None:
        super().__init__(markup=False)
        self.display = False
        self._said = self._shown = self.before = ""

    def render(self) -> str:
        """Return the lines."""
        return "\n".join(broken(self._shown, self.content_size.width))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return how many lines there are in so many cells."""
        return len(broken(self._shown, width))

    def tell(self, sentence: str, *, trouble: bool = False) -> None:
        """Show a sentence; with a sign before it where something was refused or could not be done."""
        width, height = self.content_size
        self._said, self._shown = sentence, ("✗ " if trouble else "✓ ") + sentence
        self.set_class(trouble, "-trouble")
        self.display = True
        self.refresh(layout=not width or len(broken(self._shown, width)) != height)

    def take_back(self, sentence: str) -> None:
        """Show nothing, if that is what was said last."""
        if sentence == self._said:
            self.clear()

    def clear(self) -> None:
        """Show nothing."""
        self.before, self._said = self._said, ""
        self.display = False


def _length(spans: Sequence[Span]) -> int:
    return sum(cell_len(span.text) for span in spans)


def _unbranded(spans: Sequence[Span]) -> Sequence[Span]:
    return spans[1:] if spans[:1] == (BRAND,) else spans


def _listed(spans: Sequence[Span], room: int) -> Sequence[Span]:
    """Return a place and its lists in so many cells: those that fit whole, the shown one first, and how many more."""
    starts = [place for place, span in enumerate(spans) if span.text.startswith(_APART) and place]
    if _length(spans) <= room or not starts:
        return spans
    first = spans[: starts[0]]
    others = [spans[start:end] for start, end in zip(starts, [*starts[1:], len(spans)], strict=True)]
    kept: list[int] = []
    for one in sorted(range(len(others)), key=lambda one: all(span.style != "strong" for span in others[one])):
        with_it = [*kept, one]
        shown = [first, *(others[place] for place in sorted(with_it)), _more(len(others) - len(with_it))]
        if sum(map(_length, shown)) > room:
            break
        kept = with_it
    shown = [first, *(others[place] for place in sorted(kept)), _more(len(others) - len(kept))]
    return [span for part in shown for span in part]


def _more(count: int) -> Sequence[Span]:
    """Return that there are so many more lists."""
    return [Span(f"{_APART}+{count}", "quiet")] if count else []
