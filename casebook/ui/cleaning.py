"""The last look at what is painted: whatever else cleans a text, no control code reaches the terminal."""

from collections.abc import Sequence

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from casebook.text import without_controls


class Cleaning(LineFilter):
    """Does what other filters do to a line, and then takes out what a terminal would act upon.

    It is one filter for all of them: Textual makes and keeps a line anew for each.
    """

    def __init__(self, others: Sequence[LineFilter]) -> None:
        super().__init__()
        self._others = tuple(others)

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the segments with nothing in them but text."""
        for other in self._others:
            segments = other.apply(segments, background)
        return [
            segment if (text := without_controls(segment.text)) == segment.text else segment._replace(text=text)
            for segment in segments
        ]
