"""Several commands that are one step: how far it is, and what became of each."""

from collections.abc import Sequence
from typing import TypeVar

from casebook.errors import CasebookError
from casebook.store.perform import Done
from casebook.ui.desk import Desk

R = TypeVar("R")

# Of so many it is said from the beginning how far it is.
_MANY = 10


class OneStep:
    """Performs commands as one step, of which a form is told that it was done."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.outcomes: Sequence[Done | CasebookError] = ()

    async def act(self, many: Sequence[object]) -> Done:
        """Perform commands; return the step by which they are undone. Raises `StoreError` where none was done."""

        def progress(done: int) -> None:
            self._desk.tell(self._desk.say("bulk.under_way", done=done, count=len(many)))

        if len(many) > _MANY:
            progress(0)
        self.outcomes = [outcome for _, outcome in await self._desk.act_all(many, progress)]
        return Done(None, next((one.step for one in self.outcomes if isinstance(one, Done) and one.step), None), None)

    @property
    def errors(self) -> list[CasebookError]:
        """What was refused."""
        return [outcome for outcome in self.outcomes if isinstance(outcome, CasebookError)]

    def refused(self, of: Sequence[R]) -> list[tuple[R, CasebookError]]:
        """Return those that were refused, and why, of what the commands were made of."""
        pairs = zip(of, self.outcomes, strict=True)
        return [(one, outcome) for one, outcome in pairs if isinstance(outcome, CasebookError)]
