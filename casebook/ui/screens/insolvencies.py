"""Insolvencies: those that run by the day that is due next, what waits for a person, and all there were.

What waits are signals, publications of the register, and what is known from before without a proceeding.
"""

from collections.abc import Callable, Hashable, Iterator, Sequence
from datetime import date
from typing import Any, ClassVar

from textual.binding import Binding, BindingType

from casebook import format as form
from casebook.jobs.lists.exported import Exported
from casebook.store.database import Database
from casebook.store.queries import insolvencies, insolvencies_before, register
from casebook.store.queries.insolvencies import Listed, ListRow
from casebook.store.queries.insolvencies_before import BeforeRow
from casebook.store.queries.listing import Count, Listing
from casebook.store.queries.register import ChangeRow
from casebook.ui.case_tabs.insolvency_lines import before_lines, due_words, insolvency_lines
from casebook.ui.desk import Desk
from casebook.ui.keys import place_key
from casebook.ui.prose import Line, Span
from casebook.ui.screens import working
from casebook.ui.screens.list_place import ListPlace
from casebook.ui.screens.narrowed import Narrowed
from casebook.ui.screens.today import by
from casebook.ui.views import Part, Shown, Starter
from casebook.ui.widgets.columns import Column
from casebook.ui.widgets.windowed_list import Shape

# The parts whose rows are insolvencies without a proceeding, and publications of the register; the others are of
# proceedings.
BEFORE, REGISTER = "before", "register"
Row = ListRow | BeforeRow | ChangeRow


