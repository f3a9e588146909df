"""A place whose rows are clocks: some keys of a case do something about the clocks there, and not about their case."""

from collections.abc import Mapping, Sequence
from typing import ClassVar

from casebook.store.queries.radar import ClockRow
from casebook.ui.screens import working
from casebook.ui.screens.list_place import ListPlace


class ClockList(ListPlace[ClockRow]):
    """A list of clocks; `OF_CLOCKS` names what keys of a case do about the marked clocks, else the chosen one."""

    LIST = "radar"
    VERTICAL_BREAKPOINTS = [(0, "-low"), (18, "-high"), (32, "-tall")]
    OF_CLOCKS: ClassVar[Mapping[str, str]]

    def case_of(self, row: ClockRow) -> int:
        """Return the case of a row."""
        return row.case_id

    def copied(self, row: ClockRow) -> str:
        """Return the number and name of the case."""
        return f"{row.case_number} {row.name}"

    def action_case(self, name: str) -> None:
        """Do something about the marked clocks, else the chosen one; what is not about clocks is work on the case."""
        marked = self.list.marked_rows if len(self.list.marked) else []
        rows = marked or ([] if self.list.chosen is None else [self.list.chosen])
        if name in self.OF_CLOCKS and rows:
            self.desk.flow(working.own(self, self._act(self.OF_CLOCKS[name], rows)))
        else:
            super().action_case(name)

    async def _act(self, name: str, rows: Sequence[ClockRow]) -> str | None:
        from casebook.ui.work import interruptions, reviewing

        acts = {
            "interrupt": interruptions.interrupt,
            "assign": reviewing.assign,
            "see": reviewing.see,
            "decide": reviewing.decide,
        }
        said = await acts[name](self.desk, rows)
        if said is not None:
            self.clear_marks()
        return said
