"""Text for a page or a preview: lines of spans, each said in a style, broken at words to the width there is."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from rich.cells import cell_len, chop_cells

# In cells: what stands between a line and what is at its right end, and the least that is left for its words.
_GAP, _LEAST = 2, 14
# In cells: what is broken for less is cut.
_NARROWEST = 8


class Span(NamedTuple):
    """Words in a style: `strong`, `quiet`, `urgent`, `due`, `head` or none."""

    text: str
    style: str = ""


class Line(NamedTuple):
    """A line of spans; where it is broken, what follows is indented by `hang` cells.

    `right` stands at its right end, and the spans are broken before it; where that leaves too little, it stands below.
    """

    spans: tuple[Span, ...]
    hang: int = 0
    right: tuple[Span, ...] = ()


EMPTY = Line(())


def line(*spans: str | Span, hang: int = 0) -> Line:
    """Return a line of texts and spans. Text from outside is cleaned by who says it."""
    return Line(tuple(Span(one) if isinstance(one, str) else one for one in spans), hang)


def head(text: str) -> Line:
    """Return the heading of a part."""
    return line(Span(text, "head"))


def labelled(label: str, value: str | Span, width: int = 18) -> Line:
    """Return a value behind its label."""
    return line(Span(label + " " * max(1, width - cell_len(label)), "quiet"), value, hang=width)


def wrapped(lines: Iterable[Line], width: int) -> Iterator[list[Span]]:
    """Yield lines no wider than so many cells."""
    for one in lines:
        yield from _broken(one, max(_NARROWEST, width)) if not one.right else _beside(one, width)


def _beside(one: Line, width: int) -> Iterator[list[Span]]:
    """Yield a line with what stands at its right end, beside its first row or below its last."""
    taken = sum(cell_len(span.text) for span in one.right)
    room = width - taken - _GAP
    if room < one.hang + _LEAST:
        yield from _broken(one, max(_NARROWEST, width))
        yield from _broken(Line((Span(" " * (width - taken)), *one.right)), max(_NARROWEST, width))
        return
    first, *others = _broken(one, room)
    used = sum(cell_len(span.text) for span in first)
    yield [*first, Span(" " * (width - taken - used)), *one.right]
    yield from others


def _broken(one: Line, width: int) -> Iterator[list[Span]]:
    row: list[Span] = []
    used = 0
    # Where there is little room, words go before what they stand below.
    hang = min(one.hang, width - _NARROWEST)
    for word in _words(one.spans, width - hang):
        if word.text == "\n":
            yield row
            row, used = [Span(" " * hang)], hang
            continue
        length = cell_len(word.text)
        if used + length > width and used > hang:
            yield row
            row, used = [Span(" " * hang)], hang
            if not word.text.strip():
                continue
        row.append(word)
        used += length
    yield row


def _words(spans: Sequence[Span], width: int) -> Iterator[Span]:
    """Yield words, the room between them and line breaks; a word longer than a line comes in pieces."""
    for text, style in spans:
        for number, part in enumerate(text.split("\n")):
            if number:
                yield Span("\n")
            for place, word in enumerate(part.split(" ")):
                if place:
                    yield Span(" ", style)
                for piece in chop_cells(word, width) if cell_len(word) > width else [word]:
                    if piece:
                        yield Span(piece, style)
