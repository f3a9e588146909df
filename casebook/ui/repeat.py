"""The last piece of work on a case, with what was chosen and typed in it: so that it can be done again on another."""

from collections import deque
from collections.abc import Sequence
from typing import Any


class Repeat:
    """Keeps the answers of one piece of work in their order, and gives them once more where it is repeated.

    `name` is what was done last, as its key is called; empty before anything was.
    """

    def __init__(self) -> None:
        self.name = ""
        self._answers: Sequence[Any] = ()
        self._now: list[Any] = []
        self._to_give: deque[Any] = deque()

    def begin(self, *, again: bool) -> None:
        """Begin a piece of work, with the answers of the last one where that is done again."""
        self._now, self._to_give = [], deque(self._answers if again else ())

    def end(self, name: str) -> None:
        """Keep what was answered: it is what is repeated from now on."""
        self.name, self._answers = name, tuple(self._now)

    def given(self) -> Any | None:
        """Return the next answer of the last time, None where there is none or nothing is repeated."""
        return self._to_give.popleft() if self._to_give else None

    def keep(self, answer: Any) -> None:
        """Keep an answer of the work under way."""
        self._now.append(answer)
