"""What stands on the terminal: of each frame only what differs from it is written, in as few bytes as that takes.

A frame is painted anew for a menu, a dialog, another tab; most of it stood there already. Over a slow line every byte
of that is time a person waits.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from rich.cells import cell_len
from rich.color import ColorSystem
from rich.console import Console, ConsoleOptions, RenderResult
from textual._compositor import ChopsUpdate, CompositorUpdate, LayoutUpdate
from textual.geometry import Size
from textual.strip import Strip

# A text and the codes of how it is painted.
_Run = tuple[str, str]
# What takes each attribute off again.
_OFF = {"1": "22", "2": "22", "3": "23", "4": "24", "5": "25", "7": "27", "8": "28", "9": "29", "21": "24"}
# How many parameters follow a colour that is given by number, or by red, green and blue.
_PARAMETERS = {"5": 1, "2": 3}


class _Line(NamedTuple):
    """A line as it was written; `plain` where each character takes one cell, so that a part of it can be written."""

    strip: Strip
    runs: Sequence[_Run]
    plain: bool


class Canvas:
    """Knows each line of the terminal, until it is told that something else may stand there."""

    def __init__(self) -> None:
        self._size = Size(0, 0)
        self._lines: list[_Line | None] = []

    def forget(self) -> None:
        """Write all of the next frame: something else may stand there now."""
        self._lines = [None] * self._size.height

    def differing(self, update: LayoutUpdate | ChopsUpdate) -> "Differing":
        """Return what is to be written of a frame, or of a part of it."""
        return Differing(self, update)

    def sequence(self, update: LayoutUpdate | ChopsUpdate, console: Console) -> str:
        """Return what is to be written, and remember that it stands there."""
        lines: Iterator[tuple[int, Strip]]
        if isinstance(update, LayoutUpdate):
            self._take(update.region.size)
            lines = ((y, Strip.join(strips)) for y, strips in enumerate(update.strips, update.region.y))
        elif all(self._knows(y) for y, _, _ in update.spans):
            lines = self._patched(update)
        else:
            self.forget()
            return update.render_segments(console)
        colours = console._color_system or ColorSystem.TRUECOLOR
        pen = ""
        parts: list[str] = []
        for y, strip in lines:
            for x, runs in self._written(y, strip, colours):
                parts.append(f"\x1b[{y + 1};{x + 1}H")
                for text, codes in runs:
                    parts += (_change(pen, codes), text)
                    pen = codes
        parts.append(_change(pen, ""))
        return "".join(parts)

    def _knows(self, y: int) -> bool:
        return y < len(self._lines) and self._lines[y] is not None

    def _take(self, size: Size) -> None:
        if size != self._size:
            self._size = size
            self.forget()

    def _patched(self, update: ChopsUpdate) -> Iterator[tuple[int, Strip]]:
        """Yield the lines of which a part was painted anew, with that part in them."""
        found: dict[int, list[tuple[int, Strip]]] = {}
        for y, first, last in update.spans:
            for end, (x, strip) in zip(update.chop_ends[y], update.chops[y].items(), strict=False):
                if strip is not None and x <= last and end > first:
                    found.setdefault(y, []).append((x, strip if end <= last else strip.crop(0, last - x)))
        for y, pieces in found.items():
            yield y, self._with(y, pieces)

    def _with(self, y: int, pieces: Sequence[tuple[int, Strip]]) -> Strip:
        known = self._lines[y]
        assert known is not None
        was, at = known.strip, 0
        parts: list[Strip] = []
        for x, piece in sorted(pieces, key=lambda one: one[0]):
            parts += (was.crop(at, x), piece)
            at = x + piece.cell_length
        return Strip.join([*parts, was.crop(at, was.cell_length)])

    def _written(self, y: int, strip: Strip, colours: ColorSystem) -> Sequence[tuple[int, Sequence[_Run]]]:
        """Return from which column on what is to be written of a line."""
        line = _line(strip, colours)
        was, self._lines[y] = self._lines[y], line
        if was is None or not (was.plain and line.plain) or was.strip.cell_length != strip.cell_length:
            return () if was is not None and was.runs == line.runs else [(0, line.runs)]
        start, end = _differs(was.runs, line.runs)
        return [(start, list(_cut(line.runs, start, end)))] if start < end else ()


class Differing(CompositorUpdate):
    """A frame, or a part of it, as it is written where something stands already."""

    def __init__(self, canvas: Canvas, update: LayoutUpdate | ChopsUpdate) -> None:
        self._canvas, self._update = canvas, update

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Give the frame as it is, to whom is no terminal."""
        return self._update.__rich_console__(console, options)

    def render_segments(self, console: Console) -> str:
        """Return the sequence to be written."""
        return self._canvas.sequence(self._update, console)


