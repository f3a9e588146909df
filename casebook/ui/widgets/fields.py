"""The fields of a form: a label, something to type or choose in, and what that comes to or why it cannot be."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Generic, TypeVar

from rich.cells import cell_len
from rich.segment import Segment
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Input, Static, TextArea

from casebook import format as form
from casebook.domain import typed
from casebook.domain.money import ZERO, Cents
from casebook.errors import InputError
from casebook.text import clean, clean_line
from casebook.ui.desk import Desk
from casebook.ui.widgets.choice import Choice
from casebook.ui.widgets.columns import cut
from casebook.ui.widgets.sentence import Sentence
from casebook.ui.widgets.text_box import TextBox
from casebook.ui.widgets.text_line import TextLine

V = TypeVar("V")

_LONGEST_LINE, _LONGEST_TEXT = 500, 20_000
# In cells: the room of a label; the styles of the editors begin behind it.
_LABEL = 22


class Field(Vertical, Generic[V]):
    """A field of a form. `when` says whether it matters now; one that does not is hidden and not read."""

    def __init__(self, label: str, when: Callable[[], bool] | None = None) -> None:
        super().__init__()
        self.label = label
        self.when = when
        self._echo = ""
        self._refusal: Static | None = None

    def compose(self) -> ComposeResult:
        """Lay out the editor; the label and what it comes to are painted beside it: a form has many fields."""
        yield self.editor

    def render_line(self, y: int) -> Strip:
        """Paint the label before the editor, and behind it what is typed comes to."""
        width, style = self.size.width, self.rich_style
        if y:
            return Strip.blank(width, style)
        room = max(0, width - _LABEL)
        echo = " " * (room - cell_len(self._echo)) + self._echo
        return Strip([Segment(cut(self.label, _LABEL) + cut(echo, room), style)]).adjust_cell_length(width, style)

    @property
    def editor(self) -> Widget:
        """What one types or chooses in."""
        raise NotImplementedError

    @property
    def value(self) -> V:
        """What is typed or chosen. Raises `InputError`."""
        raise NotImplementedError

    @property
    def raw(self) -> str:
        """What stands in the field, right or not: what is typed, or the name of what is chosen."""
        match self.editor:
            case Input() as line:
                return line.value
            case TextArea() as area:
                return area.text
            case Choice() as choice:
                return choice.shown
            case _:
                return ""

    def restore(self, raw: str) -> None:
        """Let stand in the field what stood there before."""
        match self.editor:
            case Input() as line:
                line.value = raw
            case TextArea() as area:
                area.text = raw
                area.move_cursor(area.document.end)
            case Choice() as choice:
                choice.choose_shown(raw)

    def echo(self) -> str:
        """Return what the typed text comes to, where that is not plain."""
        return ""

    def check(self, desk: Desk) -> bool:
        """Show what is typed comes to, or why it cannot be; return whether it can."""
        try:
            self._tell(self.echo())
        except InputError as error:
            self._tell("")
            self._refuse("✗ " + desk.told(error))
            return False
        if self._refusal is not None:
            self._refusal.display = False
        return True

    def _tell(self, echo: str) -> None:
        if echo != self._echo:
            self._echo = echo
            # The editor leaves room for it.
            self.editor.styles.margin = (0, cell_len(echo) + 1 if echo else 0, 0, _LABEL)
            self.refresh()

    def _refuse(self, sentence: str) -> None:
        if self._refusal is None:
            self._refusal = Sentence(sentence, classes="refusal")
            self.mount(self._refusal, after=self.editor)
        # To show the same again would lay out the whole form anew.
        elif self._refusal.content != sentence:
            self._refusal.update(sentence)
        self._refusal.display = True


class TextField(Field[str]):
    """A line of text."""

    def __init__(
        self, label: str, text: str = "", *, required: bool = False, when: Callable[[], bool] | None = None
    ) -> None:
        super().__init__(label, when)
        self._required = required
        self._input = TextLine(text, max_length=_LONGEST_LINE)

    @property
    def editor(self) -> Input:
        """The line."""
        return self._input

    @property
    def value(self) -> str:
        """The text, cleaned. Raises `InputError` where one is required and there is none."""
        text = clean_line(self._input.value, _LONGEST_LINE)
        if self._required and not text:
            raise InputError("form.required", place=self.label.removesuffix("?"))
        return text

    def echo(self) -> str:
        """Check that there is a text."""
        self.value  # noqa: B018 reading it checks it
        return ""


class LongTextField(Field[str]):
    """Text of several lines; Enter saves the form, ctrl+j begins a new line."""

    def __init__(self, label: str, text: str = "", *, required: bool = False) -> None:
        super().__init__(label)
        self._required = required
        self._area = TextBox(text)
        # Whoever is given a text goes on behind it.
        self._area.move_cursor(self._area.document.end)

    @property
    def editor(self) -> TextArea:
        """The text area."""
        return self._area

    @property
    def value(self) -> str:
        """The text, cleaned. Raises `InputError` where one is required and there is none, or far too much."""
        text = clean(self._area.text).strip()
        if self._required and not text:
            raise InputError("form.required", place=self.label.removesuffix("?"))
        if len(text) > _LONGEST_TEXT:
            raise InputError("form.too_long", place=self.label, most=_LONGEST_TEXT)
        return text

    def echo(self) -> str:
        """Check that there is a text."""
        self.value  # noqa: B018 reading it checks it
        return ""


class DayField(Field[date]):
    """A day, typed as people write it; beside it the day it comes to, with the day of the week."""

    def __init__(
        self,
        label: str,
        desk: Desk,
        day: date | None = None,
        *,
        past: bool = False,
        when: Callable[[], bool] | None = None,
    ) -> None:
        super().__init__(label, when)
        self._desk = desk
        self._past = past
        text = form.day(day, "nl") if day else ""
        self._input = TextLine(text, select_on_focus=True, max_length=20)

    @property
    def editor(self) -> Input:
        """The line."""
        return self._input

    @property
    def value(self) -> date:
        """The day. Raises `InputError`."""
        if not self._input.value.strip():
            raise InputError("form.required", place=self.label.removesuffix("?"))
        holidays = self._desk.session.database.law.holidays
        return typed.day(self._input.value, self._desk.day, holidays, past=self._past)

    def echo(self) -> str:
        """Return the day of the week and the day in full."""
        day = self.value
        return f"→ {self._desk.say(f'weekday.{day.isoweekday()}')} {form.day(day, self._desk.language)}"


class OptionalDayField(DayField):
    """A day that may be left open."""

    @property
    def value(self) -> date | None:  # type: ignore[override]  # a day that may be none
        """The day, None where nothing is typed. Raises `InputError`."""
        return super().value if self._input.value.strip() else None

    def echo(self) -> str:
        """Return the day in full, nothing where none is typed."""
        return super().echo() if self._input.value.strip() else ""


class AmountField(Field[Cents]):
    """An amount in euro, typed as people write it."""

    def __init__(
        self,
        label: str,
        desk: Desk,
        cents: Cents | None = None,
        *,
        zero: bool = False,
        when: Callable[[], bool] | None = None,
    ) -> None:
        super().__init__(label, when)
        self._desk = desk
        self._zero = zero
        text = "" if cents is None else form.amount(cents, desk.language)
        self._input = TextLine(text, select_on_focus=True, max_length=20)

    @property
    def editor(self) -> Input:
        """The line."""
        return self._input

    @property
    def value(self) -> Cents:
        """The amount in cents; more than nothing, or with `zero` also nothing. Raises `InputError`."""
        if not self._input.value.strip():
            raise InputError("form.required", place=self.label.removesuffix("?"))
        cents = typed.amount(self._input.value)
        if cents == ZERO and not self._zero:
            raise InputError("form.nothing", place=self.label)
        return cents

    def echo(self) -> str:
        """Return the amount in full."""
        return f"→ {form.money(self.value, self._desk.language)}"


class ChoiceField(Field[V]):
    """One of a few values."""

    def __init__(
        self, label: str, options: Sequence[tuple[V, str]], value: V, *, when: Callable[[], bool] | None = None
    ) -> None:
        super().__init__(label, when)
        self._choice: Choice[V] = Choice(options, value)

    @property
    def editor(self) -> Choice[V]:
        """The choice."""
        return self._choice

    @property
    def value(self) -> V:
        """The value that is chosen."""
        return self._choice.value


def yes_field(
    label: str, desk: Desk, *, yes: bool = False, when: Callable[[], bool] | None = None
) -> ChoiceField[bool]:
    """Return a field for yes or no."""
    return ChoiceField(label, [(True, desk.say("form.yes")), (False, desk.say("form.no"))], yes, when=when)
