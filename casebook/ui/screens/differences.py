"""Differences: what the lists of the creditors say otherwise than we do, by kind, answered one by one or together."""

from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType

from casebook import format as form
from casebook.store.database import Database
from casebook.store.queries import proposals
from casebook.store.queries.listing import Count, Listing
from casebook.store.queries.proposals import Listed, WaitingRow
from casebook.text import clean_line
from casebook.ui.desk import Desk
from casebook.ui.keys import place_key
from casebook.ui.prose import EMPTY, Line, Span, line
from casebook.ui.screens import working
from casebook.ui.screens.list_place import ListPlace
from casebook.ui.screens.narrowed import Narrowed
from casebook.ui.views import Part, Shown, Starter
from casebook.ui.widgets.columns import Column
from casebook.ui.widgets.windowed_list import Shape


class Differences(ListPlace[WaitingRow]):
    """What waits for a person to accept or dismiss, in all cases."""

    NAME = "place.differences"
    LIST = "differences"
    HINTS: ClassVar = (
        "app.goto", "case.proposals", "differences.kind", "list.mark", "list.mark_all", "list.filter", "app.help",
    )  # fmt: skip
    VIEWS: ClassVar = (Starter(1, "starter.all", Shown()),)
    BINDINGS: ClassVar[list[BindingType]] = [
        place_key("right_square_bracket", "part(1)", "differences.kind"),
        place_key("left_square_bracket", "part(-1)", "differences.kind_back"),
        # What it is elsewhere it is for the proposal itself: whoever gave it another key finds that there here too.
        Binding("plus", "decide", "key.differences_decide", id="case.proposals", priority=True),
    ]

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        # A case may have several: marks are of rows.
        self.narrowed = Narrowed(desk, self.list, lambda row: row.id, self.tell)
        self._waiting = Count(0)

    def shape(self) -> Shape[WaitingRow]:
        """Return the columns of the list."""
        desk = self.desk
        return Shape(
            (
                Column("queue.case", 9, lambda row: row.number),
                Column("queue.debtor", 12, lambda row: row.name, share=2),
                Column("differences.claim", 10, lambda row: clean_line(row.claim_number or ""), share=1),
                Column("differences.what", 24, lambda row: desk.say(row.code, **row.parameters), share=4),
                Column("differences.on", 11, lambda row: form.day(row.on_day, desk.language), spare=1, style=_quiet),
                Column("differences.file", 16, lambda row: clean_line(row.file_name), share=1, spare=2, style=_quiet),
            ),
            lambda row: row.id,
            "differences.empty",
        )

    def windows(self, shown: Shown) -> Callable[[Database], Listing[WaitingRow]]:
        """Return what makes the list."""
        listed, narrowing = Listed(self.part.id), self.narrowing(shown)
        return lambda database: proposals.waiting(database, listed, narrowing)

    def first_part(self) -> Part:
        """Return everything that waits."""
        return Part(Listed.ALL, "")

    async def parts(self) -> Sequence[Part]:
        """Return the kinds; the title says how they are called."""
        return [Part(listed, "") for listed in Listed]

    @property
    def pointed_at(self) -> Hashable:
        """The row the cursor is on."""
        row = self.list.chosen
        return None if row is None else row.id

    def case_of(self, row: WaitingRow) -> int:
        """Return the case of a row."""
        return row.case_id

    def copied(self, row: WaitingRow) -> str:
        """Return the number of the case, the name, and the number of the claim."""
        return " ".join(part for part in (row.number, row.name, row.claim_number) if part)

    async def preview_of(self, case_id: int | None) -> Sequence[Line]:
        """Return what the proposal says, where that was read, and the case it is of."""
        row = self.list.chosen
        if row is None or case_id is None:
            return ()
        said = Span(self.desk.say(row.code, **row.parameters), "strong")
        number = f"{clean_line(row.claim_number)}: " if row.claim_number else ""
        read = self.desk.say("differences.read", file=row.file_name, on=row.on_day)
        above = (line(number, said, hang=2), line(Span(read, "quiet"), hang=2), EMPTY)
        return (*above, *await super().preview_of(case_id))

    def titled(self) -> Iterator[Span]:
        """Yield the kinds there are, and which of them is shown."""
        desk = self.desk
        number = form.number(self._waiting.number, desk.language) + ("+" if self._waiting.more else "")
        yield Span(f" {desk.say('place.differences')} ▸ ")
        for place, listed in enumerate(Listed):
            yield Span(" · " if place else "", "quiet")
            counted = f" ({number})" if listed is Listed.ALL else ""
            said = desk.say(f"differences.list_{listed}") + counted
            yield Span(said, "strong" if listed == self.part.id else "quiet")

    async def stand(self) -> None:
        """Read what the title says beside the list."""
        self._waiting = await self.desk.read(proposals.count_waiting)
        self.tell()

    def action_decide(self) -> None:
        """Accept or dismiss the proposal the cursor is on, or those that are marked."""
        self.desk.flow(working.own(self, self._decide()))

    async def _decide(self) -> str | None:
        # Only who decides needs it.
        from casebook.ui.work.differences import decide

        marked = self.list.marked_rows if len(self.list.marked) else [self.list.chosen]
        rows = [row for row in marked if row is not None]
        done = await decide(self.desk, rows) if rows else None
        if done is None:
            return None
        self.list.marked.keep(lambda row: row.id not in done.done)
        self.list.refresh()
        self.narrowed.find_marked()
        return done.said


def _quiet(_: WaitingRow) -> str:
    return "quiet"
