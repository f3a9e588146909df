"""What a filter asks for: terms that a case has to meet all, and what could not be read."""

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import NamedTuple, Protocol

# The code of a choice or a text; cents; a day.
Value = str | int | date


class Op(StrEnum):
    """How a field is compared with a value."""

    IS = ":"
    LESS = "<"
    AT_MOST = "<="
    MORE = ">"
    AT_LEAST = ">="


class Field(StrEnum):
    """What a term is about; `word` and `phrase` are about names and numbers."""

    WORD = "word"
    PHRASE = "phrase"
    TRACK = "track"
    HANDLER = "handler"
    TEAM = "team"
    BAND = "band"
    SAFE = "safe"
    CLAIMED = "claimed"
    OPEN = "open"
    BY = "by"
    NEXT = "next"
    DO = "do"
    KIND = "kind"
    DEBTOR = "debtor"
    CITY = "city"
    TAG = "tag"
    HAS = "has"
    SEGMENT = "segment"
    STATE = "state"
    CREDITOR = "creditor"
    OPENED = "opened"


class Term(NamedTuple):
    """One thing that is asked for: a field that compares so with any of the values, or with `negated` with none."""

    field: Field
    op: Op
    values: tuple[Value, ...]
    negated: bool = False


class Named(Protocol):
    """What is typed under a name in either language: a field, or a value of one."""

    def name(self, language: str) -> str:
        """Return its name in a language."""


class Trouble(NamedTuple):
    """What could not be read: why, from where to where it stands in the text, and what could stand there."""

    code: str
    parameters: Mapping[str, object]
    start: int
    end: int
    choices: Sequence[Named] = ()

    def told(self, language: str, most: int | None = None) -> Mapping[str, object]:
        """Return the parameters of the sentence, with the names of the first so many choices in a language."""
        return {**self.parameters, "choices": [one.name(language) for one in self.choices[:most]]}


class Parsed(NamedTuple):
    """The terms that could be read, and what could not."""

    terms: tuple[Term, ...]
    troubles: tuple[Trouble, ...]
