"""All cases, in one of four orders, narrowed to whose they are and by a filter."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.binding import BindingType

from casebook import format as form
from casebook.store.database import Database
from casebook.store.models.cases import CaseState
from casebook.store.queries import cases
from casebook.store.queries.cases import CaseRow, Order
from casebook.store.queries.listing import Listing
from casebook.store.queries.narrowing import ALL
from casebook.ui.bands import SIGNS, STYLES
from casebook.ui.desk import Desk
from casebook.ui.keys import place_key
from casebook.ui.screens.list_place import ListPlace
from casebook.ui.screens.today import tracks
from casebook.ui.screens.whose import MINE, everybody, own_teams, whose
from casebook.ui.views import Part, Shown, Starter
from casebook.ui.widgets.columns import Column
from casebook.ui.widgets.windowed_list import Shape
from casebook.words import say


class Cases(ListPlace[CaseRow]):
    """All cases."""

    NAME = "place.cases"
    LIST = "cases"
    HINTS: ClassVar = (
        "app.goto", "list.filter", "cases.whose", "list.mark", "case.contact", "case.next", "case.note", "app.find",
        "list.layout", "case.explain", "app.help",
    )  # fmt: skip
    ORDERS: ClassVar = tuple(order.value for order in Order)
    COUNTED: ClassVar = "cases.count"
    VIEWS: ClassVar = (
        Starter(1, "starter.mine", Shown(part=MINE)),
        Starter(2, "starter.red", Shown(filter="band:1")),
        Starter(3, "starter.largest", Shown(sorting=Order.AMOUNT)),
        Starter(4, "starter.disputes", Shown(filter="starter.disputes_filter")),
        Starter(5, "starter.neglected", Shown(filter="starter.neglected_filter")),
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        place_key("right_square_bracket", "part(1)", "cases.whose"),
        place_key("left_square_bracket", "part(-1)", "cases.whose_back"),
    ]

    def shape(self) -> Shape[CaseRow]:
        """Return the columns of the list."""
        desk = self.desk
        return Shape(
            (
                Column("", 2, lambda row: SIGNS.get(row.band, ""), style=_style),
                Column("queue.case", 9, lambda row: row.number),
                Column("queue.debtor", 14, lambda row: row.name, share=2),
                Column("queue.open", 11, lambda row: form.amount(row.open_cents, desk.language), right=True),
                Column("cases.next", 8, lambda row: _next_day(row, desk), spare=1),
                Column("cases.action", 12, lambda row: _action(row, desk), spare=4),
                Column("queue.why", 20, lambda row: _why(row, desk), share=3, spare=2, style=_style),
                Column("cases.state", 8, lambda row: desk.say(f"word.{row.state}"), spare=6, style=_quiet),
                Column("queue.tracks", 6, lambda row: tracks(row.tracks), spare=3),
                Column("queue.owner", 14, lambda row: row.owner, spare=5, style=_quiet),
            ),
            lambda row: row.case_id,
            "cases.empty",
        )

    def windows(self, shown: Shown) -> Callable[[Database], Listing[CaseRow]]:
        """Return what makes the list of cases."""
        order = Order(shown.sorting or Order.NUMBER)
        narrowing = self.narrowing(shown) if shown.filter else ALL
        if self.part.id == MINE:
            narrowing = narrowing._replace(owner_person_id=self.desk.session.whose.person_id)
        elif shown.part:
            narrowing = narrowing._replace(owner_team_id=whose(self.part, self.desk).team_ids[0])
        return lambda database: cases.cases(database, order, narrowing)

    def first_part(self) -> Part:
        """Return the cases of everybody."""
        return everybody(self.desk)

    async def parts(self) -> Sequence[Part]:
        """Return everybody, oneself, and each own team."""
        mine = Part(MINE, self.desk.say("cases.mine"))
        return [self.first_part(), mine, *await own_teams(self.desk)]

    def case_of(self, row: CaseRow) -> int:
        """Return the case of a row."""
        return row.case_id

    def copied(self, row: CaseRow) -> str:
        """Return the number and name."""
        return f"{row.number} {row.name}"


def _style(row: CaseRow) -> str:
    return STYLES.get(row.band, "quiet" if row.state is CaseState.CLOSED else "")


def _quiet(_: CaseRow) -> str:
    return "quiet"


def _next_day(row: CaseRow, desk: Desk) -> str:
    return "" if row.next_on is None else form.short_day(row.next_on, desk.language, desk.day.year)


def _action(row: CaseRow, desk: Desk) -> str:
    return "" if row.next_kind is None else desk.say(f"word.{row.next_kind}")


def _why(row: CaseRow, desk: Desk) -> str:
    return say(row.why, row.why_parameters, desk.language) if row.why else ""
