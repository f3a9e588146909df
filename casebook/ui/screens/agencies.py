"""Agencies and court: what lies with agencies and bailiffs, what they owe us, and who they are."""

from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import Any, ClassVar

from textual.binding import Binding, BindingType

from casebook import format as form
from casebook.jobs.lists.exported import Exported
from casebook.store.database import Database
from casebook.store.queries.agencies import AgencyRow
from casebook.store.queries.listing import Count, Listing
from casebook.ui.desk import Desk
from casebook.ui.keys import place_key
from casebook.ui.prose import Line, Span
from casebook.ui.screens import working
from casebook.ui.screens.agency_lists import LISTS, AgencyList, columns_of, copied
from casebook.ui.screens.list_place import ListPlace
from casebook.ui.screens.narrowed import Narrowed
from casebook.ui.views import Part, Shown, Starter
from casebook.ui.widgets.columns import arranged
from casebook.ui.widgets.windowed_list import Shape

_BY_ID = {one.id: one for one in LISTS}
_OF_SOME = frozenset(id_ for one in LISTS for id_ in one.hints)


class Agencies(ListPlace[Any]):
    """Placements of all cases, and the agencies they lie with."""

    NAME = "place.agencies"
    LIST = "placements"
    HINTS: ClassVar = (
        "app.goto", "agencies.part", "case.placement", "case.court", "case.proposals", "agencies.agency", "list.filter",
        "agencies.compare", "list.mark", "case.contact", "case.next", "app.help",
    )  # fmt: skip
    CALLED: ClassVar = {"case.proposals": "difference"}
    VIEWS: ClassVar = (Starter(1, "starter.all", Shown()),)
    BINDINGS: ClassVar[list[BindingType]] = [
        place_key("right_square_bracket", "part(1)", "agencies.part"),
        place_key("left_square_bracket", "part(-1)", "agencies.part_back"),
        place_key("E", "agency", "agencies.agency"),
        place_key("Z", "compare", "agencies.compare"),
        # What it is elsewhere it is for a difference: whoever gave it another key finds that there here too.
        Binding("plus", "accept", "key.difference", id="case.proposals", priority=True),
    ]

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        # A case may have several: marks are of rows.
        self.narrowed = Narrowed(desk, self.list, lambda row: row.id, self.tell)
        self._counts: dict[str, Count] = {}

    @property
    def shown_list(self) -> AgencyList:
        """The list that is shown."""
        return _BY_ID[self.part.id]

    def shape(self) -> Shape[Any]:
        """Return the columns of the list that is shown."""
        one = self.shown_list if hasattr(self, "part") else LISTS[0]
        return Shape(columns_of(one, self.desk), lambda row: row.id, one.empty)

    def windows(self, shown: Shown) -> Callable[[Database], Listing[Any]]:
        """Return what makes the list."""
        one, narrowing, on = self.shown_list, self.narrowing(shown), self.desk.day
        return lambda database: one.listing(database, on, narrowing)

    def first_part(self) -> Part:
        """Return what lies with somebody."""
        return Part(LISTS[0].id, "")

    async def parts(self) -> Sequence[Part]:
        """Return the lists; the title says how they are called."""
        return [Part(one.id, "") for one in LISTS]

    async def change(self, shown: Shown, near: Any = None) -> None:
        """Show something else; another list has other columns, and nothing of it is marked."""
        if shown.part != self.now.part:
            self.clear_marks()
            parts = await self.parts()
            self.part = next((part for part in parts if part.id == shown.part), parts[0])
            near = None
        self.list.lay_out(arranged(self.shape().columns, shown.columns))
        self.hint()
        await super().change(shown, near)

    def exported(self) -> Exported | None:
        """Return the list under its own name; those without one are not taken out of here."""
        name = self.shown_list.exported
        return None if name is None else Exported(name, self.windows(self.now))

    @property
    def pointed_at(self) -> Hashable:
        """The row the cursor is on."""
        row = self.list.chosen
        return None if row is None else (self.part.id, row.id)

    @property
    def case_id(self) -> int | None:
        """The case of the row the cursor is on, None where it is of none."""
        row = self.list.chosen
        return None if row is None else (self.case_of(row) or None)

    def case_of(self, row: Any) -> int:
        """Return the case of a row, 0 for one of no case."""
        return self.shown_list.case_of(row) if isinstance(row, self.shown_list.kind) else 0

    @property
    def hinted(self) -> Sequence[str]:
        """The keys that are named: of those of some lists the ones of the list that is shown."""
        return [id_ for id_ in self.HINTS if id_ in self.shown_list.hints or id_ not in _OF_SOME]

    def copied(self, row: Any) -> str:
        """Return the number of the case and the name."""
        return copied(row)

    async def preview_of(self, _case_id: int | None) -> Sequence[Line]:
        """Return what the cursor rests on."""
        row, one = self.list.chosen, self.shown_list
        return await one.beside(self.desk, row) if isinstance(row, one.kind) else ()

    def titled(self) -> Iterator[Span]:
        """Yield which list is shown and which of all that is, and of the others those in which something waits."""
        desk, shown = self.desk, self.shown_list
        yield Span(f" {desk.say('place.agencies')} ▸ ")
        counted = self._counts.get(shown.id)
        yield Span(desk.say(shown.title) + (f" {self._counted(counted)}" if counted else ""), "strong")
        yield Span(f" ({LISTS.index(shown) + 1}/{len(LISTS)})", "quiet")
        for one in LISTS:
            count = self._counts.get(one.id)
            if count is not None and count.number and one is not shown:
                yield Span(f" · {desk.say(one.title)} {self._counted(count)}", "quiet")

    async def action_open(self) -> None:
        """Open the case of the row at its agency, or show all there is to say of an agency."""
        from casebook.ui.dialogs.reader import Reader
        from casebook.ui.screens.case import CaseScreen

        row = self.list.chosen
        if isinstance(row, AgencyRow):
            lines = await self.preview_of(None)
            heading = "".join(span.text for one in lines[:1] for span in one.spans)
            self.desk.flow(self.desk.ask(Reader(self.desk, heading, lines[1:])))
        elif self.case_id is not None:
            await self.app.push_screen(CaseScreen(self.desk, self.case_id, tab=self.shown_list.tab))

    def action_accept(self) -> None:
        """Do something about the row the cursor is on, where its list has that; else as for a case."""
        act, row = self.shown_list.act, self.list.chosen
        if act is not None and row is not None:
            self.desk.flow(working.own(self, act(self.desk, row)))
        else:
            self.action_case("proposals")

    async def action_agency(self) -> None:
        """Ask what is done about the agency the cursor is on, or register a new one."""
        self.desk.flow(working.own(self, self._agency()))

    async def action_compare(self) -> None:
        """Compare agencies, routes and the arms of a split batch on claims that are alike."""
        from casebook.ui.screens.comparison import Comparison

        await self.app.push_screen(Comparison(self.desk))

    async def _agency(self) -> str | None:
        from casebook.ui.work.agencies import agency

        row = self.list.chosen
        done = await agency(self.desk, row.id if isinstance(row, AgencyRow) else None)
        return self.desk.say("agency.saved") if done else None

    async def stand(self) -> None:
        """Read what the title says beside the list."""
        for one in LISTS:
            if one.count is not None:
                self._counts[one.id] = await self.desk.read(one.count, self.desk.day)
        self.tell()

    def _counted(self, count: Count) -> str:
        return form.number(count.number, self.desk.language) + ("+" if count.more else "")
