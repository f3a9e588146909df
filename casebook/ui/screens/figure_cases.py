"""The cases behind a number of a figure, with what of it is of each."""

from collections.abc import Callable, Iterator, Sequence
from typing import ClassVar, NamedTuple

from casebook import format as form
from casebook.jobs.lists.exported import Exported
from casebook.store.database import Database
from casebook.store.queries.cases import CaseRow, Order
from casebook.store.queries.figures import Behind, Of
from casebook.store.queries.figures.listed import listed
from casebook.store.queries.listing import Listing
from casebook.store.queries.narrowing import ALL
from casebook.store.queries.whole import Whole
from casebook.ui.bands import SIGNS, STYLES
from casebook.ui.desk import Desk
from casebook.ui.prose import Span
from casebook.ui.screens.list_place import ListPlace
from casebook.ui.screens.today import tracks
from casebook.ui.views import Shown
from casebook.ui.widgets.columns import Column
from casebook.ui.widgets.windowed_list import Shape
from casebook.words import say

# A list of one moment is not kept as a view.
_NOT_HERE = frozenset({"views", "view"})


class Heading(NamedTuple):
    """A number as it is told: of which figure, its row, column and value, and what of it is of a case."""

    figure: str
    number: str
    of: Of


class FigureCases(ListPlace[CaseRow]):
    """The cases behind a number."""

    NAME = "place.figure_cases"
    LIST = "cases"
    HINTS: ClassVar = (
        "place.leave", "place.open", "list.filter", "list.mark", "case.contact", "case.next", "case.note",
        "case.explain", "app.help",
    )  # fmt: skip
    ORDERS: ClassVar = tuple(order.value for order in Order)

    def __init__(self, desk: Desk, heading: Heading, behind: Sequence[Behind]) -> None:
        self._heading = heading
        self._behind = {one.case_id: one for one in behind}
        super().__init__(desk)

    def shape(self) -> Shape[CaseRow]:
        """Return the columns of the list."""
        desk = self.desk
        return Shape(
            (
                Column("", 2, lambda row: SIGNS.get(row.band, ""), style=_style),
                Column("queue.case", 9, lambda row: row.number),
                Column("queue.debtor", 14, lambda row: row.name, share=2),
                Column("figures.of_it", 11, self._of_it, right=True),
                Column("queue.open", 11, lambda row: form.amount(row.open_cents, desk.language), right=True),
                Column("queue.why", 18, lambda row: _why(row, desk), share=3, spare=1, style=_style),
                Column("cases.state", 8, lambda row: desk.say(f"word.{row.state}"), spare=4, style=_quiet),
                Column("queue.tracks", 6, lambda row: tracks(row.tracks), spare=3),
                Column("queue.owner", 14, lambda row: row.owner, spare=2, style=_quiet),
            ),
            lambda row: row.case_id,
            "figures.no_cases",
        )

    def windows(self, shown: Shown) -> Callable[[Database], Listing[CaseRow]]:
        """Return what makes the list."""
        ids, order = list(self._behind), Order(shown.sorting or Order.NUMBER)
        narrowing = self.narrowing(shown) if shown.filter else ALL
        return lambda database: listed(database, ids, order, narrowing)

    def exported(self) -> Exported:
        """Return the cases with what of the number is of each."""
        # What only who writes a file needs.
        from casebook.jobs.lists.of_cases import FigureCase

        windows, behind = self.windows(self.now), self._behind

        def read(database: Database) -> list[FigureCase]:
            found = windows(database).after(database, limit=len(behind) + 1).rows
            return [FigureCase(row, *behind[row.case_id][1:]) for row in found]

        return Exported("figure-cases", lambda _: Whole(read, lambda row: (row.case.case_id,)))

    def case_of(self, row: CaseRow) -> int:
        """Return the case of a row."""
        return row.case_id

    def copied(self, row: CaseRow) -> str:
        """Return the number and name."""
        return f"{row.number} {row.name}"

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let nobody keep the list as a view."""
        return False if action in _NOT_HERE else super().check_action(action, parameters)

    def titled(self) -> Iterator[Span]:
        """Yield which number it is, and of how many cases."""
        yield Span(f" {self._heading.figure} ▸ ")
        yield Span(self._heading.number, "strong")
        yield Span(f" · {self.desk.say('figures.cases', count=len(self._behind))}", "quiet")

    def _of_it(self, row: CaseRow) -> str:
        """Return what of the number is of a case; of a share what it is of, of a mean its days."""
        one = self._behind.get(row.case_id)
        if one is None:
            return ""
        if self._heading.of is Of.MONEY:
            return form.amount(one.cents, self.desk.language)
        return form.number(one.days if self._heading.of is Of.DAYS else one.number, self.desk.language)


def _style(row: CaseRow) -> str:
    return STYLES.get(row.band, "")


def _quiet(_: CaseRow) -> str:
    return "quiet"


def _why(row: CaseRow, desk: Desk) -> str:
    return say(row.why, row.why_parameters, desk.language) if row.why else ""
