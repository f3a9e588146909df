"""The cases behind a number of what somebody has."""

from collections.abc import Callable, Iterator
from typing import ClassVar

from casebook.store.database import Database
from casebook.store.queries import team
from casebook.store.queries.listing import Listing
from casebook.store.queries.queue import QueueRow
from casebook.store.queries.team import Figure, LoadRow
from casebook.ui.desk import Desk
from casebook.ui.prose import Span
from casebook.ui.screens.list_place import ListPlace
from casebook.ui.screens.team_lists import cases_shape, who
from casebook.ui.views import Shown
from casebook.ui.widgets.windowed_list import Shape

# A list of one moment is not kept as a view.
_NOT_HERE = frozenset({"views", "view"})


class LoadCases(ListPlace[QueueRow]):
    """The cases behind a number of what a person or a team has."""

    NAME = "place.load_cases"
    LIST = "today"
    COUNTED = "load.cases"
    HINTS: ClassVar = (
        "place.leave", "place.open", "list.filter", "list.mark", "case.hand_over", "case.next", "case.explain",
        "app.help",
    )  # fmt: skip

    def __init__(self, desk: Desk, of: LoadRow, figure: Figure) -> None:
        self._of, self._figure = of, figure
        super().__init__(desk)

    def shape(self) -> Shape[QueueRow]:
        """Return the columns of the list."""
        return cases_shape(self.desk)

    def windows(self, shown: Shown) -> Callable[[Database], Listing[QueueRow]]:
        """Return what makes the list."""
        of, figure, day, narrowing = self._of, self._figure, self.desk.day, self.narrowing(shown)
        return lambda database: team.behind(database, of, figure, day, narrowing)

    def case_of(self, row: QueueRow) -> int:
        """Return the case of a row."""
        return row.case_id

    def copied(self, row: QueueRow) -> str:
        """Return the number and name of the case."""
        return f"{row.number} {row.name}"

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let nobody keep the list as a view."""
        return False if action in _NOT_HERE else super().check_action(action, parameters)

    def titled(self) -> Iterator[Span]:
        """Yield whose cases these are, and which of them."""
        yield Span(f" {self.desk.say('place.team')} ▸ {who(self._of, self.desk)} ▸ ")
        yield Span(self.desk.say(f"load.behind_{self._figure}"), "strong")
