"""The cases behind a number of what somebody has."""

from collections.abc import Callable, Iterator
from typing import ClassVar

from casebook import format as form
from casebook.store.database import Database
from casebook.store.queries import team
from casebook.store.queries.listing import Listing
from casebook.store.queries.queue import QueueRow
from casebook.store.queries.team import Figure, LoadRow
from casebook.ui.bands import SIGNS, STYLES
from casebook.ui.desk import Desk
from casebook.ui.prose import Span
from casebook.ui.screens.list_place import ListPlace
from casebook.ui.screens.team_lists import who
from casebook.ui.screens.today import by, tracks
from casebook.ui.views import Shown
from casebook.ui.widgets.columns import Column
from casebook.ui.widgets.windowed_list import Shape
from casebook.words import say

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
        desk = self.desk
        return Shape(
            (
                Column("", 2, lambda row: SIGNS.get(row.band, ""), style=lambda row: STYLES.get(row.band, "")),
                Column("queue.case", 9, lambda row: row.number),
                Column("queue.debtor", 12, lambda row: row.name, share=2),
                Column("queue.open", 11, lambda row: form.amount(row.open_cents, desk.language), right=True, spare=2),
                Column("queue.on", 9, lambda row: by(row.by_on, desk), style=lambda row: STYLES.get(row.band, "")),
                Column("queue.why", 24, lambda row: say(row.why, row.why_parameters, desk.language), share=3),
                Column("queue.owner", 14, lambda row: row.owner, spare=1, style=lambda _: "quiet"),
                Column("queue.tracks", 6, lambda row: tracks(row.tracks), spare=3),
            ),
            lambda row: row.case_id,
            "team.no_cases",
        )

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
