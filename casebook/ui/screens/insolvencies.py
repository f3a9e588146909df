"""Insolvencies: those that run by the day that is due next, the signals that wait for a person, and all there were."""

from collections.abc import Callable, Iterator, Sequence
from typing import ClassVar

from textual.binding import BindingType

from casebook import format as form
from casebook.store.database import Database
from casebook.store.queries import insolvencies
from casebook.store.queries.insolvencies import Listed, ListRow
from casebook.store.queries.listing import Count, Listing
from casebook.ui.case_tabs.insolvency_lines import due_words, insolvency_lines
from casebook.ui.desk import Desk
from casebook.ui.keys import place_key
from casebook.ui.prose import Line, Span
from casebook.ui.screens.list_place import ListPlace
from casebook.ui.screens.today import by
from casebook.ui.views import Part, Shown, Starter
from casebook.ui.widgets.columns import Column
from casebook.ui.widgets.windowed_list import Shape


class Insolvencies(ListPlace[ListRow]):
    """Proceedings of all debtors."""

    NAME = "place.insolvencies"
    LIST = "insolvencies"
    HINTS: ClassVar = (
        "app.goto", "insolvencies.part", "case.insolvency", "list.filter", "case.contact", "case.next", "list.mark",
        "app.help",
    )  # fmt: skip
    VIEWS: ClassVar = (Starter(1, "starter.all", Shown()),)
    BINDINGS: ClassVar[list[BindingType]] = [
        place_key("right_square_bracket", "part(1)", "insolvencies.part"),
        place_key("left_square_bracket", "part(-1)", "insolvencies.part_back"),
    ]

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._signalled = Count(0)

    def shape(self) -> Shape[ListRow]:
        """Return the columns of the list."""
        desk = self.desk
        return Shape(
            (
                Column("insolvencies.due", 9, lambda row: by(row.due.on if row.due else None, desk)),
                Column("insolvencies.days", 5, self._days, right=True),
                Column("queue.case", 9, lambda row: row.number),
                Column("queue.debtor", 12, lambda row: row.name, share=2),
                Column("insolvencies.kind", 12, lambda row: desk.say(f"word.{row.kind}"), share=1),
                Column("insolvencies.stage", 12, lambda row: desk.say(f"word.insolvency_stage_{row.stage}"), share=1),
                Column("insolvencies.what", 14, self._what, share=1, spare=1),
                Column("insolvencies.acting", 12, lambda row: row.acting, share=1, spare=2),
                Column("insolvencies.number", 12, lambda row: row.register_number, spare=3),
            ),
            lambda row: row.id,
            "insolvencies.empty",
        )

    def windows(self, shown: Shown) -> Callable[[Database], Listing[ListRow]]:
        """Return what makes the list of proceedings."""
        listed, narrowing, on = Listed(self.part.id), self.narrowing(shown), self.desk.day
        return lambda database: insolvencies.insolvencies(database, listed, on, narrowing)

    def first_part(self) -> Part:
        """Return those that run."""
        return Part(Listed.RUNNING, "")

    async def parts(self) -> Sequence[Part]:
        """Return the lists; the title says how they are called."""
        return [Part(listed, "") for listed in Listed]

    def case_of(self, row: ListRow) -> int:
        """Return the case of a row."""
        return row.case_id

    def copied(self, row: ListRow) -> str:
        """Return the number of the case, the name, and the number in the register."""
        return " ".join(part for part in (row.number, row.name, row.register_number) if part)

    async def load(self) -> None:
        """Read the list from where the cursor is, and how many signals wait."""
        await super().load()
        await self._count()

    async def worked(self) -> None:
        """Show the list anew after work on a case."""
        await self._count()
        await super().worked()

    async def preview_of(self, case_id: int | None) -> Sequence[Line]:
        """Return the proceeding the cursor rests on."""
        row = self.list.chosen
        if row is None or case_id is None:
            return ()
        card = await self.desk.read(insolvencies.card, row.id)
        return () if card is None else insolvency_lines(card, self.desk)

    def titled(self) -> Iterator[Span]:
        """Yield the lists there are, and which of them is shown."""
        desk = self.desk
        number = form.number(self._signalled.number, desk.language) + ("+" if self._signalled.more else "")
        said = {
            Listed.RUNNING.value: desk.say("insolvencies.list_running"),
            Listed.SIGNALLED.value: desk.say("insolvencies.list_signalled", number=number),
            Listed.ALL.value: desk.say("insolvencies.list_all"),
        }
        yield Span(f" {desk.say('place.insolvencies')} ▸ ")
        for place, (part, name) in enumerate(said.items()):
            yield Span(" · " if place else "", "quiet")
            yield Span(name, "strong" if part == self.part.id else "quiet")

    async def _count(self) -> None:
        self._signalled = await self.desk.read(insolvencies.count_signalled)
        self.tell()

    def _days(self, row: ListRow) -> str:
        return "" if row.due is None else form.number((row.due.on - self.desk.day).days, self.desk.language)

    def _what(self, row: ListRow) -> str:
        return "" if row.due is None else due_words(row.due, self.desk)
