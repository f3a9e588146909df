"""Giving tags to a case and taking them away, with the words that are in use to choose from."""

from collections.abc import Sequence
from typing import Any

from textual.suggester import Suggester

from casebook.domain import tags
from casebook.store.actions.tags import SetTags
from casebook.store.queries import tags as queries
from casebook.store.queries.case import CaseCard
from casebook.ui.desk import Desk
from casebook.ui.dialogs.form import Form
from casebook.ui.prose import EMPTY, Line, Span, line
from casebook.ui.widgets.fields import Field, TextField
from casebook.ui.work.questions import fill


async def tag(desk: Desk, card: CaseCard) -> bool:
    """Ask for words to give to a case, several at once, and for those to take away."""
    has = await desk.read(queries.of_case, card.case_id)
    asked = await TagFields.read(desk, has)
    heading = desk.say("tags.heading", number=card.number, name=card.name)
    form = Form(
        desk, heading, asked.fields, lambda: SetTags(card.case_id, asked.given, asked.taken), about=asked.about()
    )
    return await fill(desk, form) is not None


class TagFields:
    """The fields for words to give and words to take away; `has` are those of the case, where it is one."""

    def __init__(self, desk: Desk, known: Sequence[str], has: Sequence[str] = ()) -> None:
        self._desk, self._known, self._has = desk, known, has
        self._add = WordsField(desk.say("tags.add"), [word for word in known if word not in has])
        self._remove = WordsField(desk.say("tags.remove"), has or known, when=lambda: bool(has or known))

    @classmethod
    async def read(cls, desk: Desk, has: Sequence[str] = ()) -> "TagFields":
        """Return the fields, with the words that are in use."""
        return cls(desk, await desk.read(queries.known), has)

    @property
    def fields(self) -> Sequence[Field[Any]]:
        """The fields in their order."""
        return self._add, self._remove

    @property
    def given(self) -> tuple[str, ...]:
        """The words to give."""
        return tags.words(self._add.value.replace(",", " ").split())

    @property
    def taken(self) -> tuple[str, ...]:
        """The words to take away."""
        return tags.words(self._remove.value.replace(",", " ").split())

    def about(self) -> list[Line]:
        """Return which words the case has, and which others are in use."""
        say, others = self._desk.say, [word for word in self._known if word not in self._has]
        lines = [line(say("tags.has", words=self._has))] if self._has else []
        if others:
            lines.append(line(Span(say("tags.in_use", words=others), "quiet")))
        return [*lines, EMPTY] if lines else []


class WordsField(TextField):
    """Words with room between them; the one that is typed is completed from those that are known."""

    def __init__(self, label: str, known: Sequence[str], when: Any = None) -> None:
        super().__init__(label, when=when)
        self.editor.suggester = _Completing(known)


class _Completing(Suggester):
    """Completes the last word of a line."""

    def __init__(self, known: Sequence[str]) -> None:
        super().__init__(use_cache=False, case_sensitive=False)
        self._known = known

    async def get_suggestion(self, value: str) -> str | None:
        """Return the line with its last word completed, None where no word begins so."""
        *before, last = value.rsplit(" ", 1)
        if not last:
            return None
        word = next((word for word in self._known if word.startswith(last.lower()) and word != last), None)
        return None if word is None else " ".join([*before, word])