def _line(strip: Strip, colours: ColorSystem) -> _Line:
    runs: list[_Run] = []
    plain = True
    for text, style, _ in strip:
        if not text:
            continue
        plain = plain and (text.isascii() or cell_len(text) == len(text))
        codes = "" if style is None else style._ansi or Strip.render_ansi(style, colours)
        if runs and runs[-1][1] == codes:
            runs[-1] = (runs[-1][0] + text, codes)
        else:
            runs.append((text, codes))
    return _Line(strip, runs, plain)


def _differs(was: Sequence[_Run], runs: Sequence[_Run]) -> tuple[int, int]:
    """Return the first column that differs, and the one after the last; both lines are as long."""
    if was == runs:
        return 0, 0
    length = sum(len(text) for text, _ in runs)
    return _same(was, runs, 1), length - _same(was, runs, -1)


def _same(was: Sequence[_Run], runs: Sequence[_Run], step: int) -> int:
    """Return how many columns are the same, from the first on or back from the last."""
    count = 0
    for (old, old_codes), (new, codes) in zip(was[::step], runs[::step], strict=False):
        if old_codes != codes:
            break
        if old != new:
            for one, other in zip(old[::step], new[::step], strict=False):
                if one != other:
                    break
                count += 1
            break
        count += len(new)
    return count


def _cut(runs: Sequence[_Run], start: int, end: int) -> Iterator[_Run]:
    at = 0
    for text, codes in runs:
        part = text[max(0, start - at) : max(0, end - at)]
        if part:
            yield part, codes
        at += len(text)


class _Pen(NamedTuple):
    attributes: frozenset[str]
    front: str
    back: str


@lru_cache(maxsize=4096)
def _pen(codes: str) -> _Pen:
    """Take the codes of a style apart."""
    attributes, front, back = set(), "39", "49"
    left = iter(codes.split(";") if codes else ())
    for code in left:
        number = int(code)
        if code in {"38", "48"}:
            kind = next(left)
            code = ";".join([code, kind, *(next(left) for _ in range(_PARAMETERS[kind]))])  # noqa: PLW2901 the rest of it
        if 30 <= number <= 39 or 90 <= number <= 97:
            front = code
        elif 40 <= number <= 49 or 100 <= number <= 107:
            back = code
        else:
            attributes.add(code)
    return _Pen(frozenset(attributes), front, back)


@lru_cache(maxsize=4096)
def _change(was: str, codes: str) -> str:
    """Return the shortest sequence from one style to another."""
    if was == codes:
        return ""
    if not codes:
        return "\x1b[0m"
    old, new = _pen(was), _pen(codes)
    off = {_OFF.get(code, "0") for code in old.attributes - new.attributes}
    if "0" in off:
        return f"\x1b[0;{codes}m"
    # Bold and dim go off together.
    kept = new.attributes - old.attributes if "22" not in off else new.attributes
    parts = [*sorted(off), *sorted(kept)]
    parts += [one for one, before in ((new.front, old.front), (new.back, old.back)) if one != before]
    short = f"\x1b[{';'.join(parts)}m"
    return min(short, f"\x1b[0;{codes}m", key=len)
