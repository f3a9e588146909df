"""What a document is, asked in a form: its name, kind and day, which way it went, who from or to, what it may prove."""

from collections.abc import Sequence
from typing import Any

from casebook.domain.documents import Direction, DocumentKind, Proves, likely
from casebook.store.actions.documents import Description
from casebook.store.queries.documents import DocumentRow
from casebook.text import clean_line
from casebook.ui.desk import Desk
from casebook.ui.widgets.fields import ChoiceField, Field, OptionalDayField, TextField

# So many things that it proves are asked for one by one; any further ones stay.
_ASKED = 3
_LONGEST = 200


class DescriptionFields:
    """The fields of a document; a kind that is chosen brings with it what such a document proves as a rule."""

    def __init__(self, desk: Desk, name: str, about: Description) -> None:
        unsaid = [(None, desk.say("documents.unsaid"))]
        kinds = [(kind, kind_word(kind, desk)) for kind in DocumentKind]
        self._name = TextField(desk.say("documents.name"), clean_line(name, _LONGEST), required=True)
        self._kind = ChoiceField[DocumentKind | None](desk.say("documents.kind"), [*unsaid, *kinds], about.kind)
        self._on = OptionalDayField(desk.say("documents.on_day"), desk, about.on_day, past=True)
        ways = [(one, direction_word(one, desk)) for one in Direction]
        self._direction = ChoiceField[Direction | None](
            desk.say("documents.direction"), [*unsaid, *ways], about.direction
        )
        self._who = TextField(
            desk.say("documents.who"), clean_line(about.who), when=lambda: self._direction.value is not Direction.OWN
        )
        self._proves = [self._proof(desk, at, about.proves[at : at + 1]) for at in range(_ASKED)]
        self._further = about.proves[_ASKED:]
        self._follows = about.kind

    @property
    def all(self) -> list[Field[Any]]:
        """The fields in their order."""
        return [self._name, self._kind, *self._proves, self._on, self._direction, self._who]

    @property
    def name(self) -> str:
        """The name."""
        return self._name.value

    @property
    def about(self) -> Description:
        """What is known of the document. Raises `InputError` for a day that is none."""
        asked = [one.value for one in self._proves if one.when is None or one.when()]
        proves = dict.fromkeys([*(one for one in asked if one is not None), *self._further])
        who = "" if self._direction.value is Direction.OWN else self._who.value
        return Description(self._kind.value, self._on.value, self._direction.value, who, tuple(proves))

    def follow(self) -> None:
        """Let what it proves follow the kind that was chosen just now, unless somebody chose that himself."""
        kind = self._kind.value
        if kind is self._follows:
            return
        before = None if self._follows is None else likely(self._follows)
        self._follows = kind
        first = self._proves[0]
        if first.value is before and kind is not None:
            first.editor.choose(likely(kind))

    def _proof(self, desk: Desk, at: int, known: Sequence[Proves]) -> ChoiceField[Proves | None]:
        none = desk.say("documents.proves_nothing" if at == 0 else "documents.nothing_more")
        options = [(None, none), *((one, proves_word(one, desk)) for one in Proves)]
        return ChoiceField[Proves | None](
            desk.say("documents.proves" if at == 0 else "documents.proves_too"),
            options,
            known[0] if known else None,
            when=None if at == 0 else lambda: self._proves[at - 1].value is not None,
        )


def kind_word(kind: DocumentKind, desk: Desk) -> str:
    """Return what a document is, in a word."""
    return desk.say(f"word.document_{kind}")


def direction_word(direction: Direction, desk: Desk) -> str:
    """Return which way a document went, in a word."""
    return desk.say(f"word.direction_{direction}")


def proves_word(proves: Proves, desk: Desk) -> str:
    """Return what a document may prove, in a word."""
    return desk.say(f"word.proves_{proves}")


def known_of(row: DocumentRow) -> Description:
    """Return what is known of a document of the list."""
    return Description(row.kind, row.on_day, row.direction, row.who, row.proves)
