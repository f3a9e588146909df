"""Requests: what trustees, administrators and counsellors ask of us, by the working days that are left to answer."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import ClassVar

from textual.binding import BindingType

from casebook import format as form
from casebook.store.database import Database
from casebook.store.queries import insolvency_requests
from casebook.store.queries.insolvency_requests import Listed, RequestRow
from casebook.store.queries.listing import Count, Listing
from casebook.ui.case_tabs.request_lines import PRESSING, days_left, full_lines
from casebook.ui.desk import Desk
from casebook.ui.keys import place_key
from casebook.ui.prose import Line, Span
from casebook.ui.screens import working
from casebook.ui.screens.list_place import ListPlace
from casebook.ui.screens.today import by
from casebook.ui.views import Part, Shown, Starter
from casebook.ui.widgets.columns import Column
from casebook.ui.widgets.windowed_list import Shape


class Requests(ListPlace[RequestRow]):
    """Requests in all proceedings."""

    NAME = "place.requests"
    LIST = "requests"
    HINTS: ClassVar = (
        "app.goto", "requests.answer_request", "requests.part", "case.insolvency", "list.filter", "case.contact",
        "case.next", "list.mark", "app.help",
    )  # fmt: skip
    VIEWS: ClassVar = (Starter(1, "starter.all", Shown()),)
    BINDINGS: ClassVar[list[BindingType]] = [
        place_key("right_square_bracket", "part(1)", "requests.part"),
        place_key("left_square_bracket", "part(-1)", "requests.part_back"),
        place_key("A", "act", "requests.answer_request"),
    ]

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._open = Count(0)

    def shape(self) -> Shape[RequestRow]:
        """Return the columns of the list."""
        desk = self.desk
        return Shape(
            (
                Column("", 2, self._sign, style=self._style),
                Column("requests.due", 9, lambda row: by(_due(row), desk), style=self._style),
                Column("requests.days", 6, self._days, right=True, style=self._style),
                Column("queue.case", 9, lambda row: row.number),
                Column("queue.debtor", 12, lambda row: row.name, share=2),
                Column("requests.kind", 12, lambda row: desk.say(f"word.request_of_{row.kind}"), share=1),
                Column("requests.by", 12, lambda row: row.party, share=1),
                Column("requests.state", 11, self._state, spare=1),
                Column("requests.owner", 12, lambda row: row.owner or "", share=1, spare=2),
            ),
            lambda row: row.id,
            "requests.empty",
        )

    def windows(self, shown: Shown) -> Callable[[Database], Listing[RequestRow]]:
        """Return what makes the list of requests."""
        listed, narrowing = Listed(self.part.id), self.narrowing(shown)
        return lambda database: insolvency_requests.requests(database, listed, narrowing)

    def first_part(self) -> Part:
        """Return those that wait for our answer."""
        return Part(Listed.OPEN, "")

    async def parts(self) -> Sequence[Part]:
        """Return the lists; the title says how they are called."""
        return [Part(listed, "") for listed in Listed]

    def case_of(self, row: RequestRow) -> int:
        """Return the case of a row."""
        return row.case_id

    def copied(self, row: RequestRow) -> str:
        """Return the number of the case, the name, and their reference."""
        return " ".join(part for part in (row.number, row.name, row.reference) if part)

    async def preview_of(self, case_id: int | None) -> Sequence[Line]:
        """Return the request the cursor rests on."""
        row = self.list.chosen
        return () if row is None or case_id is None else await full_lines(row, self.desk)

    def action_act(self) -> None:
        """Ask what is done with the request the cursor is on, and do it."""
        row = self.list.chosen
        if row is not None:
            self.desk.flow(working.own(self, self._act(row.id)))

    async def _act(self, id_: int) -> str | None:
        # Only who acts on one needs it.
        from casebook.ui.work.insolvency_requests import act_on

        row = await self.desk.read(insolvency_requests.request, id_)
        if row is None or not await act_on(self.desk, row):
            return None
        return working.saved(self.desk, row.number, row.name)

    def titled(self) -> Iterator[Span]:
        """Yield the lists there are, and which of them is shown."""
        desk = self.desk
        number = form.number(self._open.number, desk.language) + ("+" if self._open.more else "")
        said = {
            Listed.OPEN.value: desk.say("requests.list_open", number=number),
            Listed.ALL.value: desk.say("requests.list_all"),
        }
        yield Span(f" {desk.say('place.requests')} ▸ ")
        for place, (part, name) in enumerate(said.items()):
            yield Span(" · " if place else "", "quiet")
            yield Span(name, "strong" if part == self.part.id else "quiet")

    async def stand(self) -> None:
        """Read what the title says beside the list."""
        self._open = await self.desk.read(insolvency_requests.count_open)
        self.tell()

    def _sign(self, row: RequestRow) -> str:
        return "!" if row.course.is_open and days_left(row, self.desk) <= PRESSING else ""

    def _days(self, row: RequestRow) -> str:
        return form.number(days_left(row, self.desk), self.desk.language) if row.course.is_open else ""

    def _state(self, row: RequestRow) -> str:
        return self.desk.say(f"word.asked_{row.course.state}")

    def _style(self, row: RequestRow) -> str:
        return "due" if self._sign(row) else ""


def _due(row: RequestRow) -> date | None:
    return row.next_due_on if row.course.is_open else None
