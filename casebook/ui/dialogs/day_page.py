"""A page to read that holds for a day, such as a payoff or a statement; another day can be asked."""

from collections.abc import Sequence
from datetime import date
from typing import ClassVar

from textual.binding import BindingType
from textual.getters import query_one

from casebook.ui.dialogs.ask_day import AskDay
from casebook.ui.dialogs.key_hints import key_hints
from casebook.ui.dialogs.reader import Reader
from casebook.ui.keys import place_key
from casebook.ui.prose import Line
from casebook.ui.widgets.bars import KeyLine


class DayPage(Reader):
    """Text that holds for a day; d asks for another one.

    `HINTS` are the ids of the keys that are named below the text. With `PAST` a day that is typed without a year is
    the last one, else the next one.
    """

    BINDINGS: ClassVar[list[BindingType]] = [place_key("d", "other_day", "page.other_day")]
    HINTS: ClassVar[tuple[str, ...]] = ()
    PAST: ClassVar[bool] = False

    key_line = query_one(KeyLine)

    def on_mount(self) -> None:
        """Name the keys."""
        self.key_line.left = tuple(key_hints(self, self.desk, self.HINTS))

    async def lines_on(self, day: date) -> Sequence[Line]:
        """Return the text for a day; what is copied or written is from then on that of this day."""
        raise NotImplementedError

    def action_other_day(self) -> None:
        """Ask for a day and show how it is then."""
        self.desk.flow(self._other_day())

    async def _other_day(self) -> None:
        day = await self.desk.ask(AskDay(self.desk, self.desk.say("ask_day.heading"), past=self.PAST))
        if day is not None:
            self.page.show(await self.lines_on(day))
