"""Asking for a day: typed as people write it, with below it which day that is."""

from datetime import date
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.getters import query_one
from textual.widgets import Input, Static

from casebook import format as form
from casebook.domain import typed
from casebook.errors import InputError
from casebook.ui.desk import Desk
from casebook.ui.dialogs.dialog import Dialog
from casebook.ui.widgets.sentence import Sentence
from casebook.ui.widgets.text_line import TextLine

_LONGEST = 20


class AskDay(Dialog[date]):
    """A line to type a day in. With `past` a day without a year is the last one, else the next one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "key.choose", id="pick.choose", priority=True),
    ]

    line = query_one(Input)
    echo = query_one("#echo", Static)

    def __init__(self, desk: Desk, heading: str, *, past: bool = False) -> None:
        super().__init__(desk, heading)
        self._past = past

    def body(self) -> ComposeResult:
        """Lay out the line, and what is typed comes to."""
        yield TextLine(placeholder=self.desk.say("ask_day.examples"), max_length=_LONGEST, select_on_focus=True)
        yield Sentence(id="echo")

    def on_input_changed(self) -> None:
        """Tell which day it is, as far as it is one yet."""
        try:
            self.echo.update(f"→ {on_day(self._day, self.desk)}")
        except InputError:
            self.echo.update("")

    def action_choose(self) -> None:
        """Answer with the day, or say why it is none."""
        try:
            self.answer(self._day)
        except InputError as error:
            self.desk.tell(self.desk.told(error), trouble=True)

    @property
    def _day(self) -> date:
        holidays = self.desk.session.database.law.holidays
        return typed.day(self.line.value, self.desk.day, holidays, past=self._past)


def on_day(day: date, desk: Desk) -> str:
    """Return a day with the day of the week."""
    return f"{desk.say(f'weekday.{day.isoweekday()}')} {form.day(day, desk.language)}"