class Insolvencies(ListPlace[Row]):
    """Proceedings of all debtors, and what the register published of them that nobody looked at yet."""

    NAME = "place.insolvencies"
    LIST = "insolvencies"
    HINTS: ClassVar = (
        "app.goto", "insolvencies.part", "case.insolvency", "case.proposals", "list.filter", "case.contact",
        "case.next", "list.mark", "app.help",
    )  # fmt: skip
    VIEWS: ClassVar = (Starter(1, "starter.all", Shown()),)
    BINDINGS: ClassVar[list[BindingType]] = [
        place_key("right_square_bracket", "part(1)", "insolvencies.part"),
        place_key("left_square_bracket", "part(-1)", "insolvencies.part_back"),
        # What it is elsewhere it is for a publication: whoever gave it another key finds that there here too.
        Binding("plus", "accept", "key.register_accept", id="case.proposals", priority=True),
    ]

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        # A case may have several: marks are of rows.
        self.narrowed = Narrowed(desk, self.list, lambda row: row.id, self.tell)
        self._signalled = self._changes = Count(0)

    def shape(self) -> Shape[Row]:
        """Return the columns of the list."""
        desk = self.desk
        return Shape(
            (
                Column("insolvencies.due", 9, lambda row: by(_day(row), desk)),
                Column("insolvencies.days", 6, self._days, right=True),
                Column("queue.case", 9, lambda row: row.number),
                Column("queue.debtor", 12, lambda row: row.name, share=2),
                Column("insolvencies.kind", 13, self._kind, share=1),
                Column("insolvencies.what", 17, self._what, share=2),
                Column("insolvencies.stage", 12, self._stage, spare=3),
                Column("insolvencies.acting", 12, self._acting, share=1, spare=1),
                Column("insolvencies.number", 12, lambda row: row.register_number, spare=2),
            ),
            lambda row: row.id,
            "insolvencies.empty",
        )

    def windows(self, shown: Shown) -> Callable[[Database], Listing[Any]]:
        """Return what makes the list of proceedings, or of publications."""
        narrowing, on = self.narrowing(shown), self.desk.day
        if self.part.id == REGISTER:
            return lambda database: register.changes(database, narrowing)
        if self.part.id == BEFORE:
            return lambda database: insolvencies_before.listing(database, narrowing)
        listed = Listed(self.part.id)
        return lambda database: insolvencies.insolvencies(database, listed, on, narrowing)

    def first_part(self) -> Part:
        """Return those that run."""
        return Part(Listed.RUNNING, "")

    async def parts(self) -> Sequence[Part]:
        """Return the lists; the title says how they are called."""
        return [*(Part(listed, "") for listed in Listed), Part(BEFORE, ""), Part(REGISTER, "")]

    def exported(self) -> Exported | None:
        """Return the list of proceedings; what is none yet is not taken out of here."""
        return None if self.part.id in (BEFORE, REGISTER) else super().exported()

    @property
    def pointed_at(self) -> Hashable:
        """The row the cursor is on."""
        row = self.list.chosen
        return None if row is None else (self.part.id, row.id)

    def case_of(self, row: Row) -> int:
        """Return the case of a row."""
        return row.case_id

    def copied(self, row: Row) -> str:
        """Return the number of the case, the name, and the number in the register."""
        return " ".join(part for part in (row.number, row.name, row.register_number) if part)

    async def preview_of(self, case_id: int | None) -> Sequence[Line]:
        """Return the proceeding the cursor rests on."""
        row = self.list.chosen
        if row is None or case_id is None:
            return ()
        if isinstance(row, ChangeRow):
            from casebook.ui.work.register_changes import change_lines

            change = await self.desk.read(register.change, row.id)
            return () if change is None else change_lines(change, self.desk)
        if isinstance(row, BeforeRow):
            return before_lines(row, self.desk)
        card = await self.desk.read(insolvencies.card, row.id)
        return () if card is None else insolvency_lines(card, self.desk)

    def titled(self) -> Iterator[Span]:
        """Yield the lists there are, and which of them is shown."""
        desk, number = self.desk, self._counted(self._signalled)
        said = {
            Listed.RUNNING.value: desk.say("insolvencies.list_running"),
            Listed.SIGNALLED.value: desk.say("insolvencies.list_signalled", number=number),
            Listed.ALL.value: desk.say("insolvencies.list_all"),
            BEFORE: desk.say("insolvencies.list_before"),
            REGISTER: desk.say("insolvencies.list_register", number=self._counted(self._changes)),
        }
        yield Span(f" {desk.say('place.insolvencies')} ▸ ")
        for place, (part, name) in enumerate(said.items()):
            yield Span(" · " if place else "", "quiet")
            yield Span(name, "strong" if part == self.part.id else "quiet")

    async def stand(self) -> None:
        """Read what the title says beside the list."""
        self._signalled = await self.desk.read(insolvencies.count_signalled)
        self._changes = await self.desk.read(register.count_changes)
        self.tell()

    def action_accept(self) -> None:
        """Accept or refuse the publication that the cursor is on, or those that are marked; else as for a case."""
        if self.part.id == REGISTER:
            self.desk.flow(working.own(self, self._decide()))
        else:
            self.action_case("proposals")

    async def _decide(self) -> str | None:
        from casebook.ui.work.register_changes import decide

        marked = self.list.marked_rows if len(self.list.marked) else [self.list.chosen]
        rows = [row for row in marked if isinstance(row, ChangeRow)]
        done = await decide(self.desk, rows) if rows else None
        if done is None:
            return None
        self.list.marked.keep(lambda row: row.id not in done.done)
        self.list.refresh()
        self.narrowed.find_marked()
        return done.said

    def _counted(self, count: Count) -> str:
        return form.number(count.number, self.desk.language) + ("+" if count.more else "")

    def _days(self, row: Row) -> str:
        if not isinstance(row, ListRow) or row.due is None:
            return ""
        return form.number((row.due.on - self.desk.day).days, self.desk.language)

    def _kind(self, row: Row) -> str:
        """Return what kind of proceeding a row is of."""
        return self.desk.say(f"word.{row.kind}" if row.kind else "insolvency.some")

    def _stage(self, row: Row) -> str:
        if isinstance(row, BeforeRow):
            return self.desk.say("insolvencies.no_proceeding")
        if isinstance(row, ChangeRow):
            return self.desk.say(f"word.insolvency_match_{row.matched_by}")
        return self.desk.say(f"word.insolvency_stage_{row.stage}")

    def _what(self, row: Row) -> str:
        """Return what is due, else how far it is; of a publication what it says."""
        if isinstance(row, ChangeRow):
            return self.desk.say("register.to_read", code=row.code) if row.is_unknown else row.meaning
        due = row.due if isinstance(row, ListRow) else None
        return self._stage(row) if due is None else due_words(due, self.desk)

    def _acting(self, row: Row) -> str:
        """Return who acts; of a publication by what it is taken for one of this debtor."""
        return self._stage(row) if isinstance(row, ChangeRow) else row.acting


def _day(row: Row) -> date | None:
    if isinstance(row, ChangeRow):
        return row.published_on
    if isinstance(row, BeforeRow):
        return row.since
    return row.due.on if row.due else None
