"""Fields that hold nothing until somebody answers: a choice without a preselected value, and a question in full."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from textual.widgets import TextArea

from casebook.errors import InputError
from casebook.text import clean
from casebook.ui.desk import Desk
from casebook.ui.widgets.fields import ChoiceField, Field
from casebook.ui.widgets.text_box import TextBox

V = TypeVar("V")


class AnswerField(ChoiceField[V | None]):
    """One of a few values, of which none is chosen to begin with unless it is known."""

    def __init__(
        self,
        desk: Desk,
        label: str,
        options: Sequence[tuple[V, str]],
        value: V | None = None,
        *,
        when: Callable[[], bool] | None = None,
    ) -> None:
        # What is known needs no way back to nothing.
        unanswered = [(None, desk.say("answer.choose"))] if value is None else []
        super().__init__(label, [*unanswered, *options], value, when=when)

    @property
    def answer(self) -> V:
        """The value that is chosen. Raises `InputError` where none is."""
        value = self.value
        if value is None:
            raise InputError("form.required", place=self.label)
        return value

    def echo(self) -> str:
        """Check that one is chosen."""
        self.answer  # noqa: B018 reading it checks it
        return ""


class QuestionField(Field[str]):
    """A question to ask in these words, and room for the answer below it; ctrl+j begins a new line."""

    def __init__(self, question: str) -> None:
        super().__init__(question)
        self._area = TextBox()
        # Within what is focused, so that one never types below a question that is out of sight.
        self._area.border_title = question

    @property
    def editor(self) -> TextArea:
        """What one types in."""
        return self._area

    @property
    def value(self) -> str:
        """The answer, cleaned, empty where there is none."""
        return clean(self._area.text).strip()
