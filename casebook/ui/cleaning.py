"""The last look at what is painted: whatever else cleans a text, no control code reaches the terminal."""

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from casebook.text import without_controls


class Cleaning(LineFilter):
    """Takes out what a terminal would act upon."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the segments with nothing in them but text."""
        return [Segment(without_controls(text), style, control) for text, style, control in segments]
