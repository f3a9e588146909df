"""What comes of an errand: long work that goes on in a thread of its own while the person types on."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from casebook.ui.prose import Line

# How much is done, and of how much.
Progress = Callable[[int, int], None]


class Came(NamedTuple):
    """What is told of an errand that is over: a sentence, and lines to read under a heading where there are any."""

    sentence: str
    heading: str = ""
    lines: Sequence[Line] = ()
    trouble: bool = False
