"""A letter that was prepared: a person reads it, copies it, sends it himself, and then says that it was sent."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import ClassVar

from textual.binding import BindingType

from casebook.text import clean_line
from casebook.ui.desk import Desk
from casebook.ui.dialogs.day_page import DayPage
from casebook.ui.keys import place_key
from casebook.ui.prose import Line, line

# In characters: the longest line of a letter.
_LONGEST = 2000


class LetterPage(DayPage):
    """A letter; y copies it, s goes on to record that it was sent, d asks for the day that it names, if it names one.

    `text` makes the letter for that day. `sent` says whether one went on, and `day` the day it names then.
    """

    BINDINGS: ClassVar[list[BindingType]] = [place_key("s", "go_on", "letter.go_on")]
    HINTS = ("reader.copy", "letter.go_on", "page.other_day", "dialog.back")

    def __init__(
        self,
        desk: Desk,
        heading: str,
        text: Callable[[date], Sequence[str]],
        day: date | None = None,
        *,
        recorded: bool = True,
    ) -> None:
        super().__init__(desk, heading, _lines(text(day or desk.day)))
        self._text = text
        self._is_dated, self._is_recorded = day is not None, recorded
        self.day = day or desk.day
        self.sent = False

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let another day be asked only where the letter names one, and what is sent be recorded where it can be."""
        match action:
            case "other_day":
                return self._is_dated
            case "go_on":
                return self._is_recorded
            case _:
                return super().check_action(action, parameters)

    async def lines_on(self, day: date) -> Sequence[Line]:
        """Return the letter that names a day."""
        self.day = day
        return _lines(self._text(day))

    def action_go_on(self) -> None:
        """Go on to record that it was sent."""
        self.sent = True
        self.answer(None)


def _lines(text: Sequence[str]) -> list[Line]:
    return [line(clean_line(one, _LONGEST)) for one in text]
